from __future__ import annotations

import threading

import pytest


def test_results_come_back_on_the_gui_thread(qtbot, background):
    heard = []
    task = background.start(
        lambda _: threading.current_thread(),
        lambda thread: heard.append((thread, threading.current_thread())),
        pytest.fail,
    )
    with qtbot.waitSignal(task.ended):
        pass
    worker, receiver = heard[0]
    assert worker is not receiver
    assert receiver is threading.main_thread()
    assert not background.busy


def test_errors_come_back_too(qtbot, background):
    heard = []
    task = background.start(lambda _: 1 / 0, pytest.fail, heard.append)
    with qtbot.waitSignal(task.ended):
        pass
    assert isinstance(heard[0], ZeroDivisionError)


def test_progress_arrives_before_the_result(qtbot, background):
    heard = []

    def work(task):
        task.report(1)
        task.report(2)
        return 3

    task = background.start(work, heard.append, pytest.fail, heard.append)
    with qtbot.waitSignal(task.ended):
        pass
    assert heard == [1, 2, 3]


def test_a_cancelled_task_says_nothing_more(qtbot, background):
    started, go_on = threading.Event(), threading.Event()
    heard = []

    def work(task):
        started.set()
        go_on.wait(5)
        task.report("late")
        return "too late"

    task = background.start(work, heard.append, pytest.fail, heard.append)
    assert started.wait(5)
    task.cancel()
    with qtbot.waitSignal(task.ended):
        go_on.set()
    assert heard == []


def test_closing_waits_for_the_threads_and_delivers_nothing(qapp, background):
    heard = []
    background.start(lambda task: task.cancelled, heard.append, pytest.fail)
    background.close()
    qapp.processEvents()
    assert heard == []
    assert not any(t.name.startswith("background") for t in threading.enumerate())
