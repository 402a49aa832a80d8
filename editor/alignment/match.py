"""Which heard word is which given word: anchors first, then dynamic programming between them.

Both sides are sequences of spoken words ("atoms"). The result says for every atom of either side
what it is paired with. Nothing is forced: an advertisement that only one side has stays alone,
and because anchors are unique runs of equal words, one wrong stretch cannot move what lies beyond
the next anchor. Lines that stand in another order than they are spoken are found afterwards,
among what was left over on both sides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.best_pairs import best_pairs
from editor.alignment.similarity import SIMILAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ANCHOR_LENGTHS = (6, 4, 3, 2)
"""Runs of so many equal words, unique on both sides, are anchors; longer ones first."""
MIN_MOVED = 4
"""A line of fewer atoms is never taken for a line in another place."""
_ISLAND, _SEA = 2, 6


class Pair(NamedTuple):
    """Atom `given` of the text is atom `heard` of the sound."""

    given: int
    heard: int
    similarity: float


class _Box(NamedTuple):
    """A rectangle still to be matched: half-open ranges on both sides."""

    g0: int
    g1: int
    h0: int
    h1: int

    @property
    def cells(self) -> int:
        return (self.g1 - self.g0) * (self.h1 - self.h0)


def match(given: Sequence[str], heard: Sequence[str]) -> tuple[Pair, ...]:
    """Pair the atoms of both sides, in the order of `heard`.

    Every atom is in at most one pair. Pairs rise on both sides, except for runs of at least
    `MIN_MOVED` atoms that the text has in another place than the sound.
    """
    box = _Box(0, len(given), 0, len(heard))
    pairs = list(_within(given, heard, box, 0))
    pairs = _first_copies(given, heard, _without_islands(len(given), pairs))
    moved = _moved(given, heard, pairs)
    return tuple(sorted([*pairs, *moved], key=lambda pair: pair.heard))


def _within(given: Sequence[str], heard: Sequence[str], box: _Box, level: int) -> Iterator[Pair]:
    """Pairs inside a box: by anchors of falling length, then by dynamic programming."""
    if box.cells == 0:
        return
    # A small box needs no anchors, and short ones would only mislead there.
    if level >= len(ANCHOR_LENGTHS) or box.cells <= 400:
        yield from _align(given, heard, box)
        return
    anchors = _anchors(given, heard, box, ANCHOR_LENGTHS[level])
    g, h = box.g0, box.h0
    for anchor_g, anchor_h in anchors:
        if anchor_g < g or anchor_h < h:
            continue
        yield from _within(given, heard, _Box(g, anchor_g, h, anchor_h), level + 1)
        length = ANCHOR_LENGTHS[level]
        yield from (Pair(anchor_g + k, anchor_h + k, 1.0) for k in range(length))
        g, h = anchor_g + length, anchor_h + length
    yield from _within(given, heard, _Box(g, box.g1, h, box.h1), level + 1)


def _anchors(
    given: Sequence[str], heard: Sequence[str], box: _Box, length: int
) -> list[tuple[int, int]]:
    """Places of n-grams that both sides have once, thinned out to a rising chain."""
    ours = _unique(given, box.g0, box.g1, length)
    theirs = _unique(heard, box.h0, box.h1, length)
    common = sorted((ours[gram], theirs[gram]) for gram in ours.keys() & theirs.keys())
    return _rising(common)


def _unique(words: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    grams = list(zip(*(words[start + k : end] for k in range(length)), strict=False))
    last = dict(zip(grams, range(start, end), strict=False))
    first = dict(zip(reversed(grams), range(start + len(grams) - 1, start - 1, -1), strict=True))
    return {gram: at for gram, at in last.items() if first[gram] == at}


def _rising(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain in which both numbers rise (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, h) in enumerate(points):
        at = bisect_left(tails, h)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [h]
        ends[at : at + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(points[index])
        index = before[index]
    return chain[::-1]


def _align(given: Sequence[str], heard: Sequence[str], box: _Box) -> Iterator[Pair]:
    """The best pairing of a box."""
    for i, j, alike in best_pairs(given[box.g0 : box.g1], heard[box.h0 : box.h1]):
        yield Pair(box.g0 + i, box.h0 + j, alike)


def _common(words: Sequence[str], a: int, b: int) -> int:
    """How many words from `a` on equal those from `b` on."""
    count = 0
    while b + count < len(words) and words[a + count] == words[b + count]:
        count += 1
    return count


def _first_copies(given: Sequence[str], heard: Sequence[str], pairs: list[Pair]) -> list[Pair]:
    """Of a line that the text has twice, the first copy is the one that is spoken.

    The end of a run of lone atoms slides to the right as long as each atom that it uncovers equals
    the one that it swallows. A word or two of the run that found a partner after all ("the" in the
    first copy, the rest of the line in the second) do not hold it up.
    """
    heard_of = {pair.given: pair for pair in pairs}
    for start, end in _with_islands(_runs(_left(len(given), set(heard_of)), 1)):
        lengths = [_common(given, a, end) for a in range(start, end)]
        best = max(range(len(lengths)), key=lengths.__getitem__)
        if lengths[best] < min(MIN_MOVED, end - start):
            continue
        for a in range(start, end):
            heard_of.pop(a, None)
        first, shift = start + best, end - start - best
        for a in range(first, first + lengths[best]):
            if a + shift in heard_of:
                heard_of[a] = heard_of.pop(a + shift)._replace(given=a)
        # What an island leaves alone may be what was heard for the words before the copy.
        if start - 1 in heard_of and first in heard_of:
            free = _Box(start, first, heard_of[start - 1].heard + 1, heard_of[first].heard)
            heard_of |= {pair.given: pair for pair in _align(given, heard, free)}
    return sorted(heard_of.values())


def _without_islands(size: int, pairs: list[Pair]) -> list[Pair]:
    """The pairs without those amid a text that is not spoken.

    An ad that only the text has holds some word that is like the one that is said where the ad
    would be; but if one word of the ad were spoken, its neighbours would have been heard too.
    """
    islands = set()
    runs = _runs(_left(size, {pair.given for pair in pairs}), _SEA)
    by_given = {pair.given: pair.heard for pair in pairs}
    for (_, start), (end, _) in pairwise(runs):
        if end - start <= _ISLAND and by_given[end - 1] - by_given[start] < _ISLAND:
            islands |= set(range(start, end))
    return [pair for pair in pairs if pair.given not in islands]


def _with_islands(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same runs, but those with at most `_ISLAND` atoms between them as one."""
    out: list[tuple[int, int]] = []
    for start, end in runs:
        first, last = out[-1] if out else (0, -_SEA)
        if start - last <= _ISLAND < min(end - start, last - first):
            out[-1] = (first, end)
        else:
            out.append((start, end))
    return out


