"""What a project refuses to write over, and what goes with a copy of it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from editor.storage import connection
from editor.storage.content import Imported
from editor.storage.errors import ProjectError, Reason
from editor.storage.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from editor.storage.media_link import MediaReference
    from editor.transcript.document import Transcript


def reason(error: pytest.ExceptionInfo[ProjectError]) -> Reason:
    return error.value.reason


def test_a_project_that_is_there_is_not_written_over(saved: Path, sample: Transcript) -> None:
    before = saved.read_bytes()
    with pytest.raises(ProjectError) as error:
        Project.create(saved, sample)
    assert reason(error) is Reason.EXISTS
    with pytest.raises(ProjectError) as error:
        Project.create(saved.parent / "gone" / "talk.proofcast", sample)
    assert reason(error) is Reason.NO_FOLDER
    assert saved.read_bytes() == before
    Project.create(saved, sample, overwrite=True).close()
    assert saved.read_bytes() != before


def test_a_transcript_far_too_large_is_refused(
    tmp_path: Path, sample: Transcript, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LARGEST_VALUE", 10)
    with pytest.raises(ProjectError, match=r"talk\.txt") as error:
        Project.create(
            tmp_path / "a.proofcast", sample, imported=Imported("talk.txt", b"0123456789")
        )
    assert reason(error) is Reason.TOO_LARGE
    assert [*tmp_path.iterdir()] == []


def test_a_copy_is_never_put_over_the_project_itself(saved: Path, tmp_path: Path) -> None:
    with closing(Project.open(saved)) as project:
        with pytest.raises(ProjectError) as error:
            project.copy_to(saved)
        assert reason(error) is Reason.EXISTS
        project.copy_to(tmp_path / "copy.proofcast")
        with closing(Project.open(tmp_path / "copy.proofcast")) as other:
            assert other.document() == project.document()
            with pytest.raises(ProjectError) as error:
                project.copy_to(tmp_path / "copy.proofcast")
            assert reason(error) is Reason.IN_USE


def test_a_second_window_reads_and_writes_nothing(saved: Path, tmp_path: Path) -> None:
    with closing(Project.open(saved)), closing(Project.open_anyhow(saved)) as second:
        assert "open" in second.notice
        with pytest.raises(ProjectError) as error:
            second.copy_to(tmp_path / "copy.proofcast")
        assert reason(error) is Reason.READ_ONLY


def test_what_cannot_even_be_read_is_told_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "talk.proofcast").write_bytes(b"no project" * 100)
    with pytest.raises(ProjectError) as error:
        Project.open_anyhow(tmp_path / "talk.proofcast")
    assert reason(error) is Reason.NOT_A_PROJECT
    with pytest.raises(ProjectError) as error:
        Project.open(tmp_path)
    assert reason(error) is Reason.NOT_A_PROJECT


def test_other_audio_is_saved_and_goes_with_the_copy(
    tmp_path: Path, sample: Transcript, audio: MediaReference
) -> None:
    with closing(Project.create(tmp_path / "a.proofcast", sample)) as project:
        project.save(sample, media=audio)
    (tmp_path / "other").mkdir()
    with closing(Project.open(tmp_path / "a.proofcast")) as project:
        project.copy_to(tmp_path / "other" / "b.proofcast")
    with closing(Project.open(tmp_path / "other" / "b.proofcast")) as copy:
        assert copy.media is not None
        assert copy.media.path == audio.path
