"""The caret of a text widget in the document's terms, and how it survives changes of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextCursor

from editor.transcript.patch import Caret
from editor.transcript.timeline import words_in
from editor.ui.blocks import KEEP, start_of, text_of_block
from editor.ui.offsets import index_of_unit, moved, to_model, to_widget, units

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit

    from editor.transcript.document import Place, Transcript, TurnId
    from editor.transcript.patch import Patch


class Spot(NamedTuple):
    """One end of a caret: a turn, an offset in the widget's text of it, and that text."""

    turn: TurnId
    offset: int
    text: str


def caret_of(edit: QTextEdit) -> Caret:
    """Where the caret is, as turn and offset in the turn's text."""
    cursor = edit.textCursor()
    turn, offset = _in_turn(edit, cursor.position())
    anchor = _in_turn(edit, cursor.anchor()) if cursor.hasSelection() else None
    return Caret(turn, offset, anchor)


def put_caret(edit: QTextEdit, caret: Caret) -> None:
    """Put the caret somewhere; what lies outside the text means the nearest place in it."""
    cursor = edit.textCursor()
    if caret.anchor is not None:
        cursor.setPosition(position_of(edit, *caret.anchor))
    mode = KEEP if caret.anchor is not None else QTextCursor.MoveMode.MoveAnchor
    cursor.setPosition(position_of(edit, caret.turn, caret.offset), mode)
    edit.setTextCursor(cursor)


def position_of(edit: QTextEdit, turn: int, offset: int) -> int:
    """The widget's position for an offset in a turn's text; the nearest if there is none."""
    document = edit.document()
    turn = max(0, min(turn, document.blockCount() - 1))
    return start_of(document, turn) + to_widget(text_of_block(document, turn), max(0, offset))


def ends_of(caret: Caret) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both ends of a selection as (turn, offset), in text order; the same twice without one."""
    here = (caret.turn, caret.offset)
    first, last = sorted((here, caret.anchor or here))
    return first, last


def words_selected(document: Transcript, caret: Caret) -> tuple[Place, Place] | None:
    """The first and last word that a selection touches; None if it touches none."""
    return None if caret.anchor is None else words_in(document, *ends_of(caret))


def turns_touched(caret: Caret) -> range:
    """The turns that a caret or a selection is in.

    A selection that ends before the first letter of a turn has not reached that turn.
    """
    first, last = ends_of(caret)
    reached = last[0] if last[1] or last[0] == first[0] else last[0] - 1
    return range(first[0], reached + 1)


def spots_of(edit: QTextEdit, document: Transcript, patch: Patch) -> tuple[Spot, Spot]:
    """Caret and anchor, in terms that hold after a change.

    To be called when `document` has the change and the widget does not show it yet.
    """
    cursor = edit.textCursor()
    return (
        _spot(edit, document, patch, cursor.position()),
        _spot(edit, document, patch, cursor.anchor()),
    )


def restore(edit: QTextEdit, document: Transcript, spots: tuple[Spot, Spot]) -> None:
    """Put the caret back to its text, once the widget shows the change."""
    cursor = edit.textCursor()
    position = _position(edit, document, spots[0], cursor.position())
    anchor = _position(edit, document, spots[1], cursor.anchor())
    if (position, anchor) != (cursor.position(), cursor.anchor()):
        cursor.setPosition(anchor)
        cursor.setPosition(position, KEEP)
        edit.setTextCursor(cursor)


def _in_turn(edit: QTextEdit, position: int) -> tuple[int, int]:
    block = edit.document().findBlock(position)
    return block.blockNumber(), to_model(block.text(), position - block.position())


def _spot(edit: QTextEdit, document: Transcript, patch: Patch, position: int) -> Spot:
    block = edit.document().findBlock(position)
    number = block.blockNumber()
    if number < patch.at:
        turn = document.turns[number]
    elif number < patch.at + len(patch.old):
        turn = patch.old[number - patch.at]
    else:
        turn = document.turns[number + len(patch.new) - len(patch.old)]
    return Spot(turn.id, position - block.position(), block.text())


def _position(edit: QTextEdit, document: Transcript, spot: Spot, otherwise: int) -> int:
    number = document.index_of.get(spot.turn)
    if number is None:
        return otherwise
    text = text_of_block(edit.document(), number)
    start = start_of(edit.document(), number)
    if text == spot.text:
        return start + spot.offset
    index = moved(index_of_unit(spot.text, spot.offset), spot.text, text)
    return start + units(text[:index])
