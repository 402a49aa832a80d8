"""Where turns and words stand in a text widget; only ever asked about what is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, Qt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextLine
    from PySide6.QtWidgets import QTextEdit


def scrolled(edit: QTextEdit) -> QPointF:
    """The document's point that stands in the top left corner of the viewport."""
    return QPointF(edit.horizontalScrollBar().value(), edit.verticalScrollBar().value())


def visible_turns(edit: QTextEdit, margin: int = 0) -> range:
    """Numbers of the blocks that the viewport shows, and those within `margin` pixels of it."""
    document = edit.document()
    layout = document.documentLayout()
    # While a long text is still being laid out, Qt finds just anything above the first line.
    start = layout.blockBoundingRect(document.firstBlock()).top() + 1
    top = max(start, scrolled(edit).y() - margin)
    bottom = scrolled(edit).y() + edit.viewport().height() + margin
    hit = layout.hitTest(QPointF(0, top), Qt.HitTestAccuracy.FuzzyHit)
    first = document.findBlock(max(0, hit))
    block = first
    while block.next().isValid() and layout.blockBoundingRect(block.next()).top() < bottom:
        block = block.next()
    return range(first.blockNumber(), block.blockNumber() + 1)


def turn_rect(edit: QTextEdit, turn: int) -> QRectF:
    """The rectangle of a turn's text, in the viewport's coordinates."""
    block = edit.document().findBlockByNumber(turn)
    rect = edit.document().documentLayout().blockBoundingRect(block)
    return rect.translated(-scrolled(edit))


def span_rects(edit: QTextEdit, turn: int, start: int, end: int) -> list[QRectF]:
    """One rectangle for each line that a stretch of a turn's text is on, in viewport coordinates.

    `start` and `end` are offsets in the widget's text, in UTF-16 units.
    """
    block = edit.document().findBlockByNumber(turn)
    origin = turn_rect(edit, turn).topLeft()
    return [_on_line(line, start, end).translated(origin) for line in _lines(block, start, end)]


def first_baseline(edit: QTextEdit, turn: int) -> float:
    """The height of the baseline of a turn's first line, in the viewport's coordinates."""
    rect = turn_rect(edit, turn)
    line = edit.document().findBlockByNumber(turn).layout().lineAt(0)
    return rect.top() + (line.y() + line.ascent() if line.isValid() else 0.0)


def offset_under(edit: QTextEdit, point: QPointF) -> tuple[int, int] | None:
    """The turn and the offset in its text that a point of the viewport is on; None off the text."""
    block = edit.cursorForPosition(point.toPoint()).block()
    origin = turn_rect(edit, block.blockNumber()).topLeft()
    inside = point - origin
    for line in _lines(block, 0, block.length()):
        rect = line.naturalTextRect()
        # A line's room reaches to the next line, so that the gap between lines is no dead zone.
        if rect.top() - 2 <= inside.y() < rect.top() + rect.height() * 1.5:
            if not rect.left() - 4 <= inside.x() <= rect.right() + 4:
                return None
            found = line.xToCursor(inside.x(), type(line).CursorPosition.CursorOnCharacter)
            return block.blockNumber(), int(found)
    return None


def _lines(block: QTextBlock, start: int, end: int) -> Iterator[QTextLine]:
    layout = block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if line.textStart() < end and line.textStart() + line.textLength() > start:
            yield line


def _on_line(line: QTextLine, start: int, end: int) -> QRectF:
    first = max(start, line.textStart())
    last = min(end, line.textStart() + line.textLength())
    left, right = _x_of(line, first), _x_of(line, last)
    # Right-to-left words run from their end to their start.
    return QRectF(min(left, right), line.y(), abs(right - left), line.height())


def _x_of(line: QTextLine, offset: int) -> float:
    found = cast("tuple[float, int] | float", line.cursorToX(offset))
    return found[0] if isinstance(found, tuple) else found
