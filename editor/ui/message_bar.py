"""One line at the bottom of the window that says what happened, with at most one way on."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from editor.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.ui.theme import Theme

SECONDS_PER_CHARACTER = 0.07
SHORTEST_MS = 4000
MOST_WAITING = 20


class Message(NamedTuple):
    """A sentence, and what may be done about it."""

    sentence: str
    lasting: bool = False
    button: str = ""
    then: Callable[[], None] | None = None


class MessageBar(QWidget):
    """Shows messages one after the other.

    Passing ones go by themselves after the time it takes to read them; lasting ones (something
    failed) stay until they are closed.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message-bar")
        self._waiting: deque[Message] = deque(maxlen=MOST_WAITING)
        self._shown: Message | None = None
        self._label = QLabel(wordWrap=True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        self._close = QToolButton(autoRaise=True)
        self._close.setAccessibleName("Close message")
        self._close.setToolTip("Close message")
        self._close.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        self.set_theme(theme)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown now, or ""."""
        return self._shown.sentence if self._shown else ""

    def set_theme(self, theme: Theme) -> None:
        """Redraw in this theme."""
        self._close.setIcon(icon("close", theme))

    def say(
        self,
        sentence: str,
        *,
        lasting: bool = False,
        button: str = "",
        then: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence; a lasting one that is shown is not pushed aside by a passing one."""
        message = Message(sentence, lasting, button, then)
        if self._shown == message or message in self._waiting:
            return
        if self._shown and self._shown.lasting:
            self._waiting.append(message)
        else:
            self._show(message)

    def dismiss(self) -> None:
        """Close the message; the next one that waits appears."""
        self._timer.stop()
        self._shown = None
        if self._waiting:
            self._show(self._waiting.popleft())
        else:
            self.hide()

    def clear(self) -> None:
        """Close all messages."""
        self._waiting.clear()
        self.dismiss()

    def _show(self, message: Message) -> None:
        self._shown = message
        self._label.setText(message.sentence)
        self._label.setAccessibleName(message.sentence)
        self._button.setText(message.button)
        self._button.setVisible(bool(message.button))
        self.setProperty("lasting", message.lasting)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._label, QAccessible.Event.Alert))
        self._timer.stop()
        if not message.lasting:
            reading = round(len(message.sentence) * SECONDS_PER_CHARACTER * 1000)
            self._timer.start(max(SHORTEST_MS, reading))

    def _act(self) -> None:
        then = self._shown.then if self._shown else None
        self.dismiss()
        if then:
            then()
