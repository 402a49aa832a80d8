"""The two waveform views and the plain values that they show."""

from __future__ import annotations

from editor.ui.wave_closeup import CloseUp, Following
from editor.ui.wave_overview import EpisodeOverview
from editor.ui.wave_values import Lane, PeaksLike, Span, WordBox, WordSource, source_of

__all__ = [
    "CloseUp",
    "EpisodeOverview",
    "Following",
    "Lane",
    "PeaksLike",
    "Span",
    "WordBox",
    "WordSource",
    "source_of",
]
