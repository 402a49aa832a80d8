"""The whole episode at a glance: wave, speakers, ads, doubts, what was heard, and where we are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from editor.ui.errors import safe_override
from editor.ui.wave_ads import AdHandles
from editor.ui.wave_base import WaveBase
from editor.ui.wave_paint import coverage, draw_playhead, hatching, tinted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from editor.ui.wave_values import Lane, Snap, Span

HEIGHT = 72
STRIP = 6
MARGIN = 4
TICK = 7
AD_BAND = 16
"""Height of the band along the top in which the edges of ad reads can be dragged."""

_KEYS_MS = {
    Qt.Key.Key_Left: -5_000,
    Qt.Key.Key_Right: 5_000,
    Qt.Key.Key_PageUp: -60_000,
    Qt.Key.Key_PageDown: 60_000,
}


class EpisodeOverview(WaveBase):
    """The whole episode in one row; click or drag, or use the arrow keys, to go somewhere.

    `ad_edge_dragged(id, "start" | "end", ms)` comes when the edge of an ad read is let go.
    """

    ad_edge_dragged = Signal(object, str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Whole episode", HEIGHT, parent)
        self._lanes: tuple[Lane, ...] = ()
        self._handles = AdHandles(self, 2, AD_BAND)
        self._doubts: tuple[int, ...] = ()
        self._heard: tuple[Span, ...] | None = None
        self._window: tuple[int, int] | None = None
        self._fresh: QPixmap | None = None
        self._stale: QPixmap | None = None

    @safe_override
    def sizeHint(self) -> QSize:
        """The size that it likes best."""
        return QSize(640, HEIGHT)

    # -- what is shown -------------------------------------------------------------------------

    def set_lanes(self, lanes: Sequence[Lane]) -> None:
        """Who speaks when."""
        self._lanes = tuple(lanes)
        self.forget()

    def set_ads(self, ads: Sequence[Span], snap: Snap | None = None) -> None:
        """Where the ad reads are, and where their edges may go."""
        self._handles.set_ads(ads, snap)
        self.forget()

    @property
    def doubts(self) -> tuple[int, ...]:
        """Where somebody should look, in ms."""
        return self._doubts

    def set_doubts(self, places: Sequence[int]) -> None:
        """Where somebody should look, in ms."""
        if self._doubts != tuple(places):
            self._doubts = tuple(places)
            self.forget()

    def set_heard(self, spans: Sequence[Span] | None) -> None:
        """What has been listened to; None means everything before the playhead."""
        self._heard = None if spans is None else tuple(spans)
        self.update()

    def set_window(self, start: int, end: int) -> None:
        """The stretch that the close-up shows."""
        if (start, end) != self._window:
            before, self._window = self._window or (start, end), (start, end)
            self.update_around(min(before[0], start), max(before[1], end))

    def playhead_moved(self, before: int) -> None:
        """Redraw only if it has moved by a pixel of the screen."""
        scale = self.devicePixelRatioF()
        if round(self.x_of(before) * scale) != round(self.x_of(self.playhead) * scale):
            self.update_around(before, self.playhead)

    def forget(self) -> None:
        """Draw the still picture anew at the next paint."""
        self._fresh = self._stale = None
        self.update()

    # -- painting ------------------------------------------------------------------------------

    def draw(self, painter: QPainter, dirty: QRect) -> None:
        """The two still pictures, cut where the heard part ends, and what moves over them."""
        if self._fresh is None or self._stale is None:
            self._fresh, self._stale = self._pictures()
        painter.setClipRect(dirty)
        painter.drawPixmap(0, 0, self._fresh)
        heard = ((0, self.playhead),) if self._heard is None else [
            (span.start, span.end) for span in self._heard
        ]  # fmt: skip
        for start, end in heard:
            left, right = self.x_of(start), self.x_of(end)
            painter.setClipRect(QRectF(left, 0, right - left, self.height()) & QRectF(dirty))
            painter.drawPixmap(0, 0, self._stale)
        painter.setClipRect(dirty)
        self._draw_window(painter)
        self._handles.draw(painter)
        draw_playhead(painter, self.x_of(self.playhead), self.height(), self.theme)

    def _pictures(self) -> tuple[QPixmap, QPixmap]:
        """The still picture, as not yet heard and as heard."""
        scale = self.devicePixelRatioF()
        fresh = self._blank(QColor(self.theme.surface))
        painter = QPainter(fresh)
        self._draw_ads(painter, scale)
        self._draw_unknown(painter)
        self._draw_lanes(painter)
        self._draw_doubts(painter)
        painter.end()
        stale = fresh.copy()
        if self.peaks is not None:
            wave = self._wave_area()
            width, height = round(wave.width() * scale), round(wave.height() * scale)
            mask = coverage(self.peaks, 0, self.duration, width, height)
            for picture, colour in ((fresh, self.theme.wave), (stale, self.theme.wave_heard)):
                painter = QPainter(picture)
                painter.drawPixmap(wave.topLeft(), tinted(mask, colour, scale))
                painter.end()
        return fresh, stale

    def _blank(self, colour: QColor) -> QPixmap:
        picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(colour)
        return picture

    def _wave_area(self) -> QRectF:
        top = MARGIN + TICK
        return QRectF(0, top, self.width(), self.height() - top - STRIP - 2 * MARGIN)

    def _draw_unknown(self, painter: QPainter) -> None:
        """A resting line where the sound is not decoded yet."""
        known = self.peaks.duration_ms if self.peaks else 0
        if known < self.duration:
            y = self._wave_area().center().y()
            painter.setPen(QPen(QColor(self.theme.edge), 1.5, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(self.x_of(known) + 4, y), QPointF(self.width(), y))

    def _draw_ads(self, painter: QPainter, scale: float) -> None:
        area = QRectF(0, 2, self.width(), self.height() - STRIP - MARGIN - 4)
        brush = hatching(self.theme, scale)
        for ad in self._handles.ads:
            left, right = self.x_of(ad.start), self.x_of(ad.end)
            block = QRectF(left, area.top(), max(2.0, right - left), area.height())
            painter.fillRect(block, brush)
            painter.fillRect(QRectF(left, 2, block.width(), 2), QColor(self.theme.ad_hatch))

    def _draw_lanes(self, painter: QPainter) -> None:
        top = self.height() - STRIP - MARGIN
        for lane in self._lanes:
            left, right = self.x_of(lane.start), self.x_of(lane.end)
            width = max(1.0, right - left - (1 if right - left > 3 else 0))
            colour = QColor(self.theme.speaker(lane.colour).fill)
            # Thinner where nobody is named: one speaker is grey, too.
            height = STRIP if lane.colour is not None else STRIP / 3
            painter.fillRect(QRectF(left, top + STRIP - height, width, height), colour)

    def _draw_doubts(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.doubt), 2, c=Qt.PenCapStyle.RoundCap))
        columns = {round(self.x_of(ms)) for ms in self._doubts}
        for x in columns:
            painter.drawLine(QPointF(x, MARGIN), QPointF(x, MARGIN + TICK - 3))

    def _draw_window(self, painter: QPainter) -> None:
        if self._window is None:
            return
        left, right = (self.x_of(ms) for ms in self._window)
        middle, width = (left + right) / 2, max(10.0, right - left)
        box = QRectF(middle - width / 2, 1.5, width, self.height() - 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(self.theme.accent)
        fill.setAlphaF(0.12)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(self.theme.accent), 1.5))
        painter.drawRoundedRect(box, 3, 3)

    # -- mouse and keys ------------------------------------------------------------------------

    @safe_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the edge of an ad read, or go to the place that is clicked."""
        left = event.button() == Qt.MouseButton.LeftButton
        if not (left and self.duration and self._handles.press(event.position())):
            self.mouseMoveEvent(event)

    @safe_override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along with the pointer while the button is held, or drag the edge that is held."""
        if self._handles.held:
            self._handles.drag(event.position().x())
        elif not event.buttons():
            self._point(event.position())
        elif self.duration and event.buttons() & Qt.MouseButton.LeftButton:
            self.request_seek(self.ms_at(event.position().x()))

    @safe_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the edge of an ad read down."""
        if event.button() == Qt.MouseButton.LeftButton and self._handles.held:
            let_go = self._handles.release()
            if let_go:
                grip, ms = let_go
                self.ad_edge_dragged.emit(grip.ad, grip.edge, ms)
            else:
                self.request_seek(self.ms_at(event.position().x()))

    @safe_override
    def leaveEvent(self, event: QEvent) -> None:
        """No edge is under the pointer any more."""
        self._point(QPointF(-1, -1))
        super().leaveEvent(event)

    def _point(self, where: QPointF) -> None:
        on_edge = self._handles.point(where)
        self.setCursor(Qt.CursorShape.SplitHCursor if on_edge else Qt.CursorShape.ArrowCursor)

    @safe_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by the arrow keys, by pages, or to an end; Escape lets an edge go."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._handles.held:
            self._handles.cancel()
        elif key in _KEYS_MS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.request_seek(self.playhead + _KEYS_MS[key])
        elif key == Qt.Key.Key_Home:
            self.request_seek(0)
        elif key == Qt.Key.Key_End:
            self.request_seek(self.duration)
        else:
            super().keyPressEvent(event)

    @safe_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture no longer fits."""
        self.forget()
        super().resizeEvent(event)
