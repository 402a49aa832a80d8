"""How answers about word times are judged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.alignment.calibrate import Row, reliability, table_of
from benchmarks.alignment.material import Case
from benchmarks.alignment.scoring import NO_SOUND, Answer, Found, Goals, figures, promises
from benchmarks.alignment.systems import mapped
from benchmarks.speech import SpokenWord

WORDS = tuple(SpokenWord(text, 500 * k, 500 * k + 400, "A") for k, text in enumerate("abcd"))
CASE = Case("made", Path("x.wav"), ("a", "x", "c", "page"), (0, 1, 2, None), WORDS)
ANSWER = Answer(
    (
        Found(30, 380, "matched", 90, 90), Found(510, 900, "uncertain", 80, 20),
        Found(2500, 2600, "matched", 60, 90), Found(None, None, NO_SOUND, 0, 0),
    ),
    ((1500.0, 1700.0),), 1.0, 2.0, 300.0,
)  # fmt: skip


def figure(name: str) -> float:
    found = {
        row.name.removeprefix("ours, made: "): row for row in figures(CASE, "ours", ANSWER, Goals())
    }
    return found[name].median


@pytest.mark.parametrize(("name", "value"), [
    ("starts, median", 30), ("starts within 20 ms", 100 / 3), ("starts within 200 ms", 200 / 3),
    ("starts off by more than 1 s", 100 / 3), ("ends, median", 20), ("ends within 50 ms", 200 / 3),
    ("spoken words without a time", 0),
    ("unspoken words marked as without sound", 100),
    ("words marked as without sound that are unspoken", 100),
    ("spoken words marked as without sound", 0),
    ("speech without text, found", 50), ("speech taken for without text that is", 100),
    ("speech with text, taken for such", 0), ("peak memory", 300),
])  # fmt: skip
def test_all_that_is_asked_for_is_told(name: str, value: float) -> None:
    assert figure(name) == pytest.approx(value, abs=0.5)


def test_promises_are_compared_with_what_came_true() -> None:
    rows, error = promises(np.array([90.0, 90, 20, 20]), np.array([100.0, 100, 0, 100]))
    assert [(row.promised, row.kept, row.words) for row in rows] == [(20, 50, 2), (90, 100, 2)]
    assert error == pytest.approx((30 * 2 + 10 * 2) / 4)
    # 90 and 80 kept, 60 not: each a step of its own.
    assert figure("confidence in times, expected calibration error") == pytest.approx(30)


def test_a_table_holds_how_often_words_of_a_cell_were_right() -> None:
    sure, unsure = ("text", "heard", 1), ("text", "heard", 0)
    rows = [Row(sure, True)] * 300 + [Row(unsure, True)] * 30 + [Row(unsure, False)] * 70
    (low, high) = table_of(rows)["text"]["heard"]
    assert 30 < low < 36
    assert high > 99


def test_a_cell_with_few_words_goes_by_its_kind() -> None:
    rows = [Row(("text", "heard", 1), True)] * 90 + [Row(("text", "heard", 1), False)] * 10
    (empty, _) = table_of(rows)["text"]["heard"]
    assert empty == pytest.approx(90)


def test_the_reliability_table_names_the_error() -> None:
    rows = [Row(("text", "decided, heard as written", 5), True)] * 99
    rows += [Row(("text", "decided, heard as written", 5), False)]
    found = {row.name: row.median for row in reliability("text", rows)}
    assert found["text: expected calibration error"] < 3


def test_times_of_heard_words_go_to_the_same_given_words() -> None:
    heard = [("One,", 0, 1), ("too", 1, 2), ("three", 2, 3)]
    assert [row[0] for row in mapped(["one", "two", "three"], heard)] == [0, None, 2]
