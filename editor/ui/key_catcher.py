"""A button that, once pressed, takes the next key instead of doing what the key does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from editor.commands.keymap import normalised
from editor.ui.errors import safe_override
from editor.ui.view_keys import modifiers_of

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_ONLY_HELD = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_unknown,
    }
)
_LEAVES = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyCatcher(QPushButton):
    """Space, Enter or a click arms it; then any key is caught. Tab leaves it without one.

    Signals:
        caught: A key, spelled as in a key map.
    """

    caught = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._title = title
        self._armed = False
        self.setAutoDefault(False)
        self.setAccessibleDescription("Then press the key that is to be added; Tab leaves it.")
        self.clicked.connect(self.arm)

    @property
    def armed(self) -> bool:
        """Whether the next key is caught."""
        return self._armed

    def arm(self) -> None:
        """Catch the next key."""
        self.setFocus()
        self._set_armed(True)

    @safe_override
    def event(self, event: QEvent) -> bool:
        """Take keys before the dialogue or a shortcut can have them."""
        if self._armed and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                event.accept()
                self._catch(event)
                return True
        return super().event(event)

    @safe_override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere wants no key any more."""
        self._set_armed(False)
        super().focusOutEvent(event)

    def _catch(self, event: QKeyEvent) -> None:
        if event.key() in _ONLY_HELD or event.isAutoRepeat():
            return
        self._set_armed(False)
        if event.key() in _LEAVES:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
            return
        key = QKeyCombination(modifiers_of(event), Qt.Key(event.key()))
        name = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
        if name:
            self.caught.emit(normalised(name))

    def _set_armed(self, armed: bool) -> None:
        self._armed = armed
        self.setText("Press the key… (Tab: leave)" if armed else self._title)
