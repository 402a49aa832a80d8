"""Changing keys with the keyboard, in the whole window: what is bound holds everywhere at once."""

from __future__ import annotations

import tomllib

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QTextBrowser,
    QTreeWidget,
)
from test_main_window import Lab
from window_lab import ALT, CTRL, SHIFT, Key, Modal, button, keys, press

from editor.commands.keymap import load_presets
from editor.settings.data_files import data_file
from editor.ui.key_catcher import KeyCatcher


@pytest.fixture
def lab(qtbot, program):
    return Lab(qtbot, program)


def changing(lab, *steps) -> None:
    """Open the dialogue with its key, act in it, and close it."""

    def look(dialog):
        for step in steps:
            step(dialog)
        if dialog.isVisible():
            dialog.reject()

    assert Modal(look).during(lambda: press(Key.Key_F1, CTRL)) == ["Change keys"]


def find(text: str):
    def act(dialog):
        field = dialog.findChild(QLineEdit)
        field.setFocus()
        field.clear()
        keys(text)
        press(Key.Key_Return)  # into the list

    return act


def add(key: Key, modifiers=None):
    def act(_dialog):
        press(Key.Key_Return)  # on the command
        assert isinstance(QApplication.focusWidget(), KeyCatcher)
        press(key, *([modifiers] if modifiers else []))

    return act


def told(dialog) -> str:
    return next(
        label.text() for label in dialog.findChildren(QLabel)
        if label.accessibleName() and label.accessibleName() == label.text()
    )  # fmt: skip


def bound(lab, command: str) -> list[str]:
    return [key.toString() for key in lab.window.actions_[command].shortcuts()]


def test_a_pressed_key_is_bound_at_once_everywhere(lab):
    seen = []
    changing(
        lab,
        find("sample episode"),
        add(Key.Key_F13, SHIFT),
        lambda dialog: seen.append((told(dialog), bound(lab, "file.open_sample"))),
    )
    assert seen == [
        ("Shift+F13 is a key of “Open the sample episode” now.", ["Shift+F13"]),
    ]
    assert "(Shift+F13)" in lab.window.actions_["file.open_sample"].toolTip()
    texts = []
    Modal(lambda d: (texts.append(d.findChild(QTextBrowser).toPlainText()), d.reject())).during(
        lambda: press(Key.Key_F1)
    )
    assert "Shift+F13" in texts[0]
    with lab.qtbot.waitSignal(lab.app.workspace.opened):
        press(Key.Key_F13, SHIFT)


def test_own_keys_are_kept_in_a_file(lab):
    changing(lab, find("sample episode"), add(Key.Key_MediaNext))
    path = lab.app.folders.keymap_file
    assert tomllib.loads(path.read_text()) == {"file.open_sample": ["Media Next"]}


def test_a_clash_names_the_other_command_and_takes_the_key_only_when_told(lab):
    seen = []
    changing(
        lab,
        find("close episode"),
        add(Key.Key_F, CTRL),
        lambda dialog: seen.append((told(dialog), bound(lab, "edit.find"))),
        lambda dialog: press(Key.Key_Space),  # the button has the keyboard
        lambda dialog: seen.append((told(dialog), bound(lab, "edit.find"))),
    )
    assert seen == [
        ("Ctrl+F is the key of “Find”.", ["Ctrl+F"]),
        ("Ctrl+F is a key of “Close episode” now.", []),
    ]
    assert bound(lab, "file.close") == ["Ctrl+W", "Ctrl+F"]


def test_a_clash_can_be_left(lab):
    def leave(dialog):
        assert button(dialog, "Take it").hasFocus()
        press(Key.Key_Tab)
        assert button(dialog, "Leave it").hasFocus()
        press(Key.Key_Space)
        assert not button(dialog, "Take it").isVisible()
        assert dialog.findChild(QTreeWidget).hasFocus()

    changing(lab, find("close episode"), add(Key.Key_F, CTRL), leave)
    assert bound(lab, "edit.find") == ["Ctrl+F"]


def test_a_key_for_writing_is_refused_in_a_sentence(lab):
    seen = []
    changing(lab, find("close episode"), add(Key.Key_A), lambda dialog: seen.append(told(dialog)))
    assert seen[0].startswith("A is for writing")
    assert bound(lab, "file.close") == ["Ctrl+W"]


