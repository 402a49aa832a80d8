"""What can go wrong with a project file, each as one sentence for the user."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Reason(Enum):
    """Why a project could not be opened or saved; the window offers a way out by it."""

    MISSING = "missing"
    NO_FOLDER = "no folder"
    NOT_A_PROJECT = "not a project"
    DAMAGED = "damaged"
    NEWER = "newer"
    IN_USE = "in use"
    BUSY = "busy"
    READ_ONLY = "read-only"
    FULL = "disk full"
    EXISTS = "exists"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"


_SENTENCES = {
    Reason.MISSING: "There is no project “{name}” in {folder}: it was moved, renamed or deleted.",
    Reason.NO_FOLDER: "There is no folder {folder}: choose another one for “{name}”.",
    Reason.NOT_A_PROJECT: "“{name}” is not a Proofcast project.",
    Reason.DAMAGED: "The project “{name}” is damaged{detail}; it was left as it is, so restore a "
    "backup or another copy of it.",
    Reason.NEWER: "The project “{name}” was made by a newer Proofcast: update the program to open "
    "it.",
    Reason.IN_USE: "The project “{name}” is already open{detail}: close it there, or open it "
    "read-only here.",
    Reason.BUSY: "Another program is reading “{name}” and does not let go: close it, and the "
    "changes will be saved.",
    Reason.READ_ONLY: "The project “{name}” cannot be changed because the file or its folder is "
    "read-only: save a copy somewhere else.",
    Reason.FULL: "The disk that holds “{name}” is full: make room, and the changes will be saved.",
    Reason.EXISTS: "There is a file “{name}” in {folder} already: choose another name.",
    Reason.TOO_LARGE: "“{name}” is too large for a project{detail}.",
    Reason.UNREADABLE: "“{name}” could not be read or written{detail}: check the disk and the "
    "connection to it, then try again.",
}


class ProjectError(Exception):
    """A project file could not be opened, made or saved; the text is one sentence for the user.

    Attributes:
        reason: What sort of trouble it is.
        path: The project file.
    """

    def __init__(self, reason: Reason, path: Path, detail: str = "") -> None:
        detail = f" ({detail})" if detail else ""
        sentence = _SENTENCES[reason]
        super().__init__(sentence.format(name=path.name, folder=path.parent, detail=detail))
        self.reason = reason
        self.path = path


_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: Reason.BUSY,
    sqlite3.SQLITE_LOCKED: Reason.BUSY,
    sqlite3.SQLITE_READONLY: Reason.READ_ONLY,
    sqlite3.SQLITE_PERM: Reason.READ_ONLY,
    sqlite3.SQLITE_FULL: Reason.FULL,
    sqlite3.SQLITE_NOTADB: Reason.NOT_A_PROJECT,
    sqlite3.SQLITE_CANTOPEN: Reason.UNREADABLE,
    sqlite3.SQLITE_IOERR: Reason.UNREADABLE,
    sqlite3.SQLITE_NOMEM: Reason.UNREADABLE,
}
_BY_ERRNO = {
    errno.ENOENT: Reason.MISSING,
    errno.ENOTDIR: Reason.MISSING,
    errno.EACCES: Reason.READ_ONLY,
    errno.EPERM: Reason.READ_ONLY,
    errno.EROFS: Reason.READ_ONLY,
    errno.ENOSPC: Reason.FULL,
    errno.EDQUOT: Reason.FULL,
    errno.EEXIST: Reason.EXISTS,
}


def explain_sqlite(error: sqlite3.Error, path: Path) -> ProjectError:
    """What an error of SQLite means for the user.

    SQLite's own words go into the log through `__cause__`, never into the sentence.
    """
    # The low byte is the primary result code: https://sqlite.org/rescode.html
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return ProjectError(_BY_SQLITE_CODE.get(code, Reason.DAMAGED), path)


def explain_os(error: OSError, path: Path) -> ProjectError:
    """What an error of the operating system means for the user."""
    reason = _BY_ERRNO.get(error.errno or 0, Reason.UNREADABLE)
    detail = error.strerror or "" if reason is Reason.UNREADABLE else ""
    return ProjectError(reason, path, detail)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system raise inside into `ProjectError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain_sqlite(error, path) from error
    except OSError as error:
        raise explain_os(error, path) from error
