"""A text widget in which every paragraph is a turn: its keys, its clipboard, its clicks.

It knows the text only. What splitting and joining mean is said by `TranscriptView`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from editor.ui import view_keys
from editor.ui.blocks import KEEP
from editor.ui.errors import safe_override
from editor.ui.offsets import apart, next_word, plain_lines, units

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDropEvent, QMouseEvent, QTextCursor, QWheelEvent

    from editor.transcript.patch import Caret

HEAD = 24
"""Pixels above the first turn."""
FOOT = 120
"""Pixels below the last one, so that the end of the text need not stick to the window's edge."""
SIDE = 8
"""Pixels left and right of the text, in which grounds and tints may reach beyond it."""


class TurnEdit(QTextEdit):
    """Plain text without an undo of its own.

    Signals:
        clicked(QPointF, bool): A single click that selected nothing: where in the viewport, and
            whether Ctrl was held.
        navigated: The user scrolled or moved the caret by key.
    """

    clicked = Signal(QPointF, bool)
    navigated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed_at: QPointF | None = None
        self._dropping = False
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._set_margins()

    def _set_margins(self) -> None:
        self.document().setDocumentMargin(SIDE)
        root = self.document().rootFrame()
        margins = root.frameFormat()
        margins.setTopMargin(HEAD)
        margins.setBottomMargin(FOOT)
        root.setFrameFormat(margins)

    # What the owner of the text does

    def split_here(self, *, to_other: bool = False) -> None:
        """Split the turn at the caret; a selection goes first.

        `to_other` lets the other of the last two speakers speak from there on.
        """
        raise NotImplementedError

    def join(self, first: int, caret: Caret | None = None) -> None:
        """Join a turn with the next one, if there are two; `caret` overrides where it goes."""
        raise NotImplementedError

    def doing(self, label: str) -> AbstractContextManager[None]:
        """Name what the widget does inside, and make it one step of undo."""
        raise NotImplementedError

    # Keys

    @safe_override
    def event(self, event: QEvent) -> bool:
        """Leave to the program's shortcuts whatever is not for writing or moving about."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = view_keys.belongs_to_the_text(event)
            event.setAccepted(mine)
            return mine
        return super().event(event)

    @safe_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter splits, erasing at the edge of a turn joins; the rest is ordinary editing."""
        if view_keys.is_navigation(event):
            self.navigated.emit()
        if not self.isReadOnly() and (
            (view_keys.is_enter(event) and self._enter(event))
            or (view_keys.is_erase(event) and self._erase(event))
        ):
            event.accept()
            self.ensureCursorVisible()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        else:
            super().keyPressEvent(event)

    def _enter(self, event: QKeyEvent) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.split_here(to_other=shift)
        return True

    def _erase(self, event: QKeyEvent) -> bool:
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        by_word = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Backspace:
            return cursor.atBlockStart() and self._join(cursor.blockNumber() - 1)
        if cursor.atBlockEnd():
            return self._join(cursor.blockNumber(), stay=True)
        return by_word and self._erase_next_word()

    def _join(self, first: int, *, stay: bool = False) -> bool:
        """True even where there is nothing to join: Qt must not try either."""
        self.join(first, self.caret() if stay else None)
        return True

    def caret(self) -> Caret:
        """Where the caret is; offsets count characters of the turn's text in the document."""
        raise NotImplementedError

    def _erase_next_word(self) -> bool:
        """From a space on, Qt would erase the space alone and so glue two words together."""
        cursor = self.textCursor()
        block, start = cursor.block(), cursor.positionInBlock()
        rest = block.text().encode("utf-16-le", "surrogatepass")[2 * start :]
        reach = next_word(rest.decode("utf-16-le", "surrogatepass"))
        if not reach:
            return False
        cursor.setPosition(cursor.position() + units(reach), KEEP)
        cursor.removeSelectedText()
        return True

    # Clipboard and dragging

    @safe_override
    def cut(self) -> None:
        """Cut the selection, as one step."""
        with self.doing("Cut"):
            super().cut()

    @safe_override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only: files that are dropped are the window's business."""
        return source.hasText() and not source.hasUrls()

    @safe_override
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert foreign text: each line becomes a turn, each odd space an ordinary one."""
        text = plain_lines(source.text())
        if self._dropping:
            text = apart(text, *self._around(self.textCursor()))
        if text and not self.isReadOnly():
            with self.doing("Paste"):
                self.textCursor().insertText(text)
            self.ensureCursorVisible()

    @safe_override
    def dropEvent(self, event: QDropEvent) -> None:
        """Text moved within the widget or dropped into it, as one step."""
        self._pressed_at = None
        self._dropping = True
        try:
            with self.doing("Move text"):
                super().dropEvent(event)
        finally:
            self._dropping = False

    def _around(self, cursor: QTextCursor) -> tuple[str, str]:
        """The characters before and after a cursor; the ends of a turn count as white space."""
        before = "" if cursor.atBlockStart() else self.document().characterAt(cursor.position() - 1)
        return before, self.document().characterAt(cursor.position())

    # Mouse

    @safe_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began, to know it from a drag."""
        plain, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        one_click = event.button() == Qt.MouseButton.LeftButton
        counts = one_click and event.modifiers() in (plain, ctrl)
        self._pressed_at = event.position() if counts else None
        super().mousePressEvent(event)

    @safe_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press and a release in one place are a click; anything else selects or drags."""
        pressed, self._pressed_at = self._pressed_at, None
        super().mouseReleaseEvent(event)
        if pressed is None or self.textCursor().hasSelection():
            return
        if (event.position() - pressed).manhattanLength() < QApplication.startDragDistance():
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.clicked.emit(pressed, bool(held))

    @safe_override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word; the first of the two clicks has been a click already."""
        self._pressed_at = None
        super().mouseDoubleClickEvent(event)

    @safe_override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling by hand."""
        self.navigated.emit()
        super().wheelEvent(event)
