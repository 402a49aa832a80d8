from __future__ import annotations

import pytest
from made_slots import rough, slot

from editor.alignment.audio import Span
from editor.alignment.forced import Said, _mended, letters, likely_side, side
from editor.alignment.plan import Given, Slot


@pytest.mark.parametrize(
    ("written", "fed"),
    [
        ("“Hello,”", "Hello"),
        ("don’t", "don’t"),
        ("$5", "five dollars"),
        ("nknews.org/join", "nknews dot org slash join"),
        ("—", ""),
    ],
)
def test_what_the_model_is_fed(written: str, fed: str) -> None:
    assert letters(written, "en") == fed


def test_the_likely_side_is_what_was_heard_instead() -> None:
    assert side(slot("lamp", "moon"), likely_side(slot("lamp", "moon"))) == ["moon"]
    assert side(slot("harbour", "harbor"), likely_side(slot("harbour", "harbor"))) == ["harbour"]
    assert side(slot("lamp"), Said.GIVEN) == ["lamp"]
    assert side(slot("lamp"), Said.HEARD) == []


def test_times_near_the_rough_ones_stay() -> None:
    one = slot("keeper", "keeper", at=1000)
    assert _mended(one, [Span(1200, 1500)]) == (Span(1200, 1500),)
    assert _mended(slot("keeper"), [Span(5, 6)]) == (Span(5, 6),)


def test_lost_words_get_the_rough_times() -> None:
    one = slot("keeper", "keeper", at=1000)
    # 55 ms later than recognition had them: it is that early.
    assert _mended(one, [Span(3000, 3400)]) == (Span(1055, 1355),)
    assert _mended(one, [Span(1100, 1110)]) == (Span(1055, 1355),)
    parts = Slot(Given(0, "lamproom"), (rough("lamp", 1000), rough("room", 1300)), 1.0)
    assert _mended(parts, [Span(3000, 3400)]) == (Span(1055, 1655),)


@pytest.mark.parametrize(("word", "language", "expected"), [
    ("¿Qué", "es", "Qué"), ("«été»", "fr", "été"), ("schön.", "de", "schön"),
    ("いいです。", "ja", "いいです"), ("「天気が」、", "ja", "天気が"), ("สวัสดี", "th", "สวัสดี"),
    ("नमस्ते।", "hi", "नमस्ते"), ("東京・大阪", "ja", "東京大阪"), ("5%", "en", "five percent"),
])  # fmt: skip
def test_words_of_any_script_are_fed_as_they_are_written(
    word: str, language: str, expected: str
) -> None:
    assert letters(word, language) == expected
