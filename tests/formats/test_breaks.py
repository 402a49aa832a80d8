"""Where captions may be cut."""

from __future__ import annotations

import pytest

from editor.formats.breaks import PLAIN, break_costs, is_weak, sentence_ends

WEAK = {
    "en": ["the|goose", "Amara|Quist", "Dr.|Quist", "has|counted", "4,200|bolts.", "I|think",
           "12|percent", "of|it", "not|yet", "climbed|up", "very|angry", "River|Street",
           "and|then", "J.|Smith"],
    "de": ["der|Mühle", "Herr|Quist", "wir|haben", "12|Prozent", "mit|ihm", "und|dann", "nicht|da"],
    "fr": ["la|meule", "M.|Quist", "nous|avons", "12|euros", "de|lui", "et|puis", "Amara|Quist"],
    "es": ["el|molino", "Sra.|Quist", "ella|tiene", "12|años", "con|él", "y|luego", "Amara|Quist"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("pair", "language"), [(pair, code) for code, pairs in WEAK.items() for pair in pairs]
)
def test_weak_breaks(pair: str, language: str) -> None:
    assert is_weak(*pair.split("|"), language)


@pytest.mark.parametrize(
    "pair",
    ["mill.|The", "mill,|and", "mill|and", "mill|of", "goose|which", "mill:|the", "really?|Yes"],
)
def test_good_breaks(pair: str) -> None:
    assert break_costs(pair.split("|"), "en")[1] < PLAIN


def test_order_of_preference() -> None:
    pairs = ["mill.|So", "mill;|so", "mill,|so", "mill|and", "mill|of", "mill|today", "the|mill"]
    costs = [break_costs(pair.split("|"), "en")[1] for pair in pairs]
    assert costs == sorted(costs)
    assert len(set(costs)) == len(costs)


def test_what_ends_a_sentence() -> None:
    words = ["Dr.", "Quist", "said", "“No.”", "J.", "S.", "Bach", "etc.", "why?)", "So…", "3.5"]
    ends = [word for word, end in zip(words, sentence_ends(words, "en"), strict=True) if end]
    assert ends == ["“No.”", "why?)", "So…"]


def test_other_languages_fall_back_on_punctuation() -> None:
    assert not is_weak("the", "goose", "xx")
    assert break_costs(("mill.", "the"), "xx")[1] == 0
    assert break_costs((), "xx") == []
