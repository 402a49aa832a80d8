"""The check that no test leaves anything behind is itself checked: it must find each kind."""

from __future__ import annotations

import gc
import sys
import threading

import leftovers
import pytest
from PySide6.QtCore import QProcess, QThread, QTimer
from PySide6.QtWidgets import QWidget


@pytest.fixture
def before(qapp):
    return leftovers.snapshot(qt=True)


def test_finds_a_running_thread(before, monkeypatch):
    monkeypatch.setattr(leftovers, "JOIN_SECONDS", 0.01)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="forgotten")
    thread.start()
    try:
        assert leftovers.left_threads(before) == ["thread 'forgotten' still runs"]
    finally:
        stop.set()
        thread.join()
    assert leftovers.left_threads(before) == []


def test_finds_an_active_timer_and_stops_it(before):
    timer = QTimer(interval=50)
    timer.start()
    assert any("still ticks every 50 ms" in line for line in leftovers.left_qt_objects(before))
    assert not timer.isActive()
    assert leftovers.left_qt_objects(before) == []


def test_finds_a_running_process_and_ends_it(before, qtbot):
    process = QProcess()
    process.start(sys.executable, ["-c", "input()"])
    assert process.waitForStarted()
    assert any("process" in line for line in leftovers.left_qt_objects(before))
    assert process.state() == QProcess.ProcessState.NotRunning


def test_finds_a_running_qthread(before):
    thread = QThread()
    thread.start()
    try:
        assert any("QThread" in line for line in leftovers.left_qt_objects(before))
    finally:
        thread.quit()
        assert thread.wait(2000)


def test_finds_an_open_window_and_closes_it(before):
    window = QWidget()
    window.setObjectName("stray")
    window.show()
    assert leftovers.left_qt_objects(before) == ["window QWidget 'stray' is still open"]
    assert leftovers.left_qt_objects(before) == []


def test_what_was_there_before_is_not_held_against_a_test(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert leftovers.left_qt_objects(leftovers.snapshot(qt=True)) == []


def test_a_forgotten_object_is_no_leftover_once_it_is_collected(before):
    timer = QTimer(interval=50)
    timer.start()
    del timer
    gc.collect()
    assert leftovers.left_qt_objects(before) == []
