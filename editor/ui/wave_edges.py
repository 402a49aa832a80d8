"""Dragging the edge of a word: which edge is meant, and how far it may go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.ui.wave_values import WordBox

Edge = Literal["start", "end"]

LEAST_MS = 10
"""The shortest that dragging makes a word."""

GRIP_PX = 5
"""How near the pointer must be to an edge to take it."""


@dataclass(frozen=True, slots=True)
class Grip:
    """An edge that can be dragged, and between which times (ms)."""

    word: WordBox
    edge: Edge
    earliest: int
    latest: int

    @property
    def at(self) -> int:
        """Where the edge is, in ms."""
        return self.word.start if self.edge == "start" else self.word.end

    def clamped(self, ms: int) -> int:
        """The nearest time that the edge may take."""
        return max(self.earliest, min(ms, self.latest))


def grip_at(words: Sequence[WordBox], ms: float, reach_ms: float, duration: int) -> Grip | None:
    """The edge nearest to `ms`, if one is within `reach_ms`.

    Where two words touch, the side that the pointer is on says whose edge is meant.
    """
    candidates: list[tuple[float, int, Edge]] = []
    for index, word in enumerate(words):
        outside = 0.01  # breaks the tie of two edges at one place
        candidates.append((abs(ms - word.start) + outside * (ms < word.start), index, "start"))
        candidates.append((abs(ms - word.end) + outside * (ms > word.end), index, "end"))
    distance, index, edge = min(candidates, default=(reach_ms + 1, 0, "start"))
    return _grip(words, index, edge, duration) if distance <= reach_ms else None


def _grip(words: Sequence[WordBox], index: int, edge: Edge, duration: int) -> Grip:
    """How far it may go: into the neighbour, which gives way, but not over the whole of it."""
    word = words[index]
    if edge == "start":
        before = words[index - 1] if index else None
        earliest = before.start + LEAST_MS if before else 0
        return Grip(word, edge, min(earliest, word.start), max(word.end - LEAST_MS, word.start))
    after = words[index + 1] if index + 1 < len(words) else None
    latest = after.end - LEAST_MS if after else duration
    return Grip(word, edge, min(word.start + LEAST_MS, word.end), max(latest, word.end))


def with_edge(words: Sequence[WordBox], grip: Grip, ms: int) -> list[WordBox]:
    """The words as they look while the edge is held at `ms`: a neighbour in the way gives way."""
    shown = []
    for word in words:
        if word.place == grip.word.place:
            word = replace(word, start=ms) if grip.edge == "start" else replace(word, end=ms)
        elif grip.edge == "start" and word.start < grip.word.start and word.end > ms:
            word = replace(word, end=max(word.start, ms))
        elif grip.edge == "end" and word.start > grip.word.start and word.start < ms:
            word = replace(word, start=min(word.end, ms))
        shown.append(word)
    return shown
