"""The tables of a project file, as migrations.

Migrations are only ever appended. `PRAGMA user_version` counts those that a file has had, so that
every program can tell a newer file by its header; `docs/project-file.md` describes the result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from editor.storage.layout import Layout

if TYPE_CHECKING:
    from sqlite_utils import Database

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


@migrations()
def m005_asides(db: Database) -> None:
    """Words marked as fillers and false starts: the column `aside` in the JSON of the words.

    No table changes, but a program that does not know the column would lose it on saving.
    """
    db.execute("PRAGMA user_version = 5")


PROJECT = Layout(
    APPLICATION_ID,
    migrations,
    (
        m001_document.__name__,
        m002_journal.__name__,
        m003_cue_exceptions.__name__,
        m004_reviewed.__name__,
        m005_asides.__name__,
    ),
)
"""Project files; `PROJECT.version` is what this program writes."""
