from __future__ import annotations

import gc
import weakref

import pytest

from editor.jobs.garbage import search_when_nobody_waits
from editor.jobs.workspace import Workspace
from editor.settings.folders import user_folders
from editor.settings.options import Settings


class Node:
    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def workspace(qtbot, scripted, tmp_path):
    folders = user_folders({"PROOFCAST_HOME": str(tmp_path / "home")})
    workspace = Workspace(folders, Settings, lambda _: None, scripted("answer"))
    yield workspace
    workspace.shut_down()
    workspace.deleteLater()


@pytest.fixture
def usual_thresholds():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def cycle() -> weakref.ref[Node]:
    """A cycle that has survived as long as a word of an open episode."""
    node = Node()
    gc.collect()
    return weakref.ref(node)


def test_everything_is_searched_when_an_episode_is_closed(qtbot, workspace, usual_thresholds):
    search_when_nobody_waits(workspace)
    lost = cycle()
    for _ in range(3):
        many = [[] for _ in range(100_000)]
    assert len(many) == 100_000
    assert lost() is not None
    workspace.closed.emit()
    qtbot.waitUntil(lambda: lost() is None)
