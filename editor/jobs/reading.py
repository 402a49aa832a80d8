"""From files to a project, without a window: the slow half of opening.

A module of its own so that the window is there before all the formats are loaded.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.models.errors import ModelError
from editor.formats.errors import FormatError
from editor.formats.registry import read_transcript
from editor.media.errors import MediaError
from editor.media.probe import probe
from editor.review.show_memory import DEFAULT_SHOW
from editor.review.show_speakers import with_known_colours
from editor.storage.content import Imported
from editor.storage.errors import ProjectError, Reason
from editor.storage.media_link import MediaReference
from editor.storage.opening import OpeningError, can_write, free_path
from editor.storage.project import Project
from editor.transcript.document import Transcript, empty_transcript

if TYPE_CHECKING:
    from pathlib import Path

    from editor.storage.library import Library
    from editor.storage.opening import Opening

log = logging.getLogger(__name__)

EXPECTED = (ProjectError, FormatError, MediaError, ModelError, OpeningError)
"""Errors whose message is a sentence for the user."""


class Rescue(NamedTuple):
    """What belongs to a rescued document."""

    media: MediaReference | None = None
    imported: Imported | None = None


@dataclass(frozen=True)
class Read:
    """What was read from files before a project is made of it."""

    opening: Opening
    document: Transcript
    media: MediaReference | None
    imported: Imported | None
    notes: tuple[str, ...]


def read(opening: Opening) -> Read:
    """Read the files. Takes seconds for strange ones: call it in another thread.

    Raises:
        MediaError: The audio cannot be used.
        FormatError: The transcript cannot be read.
    """
    document = empty_transcript()
    notes: tuple[str, ...] = ()
    imported = media = None
    if opening.audio:
        info = probe(opening.audio)
        media = MediaReference(opening.audio.absolute(), "", info.duration_ms)
    if opening.transcript:
        found = read_transcript(opening.transcript)
        document, notes = found.to_transcript(), found.notes
        imported = Imported(opening.transcript.name, opening.transcript.read_bytes())
    return Read(opening, document, media, imported, notes)


def in_show(made_of: Read, shows: Library, folder: Path) -> Read:
    """The same with the colours that the speakers have in the show of this folder."""
    try:
        memory = shows.read(shows.show_of(folder) or DEFAULT_SHOW)
    except ProjectError as error:
        log.warning("%s", error, exc_info=error.__cause__)
        return made_of
    return replace(made_of, document=with_known_colours(made_of.document, memory))


def made(path: Path, made_of: Read) -> Project:
    """The project that was made of the same files before, or else a new one beside it.

    Takes half a second for three hours of words: call it in another thread.

    Raises:
        ProjectError: It cannot be opened or written.
        OSError: Its folder cannot be made.
    """
    return same_project(path, made_of) or new_project(free_path(path), made_of)


def same_project(path: Path, wanted: Read) -> Project | None:
    """The project that was made of the same files before, so that work on it goes on.

    Raises:
        ProjectError: There is one, and it cannot be opened now.
    """
    try:
        project = Project.open_anyhow(path)
    except ProjectError as error:
        if error.reason in (Reason.MISSING, Reason.NOT_A_PROJECT, Reason.DAMAGED, Reason.NEWER):
            return None
        raise
    if project.imported == wanted.imported or wanted.imported is None:
        return project
    project.close()
    return None


def new_project(path: Path, made_of: Read) -> Project:
    """Make a project of what was read.

    Raises:
        ProjectError: It cannot be written.
        OSError: Its folder cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return Project.create(path, made_of.document, media=made_of.media, imported=made_of.imported)


def rescued_project(document: Transcript, rest: Rescue, path: Path, fallback: Path) -> Project:
    """Make a new project of what was rescued, beside the damaged one if that can be written to.

    Args:
        document: What it holds.
        rest: The audio and the import that belong to it.
        path: The damaged project.
        fallback: A folder for projects that stand where nothing can be written.

    Raises:
        ProjectError: It cannot be written.
        OSError: The fallback cannot be made.
    """
    folder = path.parent if can_write(path.parent) else fallback
    folder.mkdir(parents=True, exist_ok=True)
    new = free_path(folder / f"{path.stem} rescued{path.suffix}")
    return Project.create(new, document, media=rest.media, imported=rest.imported)
