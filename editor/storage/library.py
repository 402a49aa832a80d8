"""The memories of shows: one small database each, in the user's data folder, never anywhere else.

Every call opens the file, checks it as a project is checked, does what it is asked in one
transaction, and closes it again: so several windows can use one memory at once, and nothing is
held open that could be lost. Changes name rows, not tables, so that they add up.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from editor.review.show_memory import ShowMemory, show_key, tidy
from editor.storage import connection, lock
from editor.storage.codec import DecodeError, text_value
from editor.storage.errors import ProjectError, Reason, explained
from editor.storage.show_changes import carry_out
from editor.storage.show_errors import ShowError, explained_for
from editor.storage.show_schema import (
    READ_ADS,
    READ_CORRECTIONS,
    READ_NAMES,
    READ_SPEAKERS,
    SHOW,
    read_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlite_utils import Database

    from editor.storage.show_changes import Change

SUFFIX = ".proofshow"
DAMAGED = ".damaged"
"""What the copy of a damaged memory is called: NAME.proofshow.damaged, or .damaged-2 and so on."""
_UNUSUAL = re.compile(r"[^\w .'-]+")


class Library:
    """The memories below one folder. May be used from any thread, one call at a time."""

    def __init__(
        self,
        folder: Path,
        tell: Callable[[str], None] = lambda _: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Args:
        folder: Where they are kept; made when first something is remembered.
        tell: Takes one sentence when a damaged memory was put aside.
        now: Seconds since 1970.
        """
        self._folder = folder
        self._tell = tell
        self._now = now

    def shows(self) -> tuple[str, ...]:
        """The names of the shows that something is remembered of, by alphabet."""
        return tuple(sorted((name for name, _ in self._names()), key=str.casefold))

    def path_of(self, show: str) -> Path:
        """The file of a show; it need not be there. Two spellings of a name mean one file."""
        return self._folder / file_name(show)

    def read(self, show: str) -> ShowMemory:
        """What is remembered of a show; nothing if there is no such show, or it was damaged.

        Raises:
            ShowError: It cannot be read, or was written by a newer program.
        """
        path = self.path_of(show)
        with explained_for(show):
            if not path.exists():
                return ShowMemory(tidy(show))
            try:
                return _read(path)
            except ProjectError as error:
                if error.reason not in (Reason.DAMAGED, Reason.NOT_A_PROJECT):
                    raise
                self._put_aside(path, show)
        return ShowMemory(tidy(show))

    def change(self, show: str, change: Change) -> ShowMemory:
        """Change what is remembered of a show, whole or not at all, and say what it is now.

        Raises:
            ShowError: It cannot be written; the memory is what it was.
        """
        if not show_key(show):
            raise ShowError(Reason.MISSING, show)
        self.read(show)  # so that a damaged one has made room
        with explained_for(show), self._writing(show) as db:
            carry_out(db, change, int(self._now()))
        return self.read(show)

    def forget(self, show: str) -> None:
        """Remove the whole memory of a show.

        Raises:
            ShowError: It cannot be removed.
        """
        path = self.path_of(show)
        with explained_for(show), explained(path):
            path.unlink(missing_ok=True)

    def stamp(self, show: str) -> object:
        """What is another value after a change, by whichever window; None where nothing is."""
        with suppress(OSError):
            facts = self.path_of(show).stat()
            return facts.st_mtime_ns, facts.st_size, facts.st_ino
        return None

    def show_of(self, folder: Path) -> str | None:
        """The show that episodes in a folder were last said to belong to."""
        uses = [(used, name) for name, used in self._folder_uses(folder)]
        return max(uses)[1] if uses else None

    def keep_folder(self, show: str, folder: Path) -> None:
        """Remember that episodes in a folder belong to a show.

        Raises:
            ShowError: It cannot be written.
        """
        self.read(show)
        # Later than any other show's, even within one second.
        latest = max((used for _, used in self._folder_uses(folder)), default=0)
        with explained_for(show), self._writing(show) as db:
            row = {"key": _folder_mark(folder), "used": max(int(self._now()), latest + 1)}
            db.table("folder").insert(row, pk="key", replace=True)

    def _folder_uses(self, folder: Path) -> Iterator[tuple[str, int]]:
        mark = _folder_mark(folder)
        for name, path in self._names():
            with suppress(ProjectError), connection.checked(path, SHOW) as db:
                row = db.execute("SELECT used FROM folder WHERE key = ?", (mark,)).fetchone()
                if row:
                    yield name, row[0]

    def _names(self) -> Iterator[tuple[str, Path]]:
        """Every show that can be read, with its file."""
        for path in sorted(self._folder.glob(f"*{SUFFIX}")) if self._folder.is_dir() else ():
            with suppress(ProjectError, DecodeError), connection.checked(path, SHOW) as db:
                yield _show_name(db), path

    @contextmanager
    def _writing(self, show: str) -> Iterator[Database]:
        path = self.path_of(show)
        if not path.exists():
            self._make(path, show)
        db = connection.open_for_writing(path, SHOW)
        with closing(db), explained(path):
            # From the start, so that two windows wait for each other instead of failing.
            db.execute("BEGIN IMMEDIATE")
            with closing_transaction(db):
                yield db
        connection.remove_empty_journal(path)

    def _make(self, path: Path, show: str) -> None:
        def fill(db: Database) -> None:
            db.table("show").insert({"id": 1, "name": tidy(show), "used": int(self._now())})

        with explained(path):
            self._folder.mkdir(parents=True, exist_ok=True)
        connection.make(path, fill, SHOW, place_if_free)

    def _put_aside(self, path: Path, show: str) -> None:
        """Give a damaged memory another name, so that a new one can begin."""
        held = lock.acquire(path)
        try:
            with explained(path), suppress(FileNotFoundError):
                if _is_damaged(path):  # another window may have been quicker
                    aside = free_name(path)
                    for suffix in ("", *connection.SIDECARS):
                        with suppress(FileNotFoundError):
                            path.with_name(path.name + suffix).rename(
                                aside.with_name(aside.name + suffix)
                            )
                    self._tell(
                        f"The memory of the show “{tidy(show)}” is damaged: it was put aside as "
                        f"“{aside.name}” in {aside.parent}, and a new one begins."
                    )
        finally:
            held.release()


