from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from editor.storage.backups import (
    IDENTITY,
    NOTE,
    Backup,
    Why,
    adopt,
    back_up,
    backups_of,
    folder_of,
    superfluous,
)
from editor.storage.errors import ProjectError, Reason
from editor.storage.media_link import MediaState
from editor.storage.project import Project
from editor.transcript.document import Transcript, empty_transcript
from editor.transcript.words import words_of

NOON = datetime(2026, 7, 4, 12, 0, 0)


def with_words(document: Transcript, text: str) -> Transcript:
    return replace(document, turns=(replace(document.turns[0], words=words_of(text)),))


def test_a_backup_is_a_project_that_finds_its_audio(
    saved: Path, sample: Transcript, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere" / "backups"
    with Project.open(saved) as project:
        backup = back_up(saved, folder, NOON, Why.ALIGNED)  # while the project is open
        project.save(empty_transcript())
    assert backup
    assert backup.name == "socks 2026-07-04 12.00.00 aligned.proofcast"
    assert [path.name for path in folder.iterdir()] == [backup.name]
    assert backups_of(saved, folder) == [Backup(backup, NOON, Why.ALIGNED)]
    with Project.open(backup) as project:
        assert project.document() == sample
        assert project.locate_media().state is MediaState.FOUND


def test_no_second_backup_of_the_same_state(saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert back_up(saved, folder, NOON)
    assert back_up(saved, folder, NOON + timedelta(hours=1)) is None
    with Project.open(saved) as project:
        project.save(with_words(project.document(), "something else"))
    assert back_up(saved, folder, NOON + timedelta(hours=1))
    assert len(backups_of(saved, folder)) == 2


def test_a_broken_backup_is_no_reason_not_to_make_another(saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = back_up(saved, folder, NOON)
    assert first
    first.write_bytes(b"rubbish")
    assert back_up(saved, folder, NOON + timedelta(hours=1))


def test_old_backups_are_removed_and_other_files_are_not(saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    other = folder / "socks 2 2020-01-01 10.00.00.proofcast"
    names = (
        other.name,
        "socks notes.txt",
        "socks 9999-99-99 99.99.99.proofcast",
        "socks 2020-01-01 10.00.00 mine.proofcast",
    )
    for name in names:
        (folder / name).write_text("mine")
    with Project.open(saved) as project:
        for minutes in range(13):
            project.save(with_words(project.document(), f"number {minutes}"))
            back_up(saved, folder, NOON + timedelta(minutes=minutes))
    kept = backups_of(saved, folder)
    assert [backup.when for backup in kept] == [
        NOON + timedelta(minutes=minutes) for minutes in range(12, 2, -1)
    ]
    assert len(list(folder.iterdir())) == 10 + len(names)


def test_the_last_of_each_day_is_kept_for_two_weeks_of_work() -> None:
    backups = [
        Backup(Path(f"{day}-{hour}"), NOON + timedelta(days=day, hours=hour))
        for day in range(30)
        for hour in range(3)
    ]
    gone = {backup.path.name for backup in superfluous(backups)}
    kept = {backup.path.name for backup in backups} - gone
    assert {f"{day}-2" for day in range(16, 30)} <= kept
    assert {"29-0", "29-1", "28-0"} <= kept
    assert not any(name.startswith("15-") for name in kept)


def test_the_last_alignments_outlive_a_day_of_work() -> None:
    work = [Backup(Path(f"work {n}"), NOON + timedelta(minutes=10 * n)) for n in range(1, 40)]
    others = [
        Backup(Path(f"{why.value} {n}"), NOON + timedelta(minutes=n), why)
        for why in (Why.OPENED, Why.ALIGNED)
        for n in range(5)
    ]
    kept = {*work, *others} - {*superfluous([*work, *others])}
    assert {b.path.name for b in kept if b.why is Why.ALIGNED} == {
        f"aligned {n}" for n in (2, 3, 4)
    }
    assert sum(b.why is Why.OPENED for b in kept) == 3


def test_projects_of_one_name_keep_their_backups_apart(tmp_path: Path) -> None:
    a, b = (tmp_path / show / "episode.proofcast" for show in ("a", "b"))
    assert folder_of(a, tmp_path) != folder_of(b, tmp_path)
    assert folder_of(a, tmp_path).name.startswith("episode ")
    assert len(folder_of(tmp_path / ("x" * 250), tmp_path).name) < 80


def test_a_full_or_forbidden_place_is_said_and_nothing_stays_behind(
    saved: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.write_text("a file stands where the folder should")
    with pytest.raises(ProjectError):
        back_up(saved, folder, NOON)
    with pytest.raises(ProjectError) as caught:
        back_up(tmp_path / "gone.proofcast", tmp_path / "other", NOON)
    assert caught.value.reason is Reason.UNREADABLE
    assert list((tmp_path / "other").iterdir()) == []


def test_a_damaged_project_is_not_backed_up(saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    content = bytearray(saved.read_bytes())
    content[4096 * 2 : 4096 * 9] = bytes(4096 * 7)
    saved.write_bytes(content)
    with pytest.raises(ProjectError):
        back_up(saved, folder, NOON)
    assert backups_of(saved, folder) == []


def with_identity(path: Path, identity: str) -> Path:
    with closing(Project.open(path)) as project:
        project.save(project.document(), state={IDENTITY: identity})
    return path


def test_a_project_that_was_moved_finds_its_backups_again(saved: Path, tmp_path: Path) -> None:
    root = tmp_path / "backups"
    with_identity(saved, "one")
    back_up(saved, folder_of(saved, root), NOON)
    moved = saved.with_name("renamed.proofcast")
    assert not adopt(moved, "one", root)  # a copy: the first is still where it was
    saved.rename(moved)
    assert not adopt(moved, "", root)
    assert not adopt(moved, "two", root)
    assert adopt(moved, "one", root)
    (backup,) = backups_of(moved, folder_of(moved, root))
    assert backup.when == NOON
    assert not folder_of(saved, root).exists()
    assert not adopt(moved, "one", root)  # it has them


@pytest.mark.parametrize("note", ["", "{", "[]", '{"identity": "one"}', '{"path": "/x"}'])
def test_backups_that_do_not_say_whose_they_are_stay_where_they_are(
    saved: Path, tmp_path: Path, note: str
) -> None:
    root = tmp_path / "backups"
    folder = folder_of(tmp_path / "gone.proofcast", root)
    folder.mkdir(parents=True)
    (folder / NOTE).write_text(note, encoding="utf-8")
    assert not adopt(saved, "one", root)
    assert folder.exists()
