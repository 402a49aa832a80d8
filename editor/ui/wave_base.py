"""What the two waveform views share: sound, theme, playhead, and time to pixel and back."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.settings.language import tr
from editor.ui.errors import safe_override
from editor.ui.theme import LIGHT, Theme
from editor.ui.wave_paint import draw_empty, draw_focus
from editor.ui.wave_values import PeaksLike, clock_text

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

FLAG_PX = 6
"""Half the width that the playhead and its flag take, and a little."""

log = logging.getLogger(__name__)


class WaveBase(QWidget):
    """A view of the sound along a horizontal time axis.

    `seek_requested(int)` asks to go to a position, in ms.
    """

    seek_requested = Signal(int)

    def __init__(self, name: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self.peaks: PeaksLike | None = None
        self.duration = 0
        self.playhead = 0
        self._empty_text = "No sound yet"
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    # -- what is shown -------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours from now on."""
        self.theme = theme
        self.forget()

    def set_peaks(self, peaks: PeaksLike | None, duration_ms: int = 0) -> None:
        """Show this sound; `duration_ms` is how long it will be, while it is still growing."""
        self.peaks = peaks
        known = peaks.duration_ms if peaks else 0
        self.duration = max(known, duration_ms)
        if self.duration:
            self._describe(self.playhead)
        self.forget()

    def set_empty_text(self, text: str) -> None:
        """What to say while there is no sound: what to do next, and its key."""
        self._empty_text = text
        self.setAccessibleDescription("" if self.duration else text)
        self.update()

    def set_playhead(self, ms: int) -> None:
        """Show the present moment."""
        if ms != self.playhead:
            before, self.playhead = self.playhead, ms
            self.playhead_moved(before)

    def playhead_moved(self, before: int) -> None:
        """Redraw what a moved playhead changes."""
        self.update_around(before, self.playhead)

    def forget(self) -> None:
        """Throw away what was drawn, because something else must be drawn now."""
        self.update()

    # -- time and place ------------------------------------------------------------------------

    def visible(self) -> tuple[float, float]:
        """The stretch from the left to the right edge, in ms."""
        return 0.0, float(max(self.duration, 1))

    def x_of(self, ms: float) -> float:
        """The place of a time, in device-independent pixels."""
        start, end = self.visible()
        return (ms - start) / (end - start) * self.width()

    def ms_at(self, x: float) -> int:
        """The time at a place, kept inside the episode."""
        start, end = self.visible()
        ms = start + x / max(1, self.width()) * (end - start)
        return round(max(0, min(ms, self.duration)))

    def update_around(self, one: float, other: float) -> None:
        """Redraw only the strip between two times, with room for the playhead's flag."""
        left, right = sorted((self.x_of(one), self.x_of(other)))
        first, last = (
            max(0, int(max(left, 0)) - FLAG_PX),
            int(min(right + FLAG_PX + 1, self.width())),
        )
        if first < last:
            self.update(QRect(first, 0, last - first, self.height()))

    def request_seek(self, ms: int) -> None:
        """Ask to go to a position, kept inside the episode, and say it to screen readers."""
        ms = max(0, min(ms, self.duration))
        self._describe(ms)
        self.seek_requested.emit(ms)

    def _describe(self, ms: int) -> None:
        length = clock_text(self.duration)
        self.setAccessibleDescription(
            tr("{moment} of {length}", moment=clock_text(ms), length=length)
        )

    @safe_override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes here is told where the sound is."""
        if self.duration:
            self._describe(self.playhead)
        super().focusInEvent(event)

    # -- painting ------------------------------------------------------------------------------

    def draw(self, painter: QPainter, dirty: QRect) -> None:
        """Draw the view; only `dirty` is seen. Called only when there is sound."""
        raise NotImplementedError

    @safe_override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what the event asks for."""
        painter = QPainter(self)
        if self.duration:
            # An exception that leaves a Qt override inside another one kills the process
            # (Shiboken 6.11 on Python 3.11); a wave not drawn is the smaller harm.
            try:
                self.draw(painter, event.rect())
            except Exception:
                log.exception("a waveform could not be drawn")
        else:
            painter.fillRect(event.rect(), self.theme.surface)
            draw_empty(painter, QRectF(self.rect()), self._empty_text, self.theme)
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()), self.theme)
        painter.end()
