from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import document, picture

from editor.transcript.document import Transcript, Turn, TurnId, check_turn
from editor.transcript.retime import retime, settle
from editor.transcript.words import AdId, Match, Timing, Word


def retimed(before: str, text: str, **bounds: int) -> str:
    doc = document(f"?: {before}")
    words, _ = retime(doc.turns[0].words, text.split(), **bounds)
    after = Transcript((Turn(TurnId(1), None, words),), doc.tables)
    return picture(after).removeprefix("?:").strip()


@pytest.mark.parametrize(
    ("before", "text", "gives"),
    [
        ("one@0 two@300", "one two", "one@0 two@300"),
        ("one@0 too@300 three@600", "one two three", "one@0 two@300 three@600"),
        ("one@0 two@300!", "one too", "one@0 too@300!"),
        ("a@0 b@300 c@600", "a c", "a@0 c@600"),
        ("a@0 abcd@300-800 c@900", "a ab cd c", "a@0 ab~300-550 cd~550-800 c@900"),
        ("a@0 b@300 c@500 d@900", "a bc d", "a@0 bc~300-700 d@900"),
        ("a@0-100 d@1000", "a bb d", "a@0-100 bb~100-240 d@1000"),
        ("a@0-100 d@150", "a bb d", "a@0-100 bb~100-150 d@150"),
        ("a@0-100 d@100", "a bb d", "a@0-100 bb~100-100 d@100"),
        ("d@1000", "bb d", "bb~860-1000 d@1000"),
        ("a b", "a new b", "a new b"),
        ("", "all new", "all new"),
        ("[1 a@0 b@300 1] c@600", "a x b c", "[1 a@0 x~200-270 b@300 1] c@600"),
    ],
)
def test_times_follow_the_words(before, text, gives):
    assert retimed(before, text) == gives


def test_words_typed_at_the_end_stop_before_what_follows():
    assert retimed("a@0-100", "a bb", high=150) == "a@0-100 bb~100-150"
    assert retimed("", "bb", low=500) == "bb~500-640"


def test_sources_name_the_words_that_live_on():
    old = document("?: a b c").turns[0].words
    _, sources = retime(old, ["a", "x", "y", "c"])
    assert sources == (0, None, None, 2)


def test_a_corrected_word_loses_what_was_known_about_its_spelling():
    old = (Word("teh", 0, 9, Timing.MEASURED, 80, match=Match.UNCERTAIN, likelihood=7),)
    (word,), _ = retime(old, ["the"])
    assert (word.match, word.likelihood, word.confidence) == (Match.UNKNOWN, 0, 80)


def test_words_typed_before_an_ad_at_the_start_of_a_turn_join_it():
    words, _ = retime((Word("buy", ad=AdId(1)),), ["now", "buy"])
    assert [word.ad for word in words] == [1, 1]


TIMES = st.tuples(st.integers(0, 900), st.integers(0, 200), st.sampled_from(Timing))
WORDS = st.lists(
    st.builds(lambda t: Word("w", t[0], t[0] + t[1], t[2]) if t[2] else Word("w"), TIMES),
    max_size=9,
).map(tuple)


@given(WORDS)
def test_settled_words_are_in_order_and_the_least_trusted_gave_way(words):
    settled = settle(words)
    check_turn(Turn(TurnId(1), None, settled))
    assert [word.text for word in settled] == [word.text for word in words]
    by_hand = [word for word in words if word.timing is Timing.HAND]
    check_ok = all(a.end <= b.start for a, b in itertools.pairwise(by_hand))
    if check_ok:
        assert [word for word in settled if word.timing is Timing.HAND] == by_hand
    assert settle(settled) == settled


def test_words_in_order_are_left_as_they_are():
    words = document("?: a@0 b c@300").turns[0].words
    assert settle(words) is words


def test_a_word_that_stays_keeps_all_that_is_known_of_it():
    known = Word("one", 0, 200, Timing.MEASURED, 90, None, Match.MATCHED, 97)
    words, sources = retime((known,), ["one", "two"])
    assert words[0] == known
    assert sources == (0, None)


def test_a_new_word_belongs_to_the_ad_on_its_left_and_never_begins_before_the_sound():
    ad = Word("buy", 50, 200, Timing.MEASURED, 90, AdId(1))
    plain = Word("so", 300, 400, Timing.MEASURED, 90)
    words, _ = retime((ad, plain), ["buy", "it", "so"])
    assert [word.ad for word in words] == [1, 1, None]
    words, _ = retime((plain, ad._replace(start=500, end=600)), ["so", "now", "buy"])
    assert [word.ad for word in words] == [None, None, 1]
    words, _ = retime((ad,), ["please", "buy"])
    assert (words[0].start, words[0].end, words[0].ad) == (0, 50, 1)


def test_a_word_of_no_length_may_stay():
    words = (Word("a", 100, 100, Timing.MEASURED), Word("b", 100, 200, Timing.MEASURED))
    assert settle(words) == words
