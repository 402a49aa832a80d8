"""What can wait until the window is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from editor.ui.errors import safe_override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

LONGEST_WAIT_MS = 2000
"""A window not painted by then is hidden or minimised: its files are opened all the same."""


class _Waiting(QObject):
    def __init__(self, window: QWidget, act: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._act = act
        self._timer = QTimer(self, singleShot=True, interval=LONGEST_WAIT_MS)
        self._timer.timeout.connect(self._go)
        self._timer.start()
        window.installEventFilter(self)

    @safe_override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint event; what is painted shows when the event loop goes on."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._timer.start(0)
        return False

    def _go(self) -> None:
        self._window.removeEventFilter(self)
        self._act()


def after_first_paint(window: QWidget, act: Callable[[], object]) -> None:
    """Call `act` once, when the window has been painted for the first time, or soon if it is not.

    A timer alone would not do: under X11 and Wayland, a window is painted only after the system
    has answered, and timers do not wait for that.
    """
    _Waiting(window, act)
