"""The tables of a show's memory, as migrations, and its rows as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from sqlite_utils import Migrations

from editor.review.show_memory import AdText, Correction, Name, Row, ShowSpeaker, wrong_key
from editor.storage.codec import DecodeError, text_value, whole
from editor.storage.layout import Layout
from editor.transcript.document import AdKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

APPLICATION_ID = 0x50726653
"""“PrfS”: says that an SQLite file is the memory of a show."""

migrations = Migrations("proofcast-show")


@migrations()
def m001_memory(db: Database) -> None:
    """The show, what is remembered of it, and the folders that its episodes are kept in.

    `used` counts the changes of the file; a row's says when it was last learned or changed.
    """
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    tables: dict[str, dict[str, type]] = {
        "show": {"id": int, "name": str, "used": int},
        "name": {"key": str, "text": str, "note": str, "used": int},
        "correction": {
            "key": str, "wrong": str, "right": str, "times": int, "refused": int, "used": int
        },
        "speaker": {"key": str, "name": str, "colour": int, "episodes": int, "used": int},
        "ad": {"key": str, "sponsor": str, "kind": str, "text": str, "used": int},
        "folder": {"key": str, "used": int},
    }  # fmt: skip
    for name, columns in tables.items():
        pk = next(iter(columns))
        required = set(columns) - {"id"}
        db.table(name).create(columns, pk=pk, not_null=required, strict=True)
    db.execute("PRAGMA user_version = 1")


SHOW = Layout(APPLICATION_ID, migrations, (m001_memory.__name__,))
"""Memories of shows."""

TABLES: dict[type[Row], str] = {
    Name: "name",
    Correction: "correction",
    ShowSpeaker: "speaker",
    AdText: "ad",
}
"""Where each sort of row is kept."""


def values_of(row: Row) -> dict[str, str | int]:
    """The columns of a row, without its key and when it was used."""
    values = row._asdict()
    if isinstance(row, AdText):
        values["kind"] = row.kind.value
    return values


def _name(text: Any, note: Any) -> Name:
    return Name(text_value(text), text_value(note))


def _correction(wrong: Any, right: Any, times: Any, refused: Any) -> Correction:
    row = Correction(text_value(wrong), text_value(right), whole(times), whole(refused))
    if not wrong_key(row.wrong) or not row.right:
        raise DecodeError("a correction of nothing")
    return row


def _speaker(name: Any, colour: Any) -> ShowSpeaker:
    return ShowSpeaker(text_value(name), whole(colour))


def _ad(sponsor: Any, kind: Any, text: Any) -> AdText:
    try:
        return AdText(text_value(sponsor), AdKind(kind), text_value(text))
    except ValueError as error:
        raise DecodeError("no kind of ad read") from error


R = TypeVar("R", bound=Row)


class Query(NamedTuple, Generic[R]):
    """How rows of one sort are read."""

    sql: str
    made: Callable[..., R]


READ_NAMES = Query("SELECT text, note FROM name ORDER BY key", _name)
READ_CORRECTIONS = Query(
    "SELECT wrong, right, times, refused FROM correction ORDER BY key", _correction
)
READ_SPEAKERS = Query("SELECT name, colour FROM speaker ORDER BY episodes DESC, key", _speaker)
READ_ADS = Query("SELECT sponsor, kind, text FROM ad ORDER BY used DESC, key", _ad)


def read_rows(db: Database, query: Query[R]) -> tuple[R, ...]:
    """All rows of one sort.

    Raises:
        DecodeError: One of them is not what this module writes.
    """
    return tuple(query.made(*values) for values in db.execute(query.sql))
