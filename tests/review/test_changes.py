"""Accepting doubts: text, times, undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_lab import changes, document, heard, queue_of, texts

from editor.review.changes import accept, accept_everywhere
from editor.review.wording import written
from editor.transcript.document import check
from editor.transcript.words import Match, Timing


def test_the_heard_words_come_with_their_times():
    event = heard(1, 1, "paid")
    session, queue = queue_of(document("I ^proud, for the seat"), event)
    session.apply(accept(session.document, queue.shown[0]))
    word = session.document.turns[0].words[1]
    assert texts(session) == ["I paid, for the seat"]
    assert (word.start, word.end) == (event.words[0].start, event.words[0].end)
    assert (word.timing, word.match) == (Timing.MEASURED, Match.MATCHED)
    assert not queue.shown


def test_words_are_put_into_a_gap_and_the_caret_goes_behind_them():
    session, queue = queue_of(document("you cannot it."), heard(2, 1, "hurry"))
    patch = accept(session.document, queue.shown[0])
    session.apply(patch)
    assert texts(session) == ["you cannot hurry it."]
    assert patch.caret[:2] == (0, len("you cannot hurry"))
    check(session.document)


def test_what_is_not_spoken_goes_and_comes_back():
    session, queue = queue_of(
        document("This part ~know of"),
    )
    session.apply(accept(session.document, queue.shown[0]))
    assert texts(session) == ["This part of"]
    session.undo()
    assert texts(session) == ["This part know of"]
    assert changes(queue) == [("text_without_sound", "know", "")]


def test_a_turn_that_is_not_spoken_goes_as_a_whole():
    session, queue = queue_of(document("one two", "~three ~four ~five", "six"))
    session.apply(accept(session.document, queue.shown[0]))
    assert texts(session) == ["one two", "six"]
    session.undo()
    assert texts(session) == ["one two", "three four five", "six"]


def test_the_last_turn_stays_empty():
    session, queue = queue_of(document("~nothing ~at ~all"))
    session.apply(accept(session.document, queue.shown[0]))
    assert texts(session) == [""]


def test_another_voice_begins_a_turn():
    session, queue = queue_of(document("Did it work? Yes it did"))
    session.apply(accept(session.document, queue.shown[0]))
    assert texts(session) == ["Did it work?", "Yes it did"]
    assert not queue.shown


def test_times_set_by_hand_do_not_move():
    made = document("I ^proud for it")
    turn = made.turns[0]
    words = (turn.words[0], turn.words[1]._replace(timing=Timing.HAND), *turn.words[2:])
    made = replace(made, turns=(replace(turn, words=words),))
    session, queue = queue_of(made, heard(1, 1, "paid"))
    session.apply(accept(session.document, queue.shown[0]))
    word = session.document.turns[0].words[1]
    assert (word.text, word.timing) == ("paid", Timing.HAND)
    assert (word.start, word.end) == (words[1].start, words[1].end)


def test_everywhere_is_one_step():
    made = document("it is ^hour turn", "was ^hour fault", "an ^hour ago")
    session, queue = queue_of(made, heard(2, 2, "our"), heard(5, 5, "our"), heard(8, 8, "or"))
    patch, count = accept_everywhere(session.document, queue.shown[0], queue.shown)
    session.apply(patch)
    assert count == 2
    assert texts(session) == ["it is our turn", "was our fault", "an hour ago"]
    session.undo()
    assert texts(session) == ["it is hour turn", "was hour fault", "an hour ago"]
    assert len(queue.shown) == 3


def test_a_name_is_changed_wherever_it_stands():
    made = document("with ^Zwetslu there", "and Zwetslu's friend Zwetslu, who")
    session, queue = queue_of(made, heard(1, 1, "Zwetsloot"))
    patch, count = accept_everywhere(session.document, queue.shown[0], queue.shown)
    session.apply(patch)
    assert count == 2
    assert texts(session) == ["with Zwetsloot there", "and Zwetslu's friend Zwetsloot, who"]
    check(session.document)


def test_a_doubt_whose_words_are_gone_changes_nothing():
    session, queue = queue_of(document("one two", "three ~four five"))
    doubt = queue.shown[0]
    gone = replace(session.document, turns=session.document.turns[:1])
    assert accept(gone, doubt) is None
    assert accept_everywhere(gone, doubt, [doubt]) is None


@pytest.mark.parametrize(("heard_words", "given", "before", "after", "expected"), [
    (["paid"], ["proud,"], "he", "for", ["paid,"]),
    (["platform."], ["people"], "the", "and", ["platform"]),
    (["we"], ["Wa"], "day.", "found", ["We"]),
    (["and"], ["Ands"], "", "I'm", ["And"]),
    (["hurry."], [], "cannot", "it", ["hurry"]),
    (["hurry."], [], "cannot", "It", ["hurry."]),
    (["You"], [], "and", "can", ["you"]),
    (["Paul"], [], "and", "can", ["Paul"]),
    (["you"], [], "worked.", "can", ["You"]),
    (["Ines"], ["(Inez)"], "with", "there", ["(Ines)"]),
    ([], ["word"], "a", "b", []),
])  # fmt: skip
def test_case_and_punctuation(heard_words, given, before, after, expected):
    assert list(written(heard_words, given, before, after)) == expected
