"""Backups of an open project, and what is done with them."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from notation import document

from editor.jobs.keeping import EVERY_S, BackupKeeper
from editor.jobs.reading import Rescue, rescued_project
from editor.jobs.workspace import Workspace
from editor.settings.folders import user_folders
from editor.settings.options import Settings
from editor.storage.backups import NOTE, Why, backups_of
from editor.storage.points import points_of, read_point
from editor.storage.project import Project
from editor.storage.salvage import salvage
from editor.transcript.text_edits import retext

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 7, 4, 12, 0, 0)
TALK = "A: so it begins | B: indeed"


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "talk.proofcast", document(TALK)) as project:
        yield project


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keeper(qtbot, background, project, clock, tmp_path):
    keeper = BackupKeeper(
        project.path, tmp_path / "backups", background, clock=clock, now=clock.now
    )
    yield keeper
    keeper.close()
    keeper.deleteLater()


def whys(project: Project, folder: Path) -> list[Why]:
    return [backup.why for backup in backups_of(project.path, folder)]


def test_a_backup_every_ten_minutes_of_work(qtbot, keeper, project, clock):
    with qtbot.waitSignal(keeper.made):
        keeper.make(Why.OPENED)
    for minute in range(1, 25):
        clock.seconds = minute * 60
        project.save(document(f"A: minute {minute}"))
        keeper.saved()
        qtbot.waitUntil(lambda: keeper._running is None)
    kept = backups_of(project.path, keeper.folder)
    assert [(row.why, row.when) for row in kept] == [
        (Why.WORK, NOON + timedelta(minutes=20)),
        (Why.WORK, NOON + timedelta(minutes=10)),
        (Why.OPENED, NOON),
    ]
    assert EVERY_S == 600


def test_what_waits_while_one_is_made_comes_afterwards(qtbot, keeper, project, clock):
    keeper.make(Why.OPENED)
    project.save(document("A: more"))
    clock.seconds = 1
    keeper.make(Why.WORK)
    keeper.make(Why.ALIGNED)
    qtbot.waitUntil(lambda: keeper._running is None)
    assert whys(project, keeper.folder)[0] in (Why.ALIGNED, Why.OPENED)


def test_that_no_backup_can_be_made_is_said_once(qtbot, keeper, project):
    keeper.folder.write_text("in the way")
    complaints = []
    keeper.failed.connect(complaints.append)
    for _ in range(2):
        keeper.make(Why.WORK)
        qtbot.waitUntil(lambda: keeper._running is None)
    assert len(complaints) == 1
    assert complaints[0].startswith("No backup was made:")


@pytest.fixture
def workspace(qtbot, scripted, tmp_path):
    folders = user_folders({"PROOFCAST_HOME": str(tmp_path / "home")})
    workspace = Workspace(folders, Settings, lambda _: None, scripted("answer"))
    yield workspace
    workspace.shut_down()
    workspace.deleteLater()


def open_it(qtbot, workspace, path):
    with qtbot.waitSignal(workspace.opened):
        workspace.open_project(path)
    return workspace.episode


def test_opening_makes_a_backup_and_going_back_is_one_step(qtbot, workspace, project):
    path = project.path
    project.close()
    episode = open_it(qtbot, workspace, path)
    qtbot.waitUntil(lambda: bool(backups_of(path, episode.backups.folder)))
    before = episode.session.document
    for number in range(3):
        episode.session.apply(retext(episode.session.document, 0, 1, [f"changed {number}"]))
    later = episode.session.document
    (point,) = points_of(path, workspace.backups_of(path), None)
    assert point.title == "As it was opened"
    assert episode.go_back(read_point(point, None))
    assert episode.session.document == before
    assert episode.session.history.undo_label == "Go back"
    assert episode.session.undo()
    assert episode.session.document == later


def test_a_read_only_project_makes_no_backups(qtbot, workspace, project):
    episode = open_it(qtbot, workspace, project.path)  # open here already
    assert episode.project.read_only
    assert episode.backups is None


def damage(path: Path) -> bytes:
    content = path.read_bytes().replace(b'"so it begins"', b'"so it begins,')
    path.write_bytes(content)
    return content


def test_a_damaged_project_is_offered_for_rescue_and_stays_as_it_is(qtbot, workspace, project):
    path = project.path
    project.close()
    content = damage(path)
    with qtbot.waitSignal(workspace.unreadable) as told:
        workspace.open_project(path)
    assert told.args[0] == path
    assert "damaged" in told.args[1]
    found = salvage(path)
    with qtbot.waitSignal(workspace.opened):
        workspace.open_rescued(found.document, Rescue(found.media, found.imported), path)
    assert workspace.episode.project.path.name == "talk rescued.proofcast"
    assert [turn.text for turn in workspace.episode.session.document.turns] == ["indeed"]
    assert path.read_bytes() == content


def test_where_nothing_can_be_written_the_rescued_project_goes_elsewhere(tmp_path):
    gone = tmp_path / "gone" / "talk.proofcast"
    with rescued_project(document(TALK), Rescue(), gone, tmp_path / "mine") as project:
        assert project.path == tmp_path / "mine" / "talk rescued.proofcast"
        assert project.document() == document(TALK)


def test_a_file_that_never_was_a_project_is_not_offered_for_rescue(qtbot, workspace, tmp_path):
    path = tmp_path / "a.proofcast"
    path.write_bytes(b"no project")
    with qtbot.waitSignal(workspace.failed):
        workspace.open_project(path)


def test_a_project_whose_first_page_is_gone_has_its_backups(qtbot, workspace, project):
    path = project.path
    project.close()
    episode = open_it(qtbot, workspace, path)
    qtbot.waitUntil(lambda: bool(backups_of(path, episode.backups.folder)))
    workspace.close_episode()
    workspace.settle()
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    with qtbot.waitSignal(workspace.unreadable):
        workspace.open_project(path)
    (point,) = points_of(path, workspace.backups_of(path), None)
    assert read_point(point, None) == document(TALK)


def test_a_project_finds_its_backups_again_where_it_was_moved_and_renamed_to(
    qtbot, workspace, project, tmp_path
):
    path = project.path
    project.close()
    episode = open_it(qtbot, workspace, path)
    episode.session.apply(retext(episode.session.document, 0, 1, ["changed"]))
    qtbot.waitUntil(lambda: episode.saved)
    episode.backups.make(Why.WORK)
    qtbot.waitUntil(lambda: (episode.backups.folder / NOTE).exists())
    qtbot.waitUntil(lambda: len(backups_of(path, episode.backups.folder)) == 2)
    workspace.close_episode()
    workspace.settle()
    copy = shutil.copyfile(path, tmp_path / "copy.proofcast")
    moved = tmp_path / "elsewhere" / "renamed.proofcast"
    moved.parent.mkdir()
    open_it(qtbot, workspace, copy)
    assert len(backups_of(path, workspace.backups_of(path))) == 2  # the copy leaves them alone
    workspace.close_episode()
    path.rename(moved)
    open_it(qtbot, workspace, moved)
    points = points_of(moved, workspace.backups_of(moved), None)
    assert len(points) >= 2
    assert read_point(points[-1], None) == document(TALK)
