"""The column left of the text: when each turn begins, who speaks, and where the ad reads are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QTextEdit, QToolTip, QWidget

from editor.transcript.document import Place
from editor.ui.ad_shapes import visible_ads
from editor.ui.errors import safe_override
from editor.ui.fonts import time_font
from editor.ui.geometry import first_baseline, turn_rect, visible_turns
from editor.ui.plain_tip import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent

    from editor.review.queue import ReviewQueue
    from editor.transcript.document import Speaker, Transcript, Turn
    from editor.ui.ad_shapes import AdShape
    from editor.ui.view_colours import ViewColours

SLOT = 16
"""Pixels at the left edge that are kept for the mark of a reviewed turn."""
TIME = 56
"""Pixels for the time."""
TICK = 9
"""Width of that mark, in pixels."""
GAP = 8
"""Pixels between parts."""
SPEAKER = 128
"""Pixels for the dot and the name."""
SPEAKER_NARROW = 88
"""The same in a narrow window."""
NARROW = 720
"""A view below this width (pixels) is narrow."""
EDGE = 12
"""Pixels for the ad's bar and the room before the text."""
DOT = 8
"""Diameter of the speaker's dot, in pixels."""
BAR = 3
"""Width of the ad's bar, in pixels."""
NOBODY = "\u2014"
HINT = "Set speaker (Alt+1\u20269)"


class _Spot(NamedTuple):
    turn: int
    part: str


