"""An error in a slot or an override: logged, said, and the window lives on."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from editor import app
from editor.ui import errors
from editor.ui.errors import safe_override

ROOT = Path(__file__).parents[2]


class Broken(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    @safe_override
    def event(self, event):
        return super().event(event)

    @safe_override
    def paintEvent(self, event):
        self.asked += 1
        raise RuntimeError("broken")


@pytest.fixture
def caught(monkeypatch):
    found = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: found.append(error))
    monkeypatch.setattr(errors, "_told", {})
    return found


def test_an_override_that_fails_inside_another_is_told_once_and_ends_nothing(qtbot, caught):
    widget = Broken()
    widget.show()
    qtbot.waitUntil(lambda: bool(caught))
    for _ in range(5):
        widget.repaint()
    assert widget.asked > 3
    assert [error[0] for error in caught] == [RuntimeError]
    widget.hide()
    widget.deleteLater()


def test_an_override_that_works_answers_as_before():
    class Works:
        @safe_override
        def event(self, number):
            """Doubles."""
            return number * 2

    assert Works().event(4) == 8
    assert Works.event.__doc__ == "Doubles."


def test_what_has_to_answer_answers_no(qtbot, caught):
    class Breaks:
        @safe_override
        def event(self, _):
            raise ValueError

    assert Breaks().event(None) is False
    qtbot.waitUntil(lambda: bool(caught))


@pytest.fixture
def hooked(program, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    application = program()
    app.catch_everything(application.window)
    return application


@pytest.mark.qt_no_exception_capture
def test_an_error_nobody_caught_is_logged_said_and_survived(hooked, qtbot, caplog, episode_files):
    window, workspace = hooked.window, hooked.workspace
    with qtbot.waitSignal(workspace.opened):
        workspace.open_paths([episode_files[1]])
    sys.excepthook(KeyError, KeyError("Maren"), None)
    assert window.messages.sentence == (
        "Something went wrong inside Proofcast (KeyError); your work is saved, and the program "
        "goes on."
    )
    assert "an error nobody caught" in caplog.text
    window.messages._act()
    copied = QGuiApplication.clipboard().text()
    assert "Proofcast:" in copied
    assert "Qt:" in copied
    assert "Maren" not in copied
    assert window.isVisible()


@pytest.mark.qt_no_exception_capture
def test_an_error_in_a_slot_reaches_the_window(hooked, qtbot, monkeypatch):
    def fail() -> None:
        raise ZeroDivisionError

    hook = sys.excepthook
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: "ZeroDivisionError" in hooked.window.messages.sentence)
    assert sys.excepthook is hook


def test_an_error_in_a_thread_is_logged(hooked, caplog):
    caplog.set_level(logging.CRITICAL)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert "in a thread" in caplog.text


SESSION = """
import faulthandler, pathlib, sys
from editor import app
logs = pathlib.Path(sys.argv[1])
app.start_logging(logs)
app.note_native_crashes(logs / "crash.log")
if sys.argv[2] == "crash":
    faulthandler._sigsegv()
"""


def test_a_native_crash_is_in_the_log_of_the_next_session(tmp_path):
    for how in ("crash", "end"):
        command = [sys.executable, "-c", SESSION, str(tmp_path), how]
        ended = subprocess.run(command, check=False, cwd=ROOT, capture_output=True)
        assert bool(ended.returncode) is (how == "crash")
    log = (tmp_path / "proofcast.log").read_text()
    assert "the session before this one ended in a crash" in log
    assert "Segmentation fault" in log
    assert (tmp_path / "crash.log").read_text() == ""
