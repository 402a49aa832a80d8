from __future__ import annotations

import pytest
from notation import document

from editor.transcript.document import Place
from editor.transcript.timeline import Timeline, offset_of, place_at, time_near, words_in

DOC = document("A: one@100 two@400 new three@1000 | B: four@2000 | ?: typed | A: five@3000")


@pytest.mark.parametrize(
    ("moment", "place"),
    [
        (0, None),
        (100, Place(0, 0)),
        (399, Place(0, 0)),
        (400, Place(0, 1)),
        (700, Place(0, 1)),
        (1500, Place(0, 3)),
        (2000, Place(1, 0)),
        (9999, Place(3, 0)),
    ],
)
def test_the_word_at_a_moment(moment, place):
    assert Timeline(DOC).word_at(moment) == place


def test_nothing_is_spoken_in_a_pause():
    assert Timeline(DOC).word_spoken_at(450) == Place(0, 1)
    assert Timeline(DOC).word_spoken_at(700) is None
    assert Timeline(DOC).word_spoken_at(0) is None


def test_a_long_turn_goes_on_behind_an_interjection():
    doc = document("A: one@0-500 two@2000-2500 | B: mm@600-700")
    assert Timeline(doc).word_at(650) == Place(1, 0)
    assert Timeline(doc).word_at(2100) == Place(0, 1)


def test_lines_in_the_wrong_order_are_found_by_time():
    doc = document("A: late@5000 | B: early@0")
    assert Timeline(doc).word_at(100) == Place(1, 0)
    assert Timeline(doc).word_at(5100) == Place(0, 0)


def test_turns_between_two_moments():
    assert Timeline(DOC).turns_between(0, 99) == []
    assert Timeline(DOC).turns_between(300, 2000) == [0, 1]
    assert Timeline(DOC).turns_between(1300, 2999) == [1]


@pytest.mark.parametrize(
    ("place", "time"),
    [
        (Place(0, 0), 100),
        (Place(0, 2), 600),
        (Place(2, 0), 2200),
        (Place(3, 7), 3200),
    ],
)
def test_a_word_without_times_is_where_it_would_be_heard(place, time):
    assert time_near(DOC, place) == time


def test_time_near_the_start_and_without_any_times():
    assert time_near(document("A: new one@700"), Place(0, 0)) == 700
    assert time_near(document("A: new"), Place(0, 0)) is None


def test_the_caret_finds_its_word():
    turn = document("A: ab cde").turns[0]
    assert [place_at(turn, 0, offset).word for offset in range(8)] == [0, 0, 0, 1, 1, 1, 1, 1]
    assert place_at(document("A:").turns[0], 0, 0) is None
    assert offset_of(turn, 1) == 3


def test_a_selection_touches_words():
    doc = document("A: ab cd | B: ef gh")
    assert words_in(doc, (0, 3), (1, 2)) == (Place(0, 1), Place(1, 0))
    assert words_in(doc, (0, 1), (0, 4)) == (Place(0, 0), Place(0, 1))
    assert words_in(doc, (0, 2), (0, 3)) is None
