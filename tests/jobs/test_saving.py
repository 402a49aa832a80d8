"""Saving in another thread: in order, nothing forgotten, whatever the disk and the user do."""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from PySide6.QtCore import QCoreApplication

from editor.jobs.saving import Saver, Snapshot
from editor.storage.autosave import Autosave
from editor.storage.journal import Steps
from editor.storage.project import Project
from editor.transcript.document import Transcript, Turn, TurnId
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def document(number: int) -> Transcript:
    return Transcript((Turn(TurnId(1), None, words_of(f"state {number}")),))


def number_in(path: Path) -> int:
    """Which state a file holds, as another program sees it."""
    with Project.open(path, read_only=True) as project:
        return int(project.document().turns[0].text.split()[1])


class Desk:
    """A document that changes, and a disk that can be slow or refuse."""

    def __init__(self, folder: Path, autosave: Autosave | None = None) -> None:
        self.path = folder / "talk.proofcast"
        self.now = 0
        self.given_back: list[Snapshot] = []
        self.told: list[bool] = []
        self.problems: list[str] = []
        self.slow: threading.Event | None = None
        project = Project.create(self.path, document(0))
        self.saver = Saver(project, self.snapshot, self.given_back.append, autosave=autosave)
        self.saver.saved_changed.connect(self.told.append)
        self.saver.problem_changed.connect(self.problems.append)

    def snapshot(self) -> Snapshot:
        return Snapshot(document(self.now), Steps(), {"number": self.now}, None)

    def edit(self) -> None:
        self.now += 1
        self.saver.changed()

    def hold(self) -> None:
        """From now on nothing more is written until `go_on`."""
        self.slow = slow = threading.Event()
        self.saver.start(lambda _: slow.wait(30))

    def go_on(self) -> None:
        if self.slow:
            self.slow.set()
        self.slow = None

    def refuse(self, refuses: bool) -> None:
        """As on a disk that was turned read-only."""
        self.saver.start(lambda p: p._db.execute(f"PRAGMA query_only = {int(refuses)}"))

    def close(self) -> None:
        self.go_on()
        self.saver.close().result()
        self.saver.deleteLater()


