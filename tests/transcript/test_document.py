from __future__ import annotations

from dataclasses import replace

import pytest
from notation import document, picture, replace_turns

from editor.transcript.document import (
    InvariantError,
    Place,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
    check,
    empty_transcript,
)
from editor.transcript.patch import Caret, Patch, StalePatchError, TableChange, caret_at
from editor.transcript.words import AdId, Timing, Word, from_seconds, to_seconds, words_of

DOC = document("A: one@0 [1 two@300 1] | B: three")


def test_an_empty_document_is_a_valid_one():
    check(empty_transcript())
    assert empty_transcript().word_count == 0


def test_lookups():
    assert DOC.speaker(SpeakerId(2)).name == "B"
    assert DOC.speaker(None) is None
    assert DOC.ad(AdId(1)).id == 1
    assert DOC.word(Place(1, 0)).text == "three"
    assert DOC.index_of == {1: 0, 2: 1}
    assert [word.text for _, word in DOC.places()] == ["one", "two", "three"]
    assert (DOC.turns[0].start, DOC.turns[0].end) == (0, 500)
    assert (DOC.turns[1].start, DOC.turns[1].end) == (None, None)


def with_words(*words: Word) -> Transcript:
    return replace(DOC, turns=(replace(DOC.turns[0], words=words),))


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (replace(DOC, turns=()), "no turn"),
        (replace(DOC, turns=DOC.turns * 2), "turn id used twice"),
        (replace(DOC, tables=Tables((), DOC.ads)), "unknown speaker"),
        (replace(DOC, tables=Tables(DOC.speakers, ())), "unknown ad reads"),
        (replace(DOC, tables=Tables(DOC.speakers * 2, DOC.ads)), "speaker id used twice"),
        (replace(DOC, tables=Tables(DOC.speakers, DOC.ads * 2)), "ad id used twice"),
        (with_words(Word("two words")), "not one word"),
        (with_words(Word("")), "not one word"),
        (with_words(Word("x", 9, 5, Timing.MEASURED)), "ends before it begins"),
        (
            with_words(Word("x", 0, 9, Timing.MEASURED), Word("y", 8, 9, Timing.HAND)),
            "before its neighbour ends",
        ),
    ],
)
def test_every_rule_is_checked(broken, says):
    with pytest.raises(InvariantError, match=says):
        check(broken)


def test_words_know_seconds_and_milliseconds():
    assert from_seconds(1.0006) == 1001
    assert to_seconds(1500) == 1.5
    assert words_of(" one\n two ") == (Word("one"), Word("two"))


def test_a_word_forgets_or_takes_over_times():
    word = Word("a", 1, 2, Timing.HAND, 50, AdId(1))
    assert word.without_times() == Word("a", ad=AdId(1))
    assert Word("b").with_times_of(word) == Word("b", 1, 2, Timing.HAND, 50)


def test_a_patch_knows_what_it_touches_and_how_to_go_back():
    patch = replace_turns(DOC, 1, (replace(DOC.turns[1], words=words_of("x y")),), "Type")
    assert list(patch.touched) == [1]
    assert picture(patch.apply_to(DOC)).endswith("B: x y")
    assert patch.inverse.apply_to(patch.apply_to(DOC)) == DOC
    assert not patch.is_nothing
    assert not patch.moves_times_only
    assert Patch(0, (), ()).is_nothing


def test_the_caret_before_a_word():
    assert caret_at(DOC, Place(0, 1)) == Caret(0, 4)


def test_an_empty_document_has_one_turn_of_nobody_and_a_language():
    assert empty_transcript() == Transcript((Turn(TurnId(1), None, ()),), language="en")
    assert empty_transcript("de").language == "de"


def test_an_ad_that_is_not_there_is_none():
    assert DOC.ad(AdId(99)) is None
    assert DOC.ad(None) is None


def test_a_change_keeps_the_language_and_says_why_it_does_not_fit():
    german = replace(DOC, language="de")
    patch = replace_turns(german, 1, (replace(DOC.turns[1], words=words_of("x y")),), "Type")
    after = patch.apply_to(german)
    assert after.language == "de"
    with pytest.raises(StalePatchError) as error:
        patch.apply_to(after)
    assert str(error.value) == "turns 1-2 have changed"
    named = Patch(0, (), (), TableChange(Tables(), DOC.tables))
    with pytest.raises(StalePatchError) as error:
        named.apply_to(DOC)
    assert str(error.value) == "speakers or ad reads have changed"


def test_rules_hold_behind_a_word_without_times_too():
    words = (Word("a", 500, 600, Timing.MEASURED), Word("b"), Word("c", 100, 200, Timing.MEASURED))
    with pytest.raises(InvariantError, match="begins before its neighbour ends"):
        check(replace(DOC, turns=(replace(DOC.turns[0], words=words), DOC.turns[1])))
    with pytest.raises(InvariantError, match=r"^the document has no turn$"):
        check(Transcript(()))
