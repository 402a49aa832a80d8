"""Comparing whole episodes word by word, in about linear time.

Runs of words that stand exactly once on both sides are anchors (as in patience diff); only what
lies between two anchors is compared word by word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from editor.transcript.textdiff import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RUNS = (8, 4, 2, 1)
_SMALL = 40_000  # word pairs up to which no anchors are needed
_LARGEST = 4_000_000  # word pairs above which a stretch counts as replaced


def long_diff(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """How `old` became `new`, in order and without gaps; neighbours of one kind are joined."""
    joined: list[Span] = []
    for span in _between(old, new, (0, len(old), 0, len(new)), 0):
        if joined and joined[-1].equal == span.equal:
            last = joined.pop()
            span = Span(span.equal, last.i1, span.i2, last.j1, span.j2)
        joined.append(span)
    return joined


def _between(
    old: Sequence[str], new: Sequence[str], box: tuple[int, int, int, int], level: int
) -> Iterator[Span]:
    i1, i2, j1, j2 = box
    while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
        i1, j1 = i1 + 1, j1 + 1
    if i1 > box[0]:
        yield Span(True, box[0], i1, box[2], j1)
    end_i, end_j = i2, j2
    while i2 > i1 and j2 > j1 and old[i2 - 1] == new[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    yield from _middle(old, new, (i1, i2, j1, j2), level)
    if end_i > i2:
        yield Span(True, i2, end_i, j2, end_j)


def _middle(
    old: Sequence[str], new: Sequence[str], box: tuple[int, int, int, int], level: int
) -> Iterator[Span]:
    i1, i2, j1, j2 = box
    pairs = (i2 - i1) * (j2 - j1)
    if not pairs:
        if i2 > i1 or j2 > j1:
            yield Span(False, i1, i2, j1, j2)
        return
    if pairs <= _SMALL or level == len(_RUNS):
        yield from _small(old, new, box)
        return
    for i, j in [*_anchors(old, new, box, _RUNS[level]), (i2, j2)]:
        yield from _between(old, new, (i1, i, j1, j), level + 1)
        i1, j1 = i, j


def _small(
    old: Sequence[str], new: Sequence[str], box: tuple[int, int, int, int]
) -> Iterator[Span]:
    i1, i2, j1, j2 = box
    if (i2 - i1) * (j2 - j1) > _LARGEST:
        yield Span(False, i1, i2, j1, j2)
        return
    matcher = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        yield Span(tag == "equal", a1 + i1, a2 + i1, b1 + j1, b2 + j1)


def _anchors(
    old: Sequence[str], new: Sequence[str], box: tuple[int, int, int, int], run: int
) -> list[tuple[int, int]]:
    """Places where a run of words begins that is unique on both sides; rising on both."""
    i1, i2, j1, j2 = box
    left = _unique(old, i1, i2, run)
    right = _unique(new, j1, j2, run)
    pairs = sorted((i, right[key]) for key, i in left.items() if key in right)
    return [pairs[n] for n in _longest_rise([j for _, j in pairs])]


def _unique(words: Sequence[str], first: int, stop: int, run: int) -> dict[tuple[str, ...], int]:
    keys = [tuple(words[at : at + run]) for at in range(first, stop - run + 1)]
    counts = Counter(keys)
    return {key: first + n for n, key in enumerate(keys) if counts[key] == 1}


def _longest_rise(values: Sequence[int]) -> list[int]:
    """Indexes of a longest rising series."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(tail_at[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        tail_at[length : length + 1] = [at]
    found, at = [], tail_at[-1] if tail_at else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]
