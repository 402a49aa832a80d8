"""A file's sound as a stream of mono samples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from editor.media.frames import Damage, frames
from editor.media.pcm import Converter, Samples
from editor.media.source import open_source

if TYPE_CHECKING:
    from pathlib import Path

SPEECH_RATE = 16_000
"""Samples per second that speech models want."""


class Decoding(Iterator[Samples]):
    """Blocks of about a second, int16, shaped (frames,); `damage` tells what was mended."""

    def __init__(self, path: Path, rate: int) -> None:
        self.damage = Damage()
        self._blocks = self._run(path, rate)

    def __next__(self) -> Samples:
        return next(self._blocks)

    def _run(self, path: Path, rate: int) -> Iterator[Samples]:
        converter = Converter(rate, channels=1)
        with open_source(path) as source:
            for frame in frames(source, self.damage):
                for block in converter.add(frame):
                    yield block[:, 0]
            for block in converter.finish():
                yield block[:, 0]


def decode(path: Path, rate: int = SPEECH_RATE) -> Decoding:
    """Decode a file as a stream, mono, from time zero on.

    Damaged packets are replaced by silence and counted in `damage` of the result. Memory stays
    bounded, however long the file.

    Args:
        path: Any audio file, or a video with sound.
        rate: Samples per second wanted.

    Raises:
        MediaError: From the first step on: the file cannot be opened or decoded.
    """
    return Decoding(path, rate)