@pytest.fixture
def desk(qapp, tmp_path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


def test_a_change_is_in_the_file_within_half_a_second(qtbot, desk):
    desk.edit()
    assert not desk.saver.saved
    began = time.monotonic()
    qtbot.waitUntil(lambda: desk.saver.saved)
    assert time.monotonic() - began < 0.5
    assert number_in(desk.path) == 1
    assert desk.told == [False, True]


def test_the_window_never_waits_for_a_slow_disk(qtbot, desk):
    desk.hold()
    longest, last = 0.0, time.monotonic()
    for _ in range(100):
        desk.edit()
        QCoreApplication.processEvents()
        now = time.monotonic()
        longest, last = max(longest, now - last), now
    qtbot.waitUntil(lambda: desk.saver._under_way is not None)
    assert longest < 0.2
    desk.edit()
    desk.go_on()
    qtbot.waitUntil(lambda: desk.saver.saved)
    assert number_in(desk.path) == 101


def test_what_changes_during_a_save_is_not_taken_for_saved(qtbot, desk):
    desk.hold()
    desk.edit()
    qtbot.waitUntil(lambda: desk.saver._under_way is not None)
    desk.edit()
    desk.go_on()
    qtbot.waitUntil(lambda: number_in(desk.path) >= 1)
    qtbot.waitUntil(lambda: desk.saver.saved)
    assert number_in(desk.path) == 2


def test_asking_is_answered_for_what_was_there_when_it_was_asked(qtbot, desk):
    answers: list[tuple[bool, int]] = []
    desk.hold()
    desk.edit()
    desk.saver.save(lambda saved: answers.append((saved, number_in(desk.path))))
    desk.edit()
    desk.saver.save(lambda saved: answers.append((saved, number_in(desk.path))))
    desk.go_on()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [(True, 1), (True, 2)]


def test_a_failure_is_said_and_made_good_soon_after(qtbot, desk):
    desk.refuse(True)
    desk.edit()
    qtbot.waitUntil(lambda: bool(desk.problems))
    assert desk.problems[0].count("\n") == 0
    assert "read-only" in desk.problems[0]
    assert desk.given_back[0].state == {"number": 1}
    assert not desk.saver.saved
    assert not desk.saver.save_now()
    desk.refuse(False)
    began = time.monotonic()
    desk.edit()
    qtbot.waitUntil(lambda: desk.saver.saved)
    assert time.monotonic() - began < 1.5
    assert desk.problems[-1] == ""
    assert number_in(desk.path) == 2


def test_a_defect_in_saving_is_said_and_the_change_is_kept(qtbot, desk):
    good = desk.snapshot
    desk.saver._take = lambda: good()._replace(steps=Steps(undo=("no step",)))
    desk.edit()
    qtbot.waitUntil(lambda: bool(desk.problems))
    assert "something went wrong inside Proofcast" in desk.problems[0]
    desk.saver._take = good
    qtbot.waitUntil(lambda: desk.saver.saved)
    assert number_in(desk.path) == 1


def test_closing_waits_for_what_was_asked_for(qtbot, desk):
    desk.hold()
    desk.edit()
    desk.saver.save(lambda _: None)
    threading.Timer(0.2, desk.go_on).start()
    desk.saver.close().result()
    assert number_in(desk.path) == 1
    with Project.open(desk.path) as project:
        assert project.notice == ""


def test_closing_waits_for_nothing_and_writes_everything(qtbot, desk):
    desk.hold()
    desk.edit()
    qtbot.waitUntil(lambda: desk.saver._under_way is not None)
    desk.edit()
    end = desk.saver.close()
    assert not end.done()
    desk.go_on()
    end.result()
    assert number_in(desk.path) == 2


class Saving(RuleBasedStateMachine):
    """The file always holds a state that was, never an older one than before, and the newest one
    whenever the saver says so."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        eager = Autosave(quiet=0.0, longest=0.0, retry=0.0, longest_retry=0.0)
        self.desk = Desk(Path(self.folder.name), eager)
        self.refuses = False
        self.seen = 0
        self.asked: list[int] = []

    @rule()
    def edit(self) -> None:
        self.desk.edit()

    @rule()
    def let_time_pass(self) -> None:
        for _ in range(3):
            QCoreApplication.processEvents()

    @rule()
    def ask(self) -> None:
        self.asked.append(wanted := self.desk.now)

        def answered(saved: bool) -> None:
            self.asked.remove(wanted)
            assert not saved or number_in(self.desk.path) >= wanted

        self.desk.saver.save(answered)

    @precondition(lambda self: self.desk.slow is None)
    @rule()
    def slow(self) -> None:
        self.desk.hold()

    @precondition(lambda self: self.desk.slow is not None)
    @rule()
    def quick_again(self) -> None:
        self.desk.go_on()

    @rule()
    def break_or_mend(self) -> None:
        self.refuses = not self.refuses
        self.desk.refuse(self.refuses)

    @precondition(lambda self: self.desk.slow is None)
    @rule()
    def save_now(self) -> None:
        saved = self.desk.saver.save_now()
        assert saved != self.refuses
        if saved:
            assert number_in(self.desk.path) == self.desk.now
            assert self.desk.saver.problem == ""
        else:
            assert self.desk.saver.problem

    @invariant()
    def the_file_goes_forward_through_states_that_were(self) -> None:
        held = number_in(self.desk.path)
        assert self.seen <= held <= self.desk.now
        self.seen = held
        if self.desk.saver.saved:
            assert held == self.desk.now

    def teardown(self) -> None:
        self.desk.go_on()
        self.desk.refuse(False)
        assert self.desk.saver.save_now()
        assert number_in(self.desk.path) == self.desk.now
        self.desk.close()
        assert not self.asked
        self.folder.cleanup()


@pytest.mark.usefixtures("qapp")
class TestSaving(Saving.TestCase):
    settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


class SlowSignal:
    """A signal that is still on its way when the next thing happens."""

    def __init__(self, order: list[str]) -> None:
        self.begun = threading.Event()
        self._order = order

    def emit(self) -> None:
        self.begun.set()
        threading.Event().wait(0.2)
        self._order.append("sent")


def test_what_is_closed_sends_nothing_any_more(qapp, tmp_path):
    """It is deleted soon after, and a signal of something deleted ends the program."""
    desk, order = Desk(tmp_path), []
    signal = desk.saver._landed = SlowSignal(order)
    desk.edit()
    desk.saver._begin()
    assert signal.begun.wait(10)
    closing = desk.saver.close()
    order.append("closed")
    assert closing.exception(10) is None
    assert order == ["sent", "closed"]
