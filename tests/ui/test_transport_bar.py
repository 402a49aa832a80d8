"""What the bar at the top shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel, QMainWindow, QProgressBar, QToolButton
from test_command_actions import Desk, note
from window_lab import click, shown

from editor.commands.command import Command, Registry
from editor.ui.command_actions import CommandActions
from editor.ui.theme import DARK, LIGHT
from editor.ui.transport_bar import ICONS, TransportBar
from editor.ui.wave_values import clock_text

NAMES = (*ICONS, "play.normal_speed", "edit.undo", "edit.redo")
COMMANDS = Registry(
    [Command(name, f"Do {name}…", note(name), lambda desk: desk.open) for name in NAMES]
)


class Lab:
    def __init__(self, qtbot) -> None:
        self.desk = Desk()
        self.desk.open = True
        self.window = QMainWindow()
        self.actions = CommandActions(COMMANDS, {"play.faster": ("Alt+=",)}, self.desk, self.window)
        self.bar = TransportBar(self.actions, LIGHT)
        self.window.setCentralWidget(self.bar)
        self.window.resize(1200, 60)
        qtbot.addWidget(self.window)
        shown(qtbot, self.window)
        self.actions.refresh_now()

    def texts(self) -> list[str]:
        return [label.text() for label in self.bar.findChildren(QLabel) if label.text()]

    def named(self, name: str) -> QToolButton:
        return next(b for b in self.bar.findChildren(QToolButton) if b.accessibleName() == name)

    @property
    def progress(self) -> QProgressBar:
        return self.bar.findChild(QProgressBar)


@pytest.fixture
def lab(qtbot):
    return Lab(qtbot)


def test_buttons_run_their_commands_and_tell_their_keys(lab):
    faster = lab.named("Do play.faster")
    assert faster.toolTip() == "Do play.faster (Alt+=)"
    click(faster)
    assert lab.desk.ran == ["play.faster"]


def test_buttons_are_grey_when_there_is_nothing_to_play(lab):
    lab.desk.open = False
    lab.actions.refresh_now()
    assert not any(b.isEnabled() for b in lab.bar.findChildren(QToolButton) if b.isVisible())
    lab.bar.set_time(0, 0)
    assert not lab.bar._time.isEnabled()


def test_the_speed_is_a_button_back_to_normal(lab):
    lab.bar.set_speed(1.25)
    speed = lab.named("Speed 1.25, back to normal")
    assert speed.text() == "1.25×"
    click(speed)
    assert lab.desk.ran == ["play.normal_speed"]


def test_play_becomes_pause(lab):
    before = lab.actions["play.toggle"].icon().cacheKey()
    lab.bar.set_playing(True)
    assert lab.actions["play.toggle"].icon().cacheKey() != before
    assert lab.named("Pause").isVisible()
    lab.bar.set_theme(DARK)
    assert lab.named("Pause").isVisible()


def test_nothing_moves_while_time_passes(lab):
    lab.bar.set_time(0, 3_700_000)
    lab.bar.layout().activate()
    place = lab.named("Do play.slower").x()
    for moment in (59_900, 711_100, 3_599_999, 3_700_000):
        lab.bar.set_time(moment, 3_700_000)
        lab.bar.layout().activate()
        assert lab.named("Do play.slower").x() == place
    assert "1:01:40.0 / 1:01:40" in lab.texts()


def test_saved_or_not_keeps_its_place(lab):
    places = set()
    for saved, text in ((True, "● Saved"), (False, "○ Saving…")):
        lab.bar.set_saved(saved)
        lab.bar.layout().activate()
        assert text in lab.texts()
        places.add(lab.named("Do file.open").x())
    assert len(places) == 1
    lab.bar.set_read_only()
    assert "Read-only" in lab.texts()
    lab.bar.set_saved(None)
    assert "Read-only" not in lab.texts()


def test_work_shows_how_far_it_is_and_can_be_stopped(lab):
    lab.bar.set_work("Aligning", 31, 50, stoppable=True)
    assert "Aligning 62 %" in lab.texts()
    assert lab.progress.value() == 62
    click(lab.named("Do align.stop"))
    assert lab.desk.ran == ["align.stop"]
    lab.bar.set_work("")
    assert not lab.progress.isVisible()
    assert not lab.named("Do align.stop").isVisible()


def test_work_of_unknown_length_is_shown_as_such(lab):
    lab.bar.set_work("Aligning")
    assert "Aligning" in lab.texts()
    assert lab.progress.maximum() == 0


def test_a_task_goes_before_work_and_has_its_own_stop(lab, qtbot):
    lab.bar.set_work("Aligning", 1, 2, stoppable=True)
    lab.bar.set_task("Writing a.mp3", 1, 4)
    assert "Writing a.mp3 25 %" in lab.texts()
    assert not lab.named("Do align.stop").isVisible()
    with qtbot.waitSignal(lab.bar.task_stopped):
        click(lab.named("Stop: Writing a.mp3"))
    lab.bar.set_work("Aligning", 3, 4, stoppable=True)
    assert "Writing a.mp3 25 %" in lab.texts()
    lab.bar.set_task("", 0, 0)
    assert "Aligning 75 %" in lab.texts()
    assert lab.named("Do align.stop").isVisible()


@pytest.mark.parametrize(
    ("milliseconds", "text", "tenths"),
    [
        (0, "0:00", "0:00.0"),
        (59_999, "0:59", "0:59.9"),
        (61_050, "1:01", "1:01.0"),
        (3_661_200, "1:01:01", "1:01:01.2"),
        (-5, "0:00", "0:00.0"),
    ],
)
def test_moments_as_people_read_them(milliseconds, text, tenths):
    assert clock_text(milliseconds) == text
    assert clock_text(milliseconds, tenths=True) == tenths


@given(st.integers(0, 100 * 3_600_000))
def test_no_moment_is_rounded_up(milliseconds):
    parts = clock_text(milliseconds).split(":")
    seconds = sum(int(part) * 60**power for power, part in enumerate(reversed(parts)))
    assert seconds == milliseconds // 1000
