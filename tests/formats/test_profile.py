"""Profiles are data files; a bad one is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.formats.errors import FormatError
from editor.formats.profile import Profile, load_profile, load_profiles, parse_profile

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
