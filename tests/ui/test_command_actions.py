"""Commands as actions: state, texts, and keys that really arrive."""

from __future__ import annotations

import pytest
from notation import document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow
from window_lab import ALT, CTRL, Key, Said, press, shown

from editor.commands.command import Command, Registry
from editor.transcript.session import Session
from editor.transcript.speakers import add_speaker
from editor.ui.command_actions import CommandActions, with_mnemonics


class Desk:
    def __init__(self) -> None:
        self.session = Session(document("A: one two"))
        self.say = Said()
        self.open = False
        self.dark = False
        self.ran: list[str] = []
        self.unknown = 0

    def looked(self) -> bool:
        """Finds one thing more at each look."""
        self.unknown = max(0, self.unknown - 1)
        return not self.unknown


def note(name):
    return lambda desk: desk.ran.append(name)


COMMANDS = (
    Command("edit.undo", "Undo", lambda desk: desk.session.undo(), menu="Edit",
            named=lambda desk: f"Undo {desk.session.history.undo_label or 'nothing'}"),
    Command("edit.redo", "Redo", lambda desk: desk.session.redo(), menu="Edit"),
    Command("turn.split", "Split", note("split"), menu="Edit", in_text=True, separated=True),
    Command("a.open", "Open…", note("open"), menu="File", help="A project."),
    Command("a.close", "Close", note("close"), lambda desk: desk.open, menu="File"),
    Command("a.fail", "Fail", lambda desk: 1 / 0, menu="File"),
    Command("a.look", "Look", note("look"), menu="View", ready=lambda desk: desk.looked()),
    Command("a.dark", "Dark", note("dark"), menu="View", checked=lambda desk: desk.dark),
)  # fmt: skip
KEYS = {
    "a.open": ("Ctrl+O", "F4"),
    "a.close": ("Ctrl+W",),
    "turn.split": ("Enter",),
    "a.fail": ("Alt+F5",),
}


class Lab:
    def __init__(self, qtbot) -> None:
        self.desk = Desk()
        self.window = QMainWindow()
        self.window.setCentralWidget(QLineEdit())
        self.actions = CommandActions(Registry(COMMANDS), KEYS, self.desk, self.window)
        self.actions.fill(self.window.menuBar())
        qtbot.addWidget(self.window)
        shown(qtbot, self.window)
        self.window.centralWidget().setFocus()
        self.actions.refresh_now()


@pytest.fixture
def lab(qtbot):
    return Lab(qtbot)


def test_every_key_of_a_command_runs_it(lab):
    press(Key.Key_O, CTRL)
    press(Key.Key_F4)
    assert lab.desk.ran == ["open", "open"]


def test_a_command_that_cannot_run_now_is_grey_and_its_key_dead(lab):
    assert not lab.actions["a.close"].isEnabled()
    press(Key.Key_W, CTRL)
    assert not lab.desk.ran


def test_states_follow_when_the_loop_is_idle(lab, qtbot):
    lab.desk.open = lab.desk.dark = True
    for _ in range(100):
        lab.actions.refresh()
    qtbot.waitUntil(lab.actions["a.close"].isEnabled)
    assert lab.actions["a.dark"].isChecked()
    press(Key.Key_W, CTRL)
    assert lab.desk.ran == ["close"]


def test_a_command_asks_again_when_it_runs(lab):
    lab.desk.open = True
    lab.actions.refresh_now()
    lab.desk.open = False
    press(Key.Key_W, CTRL)
    assert not lab.desk.ran


def test_opening_a_menu_brings_it_up_to_date(lab):
    lab.desk.open = True
    menu = next(a for a in lab.window.menuBar().actions() if a.text() == "&File").menu()
    menu.aboutToShow.emit()
    assert lab.actions["a.close"].isEnabled()


def test_a_title_can_say_what_would_be_done_now(lab, qtbot):
    session = lab.desk.session
    session.apply(add_speaker(session.document, "Ines"))
    lab.actions.refresh_now()
    assert lab.actions["edit.undo"].text() == "Undo Add speaker"
    assert lab.actions["edit.redo"].text() == "Redo"
    lab.actions["edit.undo"].trigger()
    qtbot.waitUntil(lambda: lab.actions["edit.undo"].text() == "Undo nothing")


def test_keys_of_the_text_are_shown_and_not_bound(lab):
    assert lab.actions["turn.split"].text() == "Split\tEnter"
    assert not lab.actions["turn.split"].shortcuts()


def test_tooltips_tell_key_and_help(lab):
    assert lab.actions["a.open"].toolTip() == "Open (Ctrl+O)\nA project."
    assert lab.actions["a.dark"].toolTip() == "Dark"


def test_menus_have_lines_and_letters_of_their_own(lab):
    bar = [action.text() for action in lab.window.menuBar().actions()]
    assert bar == ["&Edit", "&File", "&View"]
    edit = lab.window.menuBar().actions()[0].menu()
    assert [action.isSeparator() for action in edit.actions()] == [False, False, True, False]
    assert with_mnemonics(["Ads", "Align", "Aa", "…"]) == ["&Ads", "A&lign", "Aa", "…"]


def test_other_keys_can_be_bound(lab):
    lab.actions.bind({"a.open": ("Ctrl+1",)})
    press(Key.Key_O, CTRL)
    press(Key.Key_1, CTRL)
    assert lab.desk.ran == ["open"]


def test_a_defect_is_said_and_the_window_lives_on(lab, caplog):
    press(Key.Key_F5, ALT)
    assert "went wrong" in lab.desk.say.lasting[0]
    assert "ZeroDivisionError" in caplog.text
    press(Key.Key_O, CTRL)
    assert lab.desk.ran == ["open"]


def test_shortcuts_work_from_anywhere_in_the_window(lab):
    for action in lab.window.actions():
        assert action.shortcutContext() == Qt.ShortcutContext.WindowShortcut


def test_a_command_that_has_to_know_something_waits_and_the_window_does_not(qtbot):
    lab = Lab(qtbot)
    lab.desk.unknown = 5
    lab.actions["a.look"].trigger()
    lab.actions["a.open"].trigger()  # was asked for later, so it comes later
    assert lab.desk.ran == []
    qtbot.waitUntil(lambda: lab.desk.ran == ["look", "open"])
    lab.actions["a.look"].trigger()
    assert lab.desk.ran == ["look", "open", "look"]


def test_a_command_that_cannot_be_run_any_more_is_not_waited_for(qtbot):
    lab = Lab(qtbot)
    lab.desk.unknown = 3
    lab.actions["a.look"].trigger()
    lab.actions["a.close"].trigger()
    qtbot.waitUntil(lambda: lab.desk.ran == ["look"])
    assert not lab.actions._waiting
