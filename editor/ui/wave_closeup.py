"""A few seconds of sound with the words spoken in them, to be listened to and put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtWidgets import QToolTip

from editor.ui.errors import safe_override
from editor.ui.plain_tip import plain_tip
from editor.ui.wave_ads import AdHandles
from editor.ui.wave_edges import GRIP_PX, Grip, grip_at, with_edge
from editor.ui.wave_paint import draw_playhead
from editor.ui.wave_scrolling import Following, ScrollingWave
from editor.ui.wave_values import WordSource, clock_text, source_of
from editor.ui.wave_words import RULER, WORD_ROW, draw_drag, draw_grounds, draw_ruler, draw_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from editor.ui.wave_values import Snap, Span, WordBox

__all__ = ["CloseUp", "Following"]

HEIGHT = 128
"""Usual height in pixels."""
AD_BAND = 16
"""Height of the band under the ruler in which the edges of ad reads can be dragged."""


class CloseUp(ScrollingWave):
    """The sound around the present moment, with a box for each word.

    `edge_dragged(place, "start" | "end", ms)` comes when a word's edge is let go; it may lie
    inside the neighbour, which must give way. `word_activated(place)` is a double click.
    `ad_edge_dragged(id, "start" | "end", ms)` comes when the edge of an ad read is let go.
    """

    edge_dragged = Signal(object, str, int)
    word_activated = Signal(object)
    ad_edge_dragged = Signal(object, str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Close-up of the sound", HEIGHT, parent)
        self._source: WordSource = source_of(())
        self._ads = AdHandles(self, RULER, AD_BAND)
        self._lit: Hashable | None = None
        self._hover: Grip | None = None
        self._held: Grip | None = None
        self._pressed_x: float | None = None
        self._drag_ms: int | None = None

    @safe_override
    def sizeHint(self) -> QSize:
        """The size that it likes best."""
        return QSize(640, HEIGHT)

    # -- what is shown -------------------------------------------------------------------------

    def set_words(self, words: Sequence[WordBox]) -> None:
        """Show these words, which must be in order of start."""
        self.set_word_source(source_of(words))

    def set_word_source(self, source: WordSource) -> None:
        """Ask `source` for the words of whatever is visible; call again when words change."""
        self._source = source
        self._hover = None
        self.update()

    def set_ads(self, ads: Sequence[Span], snap: Snap | None = None) -> None:
        """Where the ad reads are, and where their edges may go."""
        self._ads.set_ads(ads, snap)
        self.update()

    def set_lit(self, place: Hashable | None) -> None:
        """Light the word that is being spoken."""
        if place != self._lit:
            self._lit = place
            self.update()

    def busy(self) -> bool:
        """While an edge is held, nothing scrolls away under the pointer."""
        return self._held is not None or self._ads.held

    # -- painting ------------------------------------------------------------------------------

    def _words(self) -> Sequence[WordBox]:
        """The words in sight, as they look while an edge is being dragged."""
        start, end = self.visible()
        words = self._source(int(start), int(end) + 1)
        if self._held is not None and self._drag_ms is not None:
            return with_edge(words, self._held, self._drag_ms)
        return words

    def draw(self, painter: QPainter, dirty: QRect) -> None:
        """Grounds, wave, ruler, words, and the playhead on top."""
        painter.fillRect(dirty, self.theme.surface)
        painter.setClipRect(dirty)
        left, right = self.ms_at(dirty.left() - 1), self.ms_at(dirty.right() + 1)
        words = [word for word in self._words() if word.end >= left and word.start <= right]
        draw_grounds(painter, self, words, self._lit)
        self.draw_wave(painter)
        draw_ruler(painter, self)
        draw_words(painter, self, words, self._lit)
        grip = self._held or self._hover
        if grip is not None:
            draw_drag(painter, self, grip, self._drag_ms)
        self._ads.draw(painter)
        draw_playhead(painter, self.x_of(self.playhead), self.height(), self.theme)

    # -- mouse ---------------------------------------------------------------------------------

    def _grip_under(self, x: float) -> Grip | None:
        reach = GRIP_PX / max(1, self.width()) * self.span
        start, _ = self.visible()
        ms = start + x / max(1, self.width()) * self.span
        words = self._source(int(start - self.span), int(start + 2 * self.span))
        return grip_at(words, ms, reach, self.duration)

    def _word_under(self, x: float) -> WordBox | None:
        ms = self.ms_at(x)
        return next((word for word in self._words() if word.start <= ms < word.end), None)

    @safe_override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the edge under the pointer, or the place."""
        if self.duration and event.button() == Qt.MouseButton.LeftButton:
            self._pressed_x = event.position().x()
            if not self._ads.press(event.position()):
                self._held = self._grip_under(self._pressed_x)

    @safe_override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the edge that is held; without a button, show what can be held."""
        x = event.position().x()
        if self._ads.held:
            self._ads.drag(x)
        elif self._held is not None and self._pressed_x is not None:
            if self._drag_ms is not None or abs(x - self._pressed_x) >= 3:
                self._drag_ms = self._held.clamped(self.ms_at(x))
                self.update()
        elif not event.buttons():
            on_ad = self._ads.point(event.position())
            self._set_hover(None if on_ad else self._grip_under(x), on_edge=on_ad)

    @safe_override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the edge down; a click that dragged nothing goes to its place."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_x is None:
            return
        held, ms, x = self._held, self._drag_ms, self._pressed_x
        dragged = self._ads.release() if self._ads.held else None
        self._let_go()
        if dragged is not None:
            grip, moment = dragged
            self.ad_edge_dragged.emit(grip.ad, grip.edge, moment)
            return
        if held is not None and ms is not None:
            if ms != held.at:
                self.edge_dragged.emit(held.word.place, held.edge, ms)
            return
        word = self._word_under(x) if event.position().y() > self.height() - WORD_ROW else None
        self.request_seek(word.start if word else self.ms_at(x))

    @safe_override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        word = self._word_under(event.position().x())
        if word is not None:
            self.word_activated.emit(word.place)

    @safe_override
    def leaveEvent(self, event: QEvent) -> None:
        """No edge is under the pointer any more."""
        self._ads.point(QPointF(-1, -1))
        self._set_hover(None)
        super().leaveEvent(event)

    @safe_override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom about the pointer."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(delta / 120, self.ms_at(event.position().x()))
        else:
            self.scroll_by(-delta / 120 * self.span / 8)
        event.accept()

    def _set_hover(self, grip: Grip | None, *, on_edge: bool = False) -> None:
        on_edge = on_edge or grip is not None
        self.setCursor(Qt.CursorShape.SplitHCursor if on_edge else Qt.CursorShape.ArrowCursor)
        if grip != self._hover:
            self._hover = grip
            self.update()

    def _let_go(self) -> None:
        self._held = self._drag_ms = self._pressed_x = None
        self._ads.cancel()
        self.update()

    # -- keys, tips, size ----------------------------------------------------------------------

    @safe_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go, Page keys scroll, plus and minus zoom, Escape lets an edge go."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.busy():
            self._let_go()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = round(self.span / 40)
            self.request_seek(self.playhead + (step if key == Qt.Key.Key_Right else -step))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.scroll_by(self.span * (0.9 if key == Qt.Key.Key_PageDown else -0.9))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_by(-1 if key == Qt.Key.Key_Minus else 1)
        else:
            super().keyPressEvent(event)

    @safe_override
    def event(self, event: QEvent) -> bool:
        """Say what word is under the pointer, and when it is spoken."""
        if event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)  # type: ignore[arg-type]
            return True
        return super().event(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        word = self._word_under(event.pos().x()) if self.duration else None
        if word is None:
            QToolTip.hideText()
            return
        times = f"{clock_text(word.start, tenths=True)} to {clock_text(word.end, tenths=True)}"
        QToolTip.showText(event.globalPos(), plain_tip(f"{word.text}\n{times}"), self)
