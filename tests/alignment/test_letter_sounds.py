from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.alignment.letter_sounds import sounds, spelled

_PHONES = """
AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH
"""
PHONES = set(_PHONES.split())


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("lamp", "L AE M P"),
        ("szabo", "S AE B OW"),
        ("wenlock", "W EH N L AA K"),
        ("knight", "N AY T"),
        ("mm", "AH M"),
        ("hmm", "HH AH M"),
        ("npr", "EH N P IY AA R"),
        ("nknews", "EH N K EY N UW S"),
        ("bridge", "B R IH JH"),
        ("10", ""),
    ],
)
def test_sounds(word: str, said: str) -> None:
    assert sounds(word) == said


def test_names_of_letters() -> None:
    assert spelled("b") == "B IY"
    assert spelled("é") == ""


@given(st.text("abcdefghijklmnopqrstuvwxyzßøł'", min_size=1, max_size=15))
def test_every_sound_is_one_the_dictionary_knows(word: str) -> None:
    said = sounds(word).split()
    assert set(said) <= PHONES
    assert said or not any(c.isalpha() for c in word)
