"""Draws waveforms at device pixels, and the small shapes that both views share."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap, QPolygonF

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from editor.ui.theme import Theme
    from editor.ui.wave_values import PeaksLike

HATCH_PX = 7
"""Distance of the lines that mark an ad read."""


def coverage(peaks: PeaksLike, start: float, end: float, width: int, height: int) -> NDArray:
    """How much of each pixel the waveform covers: uint8, shaped (height, width).

    The wave is symmetric about the middle row and never thinner than one pixel, so silence is a
    line. Columns past the known sound stay empty.
    """
    import numpy as np  # here, because an empty window needs no NumPy and should not wait for it

    lows, highs = peaks.between(start, end, width)
    middle = height / 2
    top = middle - np.clip(highs, 0, 1) * (middle - 0.5) - 0.5
    bottom = middle - np.clip(lows, -1, 0) * (middle - 0.5) + 0.5
    rows = np.arange(height, dtype=np.float32)[:, None]
    covered = np.minimum(rows + 1, bottom[None, :]) - np.maximum(rows, top[None, :])
    pixels = (np.clip(covered, 0, 1) * 255).astype(np.uint8)
    known = (peaks.duration_ms - start) / max(end - start, 1e-9) * width
    pixels[:, max(0, int(np.ceil(known))) :] = 0
    return pixels


def tinted(mask: NDArray, colour: str, scale: float) -> QPixmap:
    """A pixmap of one colour with `mask` (uint8, rows of pixels) as its opacity."""
    import numpy as np

    height, width = mask.shape
    ink = QColor(colour)
    opacity = np.arange(256, dtype=np.uint32)
    shades = opacity << 24  # premultiplied ARGB for each opacity
    for shift, value in ((16, ink.red()), (8, ink.green()), (0, ink.blue())):
        shades |= (opacity * value // 255) << shift
    pixels = shades[mask]
    image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(scale)
    return pixmap


@lru_cache(maxsize=16)
def hatching(theme: Theme, scale: float) -> QBrush:
    """The tint and slanted lines behind an ad read."""
    side = round(HATCH_PX * scale)
    tile = QPixmap(side, side)
    tile.fill(QColor(theme.ad_tint))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = QColor(theme.ad_hatch)
    line.setAlphaF(0.35)
    painter.setPen(QPen(line, 1.1 * scale))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - 2, side + 2), QPointF(shift + side + 2, -2))
    painter.end()
    tile.setDevicePixelRatio(scale)
    return QBrush(tile)


def draw_playhead(painter: QPainter, x: float, height: float, theme: Theme) -> None:
    """The line at the present moment, with a small flag at its top."""
    colour = QColor(theme.playhead)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    scale = painter.device().devicePixelRatioF()
    width = max(2, round(1.5 * scale)) / scale
    left = round((x - width / 2) * scale) / scale  # on whole pixels, or it would be a blur
    painter.drawRect(QRectF(left, 0, width, height))
    flag = [QPointF(x - 4.5, 0), QPointF(x + 4.5, 0), QPointF(x, 6)]
    painter.drawPolygon(QPolygonF(flag))


def draw_focus(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The ring around the view that has the keyboard."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.focus), 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)


def draw_empty(painter: QPainter, rect: QRectF, text: str, theme: Theme) -> None:
    """What stands where there is no sound yet: a resting line and what to do next."""
    painter.setPen(QPen(QColor(theme.edge), 1.5, Qt.PenStyle.DotLine))
    metrics = painter.fontMetrics()
    half = metrics.horizontalAdvance(text) / 2 + 16 if text else 0
    middle = rect.center()
    if middle.x() - half > rect.left() + 16:
        y = middle.y()
        painter.drawLine(QPointF(rect.left() + 16, y), QPointF(middle.x() - half, y))
        painter.drawLine(QPointF(middle.x() + half, y), QPointF(rect.right() - 16, y))
    painter.setPen(QColor(theme.muted))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) - 16)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
