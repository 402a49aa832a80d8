from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from editor.alignment.aligner import AlignRequest, Done, Failed, Ready, WordTimes
from editor.jobs import worker_link
from editor.jobs.worker_link import WorkerLink, worker_command


def request(job: int = 1) -> AlignRequest:
    return AlignRequest(job, Path("a.wav"), Path("m"), ("one", "two"))


def collect(link: WorkerLink) -> list[object]:
    events = []
    link.received.connect(events.append)
    return events


def test_events_arrive_as_values(qtbot, scripted):
    link = scripted("answer")
    events = collect(link)
    link.send(request())
    qtbot.waitUntil(lambda: any(isinstance(event, Done) for event in events))
    assert isinstance(events[0], Ready)
    assert [len(e.times) for e in events if isinstance(e, WordTimes)] == [2]
    assert link.running


def test_lines_that_are_no_events_are_logged_and_passed_over(qtbot, scripted, caplog):
    link = scripted("garbage")
    events = collect(link)
    link.send(request())
    qtbot.waitUntil(lambda: any(isinstance(event, Done) for event in events))
    assert "odd line" in caplog.text


def test_a_crash_is_reported_once_with_what_the_child_wrote(qtbot, scripted, caplog):
    caplog.set_level(logging.INFO)
    link = scripted("crash")
    lost = []
    link.lost.connect(lost.append)
    link.send(request())
    qtbot.waitUntil(lambda: bool(lost))
    assert lost == ["The aligner stopped: it crashed."]
    assert not link.running
    assert "something native went wrong" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="memory runs out in another way there")
def test_lack_of_memory_is_told_from_a_crash(qtbot, scripted):
    link = scripted("no-memory")
    with qtbot.waitSignal(link.lost) as lost:
        link.send(request())
    assert lost.args == [
        "The aligner stopped: the system ended it, most likely because memory ran out."
    ]


def test_an_exit_is_reported_with_its_code(qtbot, scripted):
    link = scripted("half")
    with qtbot.waitSignal(link.lost) as lost:
        link.send(request())
    assert lost.args == ["The aligner stopped: it ended with code 3."]


def test_a_child_that_cannot_start_is_reported(qtbot):
    link = WorkerLink(["/nowhere/at/all"])
    with qtbot.waitSignal(link.lost) as lost:
        link.send(request())
    assert lost.args == ["The aligner stopped: it could not be started."]
    link.deleteLater()


def test_endless_garbage_ends_the_child(qtbot, monkeypatch):
    monkeypatch.setattr(worker_link, "LONGEST_LINE", 10_000)
    link = WorkerLink([sys.executable, "-c", "print('x' * 1_000_000, flush=True); input()"])
    with qtbot.waitSignal(link.lost) as lost:
        link.send(request())
    assert "no answer" in lost.args[0]
    link.kill()
    link.settle()
    link.deleteLater()


def test_a_killed_child_says_nothing_more_and_the_next_request_starts_another(qtbot, scripted):
    link = scripted("hang")
    events = collect(link)
    lost = []
    link.lost.connect(lost.append)
    link.send(request())
    qtbot.waitUntil(lambda: Ready() in events)
    link.kill()
    link.kill()
    assert not link.running
    link.send(request(2))
    qtbot.waitUntil(lambda: events.count(Ready()) == 2)
    assert lost == []


def test_a_failure_is_an_event_and_the_child_lives_on(qtbot, scripted):
    link = scripted("fail", "answer")
    events = collect(link)
    link.send(request(1))
    link.send(request(2))
    qtbot.waitUntil(lambda: any(isinstance(event, Done) for event in events))
    assert Failed(1, "The model is broken: choose another.") in events


@pytest.mark.parametrize("frozen", [False, True])
def test_the_child_is_this_program_in_another_role(monkeypatch, frozen):
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    command = worker_command()
    assert command[0] == sys.executable
    assert command[-1] == "--align-worker"
    assert ("-m" in command) is not frozen
