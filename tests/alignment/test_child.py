"""The child process without Qt, with scripts that behave as a child should and should not."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from editor.alignment.aligner import AlignmentError, AlignRequest, Done, Progress
from editor.alignment.child import events_of, events_of_all

REQUEST = AlignRequest(1, Path("/nowhere/speech.wav"), Path("/nowhere/model"), ("so", "it"))

DONE = '{"event":"done","job":1,"words":2,"matched":2,"without_sound":0,"uncertain":0,' \
       '"speech_without_text_ms":0,"seconds":0.1}'  # fmt: skip
PROGRESS = '{"event":"progress","job":1,"stage":"listening","position_ms":5,"total_ms":9}'


def child(script: str) -> tuple[str, ...]:
    return sys.executable, "-c", script


def says(*lines: str) -> str:
    return "\n".join(f"print({line!r}, flush=True)" for line in lines)


def test_events_until_done() -> None:
    # After it is done the child would hang; it is ended instead.
    script = (
        says('{"event":"ready"}', "Loading…", PROGRESS, DONE) + "\nimport sys; sys.stdin.read()"
    )
    found = list(events_of(REQUEST, child(script)))
    assert [type(event) for event in found] == [Progress, Done]


def test_the_child_is_given_the_request() -> None:
    script = (
        "import json, sys\n"
        "assert json.loads(sys.stdin.readline())['words'] == ['so', 'it']\n" + says(DONE)
    )
    assert list(events_of(REQUEST, child(script))) == [Done(1, 2, 2)]


def test_one_child_does_several_jobs() -> None:
    script = (
        "import sys\nfor _ in range(2):\n    sys.stdin.readline()\n"
        + says(PROGRESS, DONE, DONE.replace('"job":1', '"job":2'))
        + "\nsys.stdin.read()"
    )
    found = list(events_of_all((REQUEST, replace(REQUEST, job=2)), child(script)))
    assert found == [Progress(1, "listening", 5, 9), Done(1, 2, 2), Done(2, 2, 2)]


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("", "code 0"),
        ("import sys; sys.exit(3)", "code 3"),
        (says("\x00\x01", "[1, 2]", '{"event":"?"}'), "code 0"),
        ('raise ValueError("no")', "code 1"),
        (says('{"event":"failed","job":1,"message":"The model is broken."}'), "model is broken"),
    ],
)
def test_a_child_that_does_not_finish(script: str, why: str) -> None:
    with pytest.raises(AlignmentError, match=why):
        list(events_of(REQUEST, child(script)))


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
@pytest.mark.parametrize(("number", "why"), [(11, "crashed"), (9, "lack of memory")])
def test_a_child_that_crashes(number: int, why: str) -> None:
    script = f"import os; {says(PROGRESS)}; os.kill(os.getpid(), {number})"
    with pytest.raises(AlignmentError, match=why):
        list(events_of(REQUEST, child(script)))


def test_a_child_that_cannot_be_started(tmp_path: Path) -> None:
    with pytest.raises(AlignmentError, match="could not be started"):
        list(events_of(REQUEST, (str(tmp_path / "nothing"),)))


def test_closing_ends_the_child(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = (
        f"import os, pathlib, sys; pathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n"
        + says(PROGRESS)
        + "\nsys.stdin.readline(); sys.stdin.read()"
    )
    events = events_of(REQUEST, child(script))
    assert isinstance(next(events), Progress)
    events.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_what_the_child_logs_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    script = "import sys; print('a warning of a library', file=sys.stderr)\n" + says(DONE)
    list(events_of(REQUEST, child(script)))
    assert "a warning of a library" in caplog.text


def test_a_folder_full_of_look_alikes_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python imports from the current folder first; an episode's may hold a `json.py`."""
    (tmp_path / "json.py").write_text("raise SystemExit('imported from the folder of the episode')")
    (tmp_path / "editor").mkdir()
    monkeypatch.chdir(tmp_path)
    script = "import json, editor.alignment.wire\n" + says(DONE)
    assert list(events_of(REQUEST, child(script))) == [Done(1, 2, 2)]
