"""Waveform peaks: the lowest and highest sample of every stretch, at every zoom."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pathlib import Path

    from editor.media.pcm import Samples

BUCKET_MS = 2
"""How much sound the finest peak covers, in ms: finer than a column of any useful close-up."""

_FACTOR = 8
# With 8, a column is made of 1 to 9 peaks; nine levels reach 2 ms * 8**8 = 9 hours.
_LEVELS = 9
_MAGIC = b"PRFPEAK1"
_HEADER = struct.Struct("<8sIQ")
_SCALE = np.float32(1 / 32768)

Level = tuple[NDArray[np.int16], NDArray[np.int16]]


@dataclass(frozen=True)
class Peaks:
    """The (lowest, highest) samples of a sound in buckets of 2 ms, 16 ms, 128 ms, ...

    Attributes:
        levels: From fine to coarse; a coarser level may lack its last, unfinished bucket.
        duration_ms: How much sound they cover, in ms.
    """

    levels: tuple[Level, ...]
    duration_ms: int

    def between(
        self, start_ms: float, end_ms: float, columns: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The waveform from `start_ms` to `end_ms`, in so many columns of equal width.

        A column tells of every bucket that it touches, so nothing loud falls between two; what
        lies before or after the sound is zero.

        Returns:
            Lowest and highest values, -1 to 1, each of the shape (columns,).
        """
        lows, highs = np.zeros(columns, np.float32), np.zeros(columns, np.float32)
        if columns < 1 or end_ms <= start_ms:
            return lows, highs
        width = (end_ms - start_ms) / columns
        mins, maxs, bucket_ms = self._level_for(width)
        edges = (start_ms + width * np.arange(columns + 1)) / bucket_ms
        first = np.floor(edges[:-1] + 1e-9).astype(np.int64)
        last = np.maximum(np.ceil(edges[1:] - 1e-9).astype(np.int64), first + 1)
        there = (last > 0) & (first < len(mins))
        if there.any():
            first, last = np.maximum(first[there], 0), np.minimum(last[there], len(mins))
            lows[there] = _reduce(np.minimum, mins, first, last) * _SCALE
            highs[there] = _reduce(np.maximum, maxs, first, last) * _SCALE
        return lows, highs

    def _level_for(self, width_ms: float) -> tuple[NDArray[np.int16], NDArray[np.int16], float]:
        """The coarsest level whose buckets fit into a column."""
        index, bucket_ms = 0, float(BUCKET_MS)
        while index + 1 < len(self.levels) and bucket_ms * _FACTOR <= width_ms:
            index, bucket_ms = index + 1, bucket_ms * _FACTOR
        return *self.levels[index], bucket_ms


def _reduce(
    ufunc: np.ufunc,
    values: NDArray[np.int16],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
) -> NDArray[np.int16]:
    """ufunc over values[first[i] : last[i]] for every i; the ranges may overlap by one."""
    base, end = int(first[0]), int(last[-1])
    window = values[base : end + 1]
    if end == len(values):  # reduceat must be able to point just behind the last range
        window = np.append(window, values[-1])
    # At the even places the ranges; at the odd places what lies between them, thrown away.
    pairs = np.stack((first - base, last - base), axis=1).ravel()
    reduced: NDArray[np.int16] = ufunc.reduceat(window, pairs)[::2]
    return reduced


