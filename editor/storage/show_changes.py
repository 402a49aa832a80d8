"""What can be changed about a show's memory, and the changing of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from editor.review.show_memory import (
    AdText,
    Correction,
    Name,
    ShowSpeaker,
    row_key,
    tidied,
    wrong_key,
)
from editor.storage.show_schema import TABLES, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from editor.review.show_memory import Row


@dataclass(frozen=True)
class Change:
    """What is to be changed about a memory, in this order.

    Attributes:
        remove: Rows to forget; what does not exist is no trouble.
        put: Rows as the user wants them, in the place of those with their keys.
        learn: Rows as an episode has them: a correction counts on, unless it is now another one;
            a name keeps its note; a speaker counts one more episode.
        refuse: Corrections that were not wanted, one place for each time that one is here.
    """

    remove: tuple[Row, ...] = ()
    put: tuple[Row, ...] = ()
    learn: tuple[Row, ...] = ()
    refuse: tuple[Correction, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether it would change nothing."""
        return not (self.remove or self.put or self.learn or self.refuse)


def carry_out(db: Database, change: Change, now: int) -> None:
    """Make a change, inside a transaction; `now` in seconds since 1970."""
    for row in change.remove:
        db.execute(f"DELETE FROM {TABLES[type(row)]} WHERE key = ?", (row_key(row),))
    for put in _kept(change.put):
        _put(db, put, now)
    for learned in _kept(change.learn):
        _learn(db, learned, now)
    for row in change.refuse:
        query = "UPDATE correction SET refused = refused + 1 WHERE key = ?"
        db.execute(query, (row_key(row),))
    db.execute("UPDATE show SET used = ? WHERE id = 1", (now,))


def _put(db: Database, row: Row, now: int) -> None:
    key = row_key(row)
    values: dict[str, Any] = {"key": key, **values_of(row), "used": now}
    if isinstance(row, ShowSpeaker):
        query = "SELECT episodes FROM speaker WHERE key = ?"
        values["episodes"] = (db.execute(query, (key,)).fetchone() or (0,))[0]
    db.table(TABLES[type(row)]).insert(values, pk="key", replace=True)


def _learn(db: Database, row: Row, now: int) -> None:
    key = row_key(row)
    match row:
        case Name():
            db.table("name").insert(
                {"key": key, **values_of(row), "used": now}, pk="key", ignore=True
            )
        case Correction():
            _learn_correction(db, row, key, now)
        case ShowSpeaker():
            _put(db, row, now)
            db.execute("UPDATE speaker SET episodes = episodes + 1 WHERE key = ?", (key,))
        case AdText():
            _put(db, row, now)


def _learn_correction(db: Database, row: Correction, key: str, now: int) -> None:
    query = "SELECT right, times, refused FROM correction WHERE key = ?"
    before = db.execute(query, (key,)).fetchone()
    if before and before[0] == row.right:
        row = row._replace(times=before[1] + row.times, refused=before[2])
    # Who now corrects it the other way round would be asked for ever.
    contrary = db.execute(
        "SELECT right FROM correction WHERE key = ?", (wrong_key(row.right),)
    ).fetchone()
    if contrary and wrong_key(contrary[0]) == key != wrong_key(row.right):
        db.execute("DELETE FROM correction WHERE key = ?", (wrong_key(row.right),))
    _put(db, row, now)


def _kept(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        kept = tidied(row)
        if kept is not None:
            yield kept
