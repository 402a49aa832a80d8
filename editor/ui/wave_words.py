"""Draws what stands around the wave of the close-up: ruler, word boxes, the edge that is held."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from editor.ui.wave_paint import hatching
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from editor.ui.wave_base import WaveBase
    from editor.ui.wave_edges import Grip
    from editor.ui.wave_values import WordBox

RULER = 20
WORD_ROW = 32
BOX = 22
TEXT_PX = 12
LEAST_TEXT_PX = 16
"""A narrower box shows no text; the tooltip does."""

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
    top, bottom = RULER, view.height() - WORD_ROW
    brush = hatching(view.theme, view.devicePixelRatioF())
    for word, after in zip_longest(words, words[1:]):
        left, right = view.x_of(word.start), view.x_of(word.end)
        if word.ad:
            reach = view.x_of(after.start) if after and after.ad else right
            painter.fillRect(QRectF(left, top, max(reach, right) - left, bottom - top), brush)
        if lit is not None and word.place == lit:
            painter.fillRect(QRectF(left, top, right - left, bottom - top), QColor(view.theme.lit))


def draw_words(
    painter: QPainter, view: WaveBase, words: Sequence[WordBox], lit: Hashable | None
) -> None:
    """Word boxes in a row, and their edges through the wave."""
    font = _font(view, TEXT_PX)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for word in words:
        _draw_word(painter, view, word, metrics, is_lit=lit is not None and word.place == lit)


def _draw_word(
    painter: QPainter, view: WaveBase, word: WordBox, metrics: QFontMetrics, *, is_lit: bool
) -> None:
    theme = view.theme
    left, right = view.x_of(word.start), view.x_of(word.end)
    top = view.height() - WORD_ROW + 4
    _draw_edges(painter, view, left, right)
    box = QRectF(left + 0.5, top, max(2.0, right - left - 1), BOX)
    speaker = QColor(theme.speaker(word.colour).fill)
    fill = QColor(theme.lit) if is_lit else QColor(speaker)
    fill.setAlphaF(1.0 if is_lit else 0.16)
    line = QColor(speaker)
    line.setAlphaF(0.75)
    painter.setBrush(fill)
    painter.setPen(QPen(line, 1))
    painter.drawRoundedRect(box, 4, 4)
    if word.doubt:
        painter.setPen(QPen(QColor(theme.doubt), 2, Qt.PenStyle.DotLine))
        painter.drawLine(
            QPointF(box.left() + 3, box.bottom()), QPointF(box.right() - 3, box.bottom())
        )
    if box.width() >= LEAST_TEXT_PX:
        painter.setPen(QColor(theme.text))
        inner = box.adjusted(4, 0, -3, 0)
        painter.drawText(inner, _LEFT, _fitted(word.text, metrics, round(inner.width()) + 1))


def _fitted(text: str, metrics: QFontMetrics, width: int) -> str:
    """As much of the text as fits; in a narrow box letters say more than an ellipsis would."""
    if width >= _ELIDED_PX:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    while text and metrics.horizontalAdvance(text) > width:
        text = text[:-1]
    return text


def _draw_edges(painter: QPainter, view: WaveBase, left: float, right: float) -> None:
    painter.setPen(QPen(QColor(view.theme.word_box), 1))
    for x in (left, right):
        painter.drawLine(QPointF(x, RULER), QPointF(x, view.height() - WORD_ROW + 4))


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
