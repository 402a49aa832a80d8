"""Run as a process: the aligner's child process on an episode, over its own protocol."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.report import Figure
from benchmarks.speed.children import ROOT, MeasurementError, answer, facts
from benchmarks.speed.memory import peak_mb
from editor.alignment import wire
from editor.alignment.aligner import (
    AlignRequest,
    Done,
    Event,
    Failed,
    Ready,
    WordTime,
    WordTimes,
)
from editor.alignment.command import worker_command, worker_environment
from editor.alignment.models import find_folders, load_catalog, resolve
from editor.alignment.pieces import CONTEXT_MS
from editor.formats.registry import read_transcript
from editor.media.episode import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


TURNS = 12
"""So many turns are aligned again."""


class Job(NamedTuple):
    """What is aligned.

    Attributes:
        request: What to ask the child.
        seconds: The length of the sound.
        turns: Each turn as the numbers of its first word and of the one behind its last.
    """

    request: AlignRequest
    seconds: float
    turns: tuple[tuple[int, int], ...]


def job_for(audio: Path, transcript: Path, home: Path) -> Job:
    """An episode to be aligned by the model that comes along."""
    episode = prepare(audio, home / "audio")
    document = read_transcript(transcript).to_transcript()
    words = tuple(word.text for _, word in document.places())
    model = resolve("tiny.en", catalog=load_catalog(), folders=find_folders(home / "models"))
    heads = model.entry.alignment_heads if model.entry else ()
    shift = model.entry.shift_ms if model.entry else 0
    request = AlignRequest(1, episode.speech, model.path, words, heads, shift, "en")
    edges = [0, *accumulate(len(turn.words) for turn in document.turns)]
    turns = tuple((a, b) for a, b in pairwise(edges) if b > a)
    return Job(request, episode.info.duration_ms / 1000, turns)


def measure(job: Job, note: str) -> list[Figure]:
    """Start the child, let it align the whole and then some turns again, and see what that took.

    Raises:
        MeasurementError: It could not align.
    """
    began = time.perf_counter()
    with subprocess.Popen(
        worker_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
        env=os.environ | worker_environment(),
    ) as child:  # fmt: skip
        next(event for event in _events(child) if isinstance(event, Ready))
        ready = time.perf_counter()
        events = _ask(child, job.request)
        aligned = time.perf_counter()
        figures = [
            Figure("aligner: start to ready", "ms", ((ready - began) * 1000,)),
            Figure(f"alignment, {note}", "x length", ((aligned - ready) / job.seconds,), note=note),
        ]
        took = [_timed(child, again) for again in _again(job, events)]
        name = "realign a turn, the child being there"
        figures.append(Figure(name, "ms", tuple(took), 2000, 2000, note="longest turns first"))
        assert child.stdin is not None
        child.stdin.close()
    peak = peak_mb(of_children=True)
    name = f"aligner: peak memory, {note}"
    return figures + ([Figure(name, "MB", (peak,), 1000)] if peak else [])


def _again(job: Job, events: Sequence[Event]) -> Iterator[AlignRequest]:
    """The longest turns, each in the window that its neighbours leave, as the queue asks for it."""
    found: dict[int, WordTime] = {}
    for event in events:
        if isinstance(event, WordTimes):
            found |= dict(enumerate(event.times, event.first))
    turns = sorted(job.turns, key=lambda turn: turn[0] - turn[1])[:TURNS]
    for number, (first, stop) in enumerate(turns, 2):
        before = [t.end for k in range(first) if (t := found[k]).end is not None]
        after = [t.start for k in range(stop, len(found)) if (t := found[k]).start is not None]
        start = max(0, before[-1] - CONTEXT_MS) if before else 0
        end = after[0] + CONTEXT_MS if after else None
        words = job.request.words[first:stop]
        yield replace(job.request, job=number, words=words, from_ms=start, to_ms=end)


def _timed(child: subprocess.Popen[bytes], request: AlignRequest) -> float:
    began = time.perf_counter()
    _ask(child, request)
    return (time.perf_counter() - began) * 1000


def _ask(child: subprocess.Popen[bytes], request: AlignRequest) -> list[Event]:
    assert child.stdin is not None
    child.stdin.write(wire.dump_request(request).encode() + b"\n")
    child.stdin.flush()
    said: list[Event] = []
    for event in _events(child):
        said.append(event)
        if isinstance(event, Failed):
            raise MeasurementError(event.message)
        if isinstance(event, Done):
            return said
    raise MeasurementError(f"The aligner ended with code {child.wait()}.")


def _events(child: subprocess.Popen[bytes]) -> Iterator[Event]:
    assert child.stdout is not None
    for line in child.stdout:
        try:
            yield wire.load_event(line.decode("utf-8", "replace"))
        except wire.WireError:
            continue  # a library's print


def main() -> None:
    """Measure once and print it."""
    told = facts()
    job = job_for(Path(told["audio"]), Path(told["transcript"]), Path(told["home"]))
    answer(*measure(job, f"{job.seconds / 60:.0f} min"))


if __name__ == "__main__":
    main()
