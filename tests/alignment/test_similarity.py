from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.alignment.similarity import SIMILAR, edit_distance, similarity, sound_key

WORDS = st.text("abcdefghiklmnoprstuwxyz'", max_size=9)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("harbour", "harbor"),
        ("colour", "color"),
        ("tromso", "tronso"),
        ("quillfeather", "quillfedda"),
        ("okay", "ok"),
        ("mm", "uhuh"),
        ("zwetsloot", "svetsloot"),
        ("phone", "fone"),
    ],
)
def test_the_same_word_heard_or_written_badly(a: str, b: str) -> None:
    assert similarity(a, b) >= SIMILAR


@pytest.mark.parametrize(
    ("a", "b"), [("lamp", "yesterday"), ("the", "of"), ("to", "cat"), ("keeper", "window")]
)
def test_other_words(a: str, b: str) -> None:
    assert similarity(a, b) < SIMILAR


def test_sound_key() -> None:
    assert sound_key("zwetsloot") == sound_key("swetslot")


@given(WORDS, WORDS)
def test_similarity_is_symmetric_and_one_for_equals(a: str, b: str) -> None:
    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, b) == pytest.approx(similarity(b, a))
    assert (similarity(a, b) == 1) == (a == b)


@given(WORDS, WORDS, WORDS)
def test_edit_distance_is_a_distance(a: str, b: str, c: str) -> None:
    assert edit_distance(a, b) == edit_distance(b, a)
    assert (edit_distance(a, b) == 0) == (a == b)
    assert edit_distance(a, c) <= edit_distance(a, b) + edit_distance(b, c)
