"""Which doubts there are, and in which order of sureness."""

from __future__ import annotations

from dataclasses import replace

import pytest
from review_lab import changes, document, heard, queue_of

from editor.review.doubts import Kind, Order
from editor.review.pairing import pairs
from editor.review.spelling import only_spelling


def test_other_words_were_heard():
    _, queue = queue_of(document("I ^proud for the seat"), heard(1, 1, "paid"))
    assert changes(queue) == [("heard_differently", "proud", "paid")]


def test_words_that_are_not_spoken():
    _, queue = queue_of(document("This part ~know of the show"))
    assert changes(queue) == [("text_without_sound", "know", "")]


def test_something_is_said_that_the_text_does_not_have():
    _, queue = queue_of(document("you cannot it. Did he?"), heard(2, 1, "hurry"))
    assert changes(queue) == [("sound_without_text", "", "hurry")]


@pytest.mark.parametrize("turns", [
    ("we took the long way ~we ~took ~the ~long ~way home",),
    ("we took the long way", "~we ~took ~the ~long ~way", "home"),
    ("~we ~took ~the ~long ~way", "we took the long way home"),
])  # fmt: skip
def test_a_line_that_stands_there_twice(turns):
    _, queue = queue_of(document(*turns))
    assert changes(queue) == [("doubled_line", "we took the long way", "")]


def test_a_question_answered_inside_a_turn_may_be_two_voices():
    _, queue = queue_of(document("Did it work? Yes, it did. Is yes enough? it is"))
    assert [doubt.kind for doubt in queue.shown] == [Kind.TWO_VOICES]
    assert queue.shown[0].anchor.start == 3


def test_words_and_times_that_were_hardly_found_are_shown_when_asked_for():
    session, queue = queue_of(document("a ^fog came"))
    assert changes(queue) == []
    assert queue.counts()[Kind.LOW_CONFIDENCE] == 1
    queue.show_kinds(frozenset({Kind.LOW_CONFIDENCE}))
    assert changes(queue) == [("low_confidence", "fog", "")]
    # What the aligner says about a word is a probability; the score is what is left of it.
    fog = queue.shown[0]
    word = session.document.turns[0].words[fog.anchor.start]
    assert fog.score == 100 - word.likelihood


@pytest.mark.parametrize(("given", "other"), [
    ("Harbour,", "Harbor."), ("5229", "5,229"), ("4:45.", "4.45"), ("suitcase", "suit case"),
    ("okay", "OK"), ("Um, yes", "Yeah."), ("mm-hmm", "Mhm"), ("cannot", "can not"),
    ("kilometres", "km"), ("organised", "organized"), ("neighbours", "neighbors"),
    ("harbourkettle.example", "HarborKettle.example"),
])  # fmt: skip
def test_spelling_is_no_doubt(given, other):
    assert only_spelling(given.split(), other.split())


@pytest.mark.parametrize(("given", "other"), [
    ("our", "or"), ("four", "for"), ("16", "60"), ("can", "can't"), ("seat", "seed"),
    ("1941", "1914"), ("his", "hiz"),
])  # fmt: skip
def test_other_words_are(given, other):
    assert not only_spelling(given.split(), other.split())


def test_a_word_and_its_neighbour_heard_as_one_are_no_doubt():
    _, queue = queue_of(document("he answered ^every one. of them"), heard(2, 2, "everyone."))
    assert changes(queue) == []


def test_fillers_that_were_heard_are_no_doubt():
    _, queue = queue_of(document("so it goes on"), heard(1, 0, "um"))
    assert changes(queue) == []


def test_only_the_words_that_differ_are_in_question():
    _, queue = queue_of(document("it takes ^kilometres ^ago hour"), heard(2, 3, "kilometers", "an"))
    assert changes(queue) == [("heard_differently", "ago", "an")]


def test_sure_neighbours_are_one_doubt():
    _, queue = queue_of(document("it ~just ^battery to you"), heard(2, 2, "brought", likelihood=99))
    assert changes(queue) == [("heard_differently", "just battery", "brought")]


