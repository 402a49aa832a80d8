"""One line at the bottom of the window that says what happened, with at most one way on."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from editor.ui.announcing import announce
from editor.ui.errors import guarded, safe_override
from editor.ui.icons import icon
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent

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
    answer: bool = False
    topic: str = ""

    @property
    def reading_ms(self) -> int:
        """How long it takes to read."""
        return max(SHORTEST_MS, round(len(self.sentence) * SECONDS_PER_CHARACTER * 1000))


class MessageBar(QWidget):
    """Shows messages one after the other. There are three kinds.

    - An answer to what the user just did shows at once, and goes by itself after the time it
      takes to read it, or when the next answer comes.
    - A note waits for its turn, so that none of several is missed, and goes by itself.
    - A lasting message (something failed) stays until it is closed. Notes and answers show in its
      place for their time; then it comes back.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._waiting: deque[Message] = deque(maxlen=MOST_WAITING)
        self._shown: Message | None = None
        self._picture = QLabel()
        self._label = QLabel(wordWrap=True)
        # File names may look like markup, and may be longer than the window is wide.
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.clicked.connect(guarded(self._act, self.say))
        self._close = QToolButton(autoRaise=True)
        self._close.setAccessibleName("Close message")
        self._close.setToolTip("Close message")
        self._close.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID)
        layout.addWidget(self._picture)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._close)
        self.setMinimumHeight(GRID * 5)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._next)
        self.set_theme(theme)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown now, or ""."""
        return self._shown.sentence if self._shown else ""

    def set_theme(self, theme: Theme) -> None:
        """Redraw in this theme."""
        self._theme = theme
        self._close.setIcon(icon("close", theme))
        self._show_picture()

    def say(
        self,
        sentence: str,
        *,
        lasting: bool = False,
        button: str = "",
        then: Callable[[], None] | None = None,
        topic: str = "",
    ) -> None:
        """Show an answer at once, or a lasting message as soon as no note is being read.

        Args:
            sentence: What to say.
            lasting: Whether it stays until it is closed.
            button: The title of a button.
            then: What the button does.
            topic: What it is about: it takes the place of an earlier message on the same topic.
        """
        message = Message(sentence, lasting, button, then, not lasting, topic)
        if topic and message not in (self._shown, *self._waiting):
            self.withdraw(topic)
        if not lasting:
            self._interrupt(message)
        elif message not in (self._shown, *self._waiting):
            if self._shown is None or self._shown.answer:
                self._show(message)
            else:
                self._waiting.append(message)

    def note(self, sentence: str) -> None:
        """Show a sentence worth knowing when those before it have been read."""
        message = Message(sentence)
        if message in (self._shown, *self._waiting):
            return
        if self._shown is None:
            self._show(message)
            return
        self._waiting.append(message)
        if self._shown.lasting and not self._timer.isActive():
            self._timer.start(self._shown.reading_ms)

    def dismiss(self) -> None:
        """Close the message; the next one that waits appears."""
        self._shown = None
        self._next()

    def withdraw(self, topic: str) -> None:
        """What was said about this is no longer true."""
        for message in [row for row in self._waiting if row.topic == topic]:
            self._waiting.remove(message)
        if self._shown and self._shown.topic == topic:
            self.dismiss()

    def clear(self) -> None:
        """Close all messages."""
        self._waiting.clear()
        self.dismiss()

    @safe_override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Who points at a message is reading it: it does not go away."""
        self._timer.stop()
        super().enterEvent(event)

    @safe_override
    def leaveEvent(self, event: QEvent) -> None:
        """Now it may go."""
        self._start_timer()
        super().leaveEvent(event)

    def _interrupt(self, answer: Message) -> None:
        if self._shown and not self._shown.answer:
            self._waiting.appendleft(self._shown)
        self._show(answer)

    def _next(self) -> None:
        """Show what waits: what passes first, and then what stays."""
        self._timer.stop()
        if self._shown and self._shown.lasting:
            self._waiting.append(self._shown)
        self._shown = None
        passing = next((row for row in self._waiting if not row.lasting), None)
        message = passing or next(iter(self._waiting), None)
        if message:
            self._waiting.remove(message)
            self._show(message)
        else:
            self.hide()

    def _show(self, message: Message) -> None:
        self._shown = message
        self._label.setText(message.sentence)
        self._label.setAccessibleName(message.sentence)
        self._button.setText(message.button)
        self._button.setVisible(bool(message.button))
        self.setProperty("lasting", message.lasting)
        self.style().unpolish(self)
        self.style().polish(self)
        self._show_picture()
        self.show()
        announce(self._label, message.sentence, urgent=message.lasting)
        self._start_timer()

    def _start_timer(self) -> None:
        self._timer.stop()
        shown = self._shown
        gives_way = shown and (not shown.lasting or any(not row.lasting for row in self._waiting))
        if shown and gives_way and not self.underMouse():
            self._timer.start(shown.reading_ms)

    def _show_picture(self) -> None:
        lasting = self._shown is not None and self._shown.lasting
        name, colour = ("warning", "danger") if lasting else ("info", "muted")
        picture = icon(name, self._theme, getattr(self._theme, colour))
        size, ratio = QSize(GRID * 2, GRID * 2), self.devicePixelRatioF()
        self._picture.setPixmap(picture.pixmap(size, ratio))

    def _act(self) -> None:
        then = self._shown.then if self._shown else None
        self.dismiss()
        if then:
            then()
