"""Which keys the text keeps for itself, and which it leaves to the program's shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_Key = Qt.Key
_Mod = Qt.KeyboardModifier

_NAVIGATION = frozenset(
    {
        _Key.Key_Left,
        _Key.Key_Right,
        _Key.Key_Up,
        _Key.Key_Down,
        _Key.Key_Home,
        _Key.Key_End,
        _Key.Key_PageUp,
        _Key.Key_PageDown,
    }
)
_ENTER = frozenset({_Key.Key_Return, _Key.Key_Enter})
_ERASE = frozenset({_Key.Key_Backspace, _Key.Key_Delete})

_MODIFIERS = _Mod.ShiftModifier | _Mod.ControlModifier | _Mod.AltModifier | _Mod.MetaModifier


def modifiers_of(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers that tell keys apart; the keypad is not one of them."""
    return event.modifiers() & _MODIFIERS


def is_navigation(event: QKeyEvent) -> bool:
    """Whether the key moves the caret or extends the selection."""
    return event.key() in _NAVIGATION and not modifiers_of(event) & ~(
        _Mod.ShiftModifier | _Mod.ControlModifier
    )


def is_enter(event: QKeyEvent) -> bool:
    """Enter or Shift+Enter: both split the turn, the second one to the other speaker."""
    return event.key() in _ENTER and not modifiers_of(event) & ~_Mod.ShiftModifier


def is_erase(event: QKeyEvent) -> bool:
    """Backspace or Delete, by character or by word."""
    return event.key() in _ERASE and not modifiers_of(event) & ~(
        _Mod.ShiftModifier | _Mod.ControlModifier
    )


def belongs_to_the_text(event: QKeyEvent) -> bool:
    """Whether a key is for writing and moving about; every other key may be a shortcut."""
    if is_navigation(event) or is_enter(event) or is_erase(event):
        return True
    # AltGr arrives as Ctrl+Alt on Windows, with a character; plain Alt+letter is a shortcut.
    altgr = _Mod.ControlModifier | _Mod.AltModifier
    bare = modifiers_of(event) & ~_Mod.ShiftModifier
    return event.text().isprintable() and bool(event.text()) and bare in (_Mod.NoModifier, altgr)
