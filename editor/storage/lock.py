"""One writer for one project file, told apart by a lock of the operating system.

A small file `.NAME.proofcast.lock` stands beside an open project and is locked for as long as its
process lives. The lock ends with the process, however it ends, so a file that is left behind
locks nobody out: it only says that the last session did not end properly. SQLite's own locks are
not enough, because they are held for single transactions, and a lock on the project file itself
would be dropped by SQLite (on POSIX, closing any handle of a file drops all its record locks).
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from editor.storage.errors import ProjectError, Reason, explained

if TYPE_CHECKING:
    from pathlib import Path

_UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
"""What file systems without locks answer; SQLite's locks per transaction must do there."""
_LARGEST_NOTE = 4096


class Owner(NamedTuple):
    """Who has, or had, a project open; `since` is local time in ISO 8601."""

    pid: int
    host: str
    since: str

    @property
    def is_here(self) -> bool:
        """Whether it is a process of this machine."""
        return self.host == socket.gethostname()


class ProjectLock:
    """A held lock. Make one with `acquire`.

    Attributes:
        left_by: Who left a lock file behind without ending properly, or None.
    """

    def __init__(self, file: Path, handle: int, left_by: Owner | None) -> None:
        self._file = file
        self._handle: int | None = handle
        self.left_by = left_by

    def notice(self, name: str) -> str:
        """What to tell the user about how the project `name` was left; "" if properly."""
        if self.left_by is None:
            return ""
        if self.left_by.is_here:
            return (
                f"“{name}” was not closed properly last time: "
                "it is as it was at the last change that was saved."
            )
        since = self.left_by.since.replace("T", " ")
        return (
            f"“{name}” may still be open on {self.left_by.host} (since {since}): "
            "change it in one place only."
        )

    def release(self) -> None:
        """Let others open the project. Does nothing the second time."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        if sys.platform == "win32":  # pragma: no cover - runs on Windows alone
            os.close(handle)  # an open file cannot be removed there
            with suppress(OSError):
                self._file.unlink()
            return
        with suppress(OSError):  # removed before unlocking, so that no other's lock is removed
            self._file.unlink()
        os.close(handle)


def acquire(project: Path) -> ProjectLock:
    """Become the only writer of a project.

    Raises:
        ProjectError: Somebody else is (`IN_USE`), or the folder cannot be written to.
    """
    project = project.resolve()
    file = project.with_name(f".{project.name}.lock")
    with explained(project):
        while True:
            handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
            try:
                if not _try_lock(handle):
                    raise ProjectError(Reason.IN_USE, project, _whose(_read(handle)))
                if _is_still(file, handle):
                    left_by = _read(handle)
                    _write(handle)
                    return ProjectLock(file, handle, left_by)
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)  # its owner removed it between our opening and locking it


def _whose(owner: Owner | None) -> str:
    if owner is None:
        return ""
    where = "on this computer" if owner.is_here else f"on {owner.host}"
    return f"{where}, since {owner.since.replace('T', ' ')}"


def _is_still(file: Path, handle: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _read(handle: int) -> Owner | None:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        note = json.loads(os.read(handle, _LARGEST_NOTE))
        return Owner(int(note["pid"]), str(note["host"])[:80], str(note["since"])[:19])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _write(handle: int) -> None:
    since = datetime.now(UTC).astimezone().isoformat(timespec="seconds")[:19]
    note = json.dumps(Owner(os.getpid(), socket.gethostname(), since)._asdict())
    with suppress(OSError):  # on a full disk the lock holds without a note
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, note.encode())


if sys.platform == "win32":  # pragma: no cover - runs on Windows alone
    import msvcrt

    _BYTE = 1 << 30
    """Locked bytes cannot be read by others there, so the lock lies far behind the note."""

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLOCK):
                return False
            raise
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        return True
