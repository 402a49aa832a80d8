"""Opening SQLite files that may come from anybody, and never hurting a damaged one.

The order matters. The header is read as bytes, then the file is opened for reading only and
checked; only a file that has passed is opened for writing. A transaction that a crash has left
half done is played back by SQLite on opening, which writes, so in that case a copy is checked.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlite_utils import Database

from editor.storage.errors import ProjectError, Reason, explained
from editor.storage.layout import SchemaError
from editor.storage.schema import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from editor.storage.layout import Layout

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_VERSION_AT, _APPLICATION_AT = 60, 68
"""Places of `user_version` and `application_id`: https://sqlite.org/fileformat.html"""

LARGEST_FILE = 1 << 30
"""Bytes. A ten-hour episode with a full journal has some 30 MB."""
LARGEST_VALUE = 64 << 20
"""Bytes of one text or blob."""
CHECK_SECONDS = 10.0
"""How long reading and checking may take before the file counts as an attack."""
_BUSY_SECONDS = 2.0
"""How long to wait for another process that reads the file at this moment."""

SIDECARS = ("-journal", "-wal")


class ProjectDatabase(Database):
    """A database that is not tried out.

    sqlite-utils learns what SQLite can do by making a table, in the middle of whatever transaction
    there is. On a full or failing disk that takes the transaction with it, untold, and what is
    written after it would be half a change.
    """

    @property
    def supports_strict(self) -> bool:
        """Every SQLite since 3.37 (2021) does; an older one refuses our tables with an error."""
        return True

    @property
    def supports_on_conflict(self) -> bool:
        """Every SQLite since 3.24 does."""
        return True


def read_version(path: Path, layout: Layout = PROJECT) -> int:
    """The schema version of a project, or another kind of file, from the bytes of its header.

    Raises:
        ProjectError: There is no file, or it is no project, or one of a newer version.
    """
    with explained(path):
        if path.is_dir():
            raise ProjectError(Reason.NOT_A_PROJECT, path)
        if path.stat().st_size > LARGEST_FILE:
            raise ProjectError(Reason.TOO_LARGE, path, f"over {LARGEST_FILE >> 20} MB")
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    number = {
        at: int.from_bytes(header[at : at + 4], "big") for at in (_VERSION_AT, _APPLICATION_AT)
    }
    if not header.startswith(_MAGIC) or number[_APPLICATION_AT] != layout.application_id:
        raise ProjectError(Reason.NOT_A_PROJECT, path)
    if number[_VERSION_AT] > layout.version:
        raise ProjectError(Reason.NEWER, path)
    if number[_VERSION_AT] < 1:
        raise ProjectError(Reason.DAMAGED, path)
    return number[_VERSION_AT]


@contextmanager
def checked(path: Path, layout: Layout = PROJECT) -> Iterator[Database]:
    """A project's database, verified and of the current version, for reading only.

    An older one is brought up to date in memory. Nothing is written to the file, and the
    database closes at the end of the block.

    Raises:
        ProjectError: The file is no usable project.
    """
    version = read_version(path, layout)
    with explained(path), _readable(path) as conn:
        _check(conn, path, layout, version)
        if version == layout.version:
            yield ProjectDatabase(conn, execute_plugins=False)
            return
        with closing(sqlite3.connect(":memory:")) as memory:
            conn.backup(memory)
            newer = ProjectDatabase(memory, execute_plugins=False)
            layout.migrate(newer)
            yield newer


def open_for_writing(path: Path, layout: Layout = PROJECT) -> Database:
    """A project's database for reading and writing, brought to the current version.

    Call it only for a file that has passed `checked`, and under its lock.

    Raises:
        ProjectError: The file cannot be written to.
    """
    with explained(path):
        # SQLite quietly opens a write-protected file for reading, so ask the system first.
        path.open("r+b").close()
        conn = connect(path, "rw")
        try:
            # Not WAL: docs/decisions/0003-project-file.md says why.
            conn.execute("PRAGMA journal_mode = TRUNCATE")
            conn.execute("PRAGMA synchronous = FULL")
            db = ProjectDatabase(conn, execute_plugins=False)
            layout.migrate(db)
        except BaseException:
            conn.close()
            remove_empty_journal(path)
            raise
    return db


def make(
    path: Path,
    fill: Callable[[Database], None],
    layout: Layout = PROJECT,
    place: Callable[[Path, Path], None] | None = None,
) -> None:
    """Write a new project at a path where there is none, whole or not at all.

    Args:
        path: Where; a file that is there is replaced at the end.
        fill: Writes the content into the empty tables.
        layout: What kind of file it is.
        place: Gives the finished file its name, instead of `put_in_place`.

    Raises:
        ProjectError: It cannot be written; nothing is left behind.
    """
    with _new_file(path, place) as new, closing(connect(new, "rw")) as conn:
        db = ProjectDatabase(conn, execute_plugins=False)
        layout.migrate(db)
        with db.atomic():
            fill(db)


