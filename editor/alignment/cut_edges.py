"""Exactly how far apart the same sound is in two files, and where it begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from editor.alignment.audio import PER_MS, RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Samples = NDArray[np.int16]
    Shared = tuple[int, int, int]
    """First and last sample in the old file, and how much later (samples) it is in the new one."""
    Levels = tuple[float, float]
    """The loudness of the old and of the new file."""

SNIPPET = RATE
"""Samples that are correlated at once."""
REACH = 60 * PER_MS
"""How far the exact shift may be from the rough one: two frames of marks."""
BLOCK = 10 * PER_MS
"""Edges are found to so many samples."""
_SNIPPETS = 9
_SURE = 0.4  # correlation of the same sound through a codec is above 0.8, of other sound below 0.2
_WINDOW = 3 * BLOCK
_EDGE = 3 * RATE  # an edge is looked for so far on either side of where the marks put it
_AT_ONCE = 1000  # blocks compared at once
_QUIET = 12.0  # RMS of 16-bit samples below which a block says nothing,
_QUIET_SHARE = 0.05  # and as a share of the loudness of speech: noise differs after encoding
_PAUSE_SHARE = 0.1  # what is softer than this is a pause
_SAMPLED = 200  # blocks of a second from which the loudness is told


def exact_shift(old: Samples, new: Samples, span: tuple[int, int], rough: int) -> int | None:
    """The shift in samples that several snippets of a span agree on, or None if none is sure.

    Args:
        old: 16 kHz mono.
        new: 16 kHz mono.
        span: First and last sample of the stretch in the old file.
        rough: The shift within `REACH`.
    """
    found = []
    room = max(0, span[1] - span[0] - SNIPPET)
    for at in np.linspace(span[0], span[0] + room, _SNIPPETS).astype(int).tolist():
        lag = _lag(old[at : at + SNIPPET], new, at + rough)
        if lag is not None:
            found.append(lag)
    return rough + round(float(np.median(found))) if found else None


def _lag(snippet: Samples, new: Samples, at: int) -> int | None:
    """By how many samples a snippet lies later than at `at`; None if it is not there."""
    low = max(0, at - REACH)
    there = _centred(new[low : at + len(snippet) + REACH])
    here = _centred(snippet)
    if len(there) <= len(here) or not here.any():
        return None
    size = 1 << (len(there) + len(here)).bit_length()
    product = np.fft.rfft(there, size) * np.conj(np.fft.rfft(here, size))
    sums = np.fft.irfft(product, size)[: len(there) - len(here) + 1]
    energy = np.concatenate([[0.0], np.cumsum(there**2)])
    norms = np.sqrt((energy[len(here) :] - energy[: len(sums)]) * np.sum(here**2)) + 1e-6
    likeness = sums / norms
    best = int(likeness.argmax())
    return best + low - at if likeness[best] > _SURE else None


def _centred(samples: Samples) -> NDArray[np.float64]:
    sound = np.asarray(samples, dtype=np.float64)
    return sound - sound.mean() if len(sound) else sound


def shared_edges(
    old: Samples, new: Samples, spans: Sequence[Shared], levels: Levels
) -> list[Shared]:
    """The spans with exact edges, in order and apart in both files; `levels`: see `loudness`."""
    exact: list[list[int]] = [list(span) for span in spans]
    for at, span in enumerate(exact):
        before = exact[at - 1] if at else None
        if before is None:
            span[0] = _first_edge(old, new, (span[0], span[1], span[2]), levels)
        else:
            middle = min(max((before[1] + span[0]) // 2, before[0]), span[1])
            before[1], span[0] = _border(old, new, before, span, middle, levels)
    if exact:
        exact[-1][1] = _last_edge(old, new, (exact[-1][0], exact[-1][1], exact[-1][2]), levels)
    return [(start, stop, shift) for start, stop, shift in exact if stop > start]


def _border(
    old: Samples, new: Samples, left: list[int], right: list[int], middle: int, levels: Levels
) -> tuple[int, int]:
    """Where, in the old file, the left span ends and the right one begins.

    Each block before the end must sound like the new file at the left shift, each one after the
    beginning at the right shift, and those between like neither.
    """
    low = max(left[0], min(left[1], right[0], middle) - _EDGE)
    high = min(right[1], max(left[1], right[0], middle) + _EDGE)
    blocks = max(1, (high - low) // BLOCK)
    one = np.concatenate([[0.0], np.cumsum(_agreement(old, new, low, blocks, left[2], levels))])
    other = np.concatenate([[0.0], np.cumsum(_agreement(old, new, low, blocks, right[2], levels))])
    # Best end for every beginning: the left span's gain up to its end, the right one's after.
    rest = other[-1] - other
    ends = np.maximum.accumulate(one)
    start = int((ends + rest).argmax())
    end = int(one[: start + 1].argmax())
    stop, begin = low + end * BLOCK, low + start * BLOCK
    overlap = stop + left[2] - (begin + right[2])
    if overlap > 0:  # both claim the same new sound, which is silence
        stop -= overlap // 2
        begin += overlap - overlap // 2
    return max(stop, left[0]), min(begin, right[1])


def _first_edge(old: Samples, new: Samples, span: Shared, levels: Levels) -> int:
    """Where the first span begins: as early as the sound agrees."""
    low = max(0, -span[2], span[0] - _EDGE)
    blocks = (min(span[0] + _EDGE, span[1]) - low) // BLOCK
    gains = _agreement(old, new, low, blocks, span[2], levels)
    sums = np.concatenate([[0.0], np.cumsum(gains[::-1])])[::-1]
    return low + int(sums.argmax()) * BLOCK if blocks else span[0]


def _last_edge(old: Samples, new: Samples, span: Shared, levels: Levels) -> int:
    """Where the last span ends: as late as the sound agrees."""
    high = min(len(old), len(new) - span[2], span[1] + _EDGE)
    low = max(span[0], span[1] - _EDGE)
    blocks = (high - low) // BLOCK
    gains = _agreement(old, new, low, blocks, span[2], levels)
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    last = len(sums) - 1 - int(sums[::-1].argmax())
    return high if last == blocks else low + last * BLOCK


def loudness(samples: Samples) -> float:
    """The RMS of the louder half of a sound, from parts of it all over."""
    places = np.linspace(0, max(0, len(samples) - SNIPPET), _SAMPLED).astype(int).tolist()
    levels = sorted(_rms(samples[at : at + SNIPPET]) for at in places)
    return float(np.mean(levels[len(levels) // 2 :]))


def is_pause(samples: Samples, start: int, stop: int, level: float) -> bool:
    """Whether nobody speaks from `start` to `stop` in a sound of this loudness."""
    blocks = range(start, max(stop, start + 1), BLOCK)
    levels = [_rms(samples[at : min(at + BLOCK, stop)]) for at in blocks]
    return float(np.percentile(levels, 90)) < _PAUSE_SHARE * level


def _rms(samples: Samples) -> float:
    if not len(samples):
        return 0.0
    return float(np.sqrt(np.mean(np.asarray(samples, dtype=np.float32) ** 2)))


def _agreement(
    old: Samples, new: Samples, start: int, blocks: int, shift: int, levels: Levels
) -> NDArray[np.float64]:
    """Per block how much it speaks for the shift: up to 0.5 for the same sound, -0.5 for other.

    Blocks that are quiet in both files say (almost) nothing; a hair for the shift, so that
    silence stays with what it belongs to.
    """
    gains = [
        _block_gains(old, new, start + first * BLOCK, min(_AT_ONCE, blocks - first), shift, levels)
        for first in range(0, blocks, _AT_ONCE)
    ]
    return np.concatenate([np.zeros(0), *gains])


def _block_gains(
    old: Samples, new: Samples, start: int, blocks: int, shift: int, levels: Levels
) -> NDArray[np.float64]:
    here = _padded(old, start - BLOCK, (blocks + 2) * BLOCK)
    there = _padded(new, start + shift - BLOCK, (blocks + 2) * BLOCK)
    rows = np.arange(blocks)[:, None] * BLOCK + np.arange(_WINDOW)[None, :]
    one, other = here[rows], there[rows]
    energy = np.sum(one**2, axis=1), np.sum(other**2, axis=1)
    likeness = np.sum(one * other, axis=1) / (np.sqrt(energy[0] * energy[1]) + 1e-6)
    floors = [max(_QUIET, _QUIET_SHARE * level) for level in levels]
    quiet = (energy[0] < _WINDOW * floors[0] ** 2) & (energy[1] < _WINDOW * floors[1] ** 2)
    return np.where(quiet, 1e-4, np.clip(likeness, 0, 1) - 0.5)


def _padded(samples: Samples, start: int, length: int) -> NDArray[np.float32]:
    """The samples of a stretch; silence where it reaches beyond an end."""
    sound = np.zeros(length, dtype=np.float32)
    low, high = max(0, start), min(len(samples), start + length)
    if high > low:
        sound[low - start : high - start] = samples[low:high]
    return sound