class Gutter(QWidget):
    """Painted beside the turns on the screen; it knows nothing that the document does not say.

    Signals:
        seek_requested(Place): A time was clicked.
        speaker_clicked(int, QPoint): The speaker of a turn was clicked; where (on the screen) a
            menu may open.
        mark_clicked(int): The place of the mark of a reviewed turn was clicked.
    """

    seek_requested = Signal(object)
    speaker_clicked = Signal(int, QPoint)
    mark_clicked = Signal(int)

    def __init__(
        self, edit: QTextEdit, document: Callable[[], Transcript], colours: ViewColours
    ) -> None:
        super().__init__(edit)
        self._edit = edit
        self._document = document
        self._colours = colours
        self._hovered: _Spot | None = None
        self._current = 0
        self._speaker_width = SPEAKER
        self._review: ReviewQueue | None = None
        self._unlisten: Callable[[], None] = lambda: None
        self.setFont(chrome_font())
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Times and speakers")
        self.setAccessibleDescription(
            "For each turn, whether it is reviewed, when it begins and who speaks. Alt+1 to Alt+9 "
            "set the speaker of the turn with the caret, Ctrl+D marks it as reviewed."
        )

    def set_colours(self, colours: ViewColours) -> None:
        """Paint with other colours from now on."""
        self._colours = colours
        self.update()

    def follow_voices(self, review: ReviewQueue | None) -> None:
        """Show the speakers that are proposed for this document by voice."""
        self._unlisten()
        self._review = review
        self._unlisten = review.listen(self.update) if review else lambda: None
        self.update()

    def proposed(self, index: int) -> tuple[Speaker, int] | None:
        """Who is proposed for a turn by voice, and how sure that is (percent)."""
        document = self._document()
        if self._review is None or index >= len(document.turns):
            return None
        proposal = self._review.voices.of(document.turns[index])
        speaker = document.speaker(proposal.speaker) if proposal else None
        return (speaker, proposal.confidence) if proposal and speaker else None

    def set_current(self, turn: int) -> None:
        """Set off the turn that the caret is in."""
        if turn != self._current:
            self._current = turn
            self.update()

    def set_room(self, width: int) -> None:
        """Say how wide the whole view is (pixels): in a narrow one, names get less room."""
        self._speaker_width = SPEAKER if width >= NARROW else SPEAKER_NARROW

    @safe_override
    def sizeHint(self) -> QSize:
        """As wide as its parts; the height is the text's."""
        return QSize(round(self._left_of_speaker) + self._speaker_width + EDGE, 0)

    @property
    def _left_of_speaker(self) -> float:
        return float(SLOT + TIME + 2 * GAP)

    # Painting

    @safe_override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the turns on the screen."""
        document = self._document()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in visible_turns(self._edit):
            if index >= len(document.turns):
                break
            baseline = first_baseline(self._edit, index)
            self._paint_mark(painter, index, baseline)
            self._paint_time(painter, index, baseline)
            self._paint_speaker(painter, index, baseline)
            if proposed := self.proposed(index):
                self._paint_proposal(painter, index, baseline, *proposed)
        for shape in visible_ads(self._edit, document):
            self._paint_ad(painter, shape)
        painter.end()

    def _paint_mark(self, painter: QPainter, index: int, baseline: float) -> None:
        """A tick beside a reviewed turn, and under the pointer where a click would make one."""
        hovered = self._hovered == _Spot(index, "mark")
        if not (hovered or self._document().turns[index].reviewed):
            return
        middle = baseline - QFontMetricsF(self.font()).xHeight() / 2
        pen = QPen(QColor(self._colours.accent if hovered else self._colours.muted), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left = (SLOT - TICK) / 2
        corners = ((0.0, 0.05), (0.36, 0.4), (1.0, -0.45))
        painter.drawPolyline([QPointF(left + x * TICK, middle + y * TICK) for x, y in corners])

    def _paint_time(self, painter: QPainter, index: int, baseline: float) -> None:
        text = self._time_text(index)
        font = time_font(self.font())
        painter.setFont(font)
        hovered = self._hovered == _Spot(index, "time")
        still = self._colours.ink if index == self._current else self._colours.muted
        painter.setPen(QColor(self._colours.accent if hovered else still))
        width = QFontMetricsF(font).horizontalAdvance(text)
        painter.drawText(QPointF(SLOT + TIME - width, baseline), text)

    def _paint_speaker(self, painter: QPainter, index: int, baseline: float) -> None:
        speaker = self._speaker(index)
        left = self._left_of_speaker
        hovered = self._hovered == _Spot(index, "speaker")
        middle = baseline - QFontMetricsF(self.font()).xHeight() / 2
        colours = self._colours.speaker(speaker.colour if speaker else None)
        painter.setPen(Qt.PenStyle.NoPen)
        if speaker:
            painter.setBrush(QColor(colours.fill))
            painter.drawEllipse(QPointF(left + DOT / 2, middle), DOT / 2, DOT / 2)
        painter.setFont(self.font())
        painter.setPen(QColor(self._colours.accent if hovered else colours.text))
        if speaker is None and not hovered and self.proposed(index):
            return
        room = self._speaker_width - GAP - (DOT + GAP if speaker else 0)
        name = self._name_within(speaker, room) if speaker else (HINT if hovered else NOBODY)
        shown = QFontMetricsF(self.font()).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left + (DOT + GAP if speaker else 0), baseline), shown)

    def _paint_proposal(
        self, painter: QPainter, index: int, baseline: float, speaker: Speaker, confidence: int
    ) -> None:
        """A ring and the name with a question mark: in the name's place, or below another name."""
        named = self._speaker(index) is not None
        if self._hovered == _Spot(index, "speaker") and not named:
            return
        baseline += QFontMetricsF(self.font()).height() if named else 0
        self._paint_ring(painter, baseline, speaker)
        metrics = QFontMetricsF(self.font())
        sure = f"? {confidence} %"
        room = self._speaker_width - GAP - DOT - GAP - metrics.horizontalAdvance(sure)
        name = metrics.elidedText(
            self._name_within(speaker, room), Qt.TextElideMode.ElideRight, room
        )
        painter.setFont(self.font())
        painter.setPen(QColor(self._colours.muted))
        painter.drawText(QPointF(self._left_of_speaker + DOT + GAP, baseline), name + sure)

    def _name_within(self, speaker: Speaker, room: float) -> str:
        """The name; only its first word where the whole does not fit and no other begins so."""
        if QFontMetricsF(self.font()).horizontalAdvance(speaker.name) <= room:
            return speaker.name
        first = speaker.name.split()[0]
        alike = [row for row in self._document().speakers if row.name.split()[:1] == [first]]
        return first if len(alike) == 1 else speaker.name

    def _paint_ring(self, painter: QPainter, baseline: float, speaker: Speaker) -> None:
        middle = baseline - QFontMetricsF(self.font()).xHeight() / 2
        painter.setPen(QPen(QColor(self._colours.speaker(speaker.colour).fill), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = DOT / 2 - 0.8
        painter.drawEllipse(QPointF(self._left_of_speaker + DOT / 2, middle), radius, radius)

    def _paint_ad(self, painter: QPainter, shape: AdShape) -> None:
        """The bar beside the lines of an ad read, and its label where it begins."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.ad_edge))
        top, bottom = shape.rects[0].top() + 4, shape.rects[-1].bottom() - 4
        bar = QRectF(self.width() - EDGE / 2 - BAR, top, BAR, bottom - top)
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        ad = self._document().ad(shape.ad)
        if ad is None or not shape.opens:
            return
        painter.setFont(self._small_font())
        painter.setPen(QColor(self._colours.ad_edge))
        line = QFontMetricsF(self.font()).height()
        own_line = top - turn_rect(self._edit, shape.turn).top() > line
        baseline = first_baseline(self._edit, shape.turn)
        # An ad that begins further down is labelled there; else under the speaker's name.
        below = top + QFontMetricsF(self.font()).ascent() if own_line else baseline + line
        painter.drawText(QPointF(self._left_of_speaker, below), f"AD \u00b7 {ad.kind.value}")

    def _small_font(self) -> QFont:
        font = self.font()
        font.setPixelSize(max(10, round(self.fontInfo().pixelSize() * 0.85)))
        return font

    # What stands where

    def _speaker(self, index: int) -> Speaker | None:
        document = self._document()
        return document.speaker(document.turns[index].speaker)

    def _time_text(self, index: int) -> str:
        turn = self._document().turns[index]
        return "" if turn.start is None else clock_time(turn.start)

    def spot_at(self, point: QPointF) -> tuple[int, str] | None:
        """The turn and the part ("mark", "time" or "speaker") at a point; None elsewhere."""
        for index in visible_turns(self._edit):
            if index >= len(self._document().turns):
                break
            baseline = first_baseline(self._edit, index)
            height = QFontMetricsF(self.font()).height()
            if baseline - height <= point.y() <= baseline + height / 2:
                if point.x() < SLOT:
                    return _Spot(index, "mark")
                if point.x() < SLOT + TIME + GAP:
                    return _Spot(index, "time")
                return _Spot(index, "speaker")
        return None

    # Mouse

    @safe_override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        self._hover(self.spot_at(event.position()))

    @safe_override
    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._hover(None)

    def _hover(self, spot: tuple[int, str] | None) -> None:
        if spot != self._hovered:
            self._hovered = _Spot(*spot) if spot else None
            shape = Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    @safe_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A time plays from there; a speaker asks for the menu; a mark comes or goes."""
        spot = self.spot_at(event.position())
        if spot is None or event.button() != Qt.MouseButton.LeftButton:
            return
        index, part = spot
        if part == "mark":
            self.mark_clicked.emit(index)
        elif part == "speaker":
            baseline = round(first_baseline(self._edit, index))
            corner = QPoint(round(self._left_of_speaker), baseline + GAP)
            self.speaker_clicked.emit(index, self.mapToGlobal(corner))
        elif (place := _first_timed(self._document().turns[index], index)) is not None:
            self.seek_requested.emit(place)

    @safe_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Belongs to the press, so that the text does not take it for a click."""
        event.accept()

    @safe_override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the text from here too."""
        self._edit.wheelEvent(event)

    @safe_override
    def event(self, event: QEvent) -> bool:
        """Tooltips that depend on where the pointer is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.tip_at(QPointF(event.pos()))
            if text:
                QToolTip.showText(event.globalPos(), plain_tip(text), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def tip_at(self, point: QPointF) -> str:
        """What the tooltip at a point says; empty for none."""
        spot = self.spot_at(point)
        if spot is None:
            return ""
        index, part = spot
        if part == "mark":
            marked = self._document().turns[index].reviewed
            return (
                "Reviewed: click to take the mark back" if marked else "Mark as reviewed (Ctrl+D)"
            )
        if part == "time":
            return "Play from here" if self._time_text(index) else ""
        speaker = self._speaker(index)
        if proposed := self.proposed(index):
            name, sure = proposed[0].name, proposed[1]
            return f"{name} seems to speak here ({sure} %): Alt+W accepts, a click asks"
        return f"{speaker.name}: click to change, or Alt+1\u20269" if speaker else HINT


def chrome_font() -> QFont:
    """The font of the program's controls, said in full, lest the text's own be inherited."""
    base = QApplication.font()
    font = QFont(base.family())
    font.setPixelSize(QFontInfo(base).pixelSize())
    return font


def clock_time(milliseconds: int) -> str:
    """A time as `m:ss` or `h:mm:ss`; fractions are cut off."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def _first_timed(turn: Turn, index: int) -> Place | None:
    return next((Place(index, n) for n, word in enumerate(turn.words) if word.timed), None)
