"""Run as a process: the aligner's child process on an episode, over its own protocol."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.report import Figure
from benchmarks.speed.children import ROOT, MeasurementError, answer, facts
from benchmarks.speed.memory import peak_mb
from editor.alignment import wire
from editor.alignment.aligner import AlignRequest, Done, Event, Failed, Ready
from editor.alignment.models import find_folders, load_catalog, resolve
from editor.formats.registry import read_transcript
from editor.jobs.worker_link import worker_command
from editor.media.episode import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator


def request_for(audio: Path, transcript: Path, home: Path) -> tuple[AlignRequest, float]:
    """What to ask the child, and the length of the sound in seconds."""
    episode = prepare(audio, home / "audio")
    document = read_transcript(transcript).to_transcript()
    words = tuple(word.text for _, word in document.places())
    model = resolve("tiny.en", catalog=load_catalog(), folders=find_folders(home / "models"))
    heads = model.entry.alignment_heads if model.entry else ()
    shift = model.entry.shift_ms if model.entry else 0
    request = AlignRequest(1, episode.speech, model.path, words, heads, shift, "en")
    return request, episode.info.duration_ms / 1000


def measure(request: AlignRequest, seconds: float, note: str) -> list[Figure]:
    """Start the child, let it align, and see what that took.

    Raises:
        MeasurementError: It could not align.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        worker_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as child:
        assert child.stdin is not None
        ready = aligned = 0.0
        for event in _events(child):
            if isinstance(event, Ready):
                ready = time.perf_counter()
                child.stdin.write(wire.dump_request(request).encode() + b"\n")
                child.stdin.flush()
            elif isinstance(event, Failed):
                raise MeasurementError(event.message)
            elif isinstance(event, Done):
                aligned = time.perf_counter()
                break
        child.stdin.close()
    if not aligned:
        raise MeasurementError(f"The aligner ended with code {child.returncode}.")
    figures = [
        Figure("aligner: start to ready", "ms", ((ready - start) * 1000,)),
        Figure(f"alignment, {note}", "x length", ((aligned - ready) / seconds,), note=note),
    ]
    peak = peak_mb(of_children=True)
    name = f"aligner: peak memory, {note}"
    return figures + ([Figure(name, "MB", (peak,), 1000)] if peak else [])


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
    request, seconds = request_for(
        Path(told["audio"]), Path(told["transcript"]), Path(told["home"])
    )
    answer(*measure(request, seconds, f"{seconds / 60:.0f} min"))


if __name__ == "__main__":
    main()
