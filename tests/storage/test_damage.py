from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from editor.storage import schema
from editor.storage.errors import ProjectError, Reason
from editor.storage.project import Project
from editor.transcript.document import Transcript, check, empty_transcript

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def refused(path: Path, *, read_only: bool = False) -> ProjectError:
    """What opening says; and nothing may have been written anywhere."""
    before = {file: file.read_bytes() for file in path.parent.glob("*") if file.is_file()}
    with pytest.raises(ProjectError) as caught:
        Project.open(path, read_only=read_only).close()
    message = str(caught.value)
    assert {f: f.read_bytes() for f in path.parent.glob("*") if f.is_file()} == before
    assert path.name in message
    assert message.endswith(".")
    assert "\n" not in message
    return caught.value


@pytest.mark.parametrize("read_only", [False, True])
def test_a_missing_file_and_a_folder(tmp_path: Path, read_only: bool) -> None:
    missing = tmp_path / "a.proofcast"
    assert refused(missing, read_only=read_only).reason is Reason.MISSING
    missing.mkdir()
    assert refused(missing, read_only=read_only).reason is Reason.NOT_A_PROJECT


def test_a_new_project_in_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no folder") as caught:
        Project.create(tmp_path / "gone" / "a.proofcast", empty_transcript())
    assert caught.value.reason is Reason.NO_FOLDER


@pytest.mark.parametrize("content", [b"", b"Hello", b"\0" * 5000, b"SQLite format 3\0"])
def test_something_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.proofcast"
    path.write_bytes(content)
    assert refused(path).reason is Reason.NOT_A_PROJECT


def test_the_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "a.proofcast"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE turn (id)")
    assert refused(path).reason is Reason.NOT_A_PROJECT


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        for statement in statements:
            conn.execute(statement)
        conn.commit()


def test_a_project_of_a_newer_version(saved: Path) -> None:
    change(saved, f"PRAGMA user_version = {schema.PROJECT.version + 1}")
    error = refused(saved)
    assert error.reason is Reason.NEWER
    assert "update" in str(error)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON turn BEGIN DELETE FROM turn; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE extra (id INTEGER)",
        "CREATE VIRTUAL TABLE v USING fts5(x)",
        "CREATE INDEX i ON turn (abs(id))",
        "ALTER TABLE turn ADD COLUMN extra TEXT",
        "ALTER TABLE turn ADD COLUMN g INTEGER GENERATED ALWAYS AS (abs(id))",
        "DROP TABLE state",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = 1",
        "DELETE FROM _sqlite_migrations WHERE id = 2",
        "UPDATE _sqlite_migrations SET name = 'm999_future' WHERE id = 2",
    ],
)
def test_tables_that_are_not_ours(saved: Path, statement: str) -> None:
    change(saved, statement)
    assert refused(saved).reason is Reason.DAMAGED


def test_a_schema_whose_sql_is_not_text(saved: Path) -> None:
    change(
        saved,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = CAST(sql AS BLOB) WHERE name = 'turn'",
    )
    assert refused(saved).reason is Reason.DAMAGED


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE turn SET words = '{\"text\": 1}' WHERE id = 3",
        "UPDATE turn SET words = '[' WHERE id = 3",
        "UPDATE turn SET speaker = 99 WHERE id = 3",
        'UPDATE turn SET words = \'{"text": "a b", "timing": 2, "start": [5, 1], "end": 9}\'',
        "DELETE FROM turn WHERE id = 3",
        "INSERT INTO turn VALUES (99, NULL, '{}')",
        "UPDATE document SET turns = '[3, 3, 1, 7]'",
        "UPDATE document SET turns = '{\"a\": 1}'",
        "UPDATE document SET turns = '[3, [1], 7]'",
        "DELETE FROM document",
        "INSERT INTO document VALUES (2, '[]', 1, 'en', 0, '[]')",
        "UPDATE ad_read SET kind = 'banner'",
        "DELETE FROM ad_read",
        "UPDATE speaker SET name = CAST(x'ff' AS TEXT)",
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_rows_that_make_no_document(saved: Path, statement: str, read_only: bool) -> None:
    change(saved, statement)
    assert refused(saved, read_only=read_only).reason is Reason.DAMAGED


def test_a_state_that_cannot_be_read_stops_nobody(saved: Path, sample: Transcript) -> None:
    change(
        saved,
        "UPDATE state SET value = '[' WHERE key = 'caret'",
        "UPDATE state SET value = '{\"base64\": \"?\"}' WHERE key = 'geometry'",
        "UPDATE state SET value = '[1]' WHERE key = 'zoom'",
    )
    with Project.open(saved) as project:
        assert project.document() == sample
        assert project.state == {"follow": True, "find": None}


def _flip(content: bytearray, rng: random.Random) -> None:
    for _ in range(rng.randint(1, 40)):
        content[rng.randrange(len(content))] = rng.randrange(256)


def _flip_header(content: bytearray, rng: random.Random) -> None:
    content[rng.randrange(100)] = rng.randrange(256)


def _flip_in_use(content: bytearray, rng: random.Random) -> None:
    used = [at for at, byte in enumerate(content) if byte]
    for _ in range(rng.randint(1, 8)):
        content[rng.choice(used)] ^= 1 << rng.randrange(8)


def _cut(content: bytearray, rng: random.Random) -> None:
    del content[rng.randrange(len(content)) :]


def _swap_pages(content: bytearray, rng: random.Random) -> None:
    pages = len(content) // 4096
    a, b = (4096 * rng.randrange(pages) for _ in range(2))
    content[a : a + 4096], content[b : b + 4096] = content[b : b + 4096], content[a : a + 4096]


def _blank(content: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(content))
    size = min(rng.randrange(1, 9000), len(content) - at)
    content[at : at + size] = bytes(size)


@pytest.mark.parametrize("mutate", [_flip, _flip_header, _flip_in_use, _cut, _swap_pages, _blank])
def test_damaged_bytes_are_refused_or_harmless_and_never_written_to(
    saved: Path, mutate: Callable[[bytearray, random.Random], None]
) -> None:
    whole = saved.read_bytes()
    rng = random.Random(mutate.__name__)
    outcomes = set()
    for _ in range(40):
        content = bytearray(whole)
        mutate(content, rng)
        saved.write_bytes(content)
        try:
            with Project.open(saved) as project:
                check(project.document())
                outcomes.add("opened")
        except ProjectError as error:
            outcomes.add(error.reason)
            assert saved.read_bytes() == content
        assert {path.name for path in saved.parent.iterdir()} == {"audio", saved.name}
    assert outcomes - {"opened"}
    assert outcomes <= {"opened", Reason.DAMAGED, Reason.NOT_A_PROJECT, Reason.NEWER}


def test_a_damaged_file_with_a_crashed_transaction_is_not_written_to(saved: Path) -> None:
    content = bytearray(saved.read_bytes())
    content[4096 * 2 : 4096 * 9] = bytes(4096 * 7)
    saved.write_bytes(content)
    journal = saved.with_name(saved.name + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504) + b"rubbish" * 600)
    assert refused(saved).reason is Reason.DAMAGED
    assert refused(saved, read_only=True).reason is Reason.DAMAGED
