"""Run as a process: show a window, tell when its first frame was painted, and end.

Imports nothing of its own before that but what reading the argument takes, in all windows alike.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any


def _done(name: str, started: int) -> None:
    took, busy = (time.monotonic_ns() - started) / 1e6, time.process_time() * 1000
    figures = [(name, took), (f"{name}: processor time", busy)]  # the second heeds no other load
    rows = [{"name": label, "unit": "ms", "values": [value]} for label, value in figures]
    print(json.dumps(rows), flush=True)
    os._exit(0)  # how it ends is not what is measured


def empty_window(told: dict[str, Any]) -> None:
    """The least that any program of this kind must load: a window, and Qt Multimedia."""
    from PySide6 import QtMultimedia  # noqa: F401  # loaded, as in every player
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: object) -> None:
            QTimer.singleShot(0, lambda: _done(told["name"], told["started"]))

    app = QApplication([])
    window = Window()
    window.resize(1280, 800)
    window.show()
    app.exec()


def program(told: dict[str, Any]) -> None:
    """Proofcast itself, by its own entry; with a project when there is one."""
    from PySide6.QtCore import QTimer

    from editor.__main__ import main
    from editor.ui.main_window import MainWindow
    from editor.ui.transcript_view import TranscriptView

    painted = TranscriptView.paintEvent

    def window_painted(_self: MainWindow, _event: object) -> None:
        QTimer.singleShot(0, lambda: _done(told["name"], told["started"]))

    def text_painted(view: TranscriptView, event: Any) -> None:
        painted(view, event)
        if len(view.session.document.turns) > 1:
            QTimer.singleShot(0, lambda: _done(told["name"], told["started"]))

    if told["project"]:
        TranscriptView.paintEvent = text_painted  # type: ignore[method-assign,assignment]
    else:
        MainWindow.paintEvent = window_painted  # type: ignore[method-assign,assignment]
    sys.argv = ["proofcast", *([told["project"]] if told["project"] else [])]
    main()


if __name__ == "__main__":
    _told = json.loads(sys.argv[1])
    {"empty": empty_window, "program": program}[_told["subject"]](_told)
