"""Making a project for another edit of an episode, in another thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.models.errors import ModelError
from editor.alignment.other_edit import NOT_LOOKED_FOR, OtherEdit, retime
from editor.media.episode import prepare
from editor.media.errors import MediaCancelledError
from editor.storage.media_link import MediaReference
from editor.storage.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from editor.alignment.text_anchors import Hearing
    from editor.jobs.background import Task
    from editor.media.entry import EpisodeAudio
    from editor.storage.content import Imported
    from editor.transcript.document import Transcript

WHOLE, READING, COMPARING = 100, 60, 80
"""The bar in all, and how far it is when the other audio is read, and when it is compared."""


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


def make_other_edit(
    task: Task,
    old: OldEdit,
    other: Path,
    path: Path,
    cache: Path,
    find_hearing: Callable[[], Hearing],
) -> Remade:
    """Compare the sounds and write the new project; one of that name is replaced.

    Passages whose sound is another are looked for by their words, if there is a speech model.

    Args:
        task: Told how far it is, and asked whether to stop.
        old: The edit that the document belongs to.
        other: The audio of the other edit.
        path: The project to write.
        cache: Where decoded sound is kept.
        find_hearing: Finds the speech model; may raise `ModelError`.

    Raises:
        MediaError: The other audio cannot be read, or the user wants no more.
        OtherEpisodeError: It is no edit of this episode.
        ProjectError: The project cannot be written.
    """

    def tell(first: int, last: int) -> Callable[[int, int], None]:
        def told(done: int, total: int) -> None:
            if task.cancelled:
                raise MediaCancelledError(f"Comparing with {other.name} was stopped.")
            task.report((first + (last - first) * done // max(total, 1), WHOLE))

        return told

    new = prepare(
        other,
        cache,
        progress=lambda done, total: task.report((READING * done // max(total, 1), WHOLE)),
        cancelled=lambda: task.cancelled,
    )
    hearing, why_not = _hearing(find_hearing)
    found = retime(
        old.document,
        old.audio,
        new,
        progress=tell(READING, COMPARING),
        hearing=hearing,
        listening=tell(COMPARING, WHOLE),
    )
    tell(COMPARING, WHOLE)(1, 1)
    if why_not and found.removed and found.inserted:
        found = found._replace(note=why_not)
    media = MediaReference(other.absolute(), new.fingerprint, new.info.duration_ms)
    Project.create(
        path, found.made.document, media=media, imported=old.imported, overwrite=True
    ).close()
    return Remade(old.project, path.absolute(), found)


def _hearing(find: Callable[[], Hearing]) -> tuple[Hearing | None, str]:
    try:
        return find(), ""
    except ModelError as error:
        return None, f"{NOT_LOOKED_FOR} {error}"
