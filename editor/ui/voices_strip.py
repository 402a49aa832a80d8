"""Below the list of speakers: what is proposed by voice, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor.ui.theme import GRID
from editor.ui.voices_desk import summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from editor.review.queue import ReviewQueue
    from editor.ui.command_actions import CommandActions

HINT = (
    "Name a few turns of each speaker; the others can then be proposed by their voice, "
    "here on this computer."
)
SOON_MS = 50
ROWS = (
    (("voices.propose", "Propose by voice"), ("voices.next", "Next")),
    (("voices.accept_sure", "Accept sure"), ("voices.accept_all", "Accept all"),
     ("voices.forget", "Forget")),
)  # fmt: skip
"""Commands and what their buttons say."""


class _ActionButton(QPushButton):
    """A button for a command, with a shorter title."""

    def __init__(self, action: QAction, title: str) -> None:
        super().__init__(title)
        self._action = action
        self.setAccessibleDescription(action.text())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())


class VoicesStrip(QWidget):
    """A sentence and buttons; those for proposals are there only while there are some."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: ReviewQueue | None = None
        self._unlisten: Callable[[], None] = lambda: None
        # The doubts change with every key; what is shown here may be a moment late.
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._show)
        self._lower = QWidget()
        self._text = QLabel(HINT, wordWrap=True)
        self._text.setObjectName("hint")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, GRID // 2, 0, 0)
        self._layout.setSpacing(GRID // 2)
        self._layout.addWidget(self._text)

    def use(self, actions: CommandActions) -> None:
        """Offer the commands as buttons."""
        for row, holder in zip(ROWS, (QWidget(), self._lower), strict=True):
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(GRID // 2)
            for command, title in row:
                line.addWidget(_ActionButton(actions[command], title))
            self._layout.addWidget(holder)
        self._show()

    def follow(self, review: ReviewQueue | None) -> None:
        """Show what is proposed for another document."""
        self._unlisten()
        self._review = review
        self._unlisten = review.listen(self._soon.start) if review else lambda: None
        self._show()

    def let_go(self) -> None:
        """Stop listening."""
        self._soon.stop()
        self._unlisten()
        self._unlisten = lambda: None

    def _show(self) -> None:
        queue = self._review.voices if self._review else None
        there = bool(queue and queue.open)
        self._text.setText(summary(queue) if queue and (there or queue.split_count) else HINT)
        self._lower.setVisible(there)
