from __future__ import annotations

import json

import pytest

from editor.commands.all import registry
from editor.commands.keymap import (
    Clash,
    KeymapError,
    clashes,
    for_writing,
    key_alone,
    load_presets,
    normalised,
    unknown_commands,
    with_overrides,
)
from editor.settings.data_files import data_file

PRESETS = load_presets(data_file("resources/keymap.json"))


@pytest.mark.parametrize("preset", PRESETS)
def test_shipped_presets_have_no_clash_and_no_unknown_command(preset):
    assert clashes(PRESETS[preset], registry()) == []
    assert unknown_commands(PRESETS[preset], registry()) == []


def test_usual_keys_keep_their_meaning():
    default = PRESETS["default"]
    assert default["file.save"] == ("Ctrl+S",)
    assert default["edit.undo"] == ("Ctrl+Z",)
    assert "Ctrl+Space" in default["play.toggle"]
    taken = {key for keys in default.values() for key in keys}
    assert not taken & {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"}


@pytest.mark.parametrize(
    ("key", "spelled"),
    [
        ("ctrl+shift+p", "Ctrl+Shift+P"),
        ("Shift+Ctrl+P", "Ctrl+Shift+P"),
        ("F4", "F4"),
        ("Ctrl++", "Ctrl++"),
        ("Ctrl+Alt++", "Ctrl+Alt++"),
        ("+", "+"),
        ("Alt+-", "Alt+-"),
        ("ctrl+Delete", "Ctrl+Del"),
        ("Media Play", "Media Play"),
    ],
)
def test_equal_keys_are_spelled_equally(key, spelled):
    assert normalised(key) == spelled


@pytest.mark.parametrize("key", ["", "Ctrl", "Ctrl+", "Hyper+X", "Ctrl+Shift"])
def test_what_is_no_key_is_refused(key):
    with pytest.raises(ValueError, match="is not a key"):
        normalised(key)


def test_a_preset_takes_from_the_default_what_it_does_not_mention(tmp_path):
    path = tmp_path / "keymap.json"
    path.write_text(json.dumps({"default": {"a": ["F1"], "b": ["F2"]}, "mine": {"b": ["f3"]}}))
    assert load_presets(path)["mine"] == {"a": ("F1",), "b": ("F3",)}


@pytest.mark.parametrize(
    "text", ["", "[]", '{"mine": {}}', '{"default": {"a": "F1+"}}', '{"default": 3}']
)
def test_a_broken_file_is_one_sentence(tmp_path, text):
    path = tmp_path / "keymap.json"
    path.write_text(text)
    with pytest.raises(KeymapError, match="is not a key map"):
        load_presets(path)
    with pytest.raises(KeymapError):
        load_presets(tmp_path / "missing.json")


def test_overrides_win_and_take_a_key_from_whom_had_it():
    keys = {"a": ("F1",), "b": ("F2", "F3"), "c": ("F4",)}
    assert with_overrides(keys, {"a": (), "c": ("F3",)}) == {"a": (), "b": ("F2",), "c": ("F3",)}


NEEDED = [
    "play.toggle",
    "play.back_short",
    "play.forward_short",
    "play.slower",
    "play.faster",
    "play.from_caret",
    "review.next",
    "review.previous",
    "review.accept",
    "review.keep",
    "edit.undo",
    "edit.redo",
    "edit.find",
    "edit.find_next",
    "edit.replace",
    "file.save",
    "file.export",
    "turn.split",
    "turn.join_previous",
    "turn.join_next",
    "turn.next",
    "turn.previous",
    "speaker.1",
    "speaker.2",
    "speaker.none",
    "speaker.rename",
    "speaker.next_unlabelled",
    "ad.mark",
    "ad.next",
    "view.text",
    "help.palette",
    "help.keys",
    "help.rebind",
]
"""What nobody can work without."""


def test_a_key_alone():
    assert [key_alone(key) for key in ("F8", "Shift+F8", "Ctrl++", "+")] == ["F8", "F8", "+", "+"]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_a_whole_map(preset):
    keys = PRESETS[preset]
    assert [name for name in NEEDED if not keys.get(name)] == []
    assert set(keys) >= set(PRESETS["default"])


def test_presets_have_the_keys_of_the_programs_they_are_named_after():
    assert {"Esc"} <= set(PRESETS["oTranscribe"]["play.toggle"])
    rows = ("back_short", "F1"), ("forward_short", "F2"), ("slower", "F3"), ("faster", "F4")
    for name, key in rows:
        assert PRESETS["oTranscribe"][f"play.{name}"][0] == key
    jkl = PRESETS["Alt-JKL"]
    heads = [jkl[name][0] for name in ("play.back_short", "play.toggle", "play.forward_short")]
    assert heads == ["Alt+J", "Alt+K", "Alt+L"]
    assert PRESETS["Subtitle Edit"]["play.again"][0] == "F5"
    assert "Ctrl+Alt+V" in PRESETS["Subtitle Edit"]["turn.split"]


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_takes_a_key_that_is_for_writing(preset):
    in_text = {command.id for command in registry() if command.in_text}
    wrong = {
        key for name, keys in PRESETS[preset].items() for key in keys
        if for_writing(key) and name not in in_text
    }  # fmt: skip
    assert wrong == set()


@pytest.mark.parametrize(
    "key",
    ["A", "Shift+A", "Space", "Shift+Space", "Enter", "Return", "Left", "Ctrl+Left", "Shift+End",
     "Backspace", "Ctrl+Del", "Tab", "Ctrl+Tab", "Ctrl+C", "+", "Shift++", "Ctrl+PgUp"],
)  # fmt: skip
def test_keys_for_writing(key):
    assert for_writing(key)


@pytest.mark.parametrize(
    "key",
    ["Esc", "F1", "F13", "Shift+F8", "Ctrl+Space", "Alt+A", "Ctrl+B", "Alt+Left", "Ctrl+Return",
     "Alt+Backspace", "Media Play", "Ctrl++", "Meta+A"],
)  # fmt: skip
def test_keys_for_commands(key):
    assert not for_writing(key)


def test_a_clash_names_both_commands():
    keys = {"file.open": ("F1",), "help.keys": ("F1",), "gone": ("F1",)}
    assert clashes(keys, registry()) == [Clash("F1", ("file.open", "help.keys"))]
    assert unknown_commands(keys, registry()) == ["gone"]
