"""Rows out of the pages of a project whose beginning or schema is gone, so that SQLite gives up.

Every page that looks like a leaf of a table is read on its own, as
https://sqlite.org/fileformat.html describes it, and rows are told by their shape. What is found
goes into a fresh database in memory, which is then read like any other.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from editor.storage.schema import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 4096
"""Bytes of a page in every project that was ever written."""
_LEAF = 0x0D
_LARGEST = PAGE - 35
_SMALLEST = (PAGE - 12) * 32 // 255 - 23
"""How much of a row stands in its page at most, and at least when the rest is elsewhere."""
_MOST_OVERFLOW = 16_384
"""Pages that one row may go on through: 64 MB."""
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
Value = int | str | bytes | None

_SHAPES: tuple[tuple[str, tuple[tuple[type, ...], ...]], ...] = (
    ("turn (id, speaker, words)", ((int, type(None)), (str,))),
    ("speaker (id, position, name, colour)", ((int,), (str,), (int,))),
    ("ad_read (id, position, kind, sponsor)", ((int,), (str,), (str,))),
    ("document (id, turns, revision, language)", ((str,), (int,), (str,))),
    ("document (id, turns, revision, language, journal_head)", ((str,), (int,), (str,), (int,))),
    (
        "document (id, turns, revision, language, journal_head, reviewed)",
        ((str,), (int,), (str,), (int,), (str,)),
    ),
    (
        "cue_exception (position, kind, turn, word, texts, ms)",
        ((str,), (int,), (int,), (str,), (int,)),
    ),
    ("media (id, path, fingerprint, duration_ms)", ((str,), (str,), (int,))),
    ("imported (id, name, content)", ((str,), (bytes,))),
)
"""Tables by the types of their columns after the id; no two have the same."""


class _BrokenRowError(Exception):
    """What is no row after all."""


def rows_of(data: bytes) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """The rowid and the values of every row in a leaf of any table; broken rows are left out."""
    for start in range(0, len(data) - PAGE + 1, PAGE):
        header = start + (100 if start == 0 else 0)
        if data[header] != _LEAF:
            continue
        count = int.from_bytes(data[header + 3 : header + 5], "big")
        for index in range(min(count, PAGE // 4)):
            at = header + 8 + 2 * index
            cell = start + int.from_bytes(data[at : at + 2], "big")
            with suppress(_BrokenRowError, IndexError, UnicodeDecodeError):
                if start < cell < start + PAGE:
                    yield _row(data, cell)


@contextmanager
def rebuilt(data: bytes) -> Iterator[Database]:
    """A project in memory with the rows that the bytes of a damaged one still hold.

    Of two rows with one id the first is taken; one of them is from before a change.
    """
    conn = sqlite3.connect(":memory:")
    try:
        db = Database(conn, execute_plugins=False)
        PROJECT.migrate(db)
        for key, values in rows_of(data):
            table = _table_of(values)
            if table:
                marks = ", ".join("?" * len(values))
                with suppress(sqlite3.Error, OverflowError):
                    row = (key, *values[1:])
                    db.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
        yield db
    finally:
        conn.close()


def _table_of(values: tuple[Value, ...]) -> str | None:
    if not values or values[0] is not None:  # an id is the rowid, and stored as nothing
        return None
    for table, shape in _SHAPES:
        if len(shape) == len(values) - 1 and all(map(isinstance, values[1:], shape)):
            return table
    return None


def _row(data: bytes, cell: int) -> tuple[int, tuple[Value, ...]]:
    size, at = _varint(data, cell)
    key, at = _varint(data, at)
    payload = _payload(data, at, size)
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return key, tuple(values)


def _payload(data: bytes, at: int, size: int) -> bytes:
    """The bytes of a row, from its page and those it goes on in."""
    if size <= _LARGEST:
        return data[at : at + size]
    here = _SMALLEST + (size - _SMALLEST) % (PAGE - 4)
    here = here if here <= _LARGEST else _SMALLEST
    found, at = bytearray(data[at : at + here]), at + here
    for _ in range(_MOST_OVERFLOW):
        number = int.from_bytes(data[at : at + 4], "big")
        if len(found) >= size or not number:
            break
        at = (number - 1) * PAGE
        if at + PAGE > len(data):
            raise _BrokenRowError
        found += data[at + 4 : at + PAGE]
    if len(found) < size:
        raise _BrokenRowError
    return bytes(found[:size])


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    """The value of a serial type, and where it ends."""
    if kind in (0, 8, 9):
        return (None, 0, 1)[max(0, kind - 7)], at
    length = _INTEGERS.get(kind, 8 if kind == 7 else (kind - 12) // 2)
    raw = payload[at : at + length]
    if kind in (7, 10, 11) or len(raw) < length:  # no project holds real numbers
        raise _BrokenRowError
    if kind < 7:
        return int.from_bytes(raw, "big", signed=True), at + length
    value: Any = raw.decode() if kind % 2 else raw
    return value, at + length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, at + index + 1
    value = value << 8 | data[at + 8]
    return value - (1 << 64 if value >= 1 << 63 else 0), at + 9