class PeakBuilder:
    """Builds peaks while the sound is being decoded; `peaks()` may be taken at any time."""

    def __init__(self, rate: int, expected_ms: int = 0) -> None:
        self._rate = rate
        self._bucket = rate * BUCKET_MS // 1000
        self._left: NDArray[np.int16] = np.zeros(0, np.int16)
        self._samples = 0
        room = max(1, expected_ms // BUCKET_MS + 1)
        self._levels = [_Growing(room // _FACTOR**level + 1) for level in range(_LEVELS)]

    def add(self, block: Samples) -> None:
        """Take in more sound, shaped (frames,)."""
        self._samples += len(block)
        sound = np.concatenate((self._left, block)) if len(self._left) else block
        whole = len(sound) // self._bucket * self._bucket
        self._left = sound[whole:].copy()
        buckets = sound[:whole].reshape(-1, self._bucket)
        if len(buckets):
            self._append(buckets.min(axis=1), buckets.max(axis=1))

    def finish(self) -> Peaks:
        """Count the unfinished last bucket too, and give the peaks of everything."""
        if len(self._left):
            self._append(self._left.min(keepdims=True), self._left.max(keepdims=True))
            self._left = self._left[:0]
        for finer, coarser in zip(self._levels, self._levels[1:], strict=False):
            coarser.take_rest(finer)
        return self.peaks()

    @classmethod
    def from_finest(cls, mins: NDArray[np.int16], maxs: NDArray[np.int16]) -> PeakBuilder:
        """A builder that has got as far as these peaks of the finest level."""
        builder = cls(rate=1000, expected_ms=len(mins) * BUCKET_MS)
        builder.add_finest(mins, maxs)
        return builder

    def add_finest(self, mins: NDArray[np.int16], maxs: NDArray[np.int16]) -> None:
        """Take in more peaks of the finest level, which another builder has made of the sound."""
        self._samples += len(mins) * self._bucket
        self._append(mins, maxs)

    def peaks(self) -> Peaks:
        """The peaks so far. What is given out never changes afterwards."""
        return Peaks(_finished(self._levels), self._samples * 1000 // self._rate)

    def _append(self, mins: NDArray[np.int16], maxs: NDArray[np.int16]) -> None:
        self._levels[0].append(mins, maxs)
        for finer, coarser in zip(self._levels, self._levels[1:], strict=False):
            coarser.take_from(finer)


class _Growing:
    """Two arrays that grow at the end; what is written is never written again."""

    def __init__(self, room: int) -> None:
        self.used = 0
        self.mins = np.empty(room, np.int16)
        self.maxs = np.empty(room, np.int16)

    def append(self, mins: NDArray[np.int16], maxs: NDArray[np.int16]) -> None:
        end = self.used + len(mins)
        if end > len(self.mins):
            self.mins = np.concatenate((self.mins, np.empty(end, np.int16)))
            self.maxs = np.concatenate((self.maxs, np.empty(end, np.int16)))
        self.mins[self.used : end] = mins
        self.maxs[self.used : end] = maxs
        self.used = end

    def take_from(self, finer: _Growing) -> None:
        """Sum up the groups of the finer level that have become whole."""
        begin, end = self.used * _FACTOR, finer.used // _FACTOR * _FACTOR
        if end > begin:
            self.append(
                finer.mins[begin:end].reshape(-1, _FACTOR).min(axis=1),
                finer.maxs[begin:end].reshape(-1, _FACTOR).max(axis=1),
            )

    def take_rest(self, finer: _Growing) -> None:
        """Sum up the last group of the finer level, which is not whole, at the end of it all."""
        begin = self.used * _FACTOR
        if finer.used > begin:
            rest = slice(begin, finer.used)
            self.append(finer.mins[rest].min(keepdims=True), finer.maxs[rest].max(keepdims=True))


def _finished(levels: list[_Growing]) -> tuple[Level, ...]:
    return tuple((level.mins[: level.used], level.maxs[: level.used]) for level in levels)


def save_peaks(peaks: Peaks, path: Path) -> None:
    """Write the finest level; the others follow from it.

    Raises:
        OSError: It cannot be written.
    """
    mins, maxs = peaks.levels[0]
    with path.open("wb") as file:
        file.write(_HEADER.pack(_MAGIC, peaks.duration_ms, len(mins)))
        file.write(np.ascontiguousarray(mins, "<i2").data)
        file.write(np.ascontiguousarray(maxs, "<i2").data)


def load_peaks(path: Path) -> Peaks | None:
    """Read peaks that `save_peaks` wrote; None if the file is not whole.

    Raises:
        OSError: It cannot be read.
    """
    data = path.read_bytes()
    if len(data) < _HEADER.size:
        return None
    magic, duration_ms, count = _HEADER.unpack_from(data)
    if magic != _MAGIC or len(data) != _HEADER.size + 4 * count:
        return None
    both = np.frombuffer(data, "<i2", offset=_HEADER.size).astype(np.int16, copy=False)
    peaks = PeakBuilder.from_finest(both[:count], both[count:]).finish()
    return Peaks(peaks.levels, duration_ms)