def test_escape_can_be_bound_and_tab_leaves_without_a_key(lab):
    def leave(dialog):
        press(Key.Key_Return)
        catcher = dialog.findChild(KeyCatcher)
        assert catcher.armed
        press(Key.Key_Control)
        assert catcher.armed
        press(Key.Key_Tab)
        assert not catcher.armed
        assert not catcher.hasFocus()
        assert dialog.isVisible()

    seen = []
    changing(
        lab,
        find("close episode"),
        leave,
        find("close episode"),
        add(Key.Key_Escape),
        lambda dialog: seen.append(told(dialog)),
    )
    assert seen == ["Esc is the key of “Play or pause”."]


def test_one_key_of_several_is_removed_with_delete(lab):
    def remove(dialog):
        rows = dialog.findChild(QListWidget)
        rows.setFocus()
        press(Key.Key_Down)
        press(Key.Key_Delete)

    changing(lab, find("playback play or pause"), remove)
    keys_left = bound(lab, "play.toggle")
    assert "F4" not in keys_left
    assert keys_left[0] == "Ctrl+Space"


def test_keys_of_the_text_cannot_be_removed(lab):
    seen = []
    changing(
        lab,
        find("split turn"),
        lambda dialog: seen.append(button(dialog, "Remove key").isEnabled()),
    )
    assert seen == [False]


def test_one_command_or_all_go_back_to_the_preset(lab):
    def reset(title):
        return lambda dialog: button(dialog, title).click()

    changing(
        lab,
        find("close episode"),
        add(Key.Key_F14),
        find("sample episode"),
        add(Key.Key_F15),
        find("close episode"),
        reset("As in the preset"),
    )
    assert bound(lab, "file.close") == ["Ctrl+W"]
    assert bound(lab, "file.open_sample") == ["F15"]
    changing(lab, reset("All as in the preset"))
    assert bound(lab, "file.open_sample") == []
    assert tomllib.loads(lab.app.folders.keymap_file.read_text()) == {}


def test_a_preset_is_chosen_and_is_there_next_time(lab, program):
    def choose(dialog):
        combo = dialog.findChild(QComboBox)
        combo.setFocus()
        press(Key.Key_O)  # oTranscribe

    changing(lab, choose)
    assert bound(lab, "play.back_short")[0] == "F1"
    assert lab.app.store.now.keymap == "oTranscribe"
    lab.window.close()
    again = Lab(lab.qtbot, program)
    assert bound(again, "play.back_short")[0] == "F1"


def test_keys_are_found_by_what_they_are(lab):
    def look(dialog):
        field = dialog.findChild(QLineEdit)
        field.setText("ctrl+w")
        assert dialog.findChild(QTreeWidget).currentItem().text(0) == "File: Close episode"
        field.setText("xyzzy")
        assert dialog.findChild(QTreeWidget).currentItem() is None
        assert not dialog.findChild(KeyCatcher).isEnabled()

    changing(lab, look)


def test_no_menu_has_the_letter_of_an_alt_key(lab):
    presets = load_presets(data_file("resources/keymap.json"))
    for preset in presets:
        lab.app.store.change(keymap=preset)
        used = {k[-1] for keys_ in presets[preset].values() for k in keys_ if k[:-1] == "Alt+"}
        titles = [action.text() for action in lab.window.menuBar().actions()]
        letters = [title[title.index("&") + 1].upper() for title in titles if "&" in title]
        assert not used & set(letters), preset
        assert len(set(letters)) == len(letters)


def test_keys_of_a_preset_really_arrive(lab, episode_files):
    lab.open(*episode_files)
    lab.app.store.change(keymap="Alt-JKL")
    lab.app.player.seek(1900)
    press(Key.Key_J, ALT)
    assert lab.app.player.position_ms == 0
    press(Key.Key_K, ALT)
    lab.qtbot.waitUntil(lambda: lab.app.player.playing)
    press(Key.Key_K, ALT)
    assert not lab.app.player.playing
    lab.app.store.change(keymap="Subtitle Edit")
    before = len(lab.episode.session.document.turns)
    lab.view.setFocus()
    press(Key.Key_M, CTRL | SHIFT)
    assert len(lab.episode.session.document.turns) == before - 1
