"""Which of the files somebody opened is what, and where their project belongs."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.formats.encoding import decode
from editor.formats.errors import FormatError
from editor.storage.project import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

AUDIO_SUFFIXES = (
    ".mp3", ".m4a", ".m4b", ".aac", ".wav", ".flac", ".ogg", ".oga", ".opus", ".wma", ".aif",
    ".aiff", ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mka", ".3gp",
)  # fmt: skip
"""What the file dialogue offers as audio; any other file that holds sound can be opened too."""

_HEAD = 65_536
_SQLITE = b"SQLite format 3\0"


class OpeningError(Exception):
    """These files cannot be opened together; the message is one sentence for the user."""


@dataclass(frozen=True)
class Opening:
    """What was opened: a project, or audio and transcript of one episode, or one of the two."""

    project: Path | None = None
    audio: Path | None = None
    transcript: Path | None = None


def sort_files(paths: Iterable[Path]) -> Opening:
    """Tell project, audio and transcript apart, by content where the name is no help.

    Raises:
        OpeningError: There are none, or two of a kind.
    """
    found: dict[str, Path] = {}
    for path in paths:
        kind = kind_of(path)
        if kind in found:
            raise OpeningError(
                f"{found[kind].name} and {path.name} are both {_NAMES[kind]}: "
                "open one episode at a time, its audio and its transcript together."
            )
        found[kind] = path
    if not found:
        raise OpeningError("Nothing was opened: choose an audio file, a transcript or a project.")
    if "project" in found and len(found) > 1:
        raise OpeningError(
            f"{found['project'].name} is a project and knows its audio already: open it alone."
        )
    return Opening(found.get("project"), found.get("audio"), found.get("transcript"))


_NAMES = {"project": "projects", "audio": "audio", "transcript": "transcripts"}


def kind_of(path: Path) -> str:
    """ "project", "audio" or "transcript". Unreadable files are told by their suffix."""
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        head = b""
    if suffix == SUFFIX or head.startswith(_SQLITE):
        return "project"
    if suffix in AUDIO_SUFFIXES:
        return "audio"
    # Here, so that a project opens without waiting for the readers of all formats.
    from editor.formats.registry import SUFFIXES as TEXT_SUFFIXES

    if suffix in TEXT_SUFFIXES or not head:
        return "transcript"
    return "transcript" if _is_text(head) else "audio"


def _is_text(head: bytes) -> bool:
    try:
        decode(head)
    except FormatError:
        return False
    return True


def project_path(opening: Opening, fallback: Path) -> Path:
    """Where the project of these files belongs: beside the audio, or else beside the transcript.

    Args:
        opening: What was opened; not a project.
        fallback: A folder for files that stand where nothing can be written.

    Returns:
        A path ending in `SUFFIX`; there may be a file already.

    Raises:
        ValueError: Nothing was opened.
    """
    source = opening.audio or opening.transcript
    if source is None:
        raise ValueError("neither audio nor transcript")
    folder = source.parent if can_write(source.parent) else fallback
    return folder / f"{source.stem}{SUFFIX}"


def free_path(path: Path) -> Path:
    """The path itself, or with the first number behind its name that nobody has used."""
    candidate, number = path, 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return candidate


def can_write(folder: Path) -> bool:
    """Whether files can be made in a folder."""
    # Permission bits lie on network shares and under Windows: only trying tells.
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".proofcast-"):
            return True
    except OSError:
        return False
