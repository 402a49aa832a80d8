"""Reading and rewriting the blocks of a text document: one block per turn, no other structure."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCursor

from editor.ui.offsets import common_ends, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextDocument

KEEP = QTextCursor.MoveMode.KeepAnchor


def spacing(line_height: int, below: int) -> QTextBlockFormat:
    """How turns are set: line height in percent, room below a turn in pixels."""
    chosen = QTextBlockFormat()
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    chosen.setLineHeight(float(line_height), kind)
    chosen.setBottomMargin(float(below))
    return chosen


def text_of_block(document: QTextDocument, number: int) -> str:
    """The raw text of a block, as it was typed."""
    return document.findBlockByNumber(number).text()


def start_of(document: QTextDocument, number: int) -> int:
    """The position at which a block begins; the end of the document for the one after the last."""
    block = document.findBlockByNumber(number)
    return block.position() if block.isValid() else document.characterCount() - 1


@contextmanager
def one_edit(document: QTextDocument) -> Iterator[None]:
    """Changes made inside are laid out once, at the end."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()


def replace_blocks(document: QTextDocument, first: int, count: int, texts: Sequence[str]) -> None:
    """Make `count` blocks from `first` on read as `texts`, touching no character that stays."""
    if not count:
        _insert_blocks(document, first, texts)
    elif not texts:
        _remove_blocks(document, first, count)
    else:
        old = "\n".join(text_of_block(document, first + n) for n in range(count))
        _rewrite(document, start_of(document, first), old, "\n".join(texts))


def format_blocks(
    document: QTextDocument, first: int, count: int, wanted: QTextBlockFormat
) -> None:
    """Give blocks their spacing, where they lack it."""
    for number in range(first, first + count):
        block = document.findBlockByNumber(number)
        if block.isValid() and not _is_set(block.blockFormat(), wanted):
            QTextCursor(block).setBlockFormat(wanted)


def _is_set(there: QTextBlockFormat, wanted: QTextBlockFormat) -> bool:
    return (
        there.lineHeight() == wanted.lineHeight()
        and there.lineHeightType() == wanted.lineHeightType()
        and there.bottomMargin() == wanted.bottomMargin()
    )


def _rewrite(document: QTextDocument, at: int, old: str, new: str) -> None:
    if old == new:
        return
    head, tail = common_ends(old, new)
    start = at + units(old[:head])
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(start + units(old[head : len(old) - tail]), KEEP)
    cursor.insertText(new[head : len(new) - tail])


def _insert_blocks(document: QTextDocument, first: int, texts: Sequence[str]) -> None:
    if not texts:
        return
    cursor = QTextCursor(document)
    cursor.setPosition(start_of(document, first))
    at_end = first >= document.blockCount()
    joined = "\n".join(texts)
    cursor.insertText(f"\n{joined}" if at_end else f"{joined}\n")


def _remove_blocks(document: QTextDocument, first: int, count: int) -> None:
    end = start_of(document, first + count)
    is_last = first + count >= document.blockCount()
    cursor = QTextCursor(document)
    # The last block has no line break of its own: the one before it goes instead.
    cursor.setPosition(max(0, start_of(document, first) - (1 if is_last else 0)))
    cursor.setPosition(end, KEEP)
    cursor.removeSelectedText()
