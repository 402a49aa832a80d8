"""The tables of a project file, as migrations, and the check that a file has no others.

Migrations are only ever appended. `PRAGMA user_version` counts those that a file has had, so that
every program can tell a newer file by its header; `docs/project-file.md` describes the result.
"""

from __future__ import annotations

import functools
import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

if TYPE_CHECKING:
    from collections.abc import Iterable

APPLICATION_ID = 0x50726643
"""“PrfC”: says that an SQLite file is a Proofcast project."""

migrations = Migrations("proofcast")


@migrations()
def m001_document(db: Database) -> None:
    """The document, the media it belongs to, the window's state, the imported transcript."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    tables: dict[str, dict[str, type]] = {
        "document": {"id": int, "turns": str, "revision": int, "language": str},
        "turn": {"id": int, "speaker": int, "words": str},
        "speaker": {"id": int, "position": int, "name": str, "colour": int},
        "ad_read": {"id": int, "position": int, "kind": str, "sponsor": str},
        "media": {"id": int, "path": str, "fingerprint": str, "duration_ms": int},
        "state": {"key": str, "value": str},
        "imported": {"id": int, "name": str, "content": bytes},
    }
    may_be_null = {"id", "key", "speaker"}
    for name, columns in tables.items():
        required = set(columns) - may_be_null
        pk = next(iter(columns))
        db.table(name).create(columns, pk=pk, not_null=required, strict=True)
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_journal(db: Database) -> None:
    """Undo and redo across restarts."""
    columns: dict[str, type] = {"position": int, "patches": str}
    db.table("journal").create(columns, pk="position", not_null={"patches"}, strict=True)
    db.table("document").add_column("journal_head", int, not_null_default=0)
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_cue_exceptions(db: Database) -> None:
    """What was changed about the captions by hand."""
    columns: dict[str, type] = {
        "position": int, "kind": str, "turn": int, "word": int, "texts": str, "ms": int
    }  # fmt: skip
    required = set(columns) - {"position"}
    db.table("cue_exception").create(columns, pk="position", not_null=required, strict=True)
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_reviewed(db: Database) -> None:
    """Which turns somebody has looked at.

    A list in the document's row, not a column of `turn`: rows of that shape could not be told from
    speakers when they are carved out of a damaged file.
    """
    db.table("document").add_column("reviewed", str, not_null_default="[]")
    db.execute("PRAGMA user_version = 4")


_STEPS = [
    m001_document.__name__,
    m002_journal.__name__,
    m003_cue_exceptions.__name__,
    m004_reviewed.__name__,
]

VERSION = len(_STEPS)
"""How many migrations there are: the version that this program writes."""


class SchemaError(ValueError):
    """A file does not have exactly the tables that its version says."""


def migrate(db: Database) -> None:
    """Bring an older project, or an empty database, to `VERSION`; each step is all or nothing."""
    migrations.apply(db)


def version_of(conn: sqlite3.Connection) -> int:
    """How many migrations a project has had."""
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def check_schema(conn: sqlite3.Connection, version: int) -> None:
    """Make sure that a file of a version holds its tables and nothing that could run by itself.

    Views, triggers, virtual tables and generated columns are how a crafted file makes a reader
    execute what it brings along.

    Raises:
        SchemaError: Something is missing, different, or too much.
    """
    if _shape(conn) != _expected(version):
        raise SchemaError("these are not the tables of a project")
    query = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id"
    applied = [name for (name,) in conn.execute(query, (migrations.name,))]
    if applied != _STEPS[:version]:
        raise SchemaError("the list of migrations is not that of this version")


_Shape = tuple[tuple[str, str, tuple[tuple[object, ...], ...]], ...]


def _shape(conn: sqlite3.Connection) -> _Shape:
    """Every object of a schema with its columns, without the wording of its SQL.

    The wording is sqlite-utils' own and may change with it; a file must not become foreign by that.
    """
    found = conn.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    return tuple(
        (f"{kind} {str(sql).endswith('STRICT')}", name, tuple(_columns(conn, kind, name, sql)))
        for kind, name, sql in found
        if not (kind == "index" and sql is None)  # the ones that SQLite makes for keys
    )


def _columns(
    conn: sqlite3.Connection, kind: str, name: str, sql: str | None
) -> Iterable[tuple[object, ...]]:
    if kind == "index":  # name of each column; null for an expression
        return conn.execute("SELECT name FROM pragma_index_info(?)", (name,)).fetchall()
    if kind != "table" or str(sql).lower().startswith("create virtual"):
        return [(sql,)]
    # name, type, not null, default, place in the key, hidden (generated columns are)
    query = 'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)'
    return conn.execute(query, (name,)).fetchall()


@functools.cache
def _expected(version: int) -> _Shape:
    conn = sqlite3.connect(":memory:")
    db = Database(conn, execute_plugins=False)
    try:
        migrations.apply(db, stop_before=_STEPS[version:])
        return _shape(conn)
    finally:
        conn.close()
