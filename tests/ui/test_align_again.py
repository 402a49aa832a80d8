"""Aligning a part again, and moving all times, from the keyboard in the whole window."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox
from window_lab import CTRL, Key, Modal, keys, press

from editor.jobs.align_queue import Engine
from editor.transcript.patch import Caret, Patch
from editor.transcript.words import Timing

WORKER = Path(__file__).parents[1] / "jobs" / "scripted_worker.py"
"""Times words 100 ms apart, from the beginning of the window that it is given."""
PAGE = "Ann: one two\n\nBen: three four\n\nAnn: five six\n\nBen: seven eight\n"


class Desk:
    """The program with an episode of four turns, a word every 50 ms, and the scripted aligner."""

    def __init__(self, qtbot, application, audio: Path) -> None:
        self.qtbot = qtbot
        self.window = application.window
        self.view = self.window.page.view
        page = audio.with_name("page.txt")
        page.write_text(PAGE)
        application.workspace.link._command = (sys.executable, str(WORKER), "answer")
        with qtbot.waitSignal(application.workspace.opened):
            application.workspace.open_paths((audio, page))
        self.episode = application.workspace.episode
        qtbot.waitUntil(lambda: self.episode.audio is not None)
        qtbot.waitUntil(self.view.hasFocus)
        queue = self.episode.queue
        queue.set_engine(
            Engine(self.episode.audio.speech, Path("m"), duration_ms=2000), aligned=True
        )
        self._give_times()

    def _give_times(self) -> None:
        turns, at, new = self.episode.session.document.turns, 0, []
        for turn in turns:
            words = []
            for word in turn.words:
                words.append(word._replace(start=at, end=at + 40, timing=Timing.MEASURED))
                at += 50
            new.append(replace(turn, words=tuple(words)))
        by_hand = new[2].words[1]._replace(timing=Timing.HAND)
        new[2] = replace(new[2], words=(new[2].words[0], by_hand))
        self.episode.session.apply(Patch(0, turns, tuple(new)), record=False)

    def starts(self) -> list[list[int]]:
        return [[word.start for word in turn.words] for turn in self.episode.session.document.turns]

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.episode.queue.busy)


@pytest.fixture
def desk(qtbot, program, episode_files):
    return Desk(qtbot, program(), episode_files[0])


BEFORE = [[0, 50], [100, 150], [200, 250], [300, 350]]


def test_ctrl_r_aligns_the_turn_at_the_caret_and_no_other(desk):
    assert desk.starts() == BEFORE
    desk.view.set_caret(Caret(1, 0))
    press(Key.Key_R, CTRL)
    desk.settle()
    # Its window begins with the end of the turn before, less some context.
    assert desk.starts() == [BEFORE[0], [0, 100], *BEFORE[2:]]


def test_ctrl_r_aligns_the_selected_turns_and_times_set_by_hand_stay(desk):
    desk.view.set_caret(Caret(2, 3, (1, 2)))
    press(Key.Key_R, CTRL)
    desk.settle()
    assert desk.starts() == [BEFORE[0], [0, 100], [200, 250], BEFORE[3]]
    assert desk.episode.session.document.turns[2].words[1].timing is Timing.HAND


def test_align_from_here_leaves_what_is_before(desk):
    desk.view.set_caret(Caret(2, 0))
    desk.window.actions_["align.from_here"].trigger()
    desk.settle()
    starts = desk.starts()
    assert starts[:2] == BEFORE[:2]
    assert starts[2][1] == 250  # by hand
    assert starts[3] == [200, 300]


def test_all_times_are_shifted_and_one_undo_brings_them_back(desk):
    def fill(dialog) -> None:
        dialog.findChild(QDoubleSpinBox).setFocus(Qt.FocusReason.OtherFocusReason)
        dialog.findChild(QDoubleSpinBox).selectAll()
        keys("1.5")
        press(Key.Key_Return)

    assert Modal(fill).during(desk.window.actions_["times.shift_all"].trigger) == [
        "Shift all times"
    ]
    shifted = [[start + 1500 for start in row] for row in BEFORE]
    desk.qtbot.waitUntil(lambda: desk.starts() == shifted)
    press(Key.Key_Z, CTRL)
    assert desk.starts() == BEFORE
