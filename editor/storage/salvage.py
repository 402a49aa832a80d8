"""What can still be read of a damaged project. The file itself is only ever copied."""

from __future__ import annotations

import filecmp
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlite_utils import Database

from editor.storage import connection, content, media_link
from editor.storage.carve import rebuilt
from editor.storage.codec import (
    DecodeError,
    ad_row,
    cue_row,
    load,
    reviewed_from_json,
    speaker_from_json,
    speaker_row,
    text_value,
    whole,
    words_from_json,
)
from editor.storage.errors import ProjectError, Reason, explained
from editor.storage.media_link import MediaReference
from editor.transcript.document import (
    InvariantError,
    Tables,
    Transcript,
    Turn,
    TurnId,
    check,
    check_turn,
)
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from typing import TypeVar

    from editor.storage.content import Imported
    from editor.transcript.document import CueException
    from editor.transcript.words import Word

    T = TypeVar("T")

_UNREADABLE = (sqlite3.Error, DecodeError, UnicodeDecodeError, OverflowError, ValueError)
"""What reading a damaged row can end in."""


class Salvaged(NamedTuple):
    """What was read.

    Attributes:
        document: The turns that could be read, with their names and ad reads as far as possible.
        lost: How many turns could not be read; None when nobody can tell any more.
        media: Where the audio is, if that was readable.
        imported: The transcript that the project began with, if that was readable.
    """

    document: Transcript
    lost: int | None
    media: MediaReference | None
    imported: Imported | None

    @property
    def sentence(self) -> str:
        """What was read, for the user."""
        turns, words = len(self.document.turns), self.document.word_count
        read = f"{turns:,} turn{'s' * (turns != 1)} with {words:,} word{'s' * (words != 1)}"
        if self.lost is None:
            return f"{read} can still be read; how many are lost, nobody can tell."
        return f"{read} can still be read; {self.lost:,} cannot."


def salvage(path: Path) -> Salvaged:
    """Read a damaged project turn by turn, and pass over what is broken.

    Raises:
        ProjectError: Nothing of it can be read.
    """
    found = []
    for with_journal in (True, False):
        # A journal that does not fit (a file put back from elsewhere) can make things worse.
        with suppress(*_UNREADABLE), _copied(path, with_journal=with_journal) as db:
            found.append(_read(db, path))
            if found[-1] and found[-1].lost == 0:
                return found[-1]
    with explained(path):
        data = path.read_bytes()
    with suppress(*_UNREADABLE), rebuilt(data) as db:
        found.append(_read(db, path))
    best = max(filter(None, found), key=lambda one: len(one.document.turns), default=None)
    if best is None:
        raise ProjectError(Reason.DAMAGED, path, "nothing of it can be read")
    return best


def set_aside(path: Path, folder: Path, now: datetime) -> Path | None:
    """Copy a damaged file, byte by byte, to where nobody writes over it.

    Args:
        path: The file. Its rollback journal goes along.
        folder: Where to; made if it is not there.
        now: Local time, for the name.

    Returns:
        The copy, an earlier one if it is the same; None when there is no such file.

    Raises:
        ProjectError: It cannot be copied.
    """
    target = folder / f"{path.stem} {now.strftime('%Y-%m-%d %H.%M.%S')}.damaged"
    with explained(path):
        if not path.is_file():
            return None
        folder.mkdir(parents=True, exist_ok=True)
        for there in folder.glob("*.damaged"):
            if filecmp.cmp(path, there, shallow=False):
                return there
        for suffix in ("", *connection.SIDECARS):
            if Path(f"{path}{suffix}").exists():
                shutil.copyfile(f"{path}{suffix}", f"{target}{suffix}")
    return target


@contextmanager
def _copied(path: Path, *, with_journal: bool) -> Iterator[Database]:
    """A copy of the file, on which nothing can be done but reading tables."""
    with tempfile.TemporaryDirectory(prefix="proofcast-") as folder:
        copy = Path(folder, "copy")
        with explained(path):
            if path.stat().st_size > connection.LARGEST_FILE:
                raise ProjectError(Reason.TOO_LARGE, path)
            for suffix in ("", *(connection.SIDECARS if with_journal else ())):
                if Path(f"{path}{suffix}").exists():
                    shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        with closing(connection.connect(copy, "rw")) as conn:
            deadline = time.monotonic() + connection.CHECK_SECONDS
            conn.set_progress_handler(lambda: time.monotonic() > deadline, 100_000)
            conn.execute("PRAGMA cell_size_check = OFF")  # a page with one broken cell has others
            db = Database(conn, execute_plugins=False)
            conn.set_authorizer(_reading_only)
            yield db


def _reading_only(action: int, *_: object) -> int:
    """Nobody has looked at the schema, so views that call functions may stand in it."""
    harmless = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    return sqlite3.SQLITE_OK if harmless else sqlite3.SQLITE_DENY


