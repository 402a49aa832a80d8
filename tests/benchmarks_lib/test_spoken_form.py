"""Transcript words as they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.spoken_form import UnspeakableError, number_words, spoken_form


@pytest.mark.parametrize(
    ("token", "words", "pause"),
    [
        ("10,000", "ten thousand", ""),
        ("$5.", "five dollars", "."),
        ("$1", "one dollar", ""),
        ("$12.50,", "twelve dollars fifty", ","),
        ("47%", "forty seven percent", ""),
        ("3.5%", "three point five percent", ""),
        ("3rd", "third", ""),
        ("20th", "twentieth", ""),
        ("21st,", "twenty first", ","),
        ("1912", "nineteen twelve", ""),
        ("1905,", "nineteen oh five", ","),
        ("1900?", "nineteen hundred", "?"),
        ("2026", "two thousand twenty six", ""),
        ("9:30", "nine thirty", ""),
        ("5:00", "five o'clock", ""),
        ("shop.lamproom.example.", "shop dot lamproom dot example", "."),
        ("me@lamp.example", "me at lamp dot example", ""),
        ("lamp.example/oil", "lamp dot example slash oil", ""),
        ("BBC", "bee bee see", ""),
        ("Dr.", "doctor", "."),
        ("Mm-hmm.", "um hum", "."),
        ("well-known", "well known", ""),
        ("“Don’t,”", "don't", ","),
        ("keeper's", "keeper's", ""),
        ("Episode12", "episode twelve", ""),
    ],
)
def test_words_are_said(token: str, words: str, pause: str):
    assert spoken_form(token) == (tuple(words.split()), pause)


def test_respelling_wins_and_reaches_into_addresses():
    say = {"oonagh": "oona", "harbourkettle": "harbor kettle"}
    assert spoken_form("Oonagh,", say) == (("oona",), ",")
    assert spoken_form("harbourkettle.example", say).words == ("harbor", "kettle", "dot", "example")


@pytest.mark.parametrize("token", ["—", "...", "()"])
def test_what_cannot_be_said_is_named(token: str):
    with pytest.raises(UnspeakableError, match="respell it"):
        spoken_form(token)


@given(st.integers(0, 10**12 - 1))
def test_every_number_is_said_with_plain_words(number: int):
    words = number_words(number)
    assert words
    assert all(word.isalpha() and word.islower() for word in words)
    assert number_words(number) != number_words(number + 1) or number == 10**12 - 1
