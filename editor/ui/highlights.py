"""What is laid over the text: the spoken word, ad reads, doubts, the turn with the caret.

Nothing of it is in the text's formats. Fills and dots are painted under the text, for what is on
the screen only: extra selections would leave gaps between lines and cannot have soft corners.
What changes the letters themselves (unheard words are muted, fillers struck through) is an extra
selection, for the screen and a margin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from editor.transcript.document import Place
from editor.transcript.words import Match
from editor.ui.ad_shapes import visible_ads
from editor.ui.blocks import start_of, text_of_block
from editor.ui.geometry import span_rects, turn_rect, visible_turns
from editor.ui.offsets import word_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QPaintEvent

    from editor.transcript.document import Transcript, Turn, TurnId
    from editor.transcript.patch import Patch
    from editor.transcript.words import Word
    from editor.ui.view_colours import ViewColours

ROUND = 4.0
"""Corners of the fills, in pixels."""
DOT = 1.8
"""Diameter of the dots under a doubt, in pixels."""
GROUND_ROUND = 6.0
"""Corners of the grounds behind whole turns, in pixels."""
GROUND_REACH = 8
"""How far the ground of a turn reaches above and below its text, in pixels."""


class _Lit(NamedTuple):
    turn: TurnId
    number: int
    word: Word


class Highlights:
    """The marks on one text widget; told about the document, never keeping it."""

    def __init__(self, edit: QTextEdit, document: Transcript, colours: ViewColours) -> None:
        self._edit = edit
        self._document = document
        self._colours = colours
        self._lit: _Lit | None = None
        self._doubts: dict[TurnId, list[tuple[int, int]]] = {}
        self._marks_shown = True
        self._covered = range(0)
        self._current: TurnId | None = None

    # What is marked

    @property
    def spoken(self) -> Place | None:
        """The lit word."""
        if self._lit is None:
            return None
        turn = self._document.index_of.get(self._lit.turn)
        return None if turn is None else Place(turn, self._lit.number)

    def light(self, place: Place | None) -> None:
        """Light another word, or none."""
        if place == self.spoken:
            return
        self._repaint_word(self.spoken)
        self._lit = None
        if place is not None and _exists(self._document, place):
            turn = self._document.turns[place.turn]
            self._lit = _Lit(turn.id, place.word, turn.words[place.word])
        self._repaint_word(self.spoken)

    def mark_doubts(self, doubts: Iterable[tuple[Place, Place]]) -> None:
        """Underline these stretches, each given by its first and last word."""
        self._doubts = {}
        for first, last in doubts:
            for index in range(first.turn, min(last.turn, len(self._document.turns) - 1) + 1):
                turn = self._document.turns[index]
                start = first.word if index == first.turn else 0
                stop = last.word if index == last.turn else len(turn.words) - 1
                self._doubts.setdefault(turn.id, []).append((start, stop))
        self.refresh()
        self._edit.viewport().update()

    def set_marks_shown(self, shown: bool) -> None:
        """Show doubts and unheard words as such, or like all others."""
        if shown != self._marks_shown:
            self._marks_shown = shown
            self.refresh()
            self._edit.viewport().update()

    def set_current(self, turn: TurnId | None) -> None:
        """Set off the turn that the caret is in."""
        if turn != self._current:
            self._current = turn
            self._edit.viewport().update()

    def set_colours(self, colours: ViewColours) -> None:
        """Paint with other colours from now on."""
        self._colours = colours
        self.refresh()
        self._edit.viewport().update()

    def show(self, document: Transcript) -> None:
        """Mark another document: nothing is lit or doubted in it yet."""
        self._document, self._lit, self._doubts = document, None, {}
        self.refresh()

    def follow(self, document: Transcript, patch: Patch) -> None:
        """The document has changed: marks stay with their words."""
        self._document = document
        if self._lit is not None and self._lit.turn in {turn.id for turn in patch.old}:
            self._lit = _found_again(self._lit, patch.new)
        self.refresh()
        self._edit.viewport().update()

    # Extra selections

    def refresh(self) -> None:
        """Make the extra selections anew for what is on the screen."""
        margin = self._edit.viewport().height()
        self._covered = visible_turns(self._edit, margin)
        selections = [
            self._muted(turn, start, end)
            for turn in self._covered
            for start, end, unheard in self._underlined(turn)
            if unheard
        ]
        selections += [
            self._muted(turn, start, end, struck=True)
            for turn in self._covered
            for start, end in self._asides(turn)
        ]
        if selections or self._edit.extraSelections():
            self._edit.setExtraSelections(selections)

    def cover_visible(self) -> None:
        """After scrolling: make them anew only if the screen shows turns that were left out."""
        shown = visible_turns(self._edit)
        if shown[0] not in self._covered or shown[-1] not in self._covered:
            self.refresh()

    def _underlined(self, index: int) -> Iterator[tuple[int, int, bool]]:
        """Stretches of a turn's text (UTF-16 units), and whether the words there are unheard."""
        if not self._marks_shown or index >= len(self._document.turns):
            return
        turn = self._document.turns[index]
        unheard = [word.match is Match.NO_SOUND for word in turn.words]
        doubts = self._doubts.get(turn.id, [])
        if not doubts and not any(unheard):
            return
        spans = word_spans(text_of_block(self._edit.document(), index))
        for first, last in doubts:
            last = min(last, len(spans) - 1)
            if first <= last and not all(unheard[first : last + 1]):
                yield spans[first][0], spans[last][1], False
        for first, last in _runs(unheard):
            if last < len(spans):
                yield spans[first][0], spans[last][1], True

    def _asides(self, index: int) -> Iterator[tuple[int, int]]:
        """Stretches of a turn's text (UTF-16 units) that clean text leaves out."""
        turn = self._document.turns[index] if index < len(self._document.turns) else None
        asides = [word.aside for word in turn.words] if turn else []
        if any(asides):
            spans = word_spans(text_of_block(self._edit.document(), index))
            for first, last in _runs(asides):
                if last < len(spans):
                    yield spans[first][0], spans[last][1]

    def _muted(
        self, turn: int, start: int, end: int, *, struck: bool = False
    ) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        position = start_of(self._edit.document(), turn)
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(position + start)
        cursor.setPosition(position + end, QTextCursor.MoveMode.KeepAnchor)
        looks = QTextCharFormat()
        looks.setForeground(QColor(self._colours.muted))
        looks.setFontStrikeOut(struck)
        selection.cursor, selection.format = cursor, looks
        return selection

    # Fills

    def paint(self, event: QPaintEvent) -> None:
        """Paint what lies under the text. To be called before the text is painted."""
        painter = QPainter(self._edit.viewport())
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.current))
        for rect in self._current_rects():
            painter.drawRoundedRect(rect, GROUND_ROUND, GROUND_ROUND)
        painter.setBrush(QColor(self._colours.ad_tint))
        for shape in visible_ads(self._edit, self._document):
            painter.drawPath(_outline(shape.rects))
        painter.setBrush(QColor(self._colours.spoken))
        painter.setPen(QPen(QColor(self._colours.spoken_edge), 1))
        for rect in self._word_rects(self.spoken):
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
        painter.setPen(_dots(self._colours.doubt))
        for line in self._doubt_lines():
            painter.drawLine(line)
        painter.end()

    def _current_rects(self) -> list[QRectF]:
        index = self._document.index_of.get(self._current) if self._current is not None else None
        if index is None or index >= self._edit.document().blockCount():
            return []
        rect = turn_rect(self._edit, index)
        rect.setLeft(0)
        rect.setRight(self._edit.viewport().width())
        return [rect.adjusted(0, -GROUND_REACH, 0, GROUND_REACH)]

    def _doubt_lines(self) -> Iterator[QLineF]:
        for index in visible_turns(self._edit):
            for start, end, _ in self._underlined(index):
                for rect in span_rects(self._edit, index, start, end):
                    yield QLineF(rect.left() + 1, rect.bottom(), rect.right() - 1, rect.bottom())

    def _word_rects(self, place: Place | None) -> list[QRectF]:
        if place is None or place.turn >= self._edit.document().blockCount():
            return []
        spans = word_spans(text_of_block(self._edit.document(), place.turn))
        if place.word >= len(spans):
            return []
        rects = span_rects(self._edit, place.turn, *spans[place.word])
        return [rect.adjusted(-3, -2, 3, 2) for rect in rects]

    def word_rect(self, place: Place) -> QRectF:
        """Where a word stands, in the viewport's coordinates; empty if there is no such word."""
        united = QRectF()
        for rect in self._word_rects(place):
            united = united.united(rect)
        return united

    def _repaint_word(self, place: Place | None) -> None:
        for rect in self._word_rects(place):
            self._edit.viewport().update(rect.toAlignedRect())


