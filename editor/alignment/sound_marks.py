"""Sound as a row of 32-bit marks that survive codecs and loudness, to find it in another file.

After Haitsma and Kalker, "A Highly Robust Audio Fingerprinting System" (ISMIR 2002): each bit says
whether the difference between two neighbouring bands has grown since the frame before. Frames here
are shorter than theirs (256 ms) and further apart (32 ms): still dense enough to find a place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from editor.alignment.audio import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Marks = NDArray[np.uint32]
    Samples = NDArray[np.int16]

HOP = 512
"""Samples between frames."""
WINDOW = 4096
"""Samples of a frame."""
_BANDS = 33
_LOW_HZ, _HIGH_HZ = 300.0, 1800.0
_THIN = 4  # only every fourth sample: nothing above 2 kHz is looked at
_TAPS = 16  # their low-pass has its first zero at 2 kHz
_CHUNK = 1024  # frames worked on at once: some MiB
_SILENT = 1e-11  # share of full power below which differences are rounding


def marks(samples: Samples) -> Marks:
    """The marks of a mono sound at 16 kHz (int16), one per `HOP` samples; 0 where it is silent.

    Memory is bounded, so `samples` may be a memory map of hours.
    """
    count = max(0, (len(samples) - WINDOW) // HOP + 1)
    found = np.zeros(count, dtype=np.uint32)
    before = None
    for first in range(0, count, _CHUNK):
        stop = min(first + _CHUNK, count)
        block = np.asarray(samples[first * HOP : (stop - 1) * HOP + WINDOW])
        slopes, loud = _slopes(block)
        earlier = slopes[:1] if before is None else before
        rising = slopes > np.concatenate([earlier, slopes[:-1]])
        found[first:stop] = np.where(loud, _packed(rising), 0)
        before = slopes[-1:]
    return found


def _slopes(block: Samples) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Per frame the differences between neighbouring bands, and whether there is any sound."""
    views = np.lib.stride_tricks.sliding_window_view(block.astype(np.float32), _TAPS)
    thin = np.concatenate([views[::_THIN] @ _low_pass(), np.zeros(_TAPS, dtype=np.float32)])
    length = WINDOW // _THIN
    starts = (len(block) - WINDOW) // HOP + 1
    frames = np.lib.stride_tricks.sliding_window_view(thin, length)[:: HOP // _THIN][:starts]
    spectrum = np.fft.rfft(frames * np.hanning(length).astype(np.float32), axis=1)
    edges = _edges()
    inside = spectrum[:, edges[0] : edges[-1]]
    power = (inside.real**2 + inside.imag**2).astype(np.float32)
    bands = np.add.reduceat(power, edges[:-1] - edges[0], axis=1)
    loud = bands.sum(axis=1) > _SILENT * (32768.0 * length) ** 2
    slopes: NDArray[np.float32] = bands[:, :-1] - bands[:, 1:]
    return slopes, loud


def _packed(bits: NDArray[np.bool_]) -> Marks:
    octets = np.packbits(bits, axis=1)
    words: Marks = np.ascontiguousarray(octets).view(">u4")[:, 0].astype(np.uint32)
    return words


def _low_pass() -> NDArray[np.float32]:
    taps = np.hanning(_TAPS + 2)[1:-1]
    shape: NDArray[np.float32] = (taps / taps.sum()).astype(np.float32)
    return shape


def _edges() -> NDArray[np.int64]:
    """The first bin of each band, and the one behind the last."""
    hertz = np.geomspace(_LOW_HZ, _HIGH_HZ, _BANDS + 1)
    edges: NDArray[np.int64] = np.round(hertz * WINDOW / RATE).astype(np.int64)
    return edges


_BITS = np.array([value.bit_count() for value in range(1 << 16)], dtype=np.uint8)


def error_rate(a: Marks, b: Marks) -> NDArray[np.float32]:
    """Per frame the share of bits in which two rows of marks differ; 0.5 means unrelated."""
    wrong = a ^ b
    counts = _BITS[wrong & 0xFFFF] + _BITS[wrong >> 16]
    rate: NDArray[np.float32] = counts.astype(np.float32) / np.float32(32)
    return rate
