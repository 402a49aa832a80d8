from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from editor.storage.backups import backups_of
from editor.storage.errors import ProjectError, Reason
from editor.storage.project import Project
from editor.storage.salvage import salvage, set_aside
from editor.transcript.document import Transcript, Turn, TurnId, check
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from editor.storage.content import Imported
    from editor.storage.media_link import MediaReference


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        for statement in statements:
            conn.execute(statement)
        conn.commit()


@pytest.fixture
def long(tmp_path: Path, sample: Transcript, audio: MediaReference, imported: Imported) -> Path:
    turns = tuple(Turn(TurnId(n), None, words_of(f"turn {n} " * 60)) for n in range(10, 130))
    document = replace(sample, turns=(*sample.turns, *turns))
    path = tmp_path / "long.proofcast"
    Project.create(path, document, media=audio, imported=imported).close()
    return path


def test_a_whole_file_is_read_whole(
    saved: Path, sample: Transcript, audio: MediaReference, imported: Imported
) -> None:
    found = salvage(saved)
    assert (found.document, found.lost) == (sample, 0)
    assert (found.media, found.imported) == (audio, imported)
    assert found.sentence == "3 turns with 6 words can still be read; 0 cannot."


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE turn SET words = '{' WHERE id = 1",
        "UPDATE turn SET words = '[7]' WHERE id = 1",
        "UPDATE turn SET words = '{\"text\": 7}' WHERE id = 1",
        "DELETE FROM turn WHERE id = 1",
    ],
)
def test_a_broken_turn_is_passed_over(saved: Path, sample: Transcript, statement: str) -> None:
    change(saved, statement)
    with pytest.raises(ProjectError):
        Project.open(saved)
    found = salvage(saved)
    assert found.document.turns == (sample.turns[0], sample.turns[2])
    assert found.lost == 1


def test_broken_times_cost_the_times_only(saved: Path) -> None:
    change(
        saved, """UPDATE turn SET words = '{"text":"a b","start":[9,1],"timing":2}' WHERE id=3"""
    )
    found = salvage(saved)
    assert found.document.turns[0].words == words_of("a b")
    assert found.lost == 0


def test_lost_names_and_ads_cost_themselves_only(saved: Path, sample: Transcript) -> None:
    change(saved, "DELETE FROM speaker WHERE id = 1", "DROP TABLE ad_read")
    found = salvage(saved)
    check(found.document)
    assert [turn.speaker for turn in found.document.turns] == [None, None, 2]
    assert [turn.text for turn in found.document.turns] == [turn.text for turn in sample.turns]
    assert all(word.ad is None for _, word in found.document.places())


def test_without_the_order_the_ids_give_it(saved: Path) -> None:
    change(saved, "DELETE FROM document")
    found = salvage(saved)
    assert [turn.id for turn in found.document.turns] == [1, 3, 7]
    assert found.lost is None
    assert "nobody can tell" in found.sentence


def test_a_lost_page_costs_its_turns_only(long: Path) -> None:
    content = bytearray(long.read_bytes())
    pages = [
        at
        for at in range(4096, len(content), 4096)
        if content[at] == 0x0D and b"turn 60 turn 60" in content[at : at + 4096]
    ]
    content[pages[0] : pages[0] + 4096] = bytes(4096)
    long.write_bytes(content)
    before = long.read_bytes()
    with pytest.raises(ProjectError):
        Project.open(long)
    found = salvage(long)
    assert found.lost
    assert 100 < len(found.document.turns) < 123
    assert found.lost + len(found.document.turns) == 123
    assert long.read_bytes() == before


def test_a_view_in_the_place_of_a_table_runs_nothing(saved: Path, sample: Transcript) -> None:
    change(
        saved,
        "ALTER TABLE turn RENAME TO old",
        "CREATE VIEW turn AS SELECT id, speaker, upper(words) AS words FROM old",
    )
    with pytest.raises(ProjectError):
        Project.open(saved)
    assert salvage(saved).document.turns == sample.turns  # from the pages, not through the view


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\0" + bytes(9000)])
def test_nothing_to_read_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.proofcast"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match="nothing of it can be read") as caught:
        salvage(path)
    assert caught.value.reason is Reason.DAMAGED
    assert path.read_bytes() == content


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        salvage(tmp_path / "gone.proofcast")
    assert caught.value.reason is Reason.MISSING


def test_random_damage_gives_a_document_or_one_sentence(long: Path) -> None:
    whole = long.read_bytes()
    rng = random.Random(3)
    read, reasons = 0, set()
    for _ in range(40):
        content = bytearray(whole)
        for _ in range(rng.randint(1, 60)):
            content[rng.randrange(100, len(content))] = rng.randrange(256)
        long.write_bytes(content)
        try:
            check(salvage(long).document)
            read += 1
        except ProjectError as error:
            reasons.add(error.reason)
        assert long.read_bytes() == content
    assert read > 20
    assert reasons <= {Reason.DAMAGED}


def test_a_damaged_file_is_set_aside_once_with_its_journal(saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    journal = saved.with_name(saved.name + "-journal")
    journal.write_bytes(b"half a transaction")
    noon = datetime(2026, 7, 4, 12, 0, 0)
    copy = set_aside(saved, folder, noon)
    assert copy
    assert copy.read_bytes() == saved.read_bytes()
    assert copy.with_name(copy.name + "-journal").read_bytes() == journal.read_bytes()
    assert set_aside(saved, folder, noon.replace(hour=13)) == copy
    assert len(list(folder.iterdir())) == 2
    assert backups_of(saved, folder) == []
    assert set_aside(tmp_path / "gone", folder, noon) is None
