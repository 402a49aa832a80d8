from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from editor.ui import first_paint
from editor.ui.first_paint import after_first_paint

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot


class Painted(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.paints = 0

    def paintEvent(self, event: object) -> None:
        self.paints += 1


def test_waits_for_the_paint_and_comes_once(qtbot: QtBot) -> None:
    window, seen = Painted(), []
    qtbot.addWidget(window)
    after_first_paint(window, lambda: seen.append(window.paints))
    window.show()
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] >= 1
    window.update()
    with qtbot.waitSignal(_soon(window)):
        pass
    assert len(seen) == 1


def test_a_hidden_window_keeps_nobody_waiting(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_paint, "LONGEST_WAIT_MS", 10)
    window, seen = Painted(), []
    qtbot.addWidget(window)
    after_first_paint(window, lambda: seen.append(window.paints))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [0]


def test_a_window_that_is_closed_before_is_forgotten(qtbot: QtBot) -> None:
    window, seen = Painted(), []
    after_first_paint(window, lambda: seen.append(1))
    window.deleteLater()
    other = Painted()
    qtbot.addWidget(other)
    with qtbot.waitSignal(_soon(other)):
        pass
    assert seen == []


def _soon(window: QWidget) -> object:
    timer = QTimer(window, singleShot=True, interval=30)
    timer.start()
    return timer.timeout
