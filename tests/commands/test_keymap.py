from __future__ import annotations

import json

import pytest

from editor.commands.all import registry
from editor.commands.keymap import (
    Clash,
    KeymapError,
    clashes,
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


def test_the_user_overrides_and_takes_keys_away():
    keys = with_overrides({"a": ("F1",), "b": ("F2",)}, {"a": [], "b": ["ctrl+b"], "c": "odd"})
    assert keys == {"a": (), "b": ("Ctrl+B",)}


def test_a_clash_names_both_commands():
    keys = {"file.open": ("F1",), "help.keys": ("F1",), "gone": ("F1",)}
    assert clashes(keys, registry()) == [Clash("F1", ("file.open", "help.keys"))]
    assert unknown_commands(keys, registry()) == ["gone"]
