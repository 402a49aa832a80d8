from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.settings.errors import SettingsError
from editor.settings.options import OPTIONS, Option, Settings

WRONG = {
    bool: [1, "yes", None],
    int: [True, 1.5, "15", None, 10**9, -1],
    float: [True, "1.0", float("nan"), float("inf"), 99, -0.5],
    str: [1, None, ["a"]],
    tuple: ["text", [1], None],
}


def test_defaults_are_within_their_own_limits_and_help_is_there() -> None:
    for option in OPTIONS.values():
        assert option.read(option.default) == option.default
        assert option.help.endswith(".")
        if isinstance(option.default, int | float) and not isinstance(option.default, bool):
            assert option.low is not None
            assert option.high is not None


@pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)
def test_wrong_values_are_refused_in_one_sentence(option: Option) -> None:
    for value in WRONG[type(option.default)]:
        with pytest.raises(SettingsError) as caught:
            Settings().changed(**{option.name: value})
        text = str(caught.value)
        assert option.name in text
        assert option.wanted in text
        assert text.endswith(".")
        assert len(text) < 200


def test_values_are_read_in_the_options_own_type() -> None:
    speed = Settings().changed(speed=2).speed
    assert (speed, type(speed)) == (2.0, float)
    assert Settings().changed(recent_projects=["a", "b"]).recent_projects == ("a", "b")


def test_limits_are_included() -> None:
    for option in OPTIONS.values():
        if isinstance(option.default, int) and not isinstance(option.default, bool):
            for edge in (option.low, option.high):
                assert option.read(int(edge or 0)) == edge


def test_one_wrong_value_changes_nothing() -> None:
    settings = Settings()
    with pytest.raises(SettingsError):
        settings.changed(theme="dark", speed=0.1)
    with pytest.raises(SettingsError, match="no setting named sped"):
        settings.changed(sped=1.0)
    assert settings == Settings()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("theme", "one of system, light, dark"),
        ("back_step_ms", "a whole number from 0 to 5000 ms"),
        ("speed", "a number from 0.5 to 2.5 x"),
        ("language", "a text"),
        ("follow_playback", "true or false"),
        ("recent_projects", "a list of texts"),
    ],
)
def test_what_is_wanted_in_words(name: str, says: str) -> None:
    assert OPTIONS[name].wanted == says


@given(st.lists(st.sampled_from([f"{n}.proofcast" for n in range(20)]), max_size=40))
def test_recent_projects_are_newest_first_without_doubles(opened: list[str]) -> None:
    settings = Settings()
    for project in opened:
        settings = settings.with_recent(project)
    newest_first = list(dict.fromkeys(reversed(opened)))
    assert list(settings.recent_projects) == newest_first[:12]
