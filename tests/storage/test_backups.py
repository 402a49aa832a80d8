from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from editor.storage.backups import Backup, back_up, backups_of, superfluous
from editor.storage.errors import ProjectError, Reason
from editor.storage.media_link import MediaState
from editor.storage.project import Project
from editor.transcript.document import Transcript, empty_transcript

NOON = datetime(2026, 7, 4, 12, 0, 0)


def test_a_backup_is_a_project_that_finds_its_audio(
    saved: Path, sample: Transcript, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere" / "backups"
    with Project.open(saved) as project:
        backup = back_up(project, folder, NOON)
        project.save(empty_transcript())
    assert backup.name == "socks 2026-07-04 12.00.00.proofcast"
    assert [path.name for path in folder.iterdir()] == [backup.name]
    with Project.open(backup) as project:
        assert project.document() == sample
        assert project.locate_media().state is MediaState.FOUND


def test_old_backups_are_removed_and_other_files_are_not(saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    other = folder / "socks 2 2020-01-01 10.00.00.proofcast"
    for name in (other.name, "socks notes.txt", "socks 9999-99-99 99.99.99.proofcast"):
        (folder / name).write_text("mine")
    with Project.open(saved) as project:
        for minutes in range(13):
            back_up(project, folder, NOON + timedelta(minutes=minutes))
    kept = backups_of(saved, folder)
    assert [backup.when for backup in kept] == [
        NOON + timedelta(minutes=minutes) for minutes in range(12, 2, -1)
    ]
    assert len(list(folder.iterdir())) == 13


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


def test_a_read_only_project_makes_no_backup(saved: Path, tmp_path: Path) -> None:
    with Project.open(saved, read_only=True) as project, pytest.raises(ProjectError) as caught:
        back_up(project, tmp_path / "backups", NOON)
    assert caught.value.reason is Reason.READ_ONLY
