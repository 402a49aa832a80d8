"""How long the waveforms of a three-hour episode take to draw, frame by frame."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from editor.media.peaks import BUCKET_MS, PeakBuilder, Peaks

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.ui.waveforms import Waveforms

HOURS_MS = 3 * 3_600_000
SCROLLED = 12
"""Frames of scrolling at each zoom."""
STEPS = 40
"""More steps of zoom than there are: the view stops at its ends."""


def made_peaks(duration_ms: int = HOURS_MS) -> Peaks:
    """The peaks of noise, for so many ms."""
    highs = np.random.default_rng(1).integers(0, 20_000, duration_ms // BUCKET_MS, np.int16)
    return PeakBuilder.from_finest(-highs, highs).finish()


def frames(waveforms: Waveforms, note: Callable[[str, float], None]) -> None:
    """Draw every zoom of the close-up, scroll at each, and draw the overview anew.

    Args:
        waveforms: Shown on the screen.
        note: Told a name and the moment (perf_counter) at which that frame was begun.
    """
    peaks = made_peaks()
    start = time.perf_counter()
    waveforms.set_peaks(peaks, HOURS_MS)
    waveforms.repaint()
    note("waveform: first frame of 3 h", start)
    close_up = waveforms.close_up
    close_up.show_stretch(HOURS_MS // 2, HOURS_MS // 2 + 1000)
    waveforms.zoom_by(STEPS)
    seen: set[int] = set()
    while close_up.span not in seen:
        seen.add(close_up.span)
        _scroll(waveforms, note)
        start = time.perf_counter()
        waveforms.zoom_by(-1)
        close_up.repaint()
        note("waveform: zoom, one frame", start)
    for number in range(SCROLLED):
        waveforms.overview.forget()
        start = time.perf_counter()
        waveforms.overview.repaint()
        note("waveform: overview anew", start)
        waveforms.overview.set_playhead(number * 1000)


def _scroll(waveforms: Waveforms, note: Callable[[str, float], None]) -> None:
    close_up = waveforms.close_up
    for _ in range(SCROLLED):
        begin, end = close_up.visible()
        step = (end - begin) / 40
        start = time.perf_counter()
        close_up.show_stretch(round(begin + step), round(end + step))
        close_up.repaint()
        note("waveform: scroll, one frame", start)
