"""The best pairing of two short rows of words, by dynamic programming."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from editor.alignment.similarity import SIMILAR, similarity

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP_OPEN, _GAP_EXTEND = -1.0, -0.25
_MISMATCH = -0.7  # Seven wrong words in a row are worth as much as two gaps: another text.
_MAX_CELLS = 2_000_000  # Five float32 matrices of this size are 40 MB.
_END_ROWS, _END_ROWS_PER_HEARD = 300, 10
_FULL_CELLS = 40_000  # Up to here every pair is compared by spelling, beyond it only for equality.


def best_pairs(given: Sequence[str], heard: Sequence[str]) -> list[tuple[int, int, float]]:
    """Indices on both sides and how alike they are, rising on both sides.

    Gaps are affine, so that a missing line goes as a whole. Rows too long for that stay alone.
    """
    rows = _near_the_ends(len(given), len(heard))
    if not 0 < len(rows) * len(heard) <= _MAX_CELLS:
        return []
    scores, alike = _scores([given[row] for row in rows], heard)
    return [(rows[i], j, float(alike[i, j])) for i, j in _trace(*_fill(scores), scores)]


def _near_the_ends(given: int, heard: int) -> list[int]:
    """The given atoms that may be meant by a few heard ones: those near either end.

    While an episode is heard, all the text to come lies in one box with the last few words.
    """
    most = _END_ROWS + _END_ROWS_PER_HEARD * heard
    if given <= 2 * most:
        return list(range(given))
    return [*range(most), *range(given - most, given)]


def _scores(given: Sequence[str], heard: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """What a pair is worth, and how similar it is: two matrices (given x heard) of float32."""
    alike = np.zeros((len(given), len(heard)), np.float32)
    places: dict[str, list[int]] = defaultdict(list)
    for j, word in enumerate(heard):
        places[word].append(j)
    full = alike.size <= _FULL_CELLS
    for i, word in enumerate(given):
        if full:
            alike[i] = [similarity(word, other) for other in heard]
        elif word in places:
            alike[i, places[word]] = 1.0
    weight = np.array([1.5 + 0.15 * min(len(word), 8) for word in given], np.float32)
    scores = np.where(alike >= SIMILAR, (alike - 0.4) / 0.6 * weight[:, None], _MISMATCH)
    return scores.astype(np.float32), alike


def _fill(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Best score ending in a pair, in a lone given atom, in a lone heard atom (Gotoh 1982)."""
    rows, columns = scores.shape
    worst = np.float32(-1e9)
    pair = np.full((rows + 1, columns + 1), worst, np.float32)
    lone_given = np.full_like(pair, worst)
    lone_heard = np.full_like(pair, worst)
    pair[0, 0] = 0
    slope = np.arange(columns + 1, dtype=np.float32) * np.float32(_GAP_EXTEND)
    for i in range(rows + 1):
        if i:
            above = np.maximum(np.maximum(pair[i - 1], lone_given[i - 1]), lone_heard[i - 1])
            pair[i, 1:] = above[:-1] + scores[i - 1]
            opened = np.maximum(pair[i - 1], lone_heard[i - 1]) + _GAP_OPEN
            lone_given[i] = np.maximum(opened, lone_given[i - 1] + _GAP_EXTEND)
        # Along a row: the best start of the gap so far, brought to a common level.
        best = np.maximum(pair[i], lone_given[i]) - slope
        running = np.maximum.accumulate(best)
        lone_heard[i, 1:] = running[:-1] + slope[:-1] + np.float32(_GAP_OPEN)
    return pair, lone_given, lone_heard


def _trace(
    pair: np.ndarray, lone_given: np.ndarray, lone_heard: np.ndarray, scores: np.ndarray
) -> list[tuple[int, int]]:
    """The pairs of the best path, first to last."""
    layers = (pair, lone_given, lone_heard)
    i, j = scores.shape
    path: list[tuple[int, int]] = []
    state = int(np.argmax([layer[i, j] for layer in layers]))
    while i or j:
        if state == 0:
            i, j = i - 1, j - 1
            path.append((i, j))
            state = int(np.argmax([layer[i, j] for layer in layers]))
        elif state == 1:
            i -= 1
            state = _came_from(layers, i, j, 1)
        else:
            j -= 1
            state = _came_from(layers, i, j, 2)
    return path[::-1]


def _came_from(layers: tuple[np.ndarray, ...], i: int, j: int, gap: int) -> int:
    costs = [_GAP_EXTEND if layer == gap else _GAP_OPEN for layer in range(3)]
    return int(np.argmax([layers[k][i, j] + costs[k] for k in range(3)]))
