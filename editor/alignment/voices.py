"""How voices sound: frames of the sound as cepstra, and a voice as one Gaussian over them.

The shape of the vocal tract shows in the smooth part of the spectrum, which the mel cepstrum
describes in few numbers (Davis and Mermelstein, 1980). One Gaussian with a full covariance is the
oldest model of a speaker that works on seconds of speech (Gish and Schmidt, 1994), and within one
episode, where microphone and room stay the same, it needs no weights trained elsewhere.
`docs/decisions/0008-voices.md` has what was measured instead of it.

Frames come every `STEP_MS`; all arrays are NumPy's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from editor.alignment.audio import PER_MS, RATE

STEP_MS = 10
WINDOW_MS = 25
SIZE = 19
"""Numbers that describe a frame: the cepstrum from 1 on; 0 is loudness, which is no voice."""
_BANDS = 40
_LOWEST_HZ, _HIGHEST_HZ = 60, 7600
_FFT = 512
_QUIET = 6.5
"""Frames whose loudest band is this far below the loudest of their stretch (natural logarithm of
power, so 28 dB) are pauses."""
_FLOOR = 1e-8
_OWN_FRAMES = 90
"""With so many frames, a voice's own covariance counts as much as that of all voices."""
_DIAGONAL = 0.1
"""The share of the diagonal in every covariance, so that it can be inverted."""


@cache
def _mel_bands() -> np.ndarray:
    """Triangular filters (bands, FFT bins), evenly spaced in mel."""

    def mel(hertz: np.ndarray) -> np.ndarray:
        return np.asarray(2595 * np.log10(1 + hertz / 700))

    low, high = mel(np.array([_LOWEST_HZ, _HIGHEST_HZ]))
    edges = 700 * (10 ** (np.linspace(low, high, _BANDS + 2) / 2595) - 1)
    hertz = np.arange(_FFT // 2 + 1) * RATE / _FFT
    before, middle, after = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (hertz - before) / (middle - before), (after - hertz) / (after - middle)
    return np.maximum(0, np.minimum(rising, falling)).T.astype(np.float32)


@cache
def _cosines() -> np.ndarray:
    """The cosine transform from bands to cepstrum (bands, `SIZE`), without the zeroth."""
    order, band = np.arange(1, SIZE + 1)[None, :], np.arange(_BANDS)[:, None]
    return (np.cos(np.pi * order * (band + 0.5) / _BANDS) / 20).astype(np.float32)


def cepstra(samples: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The frames of a stretch of sound.

    Args:
        samples: int16, 16 kHz mono; at most some tens of seconds, for memory.

    Returns:
        float32 (frames, `SIZE`), and bool (frames,): whether a frame is loud enough for speech.
        Frame `n` begins `n * STEP_MS` ms into the stretch.
    """
    window, step = WINDOW_MS * PER_MS, STEP_MS * PER_MS
    sound = samples.astype(np.float32) / np.float32(32768)
    sound = np.pad(sound, (0, max(0, window - len(sound))))
    frames = np.lib.stride_tricks.sliding_window_view(sound, window)[::step]
    spectra = np.fft.rfft(frames * np.hanning(window).astype(np.float32), _FFT)
    bands = np.log((np.abs(spectra) ** 2).astype(np.float32) @ _mel_bands() + _FLOOR)
    loudness = bands.max(axis=1)
    loud = loudness > max(float(np.percentile(loudness, 95)) - _QUIET, float(np.log(1e-6)))
    return bands @ _cosines(), loud


@dataclass(frozen=True)
class Sums:
    """What is kept of frames to model a voice: their number, sum, and sum of products."""

    count: float
    total: np.ndarray
    products: np.ndarray

    @classmethod
    def of(cls, frames: np.ndarray) -> Sums:
        """The sums of frames (any number, `SIZE`)."""
        exact = frames.astype(np.float64)
        return cls(len(exact), exact.sum(axis=0), exact.T @ exact)

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.count + other.count, self.total + other.total, self.products + other.products
        )

    def __sub__(self, other: Sums) -> Sums:
        return Sums(
            self.count - other.count, self.total - other.total, self.products - other.products
        )

    def scaled(self, weight: float) -> Sums:
        """The same frames, each counted `weight` times (0-1)."""
        return Sums(self.count * weight, self.total * weight, self.products * weight)

    @property
    def mean(self) -> np.ndarray:
        """The mean frame."""
        return self.total / max(1, self.count)

    @property
    def scatter(self) -> np.ndarray:
        """The sum of products around the mean."""
        return self.products - np.outer(self.total, self.total) / max(1, self.count)


NO_FRAMES = Sums(0, np.zeros(SIZE), np.zeros((SIZE, SIZE)))


@dataclass(frozen=True)
class Voice:
    """A Gaussian: `mean` (`SIZE`), the inverse of the covariance, and its log determinant."""

    mean: np.ndarray
    precision: np.ndarray
    log_determinant: float

    @classmethod
    def of(cls, own: Sums, shared: np.ndarray) -> Voice:
        """A voice from its frames; with few of them, its covariance is that of all voices."""
        share = own.count / (own.count + _OWN_FRAMES)
        covariance = share * own.scatter / max(1, own.count - 1) + (1 - share) * shared
        covariance = (1 - _DIAGONAL) * covariance + _DIAGONAL * np.diag(np.diag(covariance))
        covariance = covariance + 1e-6 * np.eye(SIZE)
        return cls(own.mean, np.linalg.inv(covariance), float(np.linalg.slogdet(covariance)[1]))

    def likelihood(self, frames: np.ndarray) -> np.ndarray:
        """The log likelihood of each frame, without the constant that all voices share."""
        apart = frames.astype(np.float64) - self.mean
        distance = np.einsum("ij,jk,ik->i", apart, self.precision, apart)
        return np.asarray(-0.5 * (distance + self.log_determinant))


def shared_covariance(sums: list[Sums]) -> np.ndarray:
    """The covariance within voices, over all of them."""
    count = sum(max(0.0, one.count - 1) for one in sums)
    scatter = sum((one.scatter for one in sums), np.zeros((SIZE, SIZE)))
    return scatter / max(1, count) + 1e-6 * np.eye(SIZE)