@pytest.mark.parametrize(("likely", "one"), [(95, True), (60, False)])
def test_a_neighbour_as_likely_as_not_joins_a_sure_doubt(likely, one):
    made = document("We saw ^cat yesterday morning")
    saturday = heard(3, 3, "Saturday", likelihood=likely)
    _, queue = queue_of(made, heard(2, 2, "dog"), saturday)
    assert changes(queue)[0][1:] == (("cat yesterday", "dog Saturday") if one else ("cat", "dog"))


def test_a_word_that_was_not_heard_and_what_was_heard_beside_it_are_one_question():
    _, queue = queue_of(document("A word ~forgetful came"), heard(3, 2, "ford", "get", "full"))
    assert changes(queue) == [("heard_differently", "forgetful", "ford get full")]
    unlike = heard(3, 2, "indeed", likelihood=30)
    _, queue = queue_of(document("A word ~forgetful came"), unlike)
    assert [kind for kind, *_ in changes(queue)] == ["text_without_sound"]


def test_a_small_word_is_in_question_when_another_is_heard_beside_it():
    _, queue = queue_of(document("And that was ^a whole day"), heard(3, 2, "the"))
    assert changes(queue) == [("heard_differently", "a", "the")]
    _, queue = queue_of(document("And that was ^quite whole day"), heard(3, 2, "the"))
    assert [new for _, _, new in changes(queue)] == ["the"]
    assert queue.shown[0].given == ()


def test_the_less_likely_a_word_is_the_more_likely_it_is_wrong():
    made = document("We took a boat home")
    scores = []
    for likely in (95, 40):
        words = tuple(word._replace(likelihood=likely) for word in made.turns[0].words)
        turn = replace(made.turns[0], words=words)
        _, queue = queue_of(replace(made, turns=(turn,)), heard(3, 3, "goat", likelihood=60))
        scores.append(next(d.score for d in queue.everything() if d.old == "boat"))
    assert scores[0] < scores[1]


def test_in_the_middle_of_what_was_hardly_found_a_missing_word_is_less_sure():
    sure, unsure = (
        next(d.score for d in queue.everything() if d.new == "old")
        for _, queue in (
            queue_of(document("We took the boat home"), heard(3, 2, "old", likelihood=70)),
            queue_of(document("We took ^their ^boating home"), heard(3, 2, "old", likelihood=70)),
        )
    )
    assert unsure < sure


def test_a_name_spelled_otherwise_elsewhere_is_put_right():
    made = document("At Stonehaven they met. In Stonehaven they slept near ^Stanehaven again")
    _, queue = queue_of(made, heard(9, 9, "stoneman", likelihood=40))
    assert changes(queue) == [("heard_differently", "Stanehaven", "Stonehaven")]


def test_heard_words_are_spelled_as_in_the_rest_of_the_text():
    made = document("the harbour was quiet and neighbours came to ^hurry and stayed")
    _, queue = queue_of(made, heard(8, 8, "Harbor,"), heard(10, 9, "neighbors"))
    assert [doubt.new for doubt in queue.shown] == ["harbour", "neighbours"]


def test_what_a_person_would_call_an_error_comes_first():
    made = document("we ^proud for a ^brave man and the man ^can do it 16 times")
    _, queue = queue_of(
        made,
        heard(1, 1, "paid", likelihood=99),
        heard(4, 4, "brief", likelihood=45),
        heard(9, 9, "can't", likelihood=97),
    )
    queue.set_order(Order.SURE_FIRST)
    assert [doubt.old for doubt in queue.shown][-1] != "proud"
    scores = {doubt.old: doubt.score for doubt in queue.everything()}
    assert scores["proud"] > scores["brave"]
    assert scores["can"] > scores["brave"]


def test_pairs_keep_one_word_heard_as_two_together():
    words = heard(0, 1, "stone", "haven", "an").words
    found = [(run, [w.text for w in part]) for run, part in pairs(["Stanehaven", "ago"], words)]
    assert found == [((0, 1), ["stone", "haven"]), ((1, 2), ["an"])]