def _outline(rects: list[QRectF]) -> QPainterPath:
    """One shape of several lines; rounded only when it is a plain box."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    if len(rects) == 1:
        path.addRoundedRect(rects[0], ROUND, ROUND)
    for rect in rects[1:] and rects:
        path.addRect(rect)
    return path


def _dots(colour: str) -> QPen:
    pen = QPen(QColor(colour), DOT)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.01, 2.2])  # in widths of the pen: round dots with room between them
    return pen


def _exists(document: Transcript, place: Place) -> bool:
    turns = document.turns
    return 0 <= place.turn < len(turns) and 0 <= place.word < len(turns[place.turn].words)


def _found_again(lit: _Lit, turns: Iterable[Turn]) -> _Lit | None:
    """The same word after a change, wherever it went: by its times, or by its place and text."""
    candidates = [(turn, n, word) for turn in turns for n, word in enumerate(turn.words)]
    for turn, n, word in candidates:
        if lit.word.timed and (word.start, word.end) == (lit.word.start, lit.word.end):
            return _Lit(turn.id, n, word)
    for turn, n, word in candidates:
        if turn.id == lit.turn and n == lit.number:
            return _Lit(turn.id, n, word)
    return None


def _runs(flags: list[bool]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of true values."""
    start = None
    for n, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = n
        elif not flag and start is not None:
            yield start, n - 1
            start = None
