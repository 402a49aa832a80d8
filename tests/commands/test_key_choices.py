"""Presets with one's own keys over them, and the file that keeps those."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.commands.all import registry
from editor.commands.key_choices import KeyChoices, KeyStore, load_keys, refusal, save_keys
from editor.commands.keymap import clashes, for_writing, load_presets
from editor.settings.atomic import WriteError
from editor.settings.data_files import data_file
from editor.settings.user_file import SettingsStore

PRESETS = {
    "default": {"a": ("F1", "F5"), "b": ("F2",), "c": ()},
    "other": {"a": ("F2",), "b": ("F9",), "c": ()},
}
PLAIN = KeyChoices(PRESETS)


def test_without_own_keys_it_is_the_preset():
    assert PLAIN.keys == PRESETS["default"]
    assert PLAIN.with_preset("other").keys == PRESETS["other"]
    assert PLAIN.with_preset("gone").keys == PRESETS["default"]
    assert PLAIN.owner("F2") == "b"
    assert PLAIN.owner("F7") is None


def test_a_key_is_added_beside_those_that_are_there():
    own = PLAIN.with_key("a", "F7")
    assert own.of("a") == ("F1", "F5", "F7")
    assert (own.is_own("a"), own.is_own("b")) == (True, False)
    assert own.with_key("a", "F7") is own


def test_a_key_is_taken_from_the_command_that_has_it():
    own = PLAIN.with_key("b", "F5")
    assert (own.of("a"), own.of("b")) == (("F1",), ("F2", "F5"))
    assert own.owner("F5") == "b"


def test_a_key_that_is_given_back_is_no_change():
    assert PLAIN.with_key("a", "F7").without_key("a", "F7").overrides == {}


def test_the_last_key_can_be_removed():
    own = PLAIN.without_key("b", "F2")
    assert own.of("b") == ()
    assert own.overrides == {"b": ()}


def test_keys_of_the_text_stay():
    assert KeyChoices({"default": {"turn.split": ("Enter",)}}).without_key(
        "turn.split", "Enter"
    ).of("turn.split") == ("Enter",)


def test_one_command_goes_back_to_the_preset_and_gets_its_key_back():
    own = PLAIN.with_key("b", "F5").with_key("c", "F7")
    again = own.as_preset("a")
    assert again.of("a") == ("F1", "F5")
    assert again.of("b") == ("F2",)
    assert again.overrides == {"c": ("F7",)}
    assert own.all_as_preset() == PLAIN


def test_own_keys_hold_over_every_preset():
    own = PLAIN.with_key("c", "F9").with_preset("other")
    assert own.of("c") == ("F9",)
    assert own.of("b") == ()


REAL = load_presets(data_file("resources/keymap.json"))
COMMANDS = registry()
NAMES = [command.id for command in COMMANDS]
SOME_KEYS = ["F1", "F8", "Ctrl+F", "Alt+K", "F13", "Ctrl+Space", "Esc", "Media Play", "Alt+1"]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("with_key"), st.sampled_from(NAMES), st.sampled_from(SOME_KEYS)),
        st.tuples(st.just("without_key"), st.sampled_from(NAMES), st.sampled_from(SOME_KEYS)),
        st.tuples(st.just("as_preset"), st.sampled_from(NAMES)),
        st.tuples(st.just("with_preset"), st.sampled_from(sorted(REAL))),
    ),
    max_size=12,
)


@given(STEPS)
def test_whatever_is_chosen_no_key_runs_two_commands(steps):
    choices = KeyChoices(REAL)
    for name, *arguments in steps:
        choices = getattr(choices, name)(*arguments)
        assert clashes(choices.keys, COMMANDS) == []
        if name == "with_key":
            assert arguments[1] in choices.of(arguments[0])
    assert choices.all_as_preset().keys == REAL[choices.preset]


def test_a_refusal_names_the_key():
    assert refusal("A") == (
        "A is for writing and moving in the text: choose a key with Ctrl or Alt, or F1 to F35."
    )
    assert refusal("Ctrl+A")
    assert not refusal("F13")


@pytest.fixture
def settings(tmp_path):
    return SettingsStore(tmp_path / "settings.toml")


def test_changes_are_told_and_are_there_next_time(tmp_path, settings):
    path = tmp_path / "deep" / "keys.toml"
    store = KeyStore(PRESETS, path, settings)
    told: list[KeyChoices] = []
    stop = store.subscribe(told.append)
    store.change(store.now.with_key("a", "F13"))
    store.change(store.now.with_preset("other"))
    assert [choices.of("a") for choices in told] == [("F1", "F5", "F13"), ("F1", "F5", "F13")]
    assert tomllib.loads(path.read_text()) == {"a": ["F1", "F5", "F13"]}
    assert settings.now.keymap == "other"
    again = KeyStore(PRESETS, path, SettingsStore(tmp_path / "settings.toml"))
    assert again.now == store.now
    stop()
    store.change(store.now.all_as_preset())
    assert len(told) == 2
    assert tomllib.loads(path.read_text()) == {}


def test_the_settings_can_choose_the_preset(tmp_path, settings):
    store = KeyStore(PRESETS, tmp_path / "keys.toml", settings)
    settings.change(keymap="other")
    assert store.now.keys == PRESETS["other"]
    assert not (tmp_path / "keys.toml").exists()


@pytest.mark.parametrize("text", ["a = [", 'a = "F1"', 'a = ["Hyper+X"]', "\xff"])
def test_a_broken_file_is_kept_and_said(tmp_path, text):
    path = tmp_path / "keys.toml"
    path.write_bytes(text.encode("latin-1"))
    keys, (problem,) = load_keys(path)
    assert keys == {}
    assert problem.startswith("Your own keys were broken")
    assert (tmp_path / "keys.broken-1.toml").read_bytes() == text.encode("latin-1")


def test_a_file_that_cannot_be_read_or_written_is_said(tmp_path):
    (tmp_path / "keys.toml").mkdir()
    keys, (problem,) = load_keys(tmp_path / "keys.toml")
    assert keys == {}
    assert problem.startswith("Your keys in")
    with pytest.raises(WriteError, match=r"keys.toml was not saved"):
        save_keys(tmp_path / "keys.toml", {"a": ("F1",)})
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match=r"keys.toml was not saved"):
        save_keys(tmp_path / "file" / "keys.toml", {})


def test_every_key_of_every_preset_can_be_bound_or_is_the_texts_own():
    in_text = {command.id for command in COMMANDS if command.in_text}
    for keys in REAL.values():
        for name, bound in keys.items():
            assert all(not for_writing(key) or name in in_text for key in bound)
