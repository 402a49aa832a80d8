"""Making a project for another edit of an episode, in another thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.other_edit import OtherEdit, retime
from editor.media.episode import prepare
from editor.media.errors import MediaCancelledError
from editor.storage.media_link import MediaReference
from editor.storage.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from editor.jobs.background import Task
    from editor.media.entry import EpisodeAudio
    from editor.storage.content import Imported
    from editor.transcript.document import Transcript

WHOLE, READING = 100, 60
"""The bar in all, and what of it reading the other audio takes."""


@dataclass(frozen=True)
class OldEdit:
    """What is open: the file of the project, and what is in it."""

    project: Path
    document: Transcript
    imported: Imported | None
    audio: EpisodeAudio


class Remade(NamedTuple):
    """The projects of the two edits, and what the comparison found."""

    old: Path
    new: Path
    found: OtherEdit


def make_other_edit(task: Task, old: OldEdit, other: Path, path: Path, cache: Path) -> Remade:
    """Compare the sounds and write the new project; one of that name is replaced.

    Args:
        task: Told how far it is, and asked whether to stop.
        old: The edit that the document belongs to.
        other: The audio of the other edit.
        path: The project to write.
        cache: Where decoded sound is kept.

    Raises:
        MediaError: The other audio cannot be read, or the user wants no more.
        OtherEpisodeError: It is no edit of this episode.
        ProjectError: The project cannot be written.
    """

    def compared(done: int, total: int) -> None:
        if task.cancelled:
            raise MediaCancelledError(f"Comparing with {other.name} was stopped.")
        task.report((READING + (WHOLE - READING) * done // max(total, 1), WHOLE))

    new = prepare(
        other,
        cache,
        progress=lambda done, total: task.report((READING * done // max(total, 1), WHOLE)),
        cancelled=lambda: task.cancelled,
    )
    found = retime(old.document, old.audio, new, progress=compared)
    compared(1, 1)
    media = MediaReference(other.absolute(), new.fingerprint, new.info.duration_ms)
    Project.create(
        path, found.made.document, media=media, imported=old.imported, overwrite=True
    ).close()
    return Remade(old.project, path.absolute(), found)
