"""Where ad reads stand on the screen; the text tints them, the gutter labels them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from editor.ui.blocks import text_of_block
from editor.ui.geometry import span_rects, turn_rect, visible_turns
from editor.ui.offsets import word_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRectF
    from PySide6.QtWidgets import QTextEdit

    from editor.transcript.document import Transcript, Turn
    from editor.transcript.words import AdId

REACH = 4.0
"""How far a tint reaches beyond the letters, in pixels."""


class AdShape(NamedTuple):
    """One ad read's part of one turn.

    Attributes:
        ad: The ad read.
        turn: Index of the turn.
        opens: Whether the ad begins here: neither this turn nor the last word before had it.
        whole: Whether every word of the turn belongs to it.
        rects: What to tint, in the viewport's coordinates, from top to bottom without gaps.
    """

    ad: AdId
    turn: int
    opens: bool
    whole: bool
    rects: list[QRectF]


def visible_ads(edit: QTextEdit, document: Transcript) -> Iterator[AdShape]:
    """The ad reads on the screen, in text order."""
    if not document.ads:
        return
    for index in visible_turns(edit):
        if index < len(document.turns):
            yield from _in_turn(edit, document, index)


def _in_turn(edit: QTextEdit, document: Transcript, index: int) -> Iterator[AdShape]:
    turn = document.turns[index]
    runs = ad_runs(turn)
    spans = word_spans(text_of_block(edit.document(), index)) if runs else []
    before = _last_ad(document, index)
    for ad, first, last in runs:
        if last >= len(spans):
            return
        whole = last - first + 1 == len(turn.words)
        rects = span_rects(edit, index, spans[first][0], spans[last][1])
        shape = _filled(edit, rects)
        if whole:
            ground = turn_rect(edit, index).adjusted(0, -REACH, 0, REACH)
            ground.setLeft(REACH)
            ground.setRight(edit.viewport().width() - REACH)
            shape = [ground]
        yield AdShape(ad, index, first > 0 or ad != before, whole, shape)


def _filled(edit: QTextEdit, rects: list[QRectF]) -> list[QRectF]:
    """The lines of a passage without the gaps between them, as a selection is drawn."""
    shape = []
    for n, rect in enumerate(rects):
        grown = rect.adjusted(-REACH, -REACH, REACH, REACH)
        if n + 1 < len(rects):
            grown.setRight(edit.viewport().width() - REACH)
            grown.setBottom(rects[n + 1].top() - REACH)
        shape.append(grown)
    return shape


def ad_runs(turn: Turn) -> list[tuple[AdId, int, int]]:
    """Each stretch of a turn that belongs to one ad read: the ad, its first and last word."""
    runs: list[tuple[AdId, int, int]] = []
    last = None
    for n, word in enumerate(turn.words):
        if word.ad is not None:
            if word.ad == last:
                ad, first, _ = runs.pop()
                runs.append((ad, first, n))
            else:
                runs.append((word.ad, n, n))
        last = word.ad
    return runs


def _last_ad(document: Transcript, index: int) -> AdId | None:
    """The ad read of the last word before a turn."""
    return next(
        (turn.words[-1].ad for turn in reversed(document.turns[:index]) if turn.words), None
    )
