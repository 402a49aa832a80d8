"""Who has a project open, and what is left behind by those who did not close it."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

from editor.storage.errors import ProjectError, Reason
from editor.storage.lock import Owner, acquire

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "talk.proofcast"


def leave(project: Path, content: str) -> None:
    """What a session leaves that did not end properly."""
    project.with_name(f".{project.name}.lock").write_text(content, encoding="utf-8")


def note(**changed: object) -> str:
    return json.dumps(
        {"pid": 7, "host": socket.gethostname(), "since": "2026-01-02T03:04:05"} | changed
    )


def test_the_second_is_told_who_has_it_and_since_when(project: Path) -> None:
    first = acquire(project)
    with pytest.raises(ProjectError) as caught:
        acquire(project)
    assert caught.value.reason is Reason.IN_USE
    assert "on this computer, since 20" in str(caught.value)
    first.release()
    first.release()  # twice is once
    assert [*project.parent.iterdir()] == []
    acquire(project).release()


def test_a_session_that_ended_badly_here_is_told(project: Path) -> None:
    leave(project, note())
    lock = acquire(project)
    assert lock.left_by == Owner(7, socket.gethostname(), "2026-01-02T03:04:05")
    assert lock.notice("talk").startswith("“talk” was not closed properly last time")
    lock.release()


def test_one_on_another_computer_may_still_be_open(project: Path) -> None:
    leave(project, note(host="studio"))
    lock = acquire(project)
    assert lock.notice("talk") == (
        "“talk” may still be open on studio (since 2026-01-02 03:04:05): "
        "change it in one place only."
    )
    lock.release()


@pytest.mark.parametrize("content", ["", "{", "[]", "7", '{"pid": "x"}', note(pid=None), "\0" * 9])
def test_a_note_that_cannot_be_read_is_nobodys(project: Path, content: str) -> None:
    leave(project, content)
    lock = acquire(project)
    assert (lock.left_by, lock.notice("talk")) == (None, "")
    lock.release()


def test_one_that_does_not_say_who_it_is_has_it_all_the_same(project: Path) -> None:
    first = acquire(project)
    leave(project, "")
    with pytest.raises(ProjectError) as caught:
        acquire(project)
    assert caught.value.reason is Reason.IN_USE
    assert "since" not in str(caught.value)
    first.release()


def test_a_lock_file_that_others_removed_does_no_harm(project: Path) -> None:
    lock = acquire(project)
    project.with_name(f".{project.name}.lock").unlink()
    lock.release()
    assert [*project.parent.iterdir()] == []