def _read(db: Database, path: Path) -> Salvaged | None:
    nothing: tuple[list[int] | None, str] = (None, "en")
    order, language = _try(lambda: _document_row(db), nothing)
    tables = _tables(db)
    none: frozenset[int] = frozenset()
    reviewed = _try(lambda: _reviewed(db), none)
    turns = [replace(turn, reviewed=turn.id in reviewed) for turn in _turns(db, order or ())]
    if not turns:
        return None
    ranks = {key: rank for rank, key in enumerate(order or [])}
    turns.sort(key=lambda turn: ranks.get(whole(turn.id), len(ranks)))
    document = Transcript(tuple(_fitting(turn, tables) for turn in turns), tables, language)
    try:
        check(document)
    except InvariantError:  # only changes of captions by hand can be at odds with the rest
        document = replace(document, tables=Tables(tables.speakers, tables.ads))
        check(document)
    lost = len(set(order) - {turn.id for turn in turns}) if order else None
    stored = _try(lambda: content.read_media(db), None)
    media = stored and MediaReference(
        media_link.resolved_path(stored.path, path.absolute().parent),
        stored.fingerprint,
        stored.duration_ms,
    )
    return Salvaged(document, lost, media, _try(lambda: content.read_imported(db), None))


def _try(read: Callable[[], T], otherwise: T) -> T:
    try:
        return read()
    except (*_UNREADABLE, TypeError):
        return otherwise


def _document_row(db: Database) -> tuple[list[int] | None, str]:
    turns, language = db.execute("SELECT turns, language FROM document").fetchone()
    nothing: list[int] | None = None
    ids = _try(lambda: list(dict.fromkeys(whole(key) for key in load(turns))), nothing)
    return ids, language if isinstance(language, str) else "en"


def _reviewed(db: Database) -> frozenset[int]:
    """The turns with a mark; files before version 4 have no such column."""
    return reviewed_from_json(load(db.execute("SELECT reviewed FROM document").fetchone()[0]))


def _tables(db: Database) -> Tables:
    speakers = dict.fromkeys(
        _rows(db, "SELECT id, name, colour FROM speaker ORDER BY position", speaker_row)
    )
    ads = dict.fromkeys(
        _rows(db, "SELECT id, kind, sponsor FROM ad_read ORDER BY position", ad_row)
    )
    columns = "kind, turn, word, texts, ms"
    cues = _rows(db, f"SELECT {columns} FROM cue_exception ORDER BY position", _cue)
    return Tables(
        tuple({row.id: row for row in speakers}.values()),
        tuple({row.id: row for row in ads}.values()),
        tuple(cues),
    )


def _cue(kind: Any, turn: Any, word: Any, texts: Any, ms: Any) -> CueException:
    return cue_row(kind, turn, word, load(texts), ms)


def _rows(db: Database, query: str, made: Callable[..., T]) -> Iterator[T]:
    """The rows of a query up to the first that breaks it, without those that cannot be used."""
    with suppress(*_UNREADABLE):
        for row in db.execute(query):
            with suppress(*_UNREADABLE, TypeError):
                yield made(*row)


def _turns(db: Database, order: list[int] | tuple[int, ...]) -> list[Turn]:
    """Every turn that can be read: by its id, then from both ends of the table, by walking it."""
    found: dict[int, Turn] = {}
    columns = "SELECT id, speaker, words FROM turn"
    for key in order:
        with suppress(*_UNREADABLE, TypeError):
            row = db.execute(f"{columns} WHERE id = ?", (key,)).fetchone()
            if row:
                found[key] = _turn(*row)
    for direction in ("ASC", "DESC"):
        for turn in _rows(db, f"{columns} ORDER BY id {direction}", _turn):
            found.setdefault(turn.id, turn)
    return list(found.values())


def _turn(key: Any, speaker: Any, words: Any) -> Turn:
    return Turn(TurnId(whole(key)), _try(lambda: speaker_from_json(speaker), None), _words(words))


def _words(stored: Any) -> tuple[Word, ...]:
    """The words with their times, or without, if only the text can be read."""
    encoded = load(text_value(stored))
    try:
        words = words_from_json(encoded)
        check_turn(Turn(TurnId(0), None, words))
    except (DecodeError, InvariantError, ValueError):
        if not isinstance(encoded, dict):
            raise
        return words_of(text_value(encoded.get("text")))
    return words


def _fitting(turn: Turn, tables: Tables) -> Turn:
    """The turn without speakers and ad reads whose rows are lost."""
    speakers, ads = {row.id for row in tables.speakers}, {row.id for row in tables.ads}
    words = tuple(
        word if word.ad is None or word.ad in ads else word._replace(ad=None) for word in turn.words
    )
    return replace(turn, speaker=turn.speaker if turn.speaker in speakers else None, words=words)
