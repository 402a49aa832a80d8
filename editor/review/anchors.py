"""Places in the text that stay with their words, whatever is edited around them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.textdiff import diff

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editor.transcript.document import Turn, TurnId

REACH = 3
"""So many words around its place are searched for words that an edit seemed to have taken."""


class Anchor(NamedTuple):
    """The words `start` to `stop - 1` of a turn; the gap before word `start` where both are equal.

    Attributes:
        turn: The turn's id.
        start: Index of the first word.
        stop: Index behind the last word.
    """

    turn: TurnId
    start: int
    stop: int

    def overlaps(self, other: Anchor) -> bool:
        """Whether both are about the same words, or the same gap."""
        if self.turn != other.turn:
            return False
        if self.start == self.stop or other.start == other.stop:
            return self[1:] == other[1:]
        return self.start < other.stop and other.start < self.stop


def carrier(old: Sequence[Turn], new: Sequence[Turn]) -> Callable[[Anchor, Sequence[str]], Anchor]:
    """How anchors move when the turns `old` are replaced by `new` (at least one).

    The result maps an anchor, and the words that stood there when it was made. Where these words
    have become others, the anchor is where those are; an anchor of a gap covers what was typed
    into it. So a change that is taken back brings the anchor back too.
    """
    before = _texts(old)
    after = _texts(new)
    image = _image(before, after)
    offsets = {turn.id: start for turn, start in zip(old, _starts(old), strict=True)}
    starts = _starts(new)

    def moved(anchor: Anchor, given: Sequence[str]) -> Anchor:
        base = offsets.get(anchor.turn)
        if base is None:
            return anchor
        start, stop = image(base + anchor.start, base + anchor.stop)
        start, stop = found_near(after, start, stop, given)
        return _in_turn(new, starts, start, stop, anchor.turn)

    return moved


def found_near(
    texts: Sequence[str], start: int, stop: int, given: Sequence[str]
) -> tuple[int, int]:
    """Where words stand: at `start` to `stop`, or near; just there when they are nowhere."""
    wanted = list(given)
    if list(texts[start:stop]) == wanted or not wanted:
        return start, stop
    low, high = max(0, start - REACH), min(len(texts), stop + REACH)
    places = (at for at in range(low, high - len(wanted) + 1))
    hits = [at for at in places if list(texts[at : at + len(wanted)]) == wanted]
    if not hits:
        return start, stop
    nearest = min(hits, key=lambda at: abs(at - start))
    return nearest, nearest + len(wanted)


def touches(old: Sequence[Turn], new: Sequence[Turn]) -> bool:
    """Whether a change can move words: not when it only tells times or speakers."""
    if len(old) != len(new):
        return True
    return any(
        a.id != b.id or (a.words is not b.words and _texts([a]) != _texts([b]))
        for a, b in zip(old, new, strict=True)
    )


def _texts(turns: Sequence[Turn]) -> list[str]:
    return [word.text for turn in turns for word in turn.words]


def _starts(turns: Sequence[Turn]) -> list[int]:
    return [0, *accumulate(len(turn.words) for turn in turns)][: len(turns)]


def _image(before: Sequence[str], after: Sequence[str]) -> Callable[[int, int], tuple[int, int]]:
    spans = diff(before, after)
    begins = [span.i1 for span in spans if span.i2 > span.i1]
    covering = [span for span in spans if span.i2 > span.i1]

    def of_word(index: int) -> tuple[int, int]:
        span = covering[bisect_right(begins, index) - 1]
        if span.is_slotwise:
            return span.j1 + index - span.i1, span.j1 + index - span.i1 + 1
        return span.j1, span.j2

    def image(start: int, stop: int) -> tuple[int, int]:
        if start < stop:
            return of_word(start)[0], of_word(stop - 1)[1]
        low = of_word(start - 1)[1] if start else 0
        high = of_word(start)[0] if start < len(before) else len(after)
        return min(low, high), max(low, high)

    return image


def _in_turn(
    new: Sequence[Turn], starts: Sequence[int], start: int, stop: int, home: TurnId
) -> Anchor:
    """A stretch of the words of several turns as an anchor in one of them."""
    last = len(new) - 1
    index = max(0, min(bisect_right(starts, start) - 1, last))
    if start == stop:
        # A gap between two turns is in both; it stays in the turn that it was in.
        for other in range(index, -1, -1):
            if starts[other] + len(new[other].words) < start:
                break
            index = other if new[other].id == home else index
    turn = new[index]
    inside = start - starts[index]
    return Anchor(turn.id, inside, max(inside, min(stop - starts[index], len(turn.words))))