def file_name(show: str) -> str:
    """The name of a show's file: readable, allowed everywhere, and its own."""
    mark = hashlib.sha256(show_key(show).encode("utf-8", "replace")).hexdigest()[:8]
    readable = _UNUSUAL.sub("_", tidy(show))[:40].strip(" .") or "show"
    return f"{readable.casefold()} {mark}{SUFFIX}"


def place_if_free(new: Path, path: Path) -> None:
    """Give a finished file its name, unless another window has just done so.

    Raises:
        OSError: It cannot be done.
    """
    try:
        os.link(new, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            new.replace(path)


def free_name(path: Path) -> Path:
    """A name for the copy of a damaged file that no other copy has."""
    number, aside = 1, path.with_name(path.name + DAMAGED)
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}{DAMAGED}-{number}")
    return aside


@contextmanager
def closing_transaction(db: Database) -> Iterator[None]:
    """Commit at the end of the block; take everything back if it fails."""
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
        raise


def _folder_mark(folder: Path) -> str:
    """What a folder is known by: not its name, which is nobody's business."""
    return hashlib.sha256(str(folder.absolute()).encode("utf-8", "replace")).hexdigest()


def _is_damaged(path: Path) -> bool:
    try:
        _read(path)
    except ProjectError as error:
        return error.reason in (Reason.DAMAGED, Reason.NOT_A_PROJECT)
    return False


def _read(path: Path) -> ShowMemory:
    """The content of a file, checked.

    Raises:
        ProjectError: It is no usable memory.
    """
    with connection.checked(path, SHOW) as db:
        try:
            return ShowMemory(
                _show_name(db),
                read_rows(db, READ_NAMES),
                read_rows(db, READ_CORRECTIONS),
                read_rows(db, READ_SPEAKERS),
                read_rows(db, READ_ADS),
            )
        except (DecodeError, UnicodeDecodeError) as error:
            raise ProjectError(Reason.DAMAGED, path) from error


def _show_name(db: Database) -> str:
    row = db.execute("SELECT name FROM show WHERE id = 1").fetchone()
    if row is None:
        raise DecodeError("no show")
    return text_value(row[0])
