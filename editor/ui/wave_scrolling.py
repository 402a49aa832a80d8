"""A wave that scrolls, zooms and keeps up with the playhead."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal

from editor.ui.errors import safe_override
from editor.ui.wave_base import WaveBase
from editor.ui.wave_paint import coverage, tinted
from editor.ui.wave_words import RULER, WORD_ROW

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
    from PySide6.QtWidgets import QWidget

SHORTEST_MS, LONGEST_MS = 1_000, 120_000
"""The narrowest and the widest stretch that the view shows."""

USUAL_MS = 6_000
ZOOM_STEP = 1.25

PAGE_AT = 0.9
"""Paging: when the playhead has come so far, the page is turned."""

PAGE_TO = 0.1
"""Paging: where the playhead then stands."""


class Following(Enum):
    """How the view keeps up with the playhead."""

    PAGED = "paged"
    CENTRED = "centred"


class ScrollingWave(WaveBase):
    """A stretch of the sound.

    `visible_changed(start, end)` tells of a scroll or zoom, and `following_changed(bool)` that the
    user took the view away from the playhead, or gave it back.
    """

    visible_changed = Signal(int, int)
    following_changed = Signal(bool)

    def __init__(self, name: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(name, height, parent)
        self._start = 0.0
        self._span = float(USUAL_MS)
        self.following = True
        self.mode = Following.PAGED
        self._picture: QPixmap | None = None
        self._picture_start = 0.0
        self._views = 1

    def busy(self) -> bool:
        """Whether the user is doing something that scrolling would disturb."""
        return False

    def forget(self) -> None:
        """Draw the wave anew at the next paint."""
        self._picture = None
        self._place(self._start, self._span)
        self.update()

    def visible(self) -> tuple[float, float]:
        """The stretch from the left to the right edge, in ms."""
        return self._start, self._start + self._span

    @property
    def span(self) -> int:
        """How many ms the view is wide."""
        return round(self._span)

    def show_stretch(self, start: float, end: float) -> None:
        """Show from `start` to `end`, as near as zoom and the episode's ends allow."""
        self._place(start, end - start)

    def show_ms(self, ms: int) -> None:
        """Scroll only if `ms` is out of sight, and then to the middle."""
        start, end = self.visible()
        if not start <= ms <= end:
            self._place(ms - self._span / 2, self._span)

    def zoom_by(self, steps: float, about: float | None = None) -> None:
        """Zoom in by so many steps (out if negative) about a time that keeps its place on screen.

        Without `about` that is the playhead, if it is in sight, or else the middle.
        """
        start, end = self.visible()
        if about is None:
            about = self.playhead if start <= self.playhead <= end else (start + end) / 2
        span = self._allowed_span(self._span / ZOOM_STEP**steps)
        self._place(about - (about - start) / self._span * span, span)

    def scroll_by(self, ms: float) -> None:
        """Scroll as the user does: the view no longer follows the playhead."""
        self.set_following(False)
        self._place(self._start + ms, self._span)

    def set_following(self, following: bool, mode: Following | None = None) -> None:
        """Keep up with the playhead, or let the user look elsewhere."""
        self.mode = mode or self.mode
        if following != self.following:
            self.following = following
            self.following_changed.emit(following)
        if following:
            self._follow()

    def playhead_moved(self, before: int) -> None:
        """Scroll if it follows; redraw as little as will do."""
        if not (self.following and not self.busy() and self._follow()):
            self.update_around(before, before)
            self.update_around(self.playhead, self.playhead)

    def _follow(self) -> bool:
        """Scroll so that the playhead is in sight; return whether that moved the view."""
        where = (self.playhead - self._start) / self._span
        if self.mode is Following.CENTRED:
            return self._place(self.playhead - self._span / 2, self._span)
        if 0 <= where <= PAGE_AT:
            return False
        return self._place(self.playhead - self._span * PAGE_TO, self._span)

    def _allowed_span(self, span: float) -> float:
        longest = min(LONGEST_MS, max(self.duration, SHORTEST_MS)) if self.duration else LONGEST_MS
        return max(SHORTEST_MS, min(span, longest))

    def _place(self, start: float, span: float) -> bool:
        span = self._allowed_span(span)
        start = max(0.0, min(start, self.duration - span))
        if (start, span) == (self._start, self._span):
            return False
        if span != self._span:
            self._picture = None
        self._start, self._span = start, span
        self.visible_changed.emit(round(start), round(start + span))
        self.update()
        return True

    # -- the wave ------------------------------------------------------------------------------

    def draw_wave(self, painter: QPainter) -> None:
        """Draw the part of the wave that is in sight."""
        if self.peaks is None:
            return
        drawn = self._picture_start
        reach = (self._views - 1) * self._span + self._span / max(1, self.width())
        if self._picture is None:
            self._draw_picture(views=1)  # zooming needs it at once, and needs no more
        elif not drawn <= self._start <= drawn + reach:
            self._draw_picture(views=3)
        if self._picture is not None:
            # Onto its area: the picture has as many pixels as the screen, which may be finer.
            painter.drawPixmap(self.wave_area(), self._picture, self._picture_part())

    def wave_area(self) -> QRectF:
        """Where the wave is drawn."""
        return QRectF(0, RULER, self.width(), self.height() - RULER - WORD_ROW)

    def _draw_picture(self, views: int) -> None:
        """Draw as many views' worth of wave, so that scrolling is a matter of copying."""
        if self.peaks is None:
            return
        scale = self.devicePixelRatioF()
        area = self.wave_area()
        width, height = round(area.width() * scale), round(area.height() * scale)
        column = self._span / max(1, width)
        # Whole columns, counted from the beginning of the episode, so that the wave does not
        # flicker when it is drawn anew somewhere else.
        self._picture_start = (self._start - (views // 2) * self._span) // column * column
        columns = views * width + 1
        end = self._picture_start + columns * column
        mask = coverage(self.peaks, self._picture_start, end, columns, height)
        self._picture = tinted(mask, self.theme.wave, 1.0)
        self._views = views

    def _picture_part(self) -> QRectF:
        """The part of the picture that is in sight, in its own pixels."""
        if self._picture is None:
            return QRectF()
        width = (self._picture.width() - 1) / self._views
        left = round((self._start - self._picture_start) / self._span * width)
        return QRectF(left, 0, width, self._picture.height())

    @safe_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture no longer fits."""
        self._picture = None
        super().resizeEvent(event)
