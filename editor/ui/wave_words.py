"""Draws what stands around the wave of the close-up: ruler, word boxes, the edge that is held."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from editor.ui.wave_paint import hatching
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from editor.ui.theme import Theme
    from editor.ui.wave_base import WaveBase
    from editor.ui.wave_edges import Grip
    from editor.ui.wave_values import WordBox

RULER = 20
WORD_ROW = 32
BOX = 22
TEXT_PX = 12
LEAST_TEXT_PX = 16
"""A narrower box shows no text; the tooltip does."""

_CAP = 6
_ELIDED_PX = 56
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

_STEPS_MS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000)
_LEAST_STEP_PX = 72


def step_for(ms_per_px: float) -> int:
    """The distance of labelled marks on the ruler, in ms."""
    return next((step for step in _STEPS_MS if step / ms_per_px >= _LEAST_STEP_PX), _STEPS_MS[-1])


def draw_ruler(painter: QPainter, view: WaveBase) -> None:
    """Times along the top."""
    start, end = view.visible()
    step = step_for((end - start) / max(1, view.width()))
    painter.setFont(_font(view, 11))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    mark = int(start // step) * step
    while mark <= end:
        x = view.x_of(mark)
        painter.setPen(QColor(view.theme.border))
        painter.drawLine(QPointF(x, 0), QPointF(x, 5))
        painter.setPen(QColor(view.theme.muted))
        text = clock_text(mark, tenths=step < 1000)
        painter.drawText(QPointF(x + 5, 14), text)
        mark += step


def draw_grounds(
    painter: QPainter, view: WaveBase, words: Sequence[WordBox], lit: Hashable | None
) -> None:
    """What lies behind the wave: ad reads, and the word that is being spoken."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    top, height = RULER, view.height() - WORD_ROW - RULER
    brush = hatching(view.theme, view.devicePixelRatioF())
    for is_ad, run in groupby(words, key=lambda word: word.ad):
        if is_ad:
            block = list(run)
            left, right = view.x_of(block[0].start), view.x_of(block[-1].end)
            painter.fillRect(QRectF(left, top, right - left, height), brush)
    for word in words:
        if lit is not None and word.place == lit:
            left, right = view.x_of(word.start), view.x_of(word.end)
            painter.fillRect(QRectF(left, top, right - left, height), QColor(view.theme.lit))


def draw_words(
    painter: QPainter, view: WaveBase, words: Sequence[WordBox], lit: Hashable | None
) -> None:
    """Word boxes in a row, and their edges through the wave."""
    top = view.height() - WORD_ROW + 4
    placed = []
    for word in words:
        left, right = view.x_of(word.start), view.x_of(word.end)
        placed.append((word, QRectF(left + 0.5, top, max(1.5, right - left - 1), BOX)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _draw_edges(painter, view, [box for _, box in placed if box.width() >= LEAST_TEXT_PX])
    for word, box in placed:
        _draw_box(painter, view.theme, word, box, is_lit=lit is not None and word.place == lit)
    font = _font(view, TEXT_PX)
    face = font.toString()
    painter.setFont(font)
    painter.setPen(QColor(view.theme.text))
    for word, box in placed:
        if box.width() >= LEAST_TEXT_PX:
            inner = box.adjusted(4, 0, -3, 0)
            painter.drawText(inner, _LEFT, _fitted(word.text, round(inner.width()) + 1, face))


def _draw_box(painter: QPainter, theme: Theme, word: WordBox, box: QRectF, *, is_lit: bool) -> None:
    """One box, put together from a drawn one: rounding each anew would cost the frame."""
    scale = painter.device().devicePixelRatioF()
    drawn = _drawn_box(theme, word.colour, scale, is_lit=is_lit)
    left, right = (round(x * scale) / scale for x in (box.left(), box.right()))
    cap = min(_CAP, (right - left) / 2)
    _copy(painter, drawn, scale, (left, cap), (0, cap), box.top())
    _copy(painter, drawn, scale, (left + cap, right - left - 2 * cap), (_CAP, 1), box.top())
    _copy(painter, drawn, scale, (right - cap, cap), (2 * _CAP + 1 - cap, cap), box.top())
    if word.doubt:
        painter.setPen(QPen(QColor(theme.doubt), 2, Qt.PenStyle.DotLine))
        inset = min(3.0, box.width() / 4)
        y = box.bottom()
        painter.drawLine(QPointF(box.left() + inset, y), QPointF(box.right() - inset, y))


def _copy(
    painter: QPainter,
    drawn: QPixmap,
    scale: float,
    to: tuple[float, float],
    part: tuple[float, float],
    top: float,
) -> None:
    """Copy a part (left, width) of a drawn box to a place (left, width)."""
    if to[1] > 0:
        source = QRectF(part[0] * scale, 0, part[1] * scale, drawn.height())
        painter.drawPixmap(QRectF(to[0], top, to[1], BOX), drawn, source)


@lru_cache(maxsize=64)
def _drawn_box(theme: Theme, colour: int | None, scale: float, *, is_lit: bool) -> QPixmap:
    """A box with two rounded ends and one pixel between them."""
    width = 2 * _CAP + 1
    pixmap = QPixmap(round(width * scale), round(BOX * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    fill, line = QColor(theme.speaker(colour).fill), QColor(theme.speaker(colour).fill)
    fill.setAlphaF(0.16)
    line.setAlphaF(0.75)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(theme.lit) if is_lit else fill)
    painter.setPen(QPen(line, 1))
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, BOX - 1), 4, 4)
    painter.end()
    return pixmap


@lru_cache(maxsize=4096)
def _fitted(text: str, width: int, face: str) -> str:
    """As much of the text as fits; in a narrow box letters say more than an ellipsis would."""
    font = QFont()
    font.fromString(face)
    metrics = QFontMetrics(font)
    if width >= _ELIDED_PX:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    while text and metrics.horizontalAdvance(text) > width:
        text = text[:-1]
    return text


def _draw_edges(painter: QPainter, view: WaveBase, boxes: Sequence[QRectF]) -> None:
    painter.setPen(QPen(QColor(view.theme.word_box), 1))
    bottom = view.height() - WORD_ROW + 4
    for box in boxes:
        for x in (box.left() - 0.5, box.right() + 0.5):
            painter.drawLine(QPointF(x, RULER), QPointF(x, bottom))


def draw_drag(painter: QPainter, view: WaveBase, grip: Grip, ms: int | None) -> None:
    """The edge under the pointer; with its time while it is being dragged."""
    theme = view.theme
    x = view.x_of(grip.at if ms is None else ms)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent), 2))
    painter.drawLine(QPointF(x, RULER), QPointF(x, view.height() - WORD_ROW + 4 + BOX))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    middle = (RULER + view.height() - WORD_ROW) / 2
    painter.drawRoundedRect(QRectF(x - 3, middle - 9, 6, 18), 3, 3)
    if ms is not None:
        _draw_label(painter, view, x, f"{clock_text(ms)}.{ms % 1000:03d}  {ms - grip.at:+d} ms")


def _draw_label(painter: QPainter, view: WaveBase, x: float, text: str) -> None:
    painter.setFont(_font(view, 11))
    width = painter.fontMetrics().horizontalAdvance(text) + 12
    left = max(2.0, min(x - width / 2, view.width() - width - 2.0))
    box = QRectF(left, 1, width, RULER - 2)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(view.theme.on_accent))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _font(view: WaveBase, pixels: int) -> QFont:
    font = QFont(view.font())
    font.setPixelSize(pixels)
    return font
