"""Doubts held against planted errors, on texts small enough to be judged by eye."""

from __future__ import annotations

from benchmarks.damage import DamagedTranscript, Token
from benchmarks.session.judging import Planted, Pointed, judge, planted_errors


def damaged(*tokens: tuple[str, int | None, str], missing: tuple[int, int] | None = None):
    rows = tuple(Token(*token) for token in tokens)
    return DamagedTranscript(" ".join(row.text for row in rows), 0, rows, missing)


TEXT = damaged(
    ("the", 0, "same"), ("um", None, "inserted"), ("cat", 1, "same"), ("sad", 2, "substituted"),
    ("mat", 5, "same"), ("the", 0, "repeated"), ("end", 6, "same"),
)  # fmt: skip


def test_every_planted_error_is_listed_once_with_its_place():
    assert planted_errors(TEXT, 8) == [
        Planted("inserted", 1, 2, ()),
        Planted("substituted", 3, 4, (2,)),
        Planted("deleted", 4, 4, (3, 4)),
        Planted("repeated", 5, 6, ()),
        Planted("deleted", 7, 7, (7,)),
    ]


def test_a_missing_stretch_is_no_word_error():
    text = damaged(("a", 0, "same"), ("b", 4, "same"), missing=(2, 3))
    kinds = [error.kind for error in planted_errors(text, 5)]
    assert sorted(kinds) == ["deleted", "missing"]


def test_doubts_find_errors_or_are_false_alarms():
    errors = planted_errors(TEXT, 8)
    found = judge(
        TEXT, errors,
        [
            Pointed(3, 4, 1, "heard_differently"),  # the substituted word
            Pointed(4, 4, 2, "sound_without_text"),  # the gap
            Pointed(2, 3, 1, "heard_differently"),  # nothing wrong here
        ],
    )  # fmt: skip
    assert found.found == {"inserted": 0, "substituted": 1, "deleted": 1, "repeated": 0}
    assert found.false_alarms == {"heard_differently": 1}
    assert found.queued_percent == 50
    assert round(found.false_per_100, 1) == round(100 / 7, 1)


def test_beside_a_gap_only_a_doubt_that_proposes_more_words_counts():
    errors = [Planted("deleted", 4, 4, (3, 4))]
    same_length = judge(TEXT, errors, [Pointed(3, 4, 1, "heard_differently")])
    longer = judge(TEXT, errors, [Pointed(3, 4, 2, "heard_differently")])
    assert (same_length.found, longer.found) == ({"deleted": 0}, {"deleted": 1})


def test_of_a_word_that_stands_there_twice_either_may_be_meant():
    text = damaged(("the", None, "inserted"), ("the", 0, "same"), ("end", 1, "same"))
    errors = planted_errors(text, 2)
    assert judge(text, errors, [Pointed(1, 2, 0, "text_without_sound")]).found == {"inserted": 1}
    assert judge(text, errors, [Pointed(2, 3, 0, "text_without_sound")]).found == {"inserted": 0}
