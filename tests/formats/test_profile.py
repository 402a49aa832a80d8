"""Profiles are data files; a bad one is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.formats.errors import FormatError
from editor.formats.profile import (
    Profile,
    available_profiles,
    free_id,
    load_profile,
    load_profiles,
    parse_profile,
    profile_text,
)

FOLDER = Path(__file__).parents[2] / "resources" / "profiles"


def test_the_profiles_that_come_with_the_program() -> None:
    profiles = load_profiles(FOLDER)
    assert list(profiles) == ["podcast", "bbc", "dcmp", "netflix", "p20-srt", "p20-vtt", "shorts"]
    assert [(p.line_length, p.lines) for p in profiles.values()] == [
        (42, 2), (37, 2), (32, 2), (42, 2), (32, 2), (65, 2), (22, 1),
    ]  # fmt: skip
    assert all(p.label != p.id and p.about for p in profiles.values())


def test_the_default_values_are_those_of_podcast() -> None:
    podcast = load_profile(FOLDER / "podcast.toml")
    assert Profile("podcast", podcast.label, podcast.about) == podcast


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("line_length = 2", "line_length is 2, but must lie between 8 and 200"),
        ("line_length = 'x'", "line_length must be a number"),
        ("min_ms = true", "min_ms must be a number"),
        ("min_ms = 6000\nmax_ms = 5000", "min_ms is longer than max_ms"),
        ("colour = 1", "unknown setting: colour"),
        ("id = 'x'", "unknown setting: id"),
        ("line_length 2", "not valid TOML"),
    ],
)
def test_a_bad_profile_is_one_sentence(text: str, why: str) -> None:
    with pytest.raises(FormatError, match=why) as caught:
        parse_profile(text, "mine")
    assert "profile mine" in str(caught.value)


def test_a_missing_profile(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"profile none\.toml cannot be read"):
        load_profile(tmp_path / "none.toml")


def test_the_time_a_text_needs() -> None:
    profile = parse_profile("max_cps = 20\nmax_wpm = 120\nmin_ms = 800", "x")
    assert profile.needed_ms(10, 1) == 800
    assert profile.needed_ms(40, 1) == 2000
    assert profile.needed_ms(40, 10) == 5000


def test_the_users_profiles_stand_beside_those_of_the_program(tmp_path: Path) -> None:
    shipped = FOLDER
    (tmp_path / "mine.toml").write_text('label = "Mine"\nline_length = 30\n')
    (tmp_path / "broken.toml").write_text("line_length = many")
    (tmp_path / "podcast.toml").write_text("lines = 1")
    found, problems = available_profiles(shipped, tmp_path)
    assert list(found) == [*load_profiles(shipped), "mine"]
    assert found["mine"].line_length == 30
    assert found["podcast"].lines == 2
    assert len(problems) == 2
    assert "broken" in problems[0]
    assert "another name" in problems[1]
    assert available_profiles(shipped, tmp_path / "none")[1] == ()


@given(st.text(max_size=20), st.text(max_size=20), st.integers(8, 200), st.floats(1, 1000))
def test_a_profile_is_read_as_it_was_written(
    label: str, about: str, line_length: int, cps: float
) -> None:
    profile = Profile("mine", label, about, line_length=line_length, target_cps=cps)
    assert parse_profile(profile_text(profile), "mine") == profile


def test_names_of_files_are_plain_and_free() -> None:
    assert free_id("My Show: fast!", []) == "my-show-fast"
    assert free_id("../..", []) == "profile"
    assert free_id("Podcast", ["podcast", "podcast-2"]) == "podcast-3"
