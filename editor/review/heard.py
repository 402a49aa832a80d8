"""Which parts of the episode have been listened to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_STEP_MS = 400
"""Two positions further apart than this while playing are a jump, not listening. Positions come
every 16 ms; at 2.5 times the speed and with a busy machine that is still well below."""


class HeardParts:
    """A set of stretches (start, end) in ms, merged where they touch."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._last: int | None = None
        for start, end in spans:
            self.add(start, end)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The stretches, in order."""
        return tuple(zip(self._starts, self._ends, strict=True))

    @property
    def total_ms(self) -> int:
        """How much has been heard."""
        return sum(self._ends) - sum(self._starts)

    def add(self, start: int, end: int) -> None:
        """Count a stretch as heard."""
        if end <= start:
            return
        first = bisect_left(self._ends, start)
        last = bisect_right(self._starts, end)
        if first < last:
            start = min(start, self._starts[first])
            end = max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def follow(self, position: int, *, playing: bool) -> None:
        """Take note of the playhead; what it passes while playing is heard."""
        last, self._last = self._last, position if playing else None
        if playing and last is not None and 0 < position - last <= LONGEST_STEP_MS:
            self.add(last, position)
