"""The rows of a project: reading a document out of its tables, and writing what changed."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any, NamedTuple

from editor.storage.codec import (
    DecodeError,
    ad_row,
    cue_row,
    dump,
    load,
    reviewed_from_json,
    speaker_from_json,
    speaker_row,
    text_value,
    whole,
    words_from_json,
    words_to_json,
)
from editor.storage.journal import Journal
from editor.transcript.document import Tables, Transcript, Turn, TurnId, check

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlite_utils import Database

StateValue = bool | int | float | str | bytes | None
"""What can be kept about the window."""
State = dict[str, StateValue]


class StoredMedia(NamedTuple):
    """The row of `media`: the path as written, not yet resolved."""

    path: str
    fingerprint: str
    duration_ms: int


class Imported(NamedTuple):
    """The transcript file that the project began with, byte for byte."""

    name: str
    content: bytes


class Loaded(NamedTuple):
    """Everything in a project, as it stood at one moment."""

    document: Transcript
    revision: int
    media: StoredMedia | None
    imported: Imported | None
    state: State
    journal: Journal


def read_all(db: Database) -> Loaded:
    """Everything in a project, verified.

    Raises:
        DecodeError: A row is missing or malformed.
        InvariantError: The document breaks its rules.
        sqlite3.Error: The tables cannot be read.
    """
    document, revision = read_document(db)
    journal = Journal()
    journal.fetch(db)
    return Loaded(document, revision, read_media(db), read_imported(db), read_state(db), journal)


def write_all(
    db: Database,
    document: Transcript,
    media: StoredMedia | None,
    imported: Imported | None,
    state: Mapping[str, StateValue],
) -> None:
    """Fill the empty tables of a new project."""
    write_document(db, document, 1)
    write_turns(db, document.turns)
    write_tables(db, document.tables)
    write_state(db, state)
    if media:
        write_media(db, media)
    if imported:
        write_imported(db, imported)


def read_document(db: Database) -> tuple[Transcript, int]:
    """The document and its revision, verified.

    Raises:
        DecodeError: A row is missing or malformed.
        InvariantError: The document breaks its rules.
        sqlite3.Error: The tables cannot be read.
    """
    rows = db.execute("SELECT turns, revision, language, reviewed FROM document").fetchall()
    if len(rows) != 1:
        raise DecodeError("not exactly one document")
    order, revision, language, marks = rows[0]
    reviewed = reviewed_from_json(load(marks))
    turns = {
        key: Turn(
            TurnId(whole(key)),
            speaker_from_json(speaker),
            words_from_json(load(words)),
            key in reviewed,
        )
        for key, speaker, words in db.execute("SELECT id, speaker, words FROM turn")
    }
    ids = load(order)
    if not isinstance(ids, list) or sorted(map(whole, ids)) != sorted(turns):
        raise DecodeError("the list of turns is not that of the document")
    document = Transcript(tuple(turns[key] for key in ids), _read_tables(db), text_value(language))
    check(document)
    return document, whole(revision)


def _read_tables(db: Database) -> Tables:
    speakers = db.execute("SELECT id, name, colour FROM speaker ORDER BY position")
    ads = db.execute("SELECT id, kind, sponsor FROM ad_read ORDER BY position")
    columns = "kind, turn, word, texts, ms"
    cues = db.execute(f"SELECT {columns} FROM cue_exception ORDER BY position")
    return Tables(
        tuple(speaker_row(*row) for row in speakers),
        tuple(ad_row(*row) for row in ads),
        tuple(cue_row(kind, turn, word, load(texts), ms) for kind, turn, word, texts, ms in cues),
    )


def write_document(db: Database, document: Transcript, revision: int) -> None:
    """The one row that says which turns there are, in which order, and which are reviewed."""
    row = {
        "id": 1,
        "turns": dump([turn.id for turn in document.turns]),
        "revision": revision,
        "language": _storable(document.language),
        "reviewed": dump([turn.id for turn in document.turns if turn.reviewed]),
    }
    db.table("document").upsert(row, pk="id")


def write_turns(db: Database, turns: Iterable[Turn]) -> None:
    """Put turns in the place of those with their ids."""
    db.table("turn").insert_all(
        (
            {"id": turn.id, "speaker": turn.speaker, "words": dump(words_to_json(turn.words))}
            for turn in turns
        ),
        pk="id",
        replace=True,
    )


def remove_turns(db: Database, turns: Iterable[TurnId]) -> None:
    """Remove the turns with these ids."""
    db.conn.executemany("DELETE FROM turn WHERE id = ?", [(key,) for key in turns])


def write_tables(db: Database, tables: Tables) -> None:
    """Put speakers, ad reads and captions changed by hand in the place of those there."""
    speakers = (
        {"id": row.id, "position": at, "name": _storable(row.name), "colour": row.colour}
        for at, row in enumerate(tables.speakers)
    )
    ads = (
        {"id": row.id, "position": at, "kind": row.kind.value, "sponsor": _storable(row.sponsor)}
        for at, row in enumerate(tables.ads)
    )
    db.table("speaker").delete_where()
    db.table("speaker").insert_all(speakers)
    db.table("ad_read").delete_where()
    db.table("ad_read").insert_all(ads)
    cues = (
        {"position": at, **row._asdict(), "kind": row.kind.value, "texts": dump(row.texts)}
        for at, row in enumerate(tables.breaks)
    )
    db.table("cue_exception").delete_where()
    db.table("cue_exception").insert_all(cues)


def write_changes(
    db: Database, before: Transcript | None, document: Transcript, revision: int
) -> None:
    """Write what differs from `before`; everything, if nobody knows what is in the file."""
    if before is None:
        db.table("turn").delete_where()
    written = {turn.id: turn for turn in before.turns} if before else {}
    write_turns(db, (t for t in document.turns if written.pop(t.id, None) is not t))
    remove_turns(db, written)
    if before is None or document.tables is not before.tables:
        write_tables(db, document.tables)
    write_document(db, document, revision)


def read_media(db: Database) -> StoredMedia | None:
    """The audio's row, if the project has audio.

    Raises:
        DecodeError: It is malformed.
    """
    row = db.execute("SELECT path, fingerprint, duration_ms FROM media").fetchone()
    return StoredMedia(text_value(row[0]), text_value(row[1]), whole(row[2])) if row else None


def write_media(db: Database, media: StoredMedia) -> None:
    """Say which audio the project has."""
    row = {"id": 1, **media._asdict(), "path": _storable(media.path)}
    db.table("media").insert(row, pk="id", replace=True)


def read_imported(db: Database) -> Imported | None:
    """The transcript that was imported, if any."""
    row = db.execute("SELECT name, content FROM imported").fetchone()
    return Imported(text_value(row[0]), bytes(row[1])) if row else None


def write_imported(db: Database, imported: Imported) -> None:
    """Keep the transcript that was imported."""
    row = {"id": 1, "name": _storable(imported.name), "content": imported.content}
    db.table("imported").insert(row, pk="id", replace=True)


def read_state(db: Database) -> State:
    """What was kept about the window; values that cannot be read are left out."""
    state: State = {}
    for key, text in db.execute("SELECT key, value FROM state"):
        try:
            state[key] = _state_value(load(text))
        except DecodeError:
            continue  # where the window stood is never a reason not to open a project
    return state


def write_state(db: Database, state: Mapping[str, StateValue]) -> None:
    """Keep these values; others stay as they are."""
    rows = ({"key": key, "value": dump(_state_json(value))} for key, value in state.items())
    db.table("state").insert_all(rows, pk="key", replace=True)


def _state_json(value: StateValue) -> Any:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    return value


def _state_value(value: Any) -> StateValue:
    if isinstance(value, dict):
        try:
            return base64.b64decode(text_value(value.get("base64")), validate=True)
        except (binascii.Error, ValueError) as error:
            raise DecodeError("not base64") from error
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise DecodeError("not a value of the window's state")


def _storable(text: str) -> str:
    """The text without broken Unicode, which SQLite cannot hold outside JSON."""
    return text.encode("utf-8", "replace").decode()
