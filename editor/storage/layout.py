"""What a kind of file of ours holds: its mark, its tables as migrations, and nothing else.

`PRAGMA user_version` counts the migrations that a file has had, so that every program can tell a
newer file by its header.
"""

from __future__ import annotations

import functools
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlite_utils import Database

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Migrations


class SchemaError(ValueError):
    """A file does not have exactly the tables that its version says."""


@dataclass(frozen=True, eq=False)
class Layout:
    """A kind of file.

    Attributes:
        application_id: The number in its header that says so.
        migrations: Its tables; only ever appended to, each setting `user_version`.
        steps: The names of the migrations in their order.
    """

    application_id: int
    migrations: Migrations
    steps: tuple[str, ...]

    @property
    def version(self) -> int:
        """How many migrations there are: the version that this program writes."""
        return len(self.steps)

    def migrate(self, db: Database) -> None:
        """Bring an older file, or an empty database, to `version`; each step whole or not."""
        self.migrations.apply(db)

    def check(self, conn: sqlite3.Connection, version: int) -> None:
        """Make sure that a file of a version holds its tables and nothing that could run by itself.

        Views, triggers, virtual tables and generated columns are how a crafted file makes a reader
        execute what it brings along.

        Raises:
            SchemaError: Something is missing, different, or too much.
        """
        if _shape(conn) != _expected(self, version):
            raise SchemaError("these are not the tables of this kind of file")
        query = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id"
        applied = [name for (name,) in conn.execute(query, (self.migrations.name,))]
        if applied != [*self.steps[:version]]:
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
def _expected(layout: Layout, version: int) -> _Shape:
    conn = sqlite3.connect(":memory:")
    db = Database(conn, execute_plugins=False)
    try:
        layout.migrations.apply(db, stop_before=layout.steps[version:])
        return _shape(conn)
    finally:
        conn.close()
