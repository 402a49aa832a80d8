from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from editor.storage.errors import ProjectError, Reason
from editor.storage.project import Project
from editor.transcript.document import Transcript, Turn, TurnId, empty_transcript
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from editor.storage.content import Imported
    from editor.storage.media_link import MediaReference


def test_everything_is_there_after_reopening(
    saved: Path, sample: Transcript, audio: MediaReference, imported: Imported
) -> None:
    with Project.open(saved) as project:
        assert project.document() == sample
        assert project.media == audio
        assert project.imported == imported
        assert project.state == {
            "caret": 12,
            "zoom": 1.25,
            "geometry": b"\0\xff",
            "follow": True,
            "find": None,
        }
        assert project.notice == ""
        assert not project.read_only


def test_a_project_needs_neither_audio_nor_an_import(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.proofcast", empty_transcript()) as project:
        assert (project.media, project.imported, project.state) == (None, None, {})
        assert project.document() == empty_transcript()


def test_saving_writes_changed_added_removed_and_reordered_turns(
    saved: Path, sample: Transcript
) -> None:
    first, _, last = sample.turns
    fixed = replace(first, words=words_of("Something else"))
    new = Turn(TurnId(9), None, words_of("A new turn"))
    changed = Transcript((last, fixed, new), sample.tables, "en-GB")
    with Project.open(saved) as project:
        project.save(changed, state={"caret": 3})
        revision = project.revision
    with Project.open(saved) as project:
        assert project.document() == changed
        assert project.revision == revision == 2
        assert project.state["caret"] == 3
        assert project.state["zoom"] == 1.25


def test_saving_one_turn_leaves_the_rows_of_the_others_alone(saved: Path) -> None:
    with Project.open(saved) as project:
        document = project.document()
        turns = (*document.turns[:2], replace(document.turns[2], words=words_of("Hello")))
        statements: list[str] = []
        with project._db.tracer(lambda sql, _parameters: statements.append(sql)):
            project._db.conn.set_trace_callback(statements.append)
            project.save(replace(document, turns=turns))
    written = [sql for sql in statements if sql.startswith("INSERT") and '"turn"' in sql]
    assert any("Hello" in sql for sql in written)
    assert not any("Fresh" in sql for sql in written)


def test_nothing_is_left_beside_a_closed_project(saved: Path) -> None:
    with Project.open(saved) as project:
        project.save(empty_transcript())
    assert sorted(path.name for path in saved.parent.iterdir()) == ["audio", saved.name]


def test_an_existing_file_is_only_replaced_when_asked(saved: Path, sample: Transcript) -> None:
    with pytest.raises(ProjectError, match="already") as caught:
        Project.create(saved, empty_transcript())
    assert caught.value.reason is Reason.EXISTS
    with Project.open(saved) as project:
        assert project.document() == sample
    Project.create(saved, empty_transcript(), overwrite=True).close()
    with Project.open(saved) as project:
        assert project.document() == empty_transcript()


def test_replacing_a_file_does_not_inherit_its_crashed_transaction(
    saved: Path, tmp_path: Path
) -> None:
    journal = saved.with_name(saved.name + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504) + b"rubbish" * 600)
    Project.create(saved, empty_transcript(), overwrite=True).close()
    assert not journal.exists()


def test_a_failed_save_changes_nothing_and_the_next_one_writes_all(
    saved: Path, sample: Transcript
) -> None:
    changed = replace(sample, turns=(Turn(TurnId(9), None, words_of("Late but here")),))
    with Project.open(saved) as project:
        project._db.conn.execute("PRAGMA query_only = ON")
        with pytest.raises(ProjectError) as caught:
            project.save(replace(changed, tables=sample.tables))
        assert caught.value.reason is Reason.READ_ONLY
        with Project.open(saved, read_only=True) as other:
            assert other.document() == sample
        project._db.conn.execute("PRAGMA query_only = OFF")
        project.save(changed)
    with Project.open(saved) as project:
        assert project.document() == changed


def test_broken_unicode_is_kept_in_the_text_and_does_not_stop_saving(
    saved: Path, sample: Transcript
) -> None:
    speaker = sample.speakers[0]._replace(name="half \ud83c")
    tables = sample.tables._replace(speakers=(speaker, sample.speakers[1]))
    turn = Turn(TurnId(9), None, words_of("half \ud83c zero\0"))
    with Project.open(saved) as project:
        project.save(replace(sample, turns=(*sample.turns, turn), tables=tables))
    with Project.open(saved) as project:
        assert project.document().turns[-1] == turn
        assert project.document().speakers[0].name == "half ?"


def test_a_read_only_project_refuses_to_save(saved: Path) -> None:
    before = saved.read_bytes()
    with Project.open(saved, read_only=True) as project:
        assert project.read_only
        with pytest.raises(ProjectError, match="read-only") as caught:
            project.save(empty_transcript())
        assert caught.value.reason is Reason.READ_ONLY
    assert saved.read_bytes() == before


def test_other_programs_can_read_the_rows(saved: Path) -> None:
    conn = sqlite3.connect(saved)
    names = conn.execute("SELECT name FROM speaker ORDER BY position").fetchall()
    assert names == [("Mia",), ("Ørjan “O” Ås",)]
    assert conn.execute("PRAGMA application_id").fetchone() == (0x50726643,)
    conn.close()
