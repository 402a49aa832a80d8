"""The list of all commands and the sheet of keys."""

from __future__ import annotations

from html import escape

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QMainWindow, QTextBrowser, QTreeWidget
from test_command_actions import Desk, note
from window_lab import Key, button, click, click_row, keys, press, shown

from editor.commands.all import registry
from editor.commands.command import Command, Registry
from editor.commands.keymap import load_presets
from editor.settings.data_files import data_file
from editor.ui.command_actions import CommandActions, shown_key
from editor.ui.keys_sheet import KeysSheet, sheet_html
from editor.ui.palette import Palette
from editor.ui.theme import DARK, LIGHT

COMMANDS = Registry(
    (
        Command("edit.undo", "Undo", note("undo"), menu="Edit"),
        Command("edit.redo", "Redo", note("redo"), menu="Edit"),
        Command("a.speech", "Speech models…", note("models"), menu="File", help="Larger ones."),
        Command("a.close", "Close episode", note("close"), lambda desk: desk.open, menu="File"),
        Command("a.wish", "Display", note("display"), menu="View"),
        Command("a.hidden", "Secret", note("secret")),
    )
)
KEYS = {"a.speech": ("F8",), "a.hidden": ("F12",), "edit.undo": ("Ctrl+Z",)}


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def palette(qtbot, window):
    actions = CommandActions(COMMANDS, KEYS, Desk(), window)
    actions.refresh_now()
    palette = Palette(COMMANDS, actions, window)
    qtbot.addWidget(palette)
    shown(qtbot, palette)
    yield palette
    palette.reject()


def visible(palette: Palette) -> list[str]:
    view = palette.findChild(QTreeWidget)
    items = [view.topLevelItem(i) for i in range(view.topLevelItemCount())]
    return [item.text(0) for item in items if not item.isHidden()]


def current(palette: Palette) -> str:
    item = palette.findChild(QTreeWidget).currentItem()
    return item.text(0) if item else ""


def test_it_lists_every_command_with_menu_and_keys(palette):
    assert visible(palette) == [
        "Edit: Undo", "Edit: Redo", "File: Speech models", "File: Close episode",
        "View: Display", "Secret",
    ]  # fmt: skip
    assert palette.findChild(QTreeWidget).topLevelItem(2).text(1) == "F8"


def test_typing_finds_parts_of_words_in_any_order(palette):
    keys("mod file")
    assert visible(palette) == ["File: Speech models"]


def test_keys_are_found_too(palette):
    keys("f8")
    assert visible(palette) == ["File: Speech models"]


def test_the_beginning_of_a_word_is_chosen_before_its_middle(palette):
    keys("sp")
    assert visible(palette) == ["File: Speech models", "View: Display"]
    assert current(palette) == "File: Speech models"
    palette.findChild(QLineEdit).clear()
    keys("s")
    assert current(palette) == "File: Speech models"


def test_enter_takes_the_chosen_command(palette):
    keys("sp")
    press(Key.Key_Return)
    assert palette.result() == QDialog.DialogCode.Accepted
    assert palette.chosen == "a.speech"


def test_arrows_move_in_the_list_past_what_cannot_be_done(palette):
    assert palette.findChild(QLineEdit).hasFocus()
    for _ in range(3):
        press(Key.Key_Down)
    assert current(palette) == "View: Display"
    press(Key.Key_Up)
    assert current(palette) == "File: Speech models"


def test_a_command_that_cannot_run_now_is_not_taken(palette):
    keys("close")
    assert current(palette) == ""
    press(Key.Key_Return)
    assert palette.isVisible()
    assert not palette.chosen


def test_a_click_only_chooses_and_a_double_click_takes(palette):
    click_row(palette.findChild(QTreeWidget), 4, twice=True)
    assert palette.chosen == "a.wish"


def test_nothing_found_is_said(palette):
    hint = palette.findChild(QLabel, "hint")
    assert not hint.isVisible()
    keys("xyzzy")
    assert hint.isVisible()
    press(Key.Key_Return)
    assert palette.isVisible()


def test_escape_closes_it_and_takes_nothing(palette):
    keys("sp")
    press(Key.Key_Escape)
    assert not palette.isVisible()
    assert not palette.chosen


def test_the_sheet_lists_every_bound_key_of_every_preset():
    for bound in load_presets(data_file("resources/keymap.json")).values():
        html = sheet_html(registry(), bound, LIGHT)
        for command in registry():
            for key in bound.get(command.id, ()):
                assert escape(shown_key(key)) in html
                assert escape(command.title.removesuffix("…")) in html


def test_the_sheet_leaves_out_what_has_no_key_and_keeps_what_has_no_menu():
    html = sheet_html(COMMANDS, KEYS, LIGHT)
    assert "Display" not in html
    assert "F12" in html
    assert html.count("Larger ones.") == 1


def test_help_that_holds_for_several_commands_is_said_once():
    html = sheet_html(registry(), load_presets(data_file("resources/keymap.json"))["default"], DARK)
    assert html.count("next free digit adds a speaker") == 1


def test_the_sheet_is_read_and_closed_with_the_keyboard(qtbot, window):
    sheet = KeysSheet(COMMANDS, KEYS, LIGHT, window)
    qtbot.addWidget(sheet)
    shown(qtbot, sheet)
    assert sheet.findChild(QTextBrowser).hasFocus()
    press(Key.Key_Escape)
    assert not sheet.isVisible()
    shown(qtbot, sheet)
    click(button(sheet, "Close"))
    assert not sheet.isVisible()
