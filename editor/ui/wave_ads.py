"""Dragging the edges of ad reads in a waveform: which edge is meant, and how it looks meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from editor.ui.wave_edges import GRIP_PX
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from editor.ui.wave_base import WaveBase
    from editor.ui.wave_edges import Edge
    from editor.ui.wave_values import Snap, Span

REACH_PX = GRIP_PX + 1
"""How near the pointer must be to an edge to take it."""
DRAG_PX = 3
"""A press that moves less than this is a click."""
TAB = 5.0
"""Width of the tab at an edge, in pixels."""


@dataclass(frozen=True, slots=True)
class AdGrip:
    """An edge of an ad read under the pointer."""

    ad: Any
    edge: Edge
    at: int


class AdHandles:
    """The ad reads of one view with tabs at their edges, in a band along the top.

    Args:
        view: The view that they are drawn in.
        top: Where the band begins, in pixels.
        height: How high it is. Outside of it the pointer takes other things.
    """

    def __init__(self, view: WaveBase, top: float, height: float) -> None:
        self._view = view
        self._top, self._height = top, height
        self._ads: tuple[Span, ...] = ()
        self._snap: Snap = lambda _ad, _edge, ms: ms
        self._hover: AdGrip | None = None
        self._held: AdGrip | None = None
        self._pressed_x = 0.0
        self._at: int | None = None

    def set_ads(self, ads: Sequence[Span], snap: Snap | None = None) -> None:
        """Show these; `snap` says where a dragged edge may go."""
        self._ads = tuple(ads)
        self._snap = snap or self._snap
        self._hover = None

    @property
    def ads(self) -> tuple[Span, ...]:
        """The ad reads, as they look while an edge is being dragged."""
        held, at = self._held, self._at
        if held is None or at is None:
            return self._ads
        return tuple(_with_edge(ad, held.edge, at) if ad.id == held.ad else ad for ad in self._ads)

    @property
    def held(self) -> bool:
        """Whether an edge is being held."""
        return self._held is not None

    @property
    def grip(self) -> AdGrip | None:
        """The edge that is held, or could be taken."""
        return self._held or self._hover

    # -- mouse ---------------------------------------------------------------------------------

    def point(self, where: QPointF) -> bool:
        """The pointer is here, with no button. Returns whether it is on an edge."""
        grip = self._grip_at(where)
        if grip != self._hover:
            self._hover = grip
            self._view.update()
        return grip is not None

    def press(self, where: QPointF) -> bool:
        """Take the edge under the pointer. Returns whether there is one."""
        self._held, self._at, self._pressed_x = self._grip_at(where), None, where.x()
        return self._held is not None

    def drag(self, x: float) -> None:
        """Move the edge that is held to the nearest place where it may be."""
        if self._held and (self._at is not None or abs(x - self._pressed_x) >= DRAG_PX):
            at = self._snap(self._held.ad, self._held.edge, self._view.ms_at(x))
            if at != self._at:
                self._at = at
                self._view.forget()

    def release(self) -> tuple[AdGrip, int] | None:
        """Let go. Returns the edge and where it was put, or None if it was not moved."""
        held, at = self._held, self._at
        self.cancel()
        return (held, at) if held and at is not None and at != held.at else None

    def cancel(self) -> None:
        """Let go, and leave it where it was."""
        self._held = self._at = None
        self._view.forget()

    def _grip_at(self, where: QPointF) -> AdGrip | None:
        if not self._top <= where.y() <= self._top + self._height:
            return None
        edges = [AdGrip(ad.id, "start", ad.start) for ad in self._ads if ad.id is not None]
        edges += [AdGrip(ad.id, "end", ad.end) for ad in self._ads if ad.id is not None]
        # Where two ads touch, or one is a few pixels wide, the side of the pointer decides.
        near = [
            (abs(x - where.x()) + 0.1 * ((where.x() < x) == (grip.edge == "end")), n)
            for n, grip in enumerate(edges)
            if abs((x := self._view.x_of(grip.at)) - where.x()) <= REACH_PX
        ]
        return edges[min(near)[1]] if near else None

    # -- painting ------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        """A tab at each edge in sight; the one that is held, with its time."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        grip = self.grip
        for ad in self.ads:
            for edge, ms in (("start", ad.start), ("end", ad.end)):
                x = self._view.x_of(ms)
                if not -TAB <= x <= self._view.width() + TAB:
                    continue
                chosen = grip is not None and (grip.ad, grip.edge) == (ad.id, edge)
                theme = self._view.theme
                painter.setBrush(QColor(theme.accent if chosen else theme.ad_hatch))
                left = x if edge == "start" else x - TAB
                painter.drawRoundedRect(QRectF(left, self._top, TAB, self._height), 1.5, 1.5)
                if chosen:
                    self._draw_line(painter, x)
        if self._held is not None and self._at is not None:
            self._draw_time(painter, self._at)

    def _draw_line(self, painter: QPainter, x: float) -> None:
        painter.save()
        painter.setPen(QPen(QColor(self._view.theme.accent), 1.5))
        painter.drawLine(QPointF(x, self._top), QPointF(x, self._view.height()))
        painter.restore()

    def _draw_time(self, painter: QPainter, at: int) -> None:
        text = clock_text(at, tenths=True)
        width = painter.fontMetrics().horizontalAdvance(text) + 12
        x = self._view.x_of(at)
        left = max(2.0, min(x + 8, self._view.width() - width - 2.0))
        box = QRectF(left, self._top, width, 18)
        painter.setBrush(QColor(self._view.theme.accent))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(self._view.theme.on_accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _with_edge(ad: Span, edge: Edge, at: int) -> Span:
    return replace(ad, start=at) if edge == "start" else replace(ad, end=at)
