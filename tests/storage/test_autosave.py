from __future__ import annotations

from pathlib import Path

import pytest

from editor.storage.autosave import Autosave
from editor.storage.errors import ProjectError, Reason


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


FULL = ProjectError(Reason.FULL, Path("a.proofcast"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def autosave(clock: Clock) -> Autosave:
    return Autosave(clock, quiet=0.25, longest=0.5, retry=0.5, longest_retry=4.0)


def test_nothing_is_due_before_a_change(autosave: Autosave) -> None:
    assert autosave.next_due_ms() is None
    assert not autosave.dirty


def test_a_change_is_saved_after_a_short_quiet(autosave: Autosave, clock: Clock) -> None:
    autosave.changed()
    assert autosave.next_due_ms() == 250
    clock.now += 0.25
    assert autosave.next_due_ms() == 0
    autosave.begin()
    assert autosave.dirty
    autosave.written()
    assert not autosave.dirty
    assert autosave.next_due_ms() is None


def test_steady_typing_is_saved_twice_a_second(autosave: Autosave, clock: Clock) -> None:
    saved = 0
    for _ in range(100):
        clock.now += 0.1
        autosave.changed()
        if autosave.next_due_ms() == 0:
            autosave.begin()
            autosave.written()
            saved += 1
    assert 15 <= saved <= 21


def test_what_changes_while_a_save_is_under_way_waits_for_the_next_one(
    autosave: Autosave, clock: Clock
) -> None:
    autosave.changed()
    autosave.begin()
    autosave.changed()
    clock.now += 9
    assert autosave.next_due_ms() is None
    with pytest.raises(RuntimeError):
        autosave.begin()
    autosave.written()
    assert autosave.dirty
    assert autosave.next_due_ms() == 0


def failed(autosave: Autosave) -> None:
    autosave.begin()
    autosave.failed(FULL)


def test_a_failure_keeps_the_change_says_so_and_tries_again_later(
    autosave: Autosave, clock: Clock
) -> None:
    autosave.changed()
    waits = []
    for _ in range(5):
        failed(autosave)
        assert autosave.dirty
        assert "full" in autosave.problem
        waits.append(autosave.next_due_ms())
        clock.now += waits[-1] / 1000
    assert waits == [500, 1000, 2000, 4000, 4000]
    autosave.begin()
    autosave.written()
    assert (autosave.problem, autosave.dirty) == ("", False)
    autosave.changed()
    assert autosave.next_due_ms() == 250


def test_whoever_goes_on_working_does_not_wait_long_for_the_next_attempt(
    autosave: Autosave, clock: Clock
) -> None:
    autosave.changed()
    for _ in range(5):
        failed(autosave)
    clock.now += 0.1
    autosave.changed()
    assert autosave.next_due_ms() == 400
    clock.now += 3
    assert autosave.next_due_ms() == 0
    failed(autosave)
    assert autosave.next_due_ms() == 1000


def test_what_failed_while_more_was_typed_is_as_old_as_it_is(
    autosave: Autosave, clock: Clock
) -> None:
    autosave.changed()
    autosave.begin()
    clock.now += 2
    autosave.changed()
    autosave.failed(FULL)
    clock.now += 0.5
    assert autosave.next_due_ms() == 0
