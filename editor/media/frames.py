"""The decoded frames of a file, on a time line that begins at zero and has no holes.

FFmpeg already drops the encoder's priming samples (MP3 with a LAME header, AAC edit lists, Opus
pre-skip). What is left to do is to place the frames: sound that begins later than the pictures,
packets that could not be decoded, and time stamps that jump.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from av import AudioFrame
from av.audio.frame import format_dtypes
from av.error import FFmpegError

from editor.media import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editor.media.source import Source

# How far a frame may be from its place before that is mended. After a packet that failed, less:
# above the rounding of Matroska's time stamps (1 ms), below the usual packet (20 to 26 ms). In
# Vorbis, more: where the block size changes, FFmpeg's time stamps are off for one frame by up to
# 93 ms.
_TOLERANCE_S = 0.02
_TOLERANCE_AFTER_LOSS_S = 0.01
_TOLERANCES_S = {"vorbis": 0.1}
# A jump further than this is a broken time stamp, not silence.
_LONGEST_GAP_S = 10.0
_LONGEST_OVERLAP_S = 1.0
_MOST_FILLED_S = 600.0
# PyAV reaches only so many planes of a frame.
_MOST_CHANNELS = 8
# So many broken reads in a row, and the rest of the file is given up.
_MOST_FAILURES = 200


@dataclass
class Damage:
    """What had to be mended so far."""

    packets: int = 0
    """Packets that could not be read or decoded."""
    filled_ms: int = 0
    """Silence put in the place of missing sound, in ms."""
    frames: int = 0
    """Frames that were decoded."""


def frames(source: Source, damage: Damage) -> Iterator[AudioFrame]:
    """The sound from time zero on; lost sound is silence of the same length.

    Zero is where players begin: the first audible sample of an audio file, the beginning of the
    presentation of an MP4 (its time stamps are absolute), the first picture or sound of any other
    video. `damage` is counted up on the way.

    Raises:
        MediaError: Nothing, or next to nothing, could be decoded.
    """
    line = _TimeLine(source, damage)
    for frame in _decoded(source, damage):
        damage.frames += 1
        yield from line.place(frame)
    if not damage.frames:
        raise errors.incomplete(source.path) if damage.packets else errors.no_length(source.path)
    # Sheer noise that happens to begin like an MP3 decodes here and there by accident.
    if damage.packets > damage.frames:
        raise errors.incomplete(source.path)


def _decoded(source: Source, damage: Damage) -> Iterator[AudioFrame]:
    decode = source.stream.codec_context.decode
    for packet in _packets(source, damage):
        try:
            decoded = decode(packet)
        except (FFmpegError, ValueError):
            damage.packets += 1
            continue
        yield from decoded


def _packets(source: Source, damage: Damage) -> Iterator[Any]:
    """All packets and, last, the empty one that flushes the decoder."""
    failures = 0
    while failures < _MOST_FAILURES:
        packets = source.container.demux(source.stream)
        try:
            for packet in packets:
                failures = 0
                yield packet
        except FFmpegError:
            damage.packets += 1
            failures += 1
        else:
            return
    yield None


class _TimeLine:
    """Puts frames one after the other, as their time stamps say."""

    def __init__(self, source: Source, damage: Damage) -> None:
        self._source = source
        self._damage = damage
        codec = source.stream.codec_context.codec.canonical_name
        self._usual = _TOLERANCES_S.get(codec, _TOLERANCE_S)
        base = source.stream.time_base
        self._base: tuple[int, int] = (base.numerator, base.denominator)
        self._rate = 0
        self._zero: int | None = None
        self._position = 0  # samples since zero, at self._rate
        self._lost = 0  # damaged packets when the last frame was placed

    def place(self, frame: AudioFrame) -> Iterator[AudioFrame]:
        """The frame, with silence before it or its beginning cut off where time asks for it."""
        if frame.rate != self._rate:
            self._change_rate(frame.rate)
        gap = self._gap(frame)
        if abs(gap) > self._tolerance() * self._rate:
            if 0 < gap <= self._may_fill():
                yield from self._silence(frame, gap)
            elif self._may_cut(frame, -gap):
                if -gap >= frame.samples:
                    self._lost = -1  # what is left of the overlap is cut off the next frame
                    return
                frame = _without_start(frame, -gap)
            elif self._zero is not None:
                self._zero += gap
        self._position += frame.samples
        frame.pts = None
        yield frame

    def _tolerance(self) -> float:
        """The tolerance for the next frame, in seconds."""
        lost, self._lost = self._lost, self._damage.packets
        at_start = self._position == 0
        return _TOLERANCE_AFTER_LOSS_S if at_start or lost != self._lost else self._usual

    def _change_rate(self, rate: int) -> None:
        if self._rate:
            self._position = self._position * rate // self._rate
            if self._zero is not None:
                self._zero = self._zero * rate // self._rate
        self._rate = rate

    def _gap(self, frame: AudioFrame) -> int:
        """Samples between where the sound so far ends and where this frame belongs."""
        if frame.pts is None:
            return 0
        at = self._samples(frame.pts)
        if self._zero is None:
            self._zero = self._find_zero(at)
        return at - self._zero - self._position

    def _samples(self, pts: int) -> int:
        numerator, denominator = self._base
        return pts * numerator * self._rate // denominator

    def _find_zero(self, first: int) -> int:
        """Where time begins, in samples of the stream's own clock."""
        source = self._source
        if source.container.format.name.startswith("mov"):
            zero = 0
        elif source.has_video and source.container.start_time is not None:
            zero = int(source.container.start_time) * self._rate // 1_000_000
        elif source.stream.start_time is not None:
            zero = self._samples(source.stream.start_time)
        else:
            zero = first
        return zero if 0 <= first - zero <= _LONGEST_GAP_S * self._rate else first

    def _may_fill(self) -> float:
        left = _MOST_FILLED_S - self._damage.filled_ms / 1000
        return max(0.0, min(_LONGEST_GAP_S, left)) * self._rate

    def _may_cut(self, frame: AudioFrame, samples: int) -> bool:
        short = 0 < samples <= _LONGEST_OVERLAP_S * self._rate
        return short and frame.layout.nb_channels <= _MOST_CHANNELS

    def _silence(self, like: AudioFrame, samples: int) -> Iterator[AudioFrame]:
        if self._position:
            self._damage.filled_ms += samples * 1000 // self._rate
        while samples > 0:
            count = min(samples, self._rate)
            yield _silent(like, count)
            self._position += count
            samples -= count


def _silent(like: AudioFrame, samples: int) -> AudioFrame:
    """Silence in the form of another frame; in mono where PyAV cannot make that form."""
    if like.layout.nb_channels > _MOST_CHANNELS:
        return _frame(np.zeros((1, samples), np.int16), "s16", "mono", like.rate)
    dtype = np.dtype(format_dtypes[like.format.name])
    middle = 128 if dtype == np.uint8 else 0
    channels = like.layout.nb_channels
    shape = (channels, samples) if like.format.is_planar else (1, samples * channels)
    return _frame(np.full(shape, middle, dtype), like.format.name, like.layout, like.rate)


def _without_start(frame: AudioFrame, samples: int) -> AudioFrame:
    step = 1 if frame.format.is_planar else frame.layout.nb_channels
    rest = np.ascontiguousarray(frame.to_ndarray()[:, samples * step :])
    return _frame(rest, frame.format.name, frame.layout, frame.rate)


def _frame(samples: np.ndarray[Any, Any], form: str, layout: Any, rate: int) -> AudioFrame:
    frame = AudioFrame.from_ndarray(samples, format=form, layout=layout)
    frame.sample_rate = rate
    return frame
