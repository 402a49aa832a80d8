from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.alignment.normalise import cardinal, fold, ordinal, readings, spoken, year
from editor.alignment.scripts import characters


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Hello,", "hello"),
        ("don’t", "don't"),
        ("—", ""),
        ("Mm-hmm.", "mm hmm"),
        ("café", "cafe"),
        ("10,000", "ten thousand"),
        ("2,315", "two thousand three hundred fifteen"),
        ("$5", "five dollars"),
        ("$1", "one dollar"),
        ("$3.50", "three dollars fifty"),
        ("$3.5", "three point five dollars"),
        ("$3.00", "three dollars"),
        ("$1.5m", "one point five million dollars"),
        ("£20", "twenty pounds"),
        ("15%", "fifteen percent"),
        ("3.14", "three point one four"),
        ("20th", "twentieth"),
        ("21st", "twenty first"),
        ("1998", "nineteen ninety eight"),
        ("1990s", "nineteen nineties"),
        ("100s", "one hundreds"),
        ("2002", "two thousand two"),
        ("1900", "nineteen hundred"),
        ("1905", "nineteen oh five"),
        ("5k", "five thousand"),
        ("007", "zero zero seven"),
        ("nknews.org/join", "nknews dot org slash join"),
        ("https://www.a-b.com", "w w w dot a dash b dot com"),
        ("route66.com", "route sixty six dot com"),
        ("me@mail.org", "me at mail dot org"),
        ("Dr.", "doctor"),
        ("etc.", "et cetera"),
        ("no.", "no"),
        ("no", "no"),
        ("ms", "ms"),
        ("OK", "okay"),
        ("U.S.", "u s"),
        ("NPR's", "npr's"),
        ("R&D", "r and d"),
        ("BBC.", "b b c"),
        ("COVID-19", "covid nineteen"),
        ("你好", "你 好"),
    ],
)
def test_what_is_said_for_a_written_word(word: str, said: str) -> None:
    assert spoken(word) == tuple(said.split())


def test_other_languages_are_only_folded() -> None:
    assert spoken("Straße,", "de") == ("strasse",)
    assert spoken("100%", "de") == ("100",)
    assert spoken("日本 語", "ja") == ("日", "本", "語")
    assert spoken("…", "fr") == ()


def test_vowel_signs_outside_latin_stay() -> None:
    assert fold("हिन्दी") == "हिन्दी"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (20, "twenty"),
        (101, "one hundred one"),
        (1_000_000, "one million"),
        (2_000_000_345, "two billion three hundred forty five"),
    ],
)
def test_cardinals(number: int, words: str) -> None:
    assert " ".join(cardinal(number)) == words


def test_ordinals_and_years() -> None:
    assert [" ".join(ordinal(n)) for n in (1, 4, 30, 112)] == [
        "first", "fourth", "thirtieth", "one hundred twelfth",
    ]  # fmt: skip
    assert [" ".join(year(n)) for n in (2000, 2019, 1066)] == [
        "two thousand", "twenty nineteen", "ten sixty six",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "also"),
    [
        ("1998", "one thousand nine hundred and ninety eight"),
        ("747", "seven forty seven"),
        ("705", "seven oh five"),
        ("700", "seven hundred"),
        ("1,005", "one thousand and five"),
        ("Hmm.", "h m m"),
    ],
)
def test_other_ways_to_read_it(word: str, also: str) -> None:
    assert tuple(also.split()) in readings(word)


def test_plain_words_have_one_reading() -> None:
    assert readings("lamp") == (("lamp",),)
    assert readings("20th") == (("twentieth",),)
    assert readings("12/24") == (("twelve", "twenty", "four"),)


@given(st.text(max_size=20))
def test_any_text_gives_words_without_space(text: str) -> None:
    for language in ("en", "fr"):
        for word in text.split():
            said = spoken(word, language)
            assert all(part and part == "".join(part.split()) for part in said)


@given(st.integers(0, 10**12 - 1))
def test_every_number_can_be_said(number: int) -> None:
    said = spoken(f"{number:,}")
    assert said
    assert said == readings(f"{number:,}")[0]
    assert all(part.isalpha() for part in said)


@pytest.mark.parametrize(("word", "language", "expected"), [
    ("¿Qué", "es", ("que",)), ("l’été,", "fr", ("l'ete",)), ("schön.", "de", ("schon",)),
    ("Привет!", "ru", ("привет",)), ("한국어,", "ko", ("한국어",)),
    ("天気が。", "ja", ("天", "気", "が")),
    ("สวัสดี", "th", ("ส", "วั", "ส", "ดี")),
    ("नमस्ते", "hi", ("नमस्ते",)),
])  # fmt: skip
def test_other_scripts_keep_their_marks(
    word: str, language: str, expected: tuple[str, ...]
) -> None:
    assert spoken(word, language) == expected


def test_a_mark_belongs_to_the_character_before_it() -> None:
    assert characters("วัดี") == ["วั", "ดี"]
    assert characters("") == []