def _runs(free: Sequence[bool], shortest: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = 0
    for at in range(len(free) + 1):
        if at < len(free) and free[at]:
            continue
        if at - start >= shortest:
            runs.append((start, at))
        start = at + 1
    return runs


def _left(size: int, taken: set[int]) -> list[bool]:
    return [at not in taken for at in range(size)]


def _moved(given: Sequence[str], heard: Sequence[str], pairs: list[Pair]) -> list[Pair]:
    """Lines left over on both sides that are the same line in another place."""
    lone_given = _runs(_left(len(given), {p.given for p in pairs}), MIN_MOVED)
    lone_heard = _runs(_left(len(heard), {p.heard for p in pairs}), MIN_MOVED)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, (start, end) in enumerate(lone_heard):
        for at in range(start, end - 2):
            places[tuple(heard[at : at + 3])].append(index)
    out: list[Pair] = []
    used: set[int] = set()
    for g0, g1 in lone_given:
        votes: dict[int, int] = defaultdict(int)
        for at in range(g0, g1 - 2):
            for index in places.get(tuple(given[at : at + 3]), ()):
                if index not in used:
                    votes[index] += 1
        for index in sorted(votes, key=lambda k: (-votes[k], k))[:1]:
            found = list(_align(given, heard, _Box(g0, g1, *lone_heard[index])))
            good = [p for p in found if p.similarity >= SIMILAR]
            if len(good) >= max(MIN_MOVED, 0.5 * min(g1 - g0, len(found))):
                used.add(index)
                out += good
    return out
