"""The worker as a real process, and its parts with an aligner that does nothing."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from editor.alignment.aligner import (
    AlignmentError,
    AlignRequest,
    Done,
    Event,
    Failed,
    Progress,
    Ready,
    TranscribeRequest,
)
from editor.alignment.wire import dump_request, load_event
from editor.alignment.worker import Inbox, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORKER = "from editor.alignment.worker import main; raise SystemExit(main())"
LINE = '{{"op":"{op}","job":{job},"audio":"{audio}","model":"/m","words":[]}}'


class Scripted:
    """An aligner that fails as the name of the audio file says."""

    def __init__(self) -> None:
        self.steps = 0

    def align(self, request: AlignRequest) -> Iterator[Event]:
        errors = {
            "plain": AlignmentError("It is no sound."),
            "memory": MemoryError(),
            "defect": ValueError("x"),
        }
        for position in range(5):
            self.steps += 1
            yield Progress(request.job, "listening", position, 5)
            if request.audio.name in errors:
                raise errors[request.audio.name]
        yield Done(request.job)

    def transcribe(self, request: TranscribeRequest) -> Iterator[Event]:
        yield Done(request.job, words=3)


def answers(*lines: str) -> list[Event]:
    inbox = Inbox()
    inbox.read(io.StringIO("\n".join(lines) + "\n\n"))
    sent: list[Event] = []
    serve(Scripted(), inbox, sent.append, clock=iter(range(100)).__next__)
    return sent


def line(op: str = "align", job: int = 1, audio: str = "good") -> str:
    return LINE.format(op=op, job=job, audio=audio)


def test_jobs_are_done_in_order() -> None:
    sent = answers(line(), line("transcribe", 2))
    assert sent[0] == Ready()
    assert [e for e in sent if isinstance(e, Done)] == [Done(1), Done(2, words=3)]
    done = sent[-1]
    assert isinstance(done, Done)
    assert done.seconds == 1


@pytest.mark.parametrize(
    ("audio", "message"),
    [
        ("plain", "It is no sound."),
        ("memory", "not enough memory"),
        ("defect", "failed unexpectedly"),
    ],
)
def test_a_failed_job_is_told_and_the_next_one_done(audio: str, message: str) -> None:
    sent = answers(line(audio=audio), line(job=2))
    (failed,) = [event for event in sent if isinstance(event, Failed)]
    assert message in failed.message
    assert failed.job == 1
    assert sent[-1] == Done(2)


def test_garbage_is_told_and_survived() -> None:
    sent = answers("garbage", '{"job":9,"op":"dance"}', line())
    assert [(e.job) for e in sent if isinstance(e, Failed)] == [0, 9]
    assert sent[-1] == Done(1)


def test_a_stopped_job_ends_early() -> None:
    sent = answers(line(job=1), '{"op":"stop","job":1}', line(job=2))
    assert sum(isinstance(e, Progress) and e.job == 1 for e in sent) == 1
    assert sent[-1] == Done(2)


def test_the_process_ends_with_its_input() -> None:
    done = run_worker("", "not JSON")
    assert done.returncode == 0
    events = [load_event(text) for text in done.stdout.splitlines()]
    assert events == [Ready(), Failed(0, "The line is not JSON.")]
    assert "not JSON" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.whisper
def test_bad_requests_do_not_end_the_process(
    request_to_align: AlignRequest, tmp_path: Path
) -> None:
    good = replace(request_to_align, to_ms=4000, words=request_to_align.words[:8])
    (tmp_path / "empty.wav").write_bytes(b"")
    bad = [
        (replace(good, job=2, audio=tmp_path / "missing.wav"), "cannot be read"),
        (replace(good, job=3, audio=tmp_path / "empty.wav"), "cannot be read"),
        (replace(good, job=4, model=tmp_path), "cannot be loaded"),
        (replace(good, job=5, language="fr"), "English only"),
    ]
    done = run_worker(*(dump_request(one) for one, _ in bad), dump_request(good))
    events = [load_event(text) for text in done.stdout.splitlines()]
    failed = [event for event in events if isinstance(event, Failed)]
    for event, (request, why) in zip(failed, bad, strict=True):
        assert event.job == request.job
        assert why in event.message
        assert event.message.count("\n") == 0
    assert isinstance(events[-1], Done)
    assert (events[-1].words, events[-1].without_sound) == (8, 0)
    assert json.loads(done.stdout.splitlines()[-1])["event"] == "done"
    assert "Traceback" not in done.stderr


def test_the_process_ends_when_nobody_reads() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORKER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        assert child.stdin
        assert child.stdout
        assert load_event(child.stdout.readline().decode()) == Ready()
        child.stdout.close()
        # Its input stays open, as that of a parent that hangs would.
        child.stdin.write(b"garbage\n")
        child.stdin.flush()
        assert child.wait(20) == 1


def run_worker(*lines: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WORKER],
        input="\n".join(lines) + "\n", capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
