"""Dated copies of a project, so that a mistake or a broken disk costs minutes, not the episode.

A backup is made from the file, through a connection of its own, so that it can be made in another
thread while the project is in use.
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from editor.storage import connection, content, media_link
from editor.storage.content import StoredMedia
from editor.storage.errors import ProjectError, explained

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

_FORMAT = "%Y-%m-%d %H.%M.%S"  # no colons: Windows does not allow them
_DATED = re.compile(
    r"(?P<name>.+) (?P<when>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?: (?P<why>[a-z]+))?\.proofcast"
)
IDENTITY = "identity"
"""The value of a project's state that tells it from others, wherever it goes."""
NOTE = "project.json"
_LARGEST_NOTE = 65_536
NEWEST_KEPT = 10
DAYS_KEPT = 14
"""Of this many days with work, the last backup of each is kept as well."""
OF_EACH_KEPT = 3
"""Of every occasion, this many are kept as well: an alignment must not be pushed out by work."""


class Why(Enum):
    """On which occasion a backup was made."""

    OPENED = "opened"
    ALIGNED = "aligned"
    WORK = "work"


class Backup(NamedTuple):
    """A backup, when it was made (local time), and on which occasion."""

    path: Path
    when: datetime
    why: Why = Why.WORK


def folder_of(project: Path, root: Path) -> Path:
    """Where the backups of a project are kept, below `root`.

    Told by the project's place, because many shows call every project "episode".
    """
    place = hashlib.sha256(str(project.absolute()).encode("utf-8", "replace")).hexdigest()
    return root / f"{project.stem[:60]} {place[:8]}"


def adopt(project: Path, identity: str, root: Path) -> bool:
    """Take over the backups of a project that was renamed or moved to where it is now.

    Which those are is told by the identity that a project carries in itself. A project that is
    still where it was keeps its backups: then this one is a copy of it.

    Args:
        project: The project file, where it is now.
        identity: Its value of `IDENTITY`.
        root: The folder in which every project has its folder of backups.

    Returns:
        Whether there were any.
    """
    folder = folder_of(project, root)
    if folder.exists() or not identity:
        return False
    with suppress(OSError):  # backups that cannot be looked at are nobody's
        for note in root.glob(f"*/{NOTE}"):
            known, place = _noted(note)
            if known == identity and place is not None and not place.exists():
                for backup in backups_of(place, note.parent):
                    name = backup.path.name.removeprefix(place.stem)
                    backup.path.rename(note.parent / f"{project.stem}{name}")
                note.parent.rename(folder)
                return True
    return False


def _noted(note: Path) -> tuple[str, Path | None]:
    """Whose backups a folder holds: the project's identity, and where it was."""
    try:
        facts = json.loads(note.read_bytes()[:_LARGEST_NOTE])
        return str(facts["identity"]), Path(str(facts["path"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "", None


def _note(project: Path, folder: Path, identity: object) -> None:
    """Remember whose backups a folder holds."""
    if isinstance(identity, str) and _noted(folder / NOTE) != (identity, project.absolute()):
        facts = {"identity": identity, "path": str(project.absolute())}
        with suppress(OSError, ValueError):  # the backup itself is there all the same
            new = folder / f"{NOTE}.new"
            new.write_text(json.dumps(facts), encoding="utf-8")
            new.replace(folder / NOTE)


def back_up(project: Path, folder: Path, now: datetime, why: Why = Why.WORK) -> Path | None:
    """Copy a project as it stands in its file, compacted, and remove backups that are too many.

    Takes some 50 ms for three hours of words; may run in any thread.

    Args:
        project: A project file that has been opened, and so verified, before.
        folder: Where its backups are; made if it is not there.
        now: Local time, for the name.
        why: On which occasion.

    Returns:
        The backup, a project like any other; None when the last one says the same already.

    Raises:
        ProjectError: It could not be written; earlier backups are as they were.
    """
    target = folder / f"{project.stem} {now.strftime(_FORMAT)} {why.value}{project.suffix}"
    there = backups_of(project, folder)
    if there and _same(project, there[0].path):
        return None
    with explained(target):
        folder.mkdir(parents=True, exist_ok=True)
    states: list[object] = []

    def adapt(copied: Database) -> None:
        _keep_media(copied, project, target)
        states.append(content.read_state(copied).get(IDENTITY))

    connection.copy_file(project, target, adapt)
    _note(project, folder, states[-1])
    for old in superfluous(backups_of(project, folder)):
        with suppress(OSError):  # one backup too many harms nobody
            old.path.unlink()
    return target


def backups_of(project: Path, folder: Path) -> list[Backup]:
    """The backups of a project in a folder, newest first."""
    found = []
    with suppress(OSError):  # a folder that cannot be read holds none for us
        for path in folder.iterdir() if folder.is_dir() else ():
            match = _DATED.fullmatch(path.name)
            if match and match["name"] == project.stem:
                with suppress(ValueError):  # looks like a date, or an occasion, and is none
                    when = datetime.strptime(match["when"], _FORMAT)
                    found.append(Backup(path, when, Why(match["why"] or "work")))
    return sorted(found, key=lambda backup: (backup.when, backup.path.name), reverse=True)


def superfluous(backups: Iterable[Backup]) -> list[Backup]:
    """Those that are neither among the newest, nor the last of a day with work or an occasion."""
    newest_first = sorted(backups, key=lambda backup: backup.when, reverse=True)
    last_of_day: dict[object, Backup] = {}
    for backup in newest_first:
        last_of_day.setdefault(backup.when.date(), backup)
    kept = {*newest_first[:NEWEST_KEPT], *list(last_of_day.values())[:DAYS_KEPT]}
    for why in Why:
        kept |= {*[backup for backup in newest_first if backup.why is why][:OF_EACH_KEPT]}
    return [backup for backup in newest_first if backup not in kept]


def _same(project: Path, backup: Path) -> bool:
    """Whether a backup holds the same document. One that cannot be read does not."""
    try:
        return connection.read_revision(project) == connection.read_revision(backup)
    except ProjectError:
        return False


def _keep_media(copied: Database, project: Path, target: Path) -> None:
    """Say where the audio is as seen from the backup."""
    media = content.read_media(copied)
    if media:
        place = media_link.resolved_path(media.path, project.parent)
        path = media_link.stored_path(place, target.parent)
        content.write_media(copied, StoredMedia(path, media.fingerprint, media.duration_ms))
