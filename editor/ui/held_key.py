"""Playing for as long as a key is held, as foot pedals want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence

from editor.commands.keymap import key_alone
from editor.ui.errors import safe_override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction


class HeldKey(QObject):
    """Lets go when the key that triggered an action is let go, or the window loses the keyboard.

    It looks at events only between the press and the release, because every event of the program
    would pass through it.
    """

    def __init__(self, action: QAction, let_go: Callable[[], None]) -> None:
        super().__init__(action)
        self._action = action
        self._let_go = let_go
        self._held = False
        # A held key repeats itself; that is no second press.
        action.setAutoRepeat(False)
        action.triggered.connect(self._pressed)

    @property
    def held(self) -> bool:
        """Whether the key is down."""
        return self._held

    @safe_override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the release; nothing is kept from anybody."""
        if event.type() == QEvent.Type.ApplicationDeactivate or (
            event.type() == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and not event.isAutoRepeat()
            and self._is_mine(event)
        ):
            self._released()
        return False

    def _is_mine(self, event: QKeyEvent) -> bool:
        """The key itself counts, whatever modifiers are still held."""
        plain = QKeySequence(event.key())
        return any(_bare(keys) == plain for keys in self._action.shortcuts())

    def _pressed(self) -> None:
        application = QCoreApplication.instance()
        if application and not self._held:
            self._held = True
            application.installEventFilter(self)

    def _released(self) -> None:
        application = QCoreApplication.instance()
        if application and self._held:
            self._held = False
            application.removeEventFilter(self)
            self._let_go()


def _bare(keys: QKeySequence) -> QKeySequence:
    """A key without what is held with it."""
    name = keys.toString(QKeySequence.SequenceFormat.PortableText)
    return QKeySequence(key_alone(name)) if name else keys
