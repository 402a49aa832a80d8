"""The one error family of audio: each message is one sentence that can be shown as it is."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class MediaError(Exception):
    """Audio cannot be read or written; the message says which file, why, and what to do."""


class MediaCancelledError(MediaError):
    """The caller asked to stop; nothing half-written is left behind."""


_READING = {
    errno.ENOENT: "{name} is not there any more: it was moved, renamed or deleted; look for it at "
    "{folder} or choose the file again.",
    errno.EACCES: "{name} may not be read: you lack permission for it; change its permissions or "
    "copy it to a folder of your own.",
    errno.EISDIR: "{name} is a folder, not an audio file; choose the file inside it.",
}
_READING[errno.EPERM] = _READING[errno.EACCES]
_READING[errno.ENOTDIR] = _READING[errno.ENOENT]

_NO_ROOM = "No room is left on the disk for {name} in {folder}: free some space and try again."
_NO_WRITING = "{name} cannot be written in {folder}: you lack permission; choose another folder."
_WRITING = {
    errno.ENOSPC: _NO_ROOM,
    errno.EFBIG: _NO_ROOM,
    errno.EACCES: _NO_WRITING,
    errno.EPERM: _NO_WRITING,
    errno.EROFS: _NO_WRITING,
    errno.EISDIR: "{name} is a folder in {folder}: choose another file name.",
    errno.ENOENT: "The folder {folder} for {name} is not there any more: choose another folder.",
}
# Windows has no disk quotas among its error numbers.
_WRITING[getattr(errno, "EDQUOT", errno.ENOSPC)] = _NO_ROOM
_WRITING[errno.ENOTDIR] = _WRITING[errno.ENOENT]


def cannot_read(path: Path, error: OSError) -> MediaError:
    """The sentence for a file that the system would not let us read."""
    return _sentence(_READING, "{name} cannot be read ({why}): try a copy of it.", path, error)


def cannot_write(path: Path, error: OSError) -> MediaError:
    """The sentence for a file that the system would not let us write."""
    return _sentence(
        _WRITING, "{name} cannot be written in {folder} ({why}): try elsewhere.", path, error
    )


def _sentence(table: dict[int, str], other: str, path: Path, error: OSError) -> MediaError:
    text = table.get(error.errno or 0, other)
    why = error.strerror or "unknown reason"
    return MediaError(text.format(name=path.name or path, folder=path.parent, why=why))


def not_audio(path: Path) -> MediaError:
    """The file is something else."""
    return MediaError(
        f"{path.name} is not an audio or video file that can be read: choose an MP3, M4A, WAV, "
        "FLAC, Ogg, Opus, MP4 or MKV file."
    )


def empty(path: Path) -> MediaError:
    """The file has no bytes."""
    return MediaError(f"{path.name} is empty (0 bytes): download or export it again.")


def incomplete(path: Path) -> MediaError:
    """The file begins like audio, but cannot be opened."""
    return MediaError(
        f"{path.name} is damaged or was cut off while it was copied: download or export it again."
    )


def no_length(path: Path) -> MediaError:
    """The file is sound, but has none in it."""
    return MediaError(f"{path.name} holds no sound (its length is zero): export it again.")


def no_sound(path: Path) -> MediaError:
    """The file is a video without an audio track."""
    return MediaError(
        f"{path.name} has pictures but no sound: choose the file that holds the audio."
    )


def protected(path: Path) -> MediaError:
    """The file is encrypted."""
    return MediaError(
        f"{path.name} is copy-protected (DRM) and cannot be opened: use an unprotected copy."
    )


def no_decoder(path: Path, codec: str) -> MediaError:
    """The file's sound is in a form that cannot be decoded."""
    return MediaError(
        f"{path.name} holds sound in a form that cannot be read ({codec}): convert it to MP3 or "
        "WAV first."
    )


def cancelled(path: Path) -> MediaCancelledError:
    """The caller asked to stop."""
    return MediaCancelledError(f"Reading {path.name} was stopped: open it again to go on.")


def decoder_lost(path: Path, how: str) -> MediaError:
    """The program that decodes has ended in the middle; `how`, as in "it crashed"."""
    return MediaError(
        f"Reading {path.name} failed ({how}): the file is probably damaged; convert it to WAV, or "
        "download or export it again."
    )


def decoder_missing(error: OSError) -> MediaError:
    """The program that decodes could not be started."""
    return MediaError(
        f"The decoder could not be started ({error.strerror}): install Proofcast again."
    )
