"""Which of several heard words stand for which of several written ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.alignment.normalise import spoken
from editor.alignment.similarity import similarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.alignment.aligner import HeardWord

Run = tuple[int, int]

LARGEST = 40
"""Longer stretches are not compared word by word: nothing in them is alike."""
_LONE = 0.35
"""A word left alone costs as much as this similarity is worth."""


def said(texts: Sequence[str]) -> tuple[str, ...]:
    """What is spoken for some written words: case, punctuation and digits make no difference."""
    return tuple(part for text in texts for part in spoken(text))


def alike(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """How alike two runs of words sound, 0..1; 1 where only the spelling differs."""
    left, right = said(ours), said(theirs)
    if left == right:
        return 1.0
    if not left or not right:
        return 0.0
    return similarity("".join(left), "".join(right)) if left and right else 0.0


def pairs(
    given: Sequence[str], heard: Sequence[HeardWord]
) -> Iterator[tuple[Run, tuple[HeardWord, ...]]]:
    """The smallest differences in a stretch: written words (first, behind last) and heard ones.

    Where one written word was heard as two, or two as one, they stay together. What is spoken alike
    is left out.
    """
    if len(given) > LARGEST or len(heard) > LARGEST:
        yield (0, len(given)), tuple(heard)
        return
    for g0, g1, h0, h1 in _best(given, [word.text for word in heard]):
        ours, theirs = given[g0:g1], tuple(heard[h0:h1])
        if said(ours) != said([word.text for word in theirs]):
            yield (g0, g1), theirs


_STEPS = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (1, 3))


def _best(given: Sequence[str], heard: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The cheapest way through both, in steps of one word against up to three."""
    rows, columns = len(given), len(heard)
    cost = {(0, 0): 0.0}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(rows + 1):
        for j in range(columns + 1):
            for a, b in _STEPS:
                before = (i - a, j - b)
                if before not in cost:
                    continue
                total = cost[before] + _cost(given[i - a : i], heard[j - b : j])
                if total < cost.get((i, j), float("inf")):
                    cost[i, j] = total
                    came[i, j] = (a, b)
    path = []
    i, j = rows, columns
    while (i, j) != (0, 0):
        a, b = came[i, j]
        path.append((i - a, i, j - b, j))
        i, j = i - a, j - b
    return path[::-1]


def _cost(ours: Sequence[str], theirs: Sequence[str]) -> float:
    if not ours or not theirs:
        return _LONE + 0.2
    more = 0.25 * (len(ours) + len(theirs) - 2)
    return 1.0 - alike(ours, theirs) + more
