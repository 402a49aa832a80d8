"""Writing sound to a file of any format, as a stream, replacing the file only at the end."""

from __future__ import annotations

import errno
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NamedTuple
from uuid import uuid4

import imageio_ffmpeg
import numpy as np

from editor.media import errors
from editor.media.pcm import WavFullError, WavWriter

if TYPE_CHECKING:
    from pathlib import Path

    from editor.media.pcm import Form

Write = Callable[[bytes], None]


class Format(NamedTuple):
    """How FFmpeg writes a format: its muxer, and its arguments for mono and for stereo."""

    muxer: str
    mono: tuple[str, ...]
    stereo: tuple[str, ...]


def _at_bitrates(muxer: str, codec: str, mono: str, stereo: str, *more: str) -> Format:
    return Format(
        muxer, ("-c:a", codec, "-b:a", mono, *more), ("-c:a", codec, "-b:a", stereo, *more)
    )


# Bit rates: constant for MP3, because players seek by it, and what podcast hosts ask for.
FORMATS = {
    ".mp3": _at_bitrates("mp3", "libmp3lame", "96k", "160k"),
    ".m4a": _at_bitrates("ipod", "aac", "96k", "160k", "-movflags", "+faststart"),
    ".ogg": _at_bitrates("ogg", "libvorbis", "80k", "144k"),
    ".opus": _at_bitrates("opus", "libopus", "64k", "112k"),
    ".flac": Format("flac", ("-c:a", "flac"), ("-c:a", "flac")),
}
"""The formats that FFmpeg writes for us, by suffix; WAV we write ourselves."""

SUFFIXES = (".wav", *FORMATS)
"""What the suffix of a file to write may be."""

# Windows opens a console for every program that it starts from a window, unless told not to.
NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


@contextmanager
def open_encoder(dest: Path, form: Form) -> Iterator[Write]:
    """A function that takes int16 PCM in pieces; `dest` appears when the block ends well.

    Raises:
        MediaError: The suffix is unknown, the disk is full, or `dest` cannot be written.
    """
    suffix = dest.suffix.lower()
    if suffix not in SUFFIXES:
        raise errors.MediaError(
            f"{dest.name} cannot be written: end the name in one of {', '.join(SUFFIXES)}."
        )
    encoder = _wav if suffix == ".wav" else _ffmpeg
    try:
        with replacing(dest) as part, encoder(part, form, dest) as write:
            yield write
    except OSError as error:
        raise errors.cannot_write(dest, error) from error


@contextmanager
def replacing(dest: Path) -> Iterator[Path]:
    """A new file beside `dest` that takes its place at the end, and goes if that fails."""
    part = dest.with_name(f".{dest.stem}-{uuid4().hex[:8]}.part")
    try:
        yield part
        part.replace(dest)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _wav(part: Path, form: Form, dest: Path) -> Iterator[Write]:
    with part.open("wb") as file:
        writer = WavWriter(file, form.rate, form.channels)
        try:
            yield lambda data: writer.write(np.frombuffer(data, "<i2"))
        except WavFullError:
            raise errors.MediaError(
                f"{dest.name} would be longer than a WAV file can be: choose FLAC instead."
            ) from None
        writer.finish()


@contextmanager
def _ffmpeg(part: Path, form: Form, dest: Path) -> Iterator[Write]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            _command(part, form, FORMATS[dest.suffix.lower()]),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            creationflags=NO_WINDOW,
        )
        try:
            with process:
                yield _writer(process)
        except BrokenPipeError:
            raise _failed(dest, log) from None
        if process.returncode:
            raise _failed(dest, log)


def _writer(process: subprocess.Popen[bytes]) -> Write:
    pipe = process.stdin
    assert pipe is not None

    def write(data: bytes) -> None:
        pipe.write(data)

    return write


def _command(part: Path, form: Form, target: Format) -> list[str]:
    coding = target.mono if form.channels == 1 else target.stereo
    return [
        imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y",
        "-f", "s16le", "-ar", str(form.rate), "-ac", str(form.channels), "-i", "pipe:0",
        *coding, "-f", target.muxer, str(part),
    ]  # fmt: skip


def _failed(dest: Path, log: IO[bytes]) -> errors.MediaError:
    log.seek(0)
    said = log.read().decode("utf-8", "replace").strip()
    if "No space left" in said or "File too large" in said:
        return errors.cannot_write(dest, OSError(errno.ENOSPC, "no room"))
    last = said.splitlines()[-1] if said else "it gave no reason"
    return errors.MediaError(
        f"{dest.name} could not be encoded ({last}): try another format or folder."
    )
