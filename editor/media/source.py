"""Opening an audio or video file, with every failure told as one sentence."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import av
from av.error import FFmpegError

from editor.media import errors
from editor.media.files import open_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Only containers that carry sound. Without the list, FFmpeg also opens pictures, subtitles and
# play lists, and a play list may name other files or addresses; the protocols are limited to
# the file itself for the same reason.
_CONTAINERS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,matroska,webm,mov,mp4,m4a,3gp,mp3,mpc,mpc8,"
    "mpeg,mpegts,ogg,tta,voc,w64,wav,wv"
)
_OPTIONS = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "file"}

_HEAD_BYTES = 4096
# Where the file types that we know begin with what: (offset, bytes).
_AUDIO_STARTS = (
    (0, b"RIFF"), (0, b"RF64"), (0, b"fLaC"), (0, b"OggS"), (0, b"ID3"), (0, b"FORM"),
    (0, b"\x1aE\xdf\xa3"), (0, b"caff"), (0, b"\xff\xfb"), (4, b"ftyp"),
)  # fmt: skip
# Brands and object identifiers of protected files: FairPlay, Audible (new and old), Windows Media
# (content encryption and extended content encryption objects).
_PROTECTED_BRANDS = ((8, b"M4P "), (8, b"aax"), (4, b"\x57\x90\x75\x36"))
_PROTECTED_MARKS = (
    bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e"),
    bytes.fromhex("14e68a292226174cb935dae07ee9289c"),
)
# Sample entries of encrypted sound in MP4: FairPlay, common encryption, Audible.
_PROTECTED_TAGS = frozenset({"drms", "enca", "aavd", "p608"})

ATTACHED_PICTURE = 0x400
"""FFmpeg's disposition flag of cover art, which is a video stream of one frame."""


@dataclass(frozen=True)
class Source:
    """An open file and its sound track; valid inside `open_source` only."""

    path: Path
    size: int
    container: Any
    stream: Any
    has_video: bool

    @property
    def stated_ms(self) -> int:
        """The length that the file states or FFmpeg guesses, in ms; 0 if unknown.

        A damaged header can claim anything, so it is bounded by what the bytes could hold at
        4 kbit/s, below any speech codec in use.
        """
        if self.stream.duration:
            ms = round(self.stream.duration * self.stream.time_base * 1000)
        elif self.container.duration:  # of the pictures too, which may be longer
            ms = round(self.container.duration / (av.time_base / 1000))
        else:
            ms = 0
        return int(max(0, min(ms, self.size * 2)))


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a file's best sound track for decoding.

    Raises:
        MediaError: The file is missing, unreadable, empty, not audio, without sound, protected
            or damaged, or it breaks while it is being read inside the block.
    """
    size, head = _look(path)
    try:
        container = av.open(str(path), container_options=_OPTIONS, metadata_errors="replace")
    except (FFmpegError, ValueError, OverflowError) as error:
        raise _failure(path, head, error) from error
    with container:
        # What the caller's own work raises, such as a full disk, is not ours to explain.
        try:
            yield _source(path, size, container)
        except FFmpegError as error:
            raise _failure(path, head, error) from error


def _look(path: Path) -> tuple[int, bytes]:
    """The size and first bytes of a regular file, protected and empty ones refused."""
    with open_plain(path) as file:
        try:
            size = file.seek(0, 2)
            file.seek(0)
            head = file.read(_HEAD_BYTES)
        except OSError as error:
            raise errors.cannot_read(path, error) from error
    if not head:
        raise errors.empty(path)
    marked = any(mark in head for mark in _PROTECTED_MARKS)
    if marked or _starts(head, _PROTECTED_BRANDS):
        raise errors.protected(path)
    return size, head


def _starts(head: bytes, table: tuple[tuple[int, bytes], ...]) -> bool:
    return any(head[at : at + len(mark)] == mark for at, mark in table)


def _source(path: Path, size: int, container: Any) -> Source:
    video = any(not int(s.disposition) & ATTACHED_PICTURE for s in container.streams.video)
    tracks = container.streams.audio
    if not tracks:
        raise errors.no_sound(path) if container.streams.video else errors.not_audio(path)
    stream = container.streams.best("audio") or tracks[0]
    if _is_protected(stream):
        raise errors.protected(path)
    if stream.codec_context is None:
        raise errors.no_decoder(path, "unknown codec")
    return Source(path, size, container, stream, video)


def _is_protected(stream: Any) -> bool:
    context = stream.codec_context
    return context is not None and context.codec_tag in _PROTECTED_TAGS


def _failure(path: Path, head: bytes, error: Exception) -> errors.MediaError:
    if isinstance(error, av.error.DecoderNotFoundError):
        return errors.no_decoder(path, "no decoder")
    return errors.incomplete(path) if _starts(head, _AUDIO_STARTS) else errors.not_audio(path)
