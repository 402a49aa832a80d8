from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from editor.storage.carve import PAGE, rows_of
from editor.storage.errors import ProjectError
from editor.storage.project import Project
from editor.storage.salvage import salvage
from editor.transcript.document import Transcript, Turn, TurnId, check
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from editor.storage.content import Imported
    from editor.storage.media_link import MediaReference


@pytest.fixture
def long(tmp_path: Path, sample: Transcript, audio: MediaReference, imported: Imported) -> Path:
    """Many turns, one of them longer than a page."""
    turns = [Turn(TurnId(n), None, words_of(f"turn {n} " * 40)) for n in range(10, 200)]
    turns.append(Turn(TurnId(-5), None, words_of("long " * 9000)))
    document = replace(sample, turns=(*sample.turns, *turns))
    path = tmp_path / "long.proofcast"
    Project.create(path, document, media=audio, imported=imported).close()
    return path


def test_all_rows_are_found_that_sqlite_finds(long: Path) -> None:
    with closing(sqlite3.connect(long)) as conn:
        turns = dict(conn.execute("SELECT id, words FROM turn"))
        (content,) = conn.execute("SELECT content FROM imported").fetchone()
    found = list(rows_of(long.read_bytes()))
    assert {key: values[2] for key, values in found if len(values) == 3 and key in turns} == turns
    assert content in [values[-1] for _, values in found]


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_without_its_first_pages_nearly_everything_is_there(
    long: Path, pages: int, audio: MediaReference
) -> None:
    with Project.open(long) as project:
        document = project.document()
    content = bytes(PAGE * pages) + long.read_bytes()[PAGE * pages :]
    long.write_bytes(content)
    with pytest.raises(ProjectError):
        Project.open(long)
    found = salvage(long)
    check(found.document)
    assert len(found.document.turns) > 180
    turns = {turn.id: turn.text for turn in document.turns}
    assert all(turns[turn.id] == turn.text for turn in found.document.turns)
    assert long.read_bytes() == content


def test_a_new_header_does_not_matter(long: Path, sample: Transcript) -> None:
    content = bytearray(long.read_bytes())
    content[:100] = bytes(100)
    long.write_bytes(content)
    found = salvage(long)
    assert found.lost == 0
    assert found.document.turns[:3] == sample.turns
    assert found.document.tables == sample.tables
    assert found.document.language == sample.language
    assert found.imported


def test_any_bytes_give_rows_or_none(long: Path) -> None:
    whole, rng = long.read_bytes(), random.Random(5)
    for _ in range(60):
        content = bytearray(whole)
        for _ in range(rng.randint(1, 400)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        del content[rng.randrange(len(content)) :]
        for key, values in rows_of(bytes(content)):
            assert isinstance(key, int)
            assert isinstance(values, tuple)


def test_a_row_that_goes_on_in_itself_ends() -> None:
    page = bytearray(PAGE)
    page[0] = 0x0D
    page[3:5] = b"\0\1"
    page[8:10] = (200).to_bytes(2, "big")
    page[200:205] = b"\x83\xff\xff\x7f\x01"  # 8 MB
    data = bytes(PAGE) + bytes(page)
    data = data[: PAGE + 200] + data[PAGE + 200 :].replace(b"\0\0\0\0", b"\0\0\0\2", 1)
    assert list(rows_of(data)) == []
