"""The spelling check, with a small list of words and with the real English one."""

from __future__ import annotations

from statistics import median
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import document, picture

from editor.review.spell_check import SpellCheck, respell
from editor.review.word_list import SpellingList, distance_of, load_words
from editor.transcript.asides import mark_asides
from editor.transcript.document import Place
from editor.transcript.text_edits import retext

USUAL = ("the", "boat", "receive", "went", "color", "from", "it's", "late")
WORDS = SpellingList({word: 100 - n for n, word in enumerate(USUAL)}, british=True)


@pytest.fixture(scope="module")
def english() -> SpellingList:
    words = load_words("en-GB")
    assert words
    return words


def wrong(text: str, words=WORDS, names=()) -> list[str]:
    doc = document(f"A: {text}")
    return [doc.word(place).text for place in SpellCheck(words, names).wrong(doc)]


def test_unknown_words_are_found_whatever_stands_around_them():
    assert wrong("The boat, “recieve” wemt (from) the boat's.") == ["“recieve”", "wemt"]


def test_numbers_addresses_acronyms_fillers_and_marks_are_left_alone():
    assert wrong("42 3rd boat@sea.org sea.example/x NATO um – ... BBC") == []


def test_both_sides_of_a_hyphen_are_checked():
    assert wrong("late-boat late-bote") == ["late-bote"]


def test_british_spellings_are_right_where_the_american_one_is():
    assert wrong("The colour") == []


def test_words_marked_as_false_starts_are_left_alone():
    doc = document("A: wh- went")
    doc = mark_asides(doc, [Place(0, 0)]).apply_to(doc)
    assert SpellCheck(WORDS).wrong(doc) == []


def test_names_are_right_and_may_be_meant():
    check = SpellCheck(WORDS, ["Maren Tolliver"])
    doc = document("A: Maren Toliver Tolliver's")
    assert check.wrong(doc) == [Place(0, 1)]
    assert check.suggestions("Toliver,")[0] == "Tolliver,"


def test_suggestions_keep_capitals_and_punctuation():
    assert SpellCheck(WORDS).suggestions("“Recieve,”") == ["“Receive,”"]
    assert SpellCheck(WORDS).suggestions("Zyxwvu") == []


def test_walking_goes_round_and_ignoring_shortens_it():
    check = SpellCheck(WORDS)
    doc = document("A: wemt the wemt | B: bote")
    assert check.next(doc, Place(0, -1)) == Place(0, 0)
    assert check.next(doc, Place(0, 0)) == Place(0, 2)
    assert check.next(doc, Place(1, 0)) == Place(0, 0)
    assert check.same(doc, "wemt") == [Place(0, 0), Place(0, 2)]
    check.ignore_once(doc, Place(0, 0))
    assert check.wrong(doc) == [Place(0, 2), Place(1, 0)]
    check.ignore_all("wemt,")
    assert check.wrong(doc) == [Place(1, 0)]
    check.know(["Bote"])
    assert check.next(doc, Place(0, 0)) is None


def test_an_ignored_word_is_asked_about_again_when_it_becomes_another():
    check = SpellCheck(WORDS)
    doc = document("A: wemt the")
    check.ignore_once(doc, Place(0, 0))
    doc = retext(doc, 0, 1, ["wemmt the"]).apply_to(doc)
    assert check.wrong(doc) == [Place(0, 0)]


def test_a_word_is_respelled_everywhere_with_its_times_in_one_patch():
    doc = document("A: Wemt,@0-500 the@600 | B: wemt@2000!")
    patch = respell(doc, [Place(0, 0), Place(1, 0)], "Wemt", "Went")
    assert picture(patch.apply_to(doc)) == "A: Went,@0-500 the@600 | B: Went@2000!"
    patch = respell(doc, [Place(1, 0)], "wemt", "went")
    assert picture(patch.apply_to(doc)) == "A: Wemt,@0-500 the@600 | B: went@2000!"


def test_languages_without_a_list_have_none():
    assert load_words("fi") is None


def test_the_english_list_knows_british_and_modern_words(english):
    text = (
        "The colour of the harbour, organised and realised: aluminium, podcasts, a programme, "
        "jewellery, kerbs, behaviour, metres, it's, they'd, smartphone, favourite, travelling"
    )
    assert wrong(text, english) == []
    slips = "recieve definately seperate occured accomodate wierd neccessary"
    assert wrong(slips, english) == slips.split()
    assert english.near("recieve")[0] == "receive"
    assert "transcription" in english.near("transkripshun") or english.near("transcirpt")


def test_35_000_words_are_looked_through_quickly(english):
    doc = document(" | ".join(f"A: {'the boat wemt from recieve late ' * 5}" for _ in range(1170)))
    check = SpellCheck(english)
    check.wrong(doc)
    times = []
    for at in range(5):
        edited = retext(doc, at, 1, [f"{doc.turns[at].text} bote"]).apply_to(doc)
        began = process_time()
        check.next(edited, Place(at, 0))
        times.append(1000 * (process_time() - began))
    assert median(times) < 50


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_even_handed_and_bounded(one, other):
    distance = distance_of(one, other, 2)
    assert distance == distance_of(other, one, 2)
    assert (distance == 0) == (one == other)
    assert distance <= 3


def test_distance_counts_a_swap_as_one():
    assert [distance_of("teh", other, 2) for other in ("the", "tea", "eh", "teeth", "dog")] == [
        1, 1, 1, 2, 3,
    ]  # fmt: skip