def copy(db: Database, path: Path, adapt: Callable[[Database], object]) -> None:
    """Write a compacted copy of a project, whole or not at all.

    Args:
        db: The project, outside a transaction.
        path: Where; a file that is there is replaced at the end.
        adapt: Changes the copy before it gets its name.

    Raises:
        ProjectError: It cannot be written; nothing is left behind.
    """
    with _new_file(path) as new:
        db.execute("VACUUM INTO ?", [str(new)])
        with closing(connect(new, "rw")) as conn, Database(conn).atomic() as copied:
            adapt(copied)


def copy_file(source: Path, path: Path, adapt: Callable[[Database], object]) -> None:
    """`copy` from a file that may be in use, through a connection of its own: for other threads.

    Raises:
        ProjectError: It cannot be read or written, or is damaged; nothing is left behind.
    """
    with _new_file(path) as new:
        with closing(connect(source, "ro")) as conn:
            conn.execute("VACUUM INTO ?", [str(new)])
        with closing(connect(new, "rw")) as conn:
            if conn.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise ProjectError(Reason.DAMAGED, source)
            with ProjectDatabase(conn, execute_plugins=False).atomic() as copied:
                adapt(copied)


def read_revision(path: Path) -> tuple[object, ...]:
    """What tells two states of a project apart, without reading its words.

    Raises:
        ProjectError: It cannot be read.
    """
    with explained(path), closing(connect(path, "ro")) as conn:
        sizes = "(SELECT count(*) FROM turn), (SELECT total(length(words)) FROM turn)"
        row = conn.execute(f"SELECT revision, turns, {sizes} FROM document").fetchone()
    if row is None:
        raise ProjectError(Reason.DAMAGED, path)
    return tuple(row)


@contextmanager
def _new_file(path: Path, place: Callable[[Path, Path], None] | None = None) -> Iterator[Path]:
    """An empty file that gets the name `path` at the end of the block, or vanishes on failure."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    with explained(path):
        # Not `tempfile`: its files are private, but a project is a file like any other.
        os.close(os.open(new, os.O_CREAT | os.O_TRUNC, 0o666))
        try:
            yield new
            (place or put_in_place)(new, path)
        finally:
            new.unlink(missing_ok=True)
            Path(f"{new}-journal").unlink(missing_ok=True)


def put_in_place(new: Path, path: Path) -> None:
    """Rename a closed project file to its final name.

    A crashed transaction that the file before it has left is removed: SQLite would play it back
    into the new file.

    Raises:
        OSError: It cannot be done.
    """
    for suffix in (*SIDECARS, "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    new.replace(path)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that trusts nothing the file says. `mode` is SQLite's: `ro` or `rw`.

    It may be handed to another thread; who uses it sees to it that this is one at a time.
    """
    conn = sqlite3.connect(
        f"{_uri(path)}?mode={mode}", uri=True, timeout=_BUSY_SECONDS, check_same_thread=False
    )
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    conn.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0)
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    conn.execute("PRAGMA mmap_size = 0")
    conn.execute("PRAGMA temp_store = MEMORY")
    return conn


def _uri(path: Path) -> str:
    posix = path.absolute().as_posix()
    return "file://" + ("" if posix.startswith("/") else "/") + quote(os.fsencode(posix))


@contextmanager
def _readable(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, or a repaired copy of it if a crash has left a transaction half done."""
    with closing(connect(path, "ro")) as conn:
        if not _needs_repair(conn, path):
            yield conn
            return
    with tempfile.TemporaryDirectory(prefix="proofcast-") as folder:
        copy = Path(folder, "copy")
        for suffix in ("", *SIDECARS):
            if Path(f"{path}{suffix}").exists():
                shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        with closing(connect(copy, "rw")) as conn:
            yield conn


def _needs_repair(conn: sqlite3.Connection, path: Path) -> bool:
    """Whether a crash has left a transaction half done; one that is being written now is not."""
    if _has_content(Path(f"{path}-wal")):
        return True
    if not _has_content(Path(f"{path}-journal")):
        return False
    try:
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        # What a connection for reading says when it would have to play a journal back.
        return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
    return False


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _check(conn: sqlite3.Connection, path: Path, layout: Layout, version: int) -> None:
    deadline = time.monotonic() + CHECK_SECONDS
    conn.set_progress_handler(lambda: time.monotonic() > deadline, 100_000)
    try:
        layout.check(conn, version)
    except (SchemaError, UnicodeDecodeError) as error:
        raise ProjectError(Reason.DAMAGED, path) from error
    result = conn.execute("PRAGMA quick_check(1)").fetchone()
    if result != ("ok",):
        raise ProjectError(Reason.DAMAGED, path) from sqlite3.DatabaseError(str(result))


def remove_empty_journal(path: Path) -> None:
    """Tidy up after closing: the rollback journal is kept empty between changes."""
    journal = Path(f"{path}-journal")
    with suppress(OSError):
        if journal.stat().st_size == 0:
            journal.unlink()
