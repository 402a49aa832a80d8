"""Dated copies of a project, so that a mistake or a broken disk costs minutes, not the episode."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from editor.storage.errors import explained

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from editor.storage.project import Project

_FORMAT = "%Y-%m-%d %H.%M.%S"  # no colons: Windows does not allow them
_DATED = re.compile(r"(?P<name>.+) (?P<when>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)\.proofcast")
NEWEST_KEPT = 10
DAYS_KEPT = 14
"""Of this many days with work, the last backup of each is kept as well."""


class Backup(NamedTuple):
    """A backup and when it was made, in local time."""

    path: Path
    when: datetime


def back_up(project: Project, folder: Path, now: datetime) -> Path:
    """Copy a project as it stands in its file, compacted, and remove backups that are too many.

    Args:
        project: An open project, not read-only.
        folder: Where its backups are; made if it is not there.
        now: Local time, for the name.

    Returns:
        The backup: a project like any other.

    Raises:
        ProjectError: It could not be written; earlier backups are as they were.
    """
    target = folder / f"{project.path.stem} {now.strftime(_FORMAT)}{project.path.suffix}"
    with explained(target):
        folder.mkdir(parents=True, exist_ok=True)
    project.copy_to(target)
    for old in superfluous(backups_of(project.path, folder)):
        with suppress(OSError):  # one backup too many harms nobody
            old.path.unlink()
    return target


def backups_of(project: Path, folder: Path) -> list[Backup]:
    """The backups of a project in a folder, newest first."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _DATED.fullmatch(path.name)
        if match and match["name"] == project.stem:
            with suppress(ValueError):  # looks like a date and is none
                found.append(Backup(path, datetime.strptime(match["when"], _FORMAT)))
    return sorted(found, key=lambda backup: backup.when, reverse=True)


def superfluous(backups: Iterable[Backup]) -> list[Backup]:
    """Those that are neither among the newest nor the last of one of the last days with work."""
    newest_first = sorted(backups, key=lambda backup: backup.when, reverse=True)
    last_of_day: dict[object, Backup] = {}
    for backup in newest_first:
        last_of_day.setdefault(backup.when.date(), backup)
    kept = {*newest_first[:NEWEST_KEPT], *list(last_of_day.values())[:DAYS_KEPT]}
    return [backup for backup in newest_first if backup not in kept]
