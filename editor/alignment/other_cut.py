"""Where the sound of an episode is in another edit of it: ads added or removed, an intro trimmed.

First both files become rows of marks (`sound_marks`). Marks that occur in both vote for a
difference of time; each difference with enough votes is followed through the whole episode, and
the runs in which the marks agree are put in order. Cross-correlation then finds each run's exact
shift, and where exactly one run ends and the next begins.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from editor.alignment.audio import PER_MS
from editor.alignment.cut_edges import exact_shift, is_pause, loudness, shared_edges
from editor.alignment.sound_marks import HOP, error_rate, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editor.alignment.audio import Sound
    from editor.alignment.sound_marks import Marks

LEAST_MS = 1_500
"""A shorter run that agrees is taken for chance."""
LEAST_REMOVED_MS = 40
"""Shorter differences than two blocks of comparison are not told."""
SAME = 0.30
"""So many bits of a stretch may be wrong in the same sound: chance is 0.5, codecs reach 0.2."""
_SMOOTH = 31  # frames, one second
_VOTES = 4
_FEWEST = 2
_COMMON = 30  # marks that occur more often tell nothing
_MOST_SHIFTS = 200


class Piece(NamedTuple):
    """A stretch of the old sound that the new one has too; times in ms.

    What was heard at `moment`, between `start` and `end`, is now heard at `moment + shift`.
    """

    start: int
    end: int
    shift: int


@dataclass(frozen=True)
class CutMap:
    """From times in one edit to times in another, in ms.

    Attributes:
        pieces: What both have, in order.
        old_length: Length of the old sound.
        new_length: Length of the new sound.
    """

    pieces: tuple[Piece, ...]
    old_length: int
    new_length: int

    def __call__(self, moment: int) -> int | None:
        """Where an old moment is now; None if it was cut out."""
        piece = self.piece_at(moment)
        return None if piece is None else moment + piece.shift

    def piece_at(self, moment: int) -> Piece | None:
        """The piece that an old moment lies in."""
        index = bisect_right(self.pieces, moment, key=lambda piece: piece.start) - 1
        piece = self.pieces[index] if index >= 0 else None
        return piece if piece and moment <= piece.end else None

    @property
    def removed(self) -> tuple[tuple[int, int], ...]:
        """Stretches of the old sound that the new one lacks."""
        edges = [(piece.start, piece.end) for piece in self.pieces]
        return _between(edges, self.old_length)

    @property
    def inserted(self) -> tuple[tuple[int, int], ...]:
        """Stretches of the new sound that the old one lacks."""
        edges = [(piece.start + piece.shift, piece.end + piece.shift) for piece in self.pieces]
        return _between(edges, self.new_length)

    @property
    def shared(self) -> float:
        """The share of the old sound that is in the new one, 0 to 1."""
        return sum(piece.end - piece.start for piece in self.pieces) / max(self.old_length, 1)


def _between(spans: Sequence[tuple[int, int]], length: int) -> tuple[tuple[int, int], ...]:
    edges = [(0, 0), *spans, (length, length)]
    gaps = ((before[1], after[0]) for before, after in pairwise(edges))
    return tuple((a, b) for a, b in gaps if b - a >= LEAST_REMOVED_MS)


class _Run(NamedTuple):
    """Frames `first` to `stop` (of the old sound) that agree with frames `shift` further on."""

    first: int
    stop: int
    shift: int

    @property
    def length(self) -> int:
        return self.stop - self.first


def compare(old: Sound, new: Sound, progress: Callable[[int, int], None] | None = None) -> CutMap:
    """Find the old sound in the new one.

    Args:
        old: The sound that the times belong to.
        new: The same episode in another edit.
        progress: Told (steps done, in all).
    """
    tell = progress or (lambda done, total: None)
    tell(0, 4)
    there = marks(old.samples)
    tell(1, 4)
    here = marks(new.samples)
    tell(2, 4)
    runs = _in_order(_runs(there, here))
    tell(3, 4)
    pieces = _pieces(runs, old, new)
    tell(4, 4)
    return CutMap(pieces, old.length, new.length)


def _runs(old: Marks, new: Marks) -> list[_Run]:
    """Every stretch of the old sound that agrees with the new one at some shift."""
    runs = []
    for shift in _shifts(old, new):
        first, stop = max(0, -shift), min(len(old), len(new) - shift)
        if stop - first < _SMOOTH:
            continue
        left, right = old[first:stop], new[first + shift : stop + shift]
        # Silence agrees with every silence: it neither makes nor breaks a run.
        wrong = np.where((left == 0) & (right == 0), SAME, error_rate(left, right))
        smooth = np.convolve(wrong, np.full(_SMOOTH, 1 / _SMOOTH), "same")
        edges = np.flatnonzero(np.diff(np.concatenate([[False], smooth < SAME, [False]])))
        for a, b in edges.reshape(-1, 2).tolist():
            if (b - a) * HOP >= LEAST_MS * PER_MS:
                runs.append(_Run(first + a, first + b, shift))
    return runs


def _shifts(old: Marks, new: Marks) -> list[int]:
    """Differences of time, in frames, that marks of both vote for; the likeliest first."""
    pairs = _equal_pairs(old, new)
    if not len(pairs):
        return []
    lowest = -len(old)
    votes = np.bincount(pairs - lowest, minlength=len(old) + len(new))
    # The same place votes for two neighbouring differences when it lies between frames.
    both = votes[:-1] + votes[1:]
    chosen: list[int] = []
    for at in np.argsort(both)[::-1][: 4 * _MOST_SHIFTS].tolist():
        if both[at] < _VOTES or votes[at : at + 2].max() < _FEWEST or len(chosen) >= _MOST_SHIFTS:
            break
        best = at if votes[at] >= votes[at + 1] else at + 1
        shift = best + lowest
        if all(abs(shift - other) > 1 for other in chosen):
            chosen.append(shift)
    return chosen


def _equal_pairs(old: Marks, new: Marks) -> np.ndarray:
    """The difference of time of each pair of equal marks, without marks that are common."""
    order = np.argsort(old, kind="stable")
    sorted_marks = old[order]
    low = np.searchsorted(sorted_marks, new, "left")
    counts = np.searchsorted(sorted_marks, new, "right") - low
    counts[(counts > _COMMON) | (new == 0)] = 0
    which = np.repeat(np.arange(len(new)), counts)
    offsets = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    pairs: np.ndarray = which - order[low[which] + offsets]
    return pairs


def _in_order(runs: list[_Run]) -> list[_Run]:
    """The runs that together hold the most sound, in the same order in both; none overlap.

    The smoothing makes runs reach half a second into what is not theirs, so they may overlap a
    little; the exact border is found later.
    """
    runs = sorted(runs, key=lambda run: (run.first + run.stop, run.shift))
    best = [run.length for run in runs]
    before = [-1] * len(runs)
    for k, run in enumerate(runs):
        for j in range(k):
            other = runs[j]
            late = max(other.stop, other.stop + other.shift - run.shift) - run.first
            gain = best[j] + run.length - max(late, 0)
            if late < min(run.length, other.length) / 2 and gain > best[k]:
                best[k], before[k] = gain, j
    chain = []
    at = int(np.argmax(best)) if best else -1
    while at >= 0:
        chain.append(runs[at])
        at = before[at]
    return chain[::-1]


def _pieces(runs: list[_Run], old: Sound, new: Sound) -> tuple[Piece, ...]:
    """The runs with exact shifts and edges."""
    shifted = []
    for run in runs:
        start, stop = run.first * HOP, run.stop * HOP
        shift = exact_shift(old.samples, new.samples, (start, stop), run.shift * HOP)
        if shift is not None:
            shifted.append((start, stop, shift))
    levels = loudness(old.samples), loudness(new.samples)
    edges = shared_edges(old.samples, new.samples, shifted, levels)

    def only_pause(start: int, stop: int, shift: int) -> bool:
        return is_pause(old.samples, start, stop, levels[0]) and is_pause(
            new.samples, start + shift, stop + shift, levels[1]
        )

    edges = _merged(edges, only_pause)
    pieces = (
        Piece(-(-start // PER_MS), stop // PER_MS, round(shift / PER_MS))
        for start, stop, shift in edges
    )
    return tuple(piece for piece in pieces if piece.end > piece.start)


def _merged(
    spans: list[tuple[int, int, int]], only_pause: Callable[[int, int, int], bool]
) -> list[tuple[int, int, int]]:
    """Neighbours with the same shift as one, where nothing or a pause lies between them."""
    merged: list[tuple[int, int, int]] = []
    for start, stop, shift in spans:
        last = merged[-1] if merged else None
        if last and abs(last[2] - shift) <= PER_MS:
            near = start - last[1] < LEAST_REMOVED_MS * PER_MS
            if near or only_pause(last[1], start, shift):
                merged[-1] = (last[0], stop, last[2])
                continue
        merged.append((start, stop, shift))
    return merged
