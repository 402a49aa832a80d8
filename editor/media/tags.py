"""Tags, cover and chapters of an audio file, written by FFmpeg without touching the sound."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import imageio_ffmpeg

from editor.media import errors
from editor.media.encode import FORMATS, NO_WINDOW, replacing

if TYPE_CHECKING:
    from collections.abc import Sequence

_WITH_COVER = (".mp3", ".m4a", ".flac")
_WITH_CHAPTERS = (".mp3", ".m4a", ".ogg", ".opus")
_TIMEOUT_S = 600
_LOCAL = ("-protocol_whitelist", "file")  # a file that names others is not followed to the network


def write_tagged(
    sound: Path, dest: Path, *, tags_from: Path | None = None, chapters: str | None = None
) -> None:
    """Write the sound of one file with the tags and the cover of another, and with chapters.

    Args:
        sound: The file whose sound is copied as it is.
        dest: The file to write; it must have the format of `sound` and may be the same file.
        tags_from: The file whose tags are taken; None for those of `sound`.
        chapters: Text of an FFmpeg metadata file (see `editor.formats.chapters`); MP3 gets them as
            ID3 CHAP and CTOC frames. None for no chapters. FLAC and WAV cannot hold any.

    Raises:
        MediaError: Something cannot be read or written; then `dest` is as it was.
    """
    suffix = dest.suffix.lower()
    if suffix != ".wav" and suffix not in FORMATS:
        raise errors.MediaError(f"{dest.name} cannot be written: tags need a known audio format.")
    try:
        with tempfile.TemporaryDirectory() as folder, replacing(dest) as part:
            inputs = [sound, tags_from or sound]
            if chapters is not None and suffix in _WITH_CHAPTERS:
                inputs.append(Path(folder) / "chapters.ffmeta")
                inputs[-1].write_text(chapters, encoding="utf-8")
            _run(_command(inputs, part, suffix), dest)
    except OSError as error:
        raise errors.cannot_write(dest, error) from error


def _command(inputs: Sequence[Path], part: Path, suffix: str) -> list[str]:
    named = [word for path in inputs for word in (*_LOCAL, "-i", str(path))]
    cover = ["-map", "1:v?", "-disposition:v", "attached_pic"] if suffix in _WITH_COVER else []
    version = ["-id3v2_version", "3"] if suffix == ".mp3" else []
    muxer = "wav" if suffix == ".wav" else FORMATS[suffix].muxer
    return [
        imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-nostdin", "-y", *named,
        "-map", "0:a:0", *cover, "-c", "copy", "-map_metadata", "1",
        "-map_chapters", "2" if len(inputs) > 2 else "-1", *version, "-f", muxer, str(part),
    ]  # fmt: skip


def _run(command: list[str], dest: Path) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_TIMEOUT_S, check=False, creationflags=NO_WINDOW
        )
    except subprocess.TimeoutExpired:
        raise errors.MediaError(f"Writing the tags of {dest.name} took too long.") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise errors.MediaError(
            f"The tags of {dest.name} could not be written ({said[-1] if said else 'no reason'}): "
            "try without them."
        )
