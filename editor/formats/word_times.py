"""A time for every word, in text order: what cues are cut from.

Cues must start in text order, whatever the words' own times are. Of the given times the longest
series that never goes back is trusted (most words keep theirs); every other word counts as
untimed. Untimed words are placed by their neighbours: they share the silence between them, at no
slower than a natural pace, and have no length where there is no room. Later steps may give them
some.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.transcript.words import Word

PACE = 65
"""Natural pace of speech in ms per character, the space counted (about 15 characters a second)."""


class Times(NamedTuple):
    """Start and end of each word in ms. Starts never decrease; no word ends after the next starts.

    `given` says which are the words' own.
    """

    starts: list[int]
    ends: list[int]
    given: list[bool]


def times_of(words: Sequence[Word], turns: Sequence[int]) -> Times:
    """Times for all words; `turns` holds the index of each word's turn.

    Words without any time in the whole text are paced from 0.
    """
    given = _trusted(words)
    starts = [max(word.start, 0) for word in words]
    ends = [max(word.end, word.start, 0) for word in words]
    for first, stop in _runs(given):
        _place(words, turns, starts, ends, first, stop)
    for at, (_, following) in enumerate(pairwise(starts)):
        ends[at] = max(min(ends[at], following), starts[at])
    return Times(starts, ends, given)


def _trusted(words: Sequence[Word]) -> list[bool]:
    """Which words belong to the longest series of starts that never decreases."""
    timed = [at for at, word in enumerate(words) if word.timed]
    trusted = [word.timed for word in words]
    if all(words[a].start <= words[b].start for a, b in pairwise(timed)):
        return trusted
    tails: list[int] = []  # the smallest last start of a series of each length
    tail_at: list[int] = []
    previous: dict[int, int] = {}
    for at in timed:
        length = bisect_right(tails, words[at].start)
        previous[at] = tail_at[length - 1] if length else -1
        tails[length : length + 1] = [words[at].start]
        tail_at[length : length + 1] = [at]
    kept = set()
    at = tail_at[-1]
    while at >= 0:
        kept.add(at)
        at = previous[at]
    return [at in kept for at in range(len(words))]


def _runs(given: Sequence[bool]) -> list[tuple[int, int]]:
    """Ranges of words without times of their own."""
    runs, first = [], None
    for at, has in enumerate([*given, True]):
        if not has and first is None:
            first = at
        elif has and first is not None:
            runs.append((first, at))
            first = None
    return runs


def _place(
    words: Sequence[Word],
    turns: Sequence[int],
    starts: list[int],
    ends: list[int],
    first: int,
    stop: int,
) -> None:
    """Give the words `first` to `stop` - 1 times between their neighbours'."""
    weights = [len(word.text) + 1 for word in words[first:stop]]
    left = ends[first - 1] if first else 0
    length = PACE * sum(weights)
    if stop < len(words):
        left = min(left, starts[stop])
        length = min(length, starts[stop] - left)
        belongs_right = turns[stop - 1] == turns[stop]
        belongs_left = first > 0 and turns[first - 1] == turns[first]
        if belongs_right and not belongs_left:
            left = starts[stop] - length
    total, done = sum(weights), 0
    for at, weight in zip(range(first, stop), weights, strict=True):
        starts[at] = left + length * done // total
        done += weight
        ends[at] = left + length * done // total
