"""The sound as the aligner sees it: windows of a 16 kHz mono file that stays on disk."""

from __future__ import annotations

import mmap
import wave
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from editor.alignment.aligner import AlignmentError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RATE = 16000
"""Samples per second: what Whisper, silero and the HMM all want."""
PER_MS = RATE // 1000
FRAME_MS = 32
"""Length of one value of the voice detector (512 samples)."""


class Span(NamedTuple):
    """A stretch of time, in ms."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How long it is, in ms."""
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """How many ms both have in common."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True)
class Sound:
    """A PCM file, mapped: only the windows that are asked for are read.

    Attributes:
        samples: int16, one channel, 16 kHz; a memory map.
    """

    samples: np.ndarray

    @property
    def length(self) -> int:
        """The length in ms."""
        return len(self.samples) // PER_MS

    def window(self, span: Span) -> np.ndarray:
        """The int16 samples of a span; parts beyond either end are left out."""
        return self.part(max(0, span.start) * PER_MS, max(0, span.end) * PER_MS)

    def part(self, start: int, stop: int) -> np.ndarray:
        """A copy of the samples from one index to another."""
        found = np.array(self.samples[start:stop])
        _let_go(self.samples)
        return found

    def floats(self, span: Span) -> np.ndarray:
        """The samples of a span as float32 in -1..1."""
        return self.window(span).astype(np.float32) / np.float32(32768)


def _let_go(samples: np.ndarray) -> None:
    """Give pages of a file back to the system: else all that was ever read counts as our memory."""
    mapped = getattr(samples, "_mmap", None)
    if mapped is not None and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
        mapped.madvise(mmap.MADV_DONTNEED)


def open_sound(path: Path) -> Sound:
    """Map a WAV file.

    Raises:
        AlignmentError: It is missing, no WAV file, empty, or not 16 kHz mono 16 bit.
    """
    try:
        with path.open("rb") as file, wave.open(file) as reader:
            shape = (reader.getnchannels(), reader.getsampwidth(), reader.getframerate())
            count = reader.getnframes()
            offset = file.tell()
    except (OSError, wave.Error, EOFError) as error:
        raise AlignmentError(f"The sound for the aligner, {path}, cannot be read.") from error
    if shape != (1, 2, RATE):
        raise AlignmentError(f"The sound for the aligner, {path}, is not 16 kHz mono of 16 bit.")
    count = min(count, (path.stat().st_size - offset) // 2)
    if count <= 0:
        raise AlignmentError(f"The sound for the aligner, {path}, is empty.")
    return Sound(np.memmap(path, np.dtype("<i2"), "r", offset, (count,)))


def speech_spans(
    voice: np.ndarray, *, on: float = 0.5, off: float = 0.35, pause_ms: int = 160, pad_ms: int = 0
) -> list[Span]:
    """Where somebody speaks, from the voice detector's probabilities (one per `FRAME_MS`).

    Speech begins above `on` and ends when `pause_ms` long nothing reached `off`.
    """
    spans: list[Span] = []
    start = last = -1
    quiet = max(1, pause_ms // FRAME_MS)
    for frame, value in enumerate(voice):
        if value >= on and start < 0:
            start = last = frame
        elif value >= off and start >= 0:
            last = frame
        elif start >= 0 and frame - last > quiet:
            spans.append(Span(start * FRAME_MS, (last + 1) * FRAME_MS))
            start = -1
    if start >= 0:
        spans.append(Span(start * FRAME_MS, (last + 1) * FRAME_MS))
    return _padded(spans, pad_ms, len(voice) * FRAME_MS)


def _padded(spans: list[Span], pad: int, length: int) -> list[Span]:
    out: list[Span] = []
    for span in spans:
        start, end = max(0, span.start - pad), min(length, span.end + pad)
        if out and start <= out[-1].end:
            out[-1] = Span(out[-1].start, end)
        else:
            out.append(Span(start, end))
    return out


def cut_windows(
    speech: Sequence[Span], length: int, *, longest: int = 24_000, pad: int = 300
) -> list[Span]:
    """Windows of at most `longest` ms that together hold all speech, cut at pauses.

    A window ends at the longest pause in its last half, so that words stay whole; long silence
    belongs to no window. `length` is that of the sound, in ms.
    """
    windows: list[Span] = []
    pending = [piece for span in speech for piece in _pieces(span, longest - 2 * pad)]
    at = 0
    while at < len(pending):
        end = _last_fitting(pending, at, longest - 2 * pad)
        windows.append(Span(pending[at].start, pending[end].end))
        at = end + 1
    return _with_margins(windows, pad, length)


def _pieces(span: Span, longest: int) -> list[Span]:
    count = -(-span.length // longest)
    edges = [span.start + span.length * k // count for k in range(count + 1)]
    return [Span(a, b) for a, b in pairwise(edges)]


def _last_fitting(spans: Sequence[Span], at: int, longest: int) -> int:
    last = at
    while last + 1 < len(spans) and spans[last + 1].end - spans[at].start <= longest:
        last += 1
    if last + 1 == len(spans):
        return last
    half = spans[at].start + longest // 2
    best = [k for k in range(at, last + 1) if spans[k].end >= half] or [last]
    return max(best, key=lambda k: (spans[k + 1].start - spans[k].end, k))


def _with_margins(windows: list[Span], pad: int, length: int) -> list[Span]:
    """Each window grown by `pad`, but not beyond the middle of the pause to its neighbour."""
    out: list[Span] = []
    for k, window in enumerate(windows):
        before = (windows[k - 1].end + window.start) // 2 if k else 0
        after = (window.end + windows[k + 1].start) // 2 if k + 1 < len(windows) else length
        start, end = max(before, window.start - pad), min(after, window.end + pad)
        out.append(Span(max(0, start), min(length, end)))
    return out
