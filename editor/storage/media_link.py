"""Which audio a project belongs to, and where it is now."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from editor.media.errors import MediaError
from editor.media.fingerprint import fingerprint


class MediaReference(NamedTuple):
    """The audio of a project.

    Attributes:
        path: Where it is, absolute.
        fingerprint: What `editor.media.fingerprint` said of it, or "" if nobody has asked.
        duration_ms: How long it is, in ms.
    """

    path: Path
    fingerprint: str
    duration_ms: int


class MediaState(Enum):
    """What became of the audio since the project was last saved."""

    NONE = "none"
    """The project has no audio."""
    FOUND = "found"
    MISSING = "missing"
    CHANGED = "changed"
    """There is a file, but another one."""


class MediaLocation(NamedTuple):
    """Where the audio is; `sentence` is for the user and empty when all is well."""

    state: MediaState
    path: Path | None
    sentence: str = ""


def stored_path(media: Path, folder: Path) -> str:
    """How a project in `folder` writes the place of its audio: relative to itself, with `/`.

    On another drive than the project there is no relative path; then it is absolute.
    """
    try:
        return Path(os.path.relpath(media, folder)).as_posix()
    except ValueError:  # another drive (Windows)
        return media.absolute().as_posix()


def resolved_path(stored: str, folder: Path) -> Path:
    """Where a stored path points, for a project in `folder`.

    A project may come from anybody. Network paths and addresses are never followed, because
    merely looking at one tells a stranger's server who is asking: what counts then is a file of
    that name beside the project.
    """
    flat = stored.replace("\\", "/")
    place = Path(os.path.normpath(folder / stored.replace("\0", "")))
    is_address = flat.startswith("//") or "://" in flat or "\0" in flat
    if is_address or (_is_mounted_by_name(place) and not _is_mounted_by_name(folder)):
        name = flat.replace("\0", "").rsplit("/", 1)[-1]
        return folder / (name if name not in ("", ".", "..") else "audio")
    return place


def _is_mounted_by_name(path: Path) -> bool:
    """Whether it lies where Unix mounts the computer that it names: to look is to call there."""
    return path.as_posix().startswith(("/net/", "/Network/", "/afs/"))


def locate(media: MediaReference | None, folder: Path) -> MediaLocation:
    """Find the audio: where it was, else under its name beside the project.

    Reads some 1.3 MB of it at most, to compare fingerprints.
    """
    if media is None:
        return MediaLocation(MediaState.NONE, None)
    places = dict.fromkeys((media.path, folder / media.path.name))
    there = [path for path in places if _is_file(path)]
    for path in there:
        if _is_same(path, media.fingerprint):
            return MediaLocation(MediaState.FOUND, path)
    name = media.path.name
    if there:
        sentence = (
            f"The audio “{name}” is another file than the one this project was made with: "
            "choose the right one, or align the text again."
        )
        return MediaLocation(MediaState.CHANGED, there[0], sentence)
    sentence = (
        f"The audio “{name}” is not where it was: show where it is now to listen; "
        "the text can be edited without it."
    )
    return MediaLocation(MediaState.MISSING, None, sentence)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that this system cannot even ask for
        return False


def _is_same(path: Path, expected: str) -> bool:
    try:
        return not expected or fingerprint(path) == expected
    except MediaError:
        return False
