"""A stretch of the waveform with the captions that are shown during it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.ui.errors import safe_override
from editor.ui.theme import GRID
from editor.ui.wave_paint import coverage, tinted
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from editor.formats.cues import Cue
    from editor.ui.theme import Theme
    from editor.ui.wave_values import PeaksLike

SPAN_MS = 20_000
"""How much of the episode is shown."""
WAVE_PX = GRID * 9
RULER_PX = GRID * 2


class CueStrip(QWidget):
    """Draws; what it shows is told by others. Times in ms."""

    def __init__(
        self, peaks: PeaksLike | None, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._peaks = peaks
        self._theme = theme
        self._start = 0
        self._cues: Sequence[Cue] = ()
        self._flagged: frozenset[int] = frozenset()
        self._lines = 2
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Captions beside the waveform")

    def show_stretch(self, start: int) -> None:
        """Show the stretch from `start` on."""
        self._start = max(0, start)
        self.update()

    def show_cues(self, cues: Sequence[Cue], flagged: frozenset[int], lines: int) -> None:
        """Show these captions of at most so many lines; `flagged` are over a limit (indices)."""
        self._cues, self._flagged = cues, flagged
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
        self.update()

    @safe_override
    def sizeHint(self) -> QSize:
        """Wave, ruler and one row of captions."""
        text = self.fontMetrics().lineSpacing() * self._lines + GRID
        return QSize(GRID * 60, WAVE_PX + RULER_PX + text)

    @safe_override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Wave above, captions below it, each as wide as it is long."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.surface))
        shown = [
            (index, cue)
            for index, cue in enumerate(self._cues)
            if cue.end >= self._start and cue.start <= self._start + SPAN_MS
        ]
        for _, cue in shown:
            self._draw_ground(painter, cue)
        self._draw_wave(painter)
        self._draw_ruler(painter)
        for index, cue in shown:
            self._draw_cue(painter, cue, flagged=index in self._flagged)

    def _x(self, moment: int) -> float:
        return (moment - self._start) * self.width() / SPAN_MS

    def _draw_wave(self, painter: QPainter) -> None:
        if self._peaks is None or not self.width():
            return
        scale = self.devicePixelRatioF()
        size = round(self.width() * scale), round(WAVE_PX * scale)
        mask = coverage(self._peaks, self._start, self._start + SPAN_MS, *size)
        painter.drawPixmap(0, 0, tinted(mask, self._theme.wave, scale))

    def _draw_ruler(self, painter: QPainter) -> None:
        step = 5000
        for moment in range(-(-self._start // step) * step, self._start + SPAN_MS, step):
            x = self._x(moment)
            painter.setPen(QColor(self._theme.border))
            painter.drawLine(int(x), 0, int(x), WAVE_PX + RULER_PX)
            painter.setPen(QColor(self._theme.muted))
            where = QRectF(x + 4, WAVE_PX, GRID * 10, RULER_PX)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, clock_text(moment))

    def _draw_ground(self, painter: QPainter, cue: Cue) -> None:
        """Under the wave, which would be washed out below it."""
        left, right = self._x(cue.start), self._x(cue.end)
        shade = QColor(self._theme.selection)
        shade.setAlphaF(0.35)
        painter.fillRect(QRectF(left, 0, right - left, WAVE_PX), shade)

    def _draw_cue(self, painter: QPainter, cue: Cue, *, flagged: bool) -> None:
        top = WAVE_PX + RULER_PX
        left, right = self._x(cue.start), self._x(cue.end)
        box = QRectF(left, top, right - left, self.height() - top - 1)
        # Thicker, too: a colour alone would not tell it from the others.
        outline = (self._theme.danger, 2) if flagged else (self._theme.edge, 1)
        painter.setPen(QPen(QColor(outline[0]), outline[1]))
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(QColor(self._theme.text))
        inner = box.adjusted(GRID // 2, GRID // 2, -GRID // 2, -GRID // 2)
        height = painter.fontMetrics().lineSpacing()
        for number, line in enumerate(cue.lines):
            shown = painter.fontMetrics().elidedText(
                line, Qt.TextElideMode.ElideRight, max(0, int(inner.width()))
            )
            where = QRectF(inner.left(), inner.top() + number * height, inner.width(), height)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)
