"""Plain PCM: from decoded frames to blocks of int16, and from blocks to a WAV file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import numpy as np
from av import AudioFrame, AudioResampler
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Samples = NDArray[np.int16]
"""int16 samples, shaped (frames, channels) or, where said so, (frames,)."""

_LAYOUTS = {1: "mono", 2: "stereo"}
HEADER_BYTES = 44
MOST_BYTES = 2**32 - 4096
"""How much PCM a WAV may hold: its header counts bytes in 32 bits."""


class Form(NamedTuple):
    """The form of int16 PCM: samples per second, and channels."""

    rate: int
    channels: int

    @property
    def bytes_per_second(self) -> int:
        """How much a second takes."""
        return 2 * self.rate * self.channels


class WavFullError(Exception):
    """The sound is longer than a WAV file of this rate can hold; never shown to the user."""


class Converter:
    """Turns frames of any form into int16 blocks of one form, about a second each.

    FFmpeg's resampler does the work: its filter delay is taken out, so sample n of the output is
    the sound at n / rate seconds.
    """

    def __init__(self, rate: int, channels: int) -> None:
        self.rate = rate
        self.channels = channels
        self._form: tuple[str, str, int] | None = None
        self._resampler: AudioResampler | None = None

    def add(self, frame: AudioFrame) -> Iterator[Samples]:
        """The blocks that are ready after one more frame."""
        form = (frame.format.name, frame.layout.name, frame.rate)
        if form != self._form:  # at first, and where a stream changes its form on the way
            yield from self.finish()
            self._form = form
            self._resampler = AudioResampler(
                "s16", _LAYOUTS[self.channels], self.rate, frame_size=self.rate
            )
        if self._resampler is not None:
            yield from self._blocks(self._resampler.resample(frame))

    def add_block(self, block: Samples, rate: int) -> Iterator[Samples]:
        """The blocks that are ready after one more block, shaped (frames, channels)."""
        layout = _LAYOUTS[block.shape[1]]
        frame = AudioFrame.from_ndarray(block.reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = rate
        yield from self.add(frame)

    def finish(self) -> Iterator[Samples]:
        """What is left in the resampler."""
        if self._resampler is not None:
            yield from self._blocks(self._resampler.resample(None))
            self._resampler = None

    def _blocks(self, frames: Iterable[AudioFrame]) -> Iterator[Samples]:
        for frame in frames:
            array: NDArray[Any] = frame.to_ndarray()
            yield array.reshape(-1, self.channels)


class WavWriter:
    """Writes int16 PCM as a WAV file whose header is set right by `finish`."""

    def __init__(self, file: BinaryIO, rate: int, channels: int) -> None:
        self._file = file
        self._rate = rate
        self._channels = channels
        self.size = 0
        """Bytes of sound written so far."""
        file.write(bytes(HEADER_BYTES))

    @property
    def frames(self) -> int:
        """Frames (samples per channel) written so far."""
        return self.size // (2 * self._channels)

    def write(self, block: Samples) -> None:
        """Append a block.

        Raises:
            WavFullError: The file would grow beyond what its header can say.
            OSError: The disk is full, or something like it.
        """
        if self.size + block.nbytes > MOST_BYTES:
            raise WavFullError
        self._file.write(np.ascontiguousarray(block, dtype="<i2").data)
        self.size += block.nbytes

    def finish(self) -> None:
        """Write the header, now that the length is known."""
        self._file.seek(0)
        self._file.write(wav_header(self.size, self._rate, self._channels))


def wav_header(size: int, rate: int, channels: int) -> bytes:
    """The 44 bytes before `size` bytes of int16 PCM (RIFF, WAVE, `fmt `, `data`)."""
    width = 2 * channels
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * width, width, 16)
    return (
        b"RIFF" + struct.pack("<I", size + HEADER_BYTES - 8) + b"WAVE"
        b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", size)
    )  # fmt: skip


def read_wav_header(head: bytes) -> tuple[int, int, int] | None:
    """(bytes of sound, rate, channels) of a file that `WavWriter` wrote, or None."""
    if len(head) < HEADER_BYTES:
        return None
    channels, rate = struct.unpack_from("<HI", head, 22)
    (size,) = struct.unpack_from("<I", head, 40)
    good = channels in _LAYOUTS and head[:HEADER_BYTES] == wav_header(size, rate, channels)
    return (size, rate, channels) if good else None
