from __future__ import annotations

from pathlib import Path

import pytest

from editor.storage.autosave import Autosave
from editor.storage.errors import ProjectError, Reason


class Disk:
    """Counts what is saved, and fails when it is told to."""

    def __init__(self) -> None:
        self.saved = 0
        self.now = 100.0
        self.full = False

    def save(self) -> None:
        if self.full:
            raise ProjectError(Reason.FULL, Path("a.proofcast"))
        self.saved += 1

    def clock(self) -> float:
        return self.now


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def autosave(disk: Disk) -> Autosave:
    return Autosave(disk.save, disk.clock, quiet=0.25, longest=0.5, retry=2.0, longest_retry=5.0)


def test_nothing_is_due_before_a_change(autosave: Autosave, disk: Disk) -> None:
    assert autosave.next_due_ms() is None
    assert not autosave.dirty
    assert not autosave.tick()
    assert autosave.flush()
    assert disk.saved == 0


def test_a_change_is_saved_after_a_short_quiet(autosave: Autosave, disk: Disk) -> None:
    autosave.changed()
    assert autosave.next_due_ms() == 250
    disk.now += 0.2
    assert not autosave.tick()
    disk.now += 0.05
    assert autosave.due()
    assert autosave.tick()
    assert disk.saved == 1
    assert not autosave.dirty


def test_steady_typing_is_saved_twice_a_second(autosave: Autosave, disk: Disk) -> None:
    for _ in range(100):
        disk.now += 0.1
        autosave.changed()
        autosave.tick()
    assert 15 <= disk.saved <= 21


def test_closing_saves_at_once(autosave: Autosave, disk: Disk) -> None:
    autosave.changed()
    assert autosave.flush()
    assert disk.saved == 1


def test_a_failure_keeps_the_change_says_so_and_tries_again_later(
    autosave: Autosave, disk: Disk
) -> None:
    disk.full = True
    autosave.changed()
    disk.now += 1
    assert not autosave.tick()
    assert autosave.dirty
    assert "full" in autosave.problem
    assert autosave.next_due_ms() == 2000
    disk.now += 2
    assert not autosave.tick()
    assert autosave.next_due_ms() == 4000
    autosave.changed()
    assert autosave.next_due_ms() == 4000
    disk.now += 4
    assert not autosave.tick()
    assert autosave.next_due_ms() == 5000
    disk.full = False
    disk.now += 5
    assert autosave.tick()
    assert (disk.saved, autosave.problem, autosave.dirty) == (1, "", False)


def test_the_user_can_try_again_at_once(autosave: Autosave, disk: Disk) -> None:
    disk.full = True
    autosave.changed()
    assert not autosave.flush()
    disk.full = False
    assert autosave.flush()
    assert disk.saved == 1
