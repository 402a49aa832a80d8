"""The plain values that the two waveform views show. All times are ms of the audio."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class PeaksLike(Protocol):
    """Lowest and highest samples at any zoom, such as `editor.media.peaks.Peaks`."""

    @property
    def duration_ms(self) -> int:
        """How much sound is known so far."""

    def between(self, start_ms: float, end_ms: float, columns: int) -> tuple[Any, Any]:
        """(lowest, highest) of each column, arrays of -1 to 1 of the shape (columns,)."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the episode with a label, such as an ad read; `id` names it to receivers."""

    start: int
    end: int
    label: str = ""
    id: Any = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A stretch that one speaker has; `colour` is the index of the speaker's colour, if any."""

    start: int
    end: int
    colour: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class WordBox:
    """A word in the close-up; `place` is whatever names it to the receiver of signals."""

    place: Hashable
    start: int
    end: int
    text: str
    colour: int | None = None
    doubt: bool = False
    ad: bool = False


WordSource = Callable[[int, int], Sequence[WordBox]]
"""Gives the words that touch a stretch (start, end), in order of their start."""


Snap = Callable[[Any, str, int], int]
"""Where an edge ("start" or "end") of the ad read with this id goes, let go at a moment (ms)."""


def source_of(words: Sequence[WordBox]) -> WordSource:
    """A `WordSource` over a fixed sequence, which must be in order of start."""
    starts = [word.start for word in words]
    longest = max((word.end - word.start for word in words), default=0)

    def between(start: int, end: int) -> Sequence[WordBox]:
        first = bisect_left(starts, start - longest)
        return [word for word in words[first : bisect_right(starts, end)] if word.end >= start]

    return between


def clock_text(ms: int, *, tenths: bool = False) -> str:
    """A time as people read it: `0:07`, `12:34`, `1:02:03`, with tenths `12:34.5`."""
    seconds, rest = divmod(max(0, ms), 1000)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    head = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    tail = f".{rest // 100}" if tenths else ""
    return f"{head}:{seconds % 60:02d}{tail}"
