"""To which earlier states of a project one can go back: the import, alignments, sessions, work."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from editor.formats.encoding import decode
from editor.formats.registry import read_text
from editor.storage.backups import Why, backups_of
from editor.storage.project import Project

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from editor.storage.content import Imported
    from editor.transcript.document import Transcript

_TITLES = {
    Why.OPENED: "As it was opened",
    Why.ALIGNED: "After the alignment",
    Why.WORK: "In the middle of work",
}


class Point(NamedTuple):
    """An earlier state.

    Attributes:
        title: What it is, for the user.
        when: Local time, or None for the import.
        backup: The project file that holds it, or None for the import.
    """

    title: str
    when: datetime | None = None
    backup: Path | None = None


def points_of(project: Path, folder: Path, imported: Imported | None) -> list[Point]:
    """What one can go back to, newest first, the import last.

    Args:
        project: The project file.
        folder: Where its backups are.
        imported: The transcript that it began with, if there was one.
    """
    points = [Point(_TITLES[row.why], row.when, row.path) for row in backups_of(project, folder)]
    if imported is not None:
        points.append(Point(f"The text as it was imported ({imported.name})"))
    return points


def read_point(point: Point, imported: Imported | None) -> Transcript:
    """The document of that time. Takes 0.2 s for a long episode: call it in another thread.

    Raises:
        ProjectError: The backup is gone or damaged.
        FormatError: The import cannot be read (any more).
    """
    if point.backup is not None:
        with Project.open(point.backup, read_only=True) as project:
            return project.document()
    if imported is None:
        raise ValueError("there was no import")
    return imported_document(imported)


def imported_document(imported: Imported) -> Transcript:
    """The transcript that the project began with, read again.

    Raises:
        FormatError: It cannot be read.
    """
    text = decode(imported.content, imported.name).text
    return read_text(text, imported.name).to_transcript()
