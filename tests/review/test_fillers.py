"""Which words are proposed as fillers and false starts, and what happens to them."""

from __future__ import annotations

import pytest
from notation import document

from editor.review.changes import accept, accept_everywhere
from editor.review.doubts import USUAL_KINDS, Doubt, Kind
from editor.review.fillers import fillers_for, parse_fillers
from editor.review.memory import Memory
from editor.review.queue import ReviewQueue
from editor.transcript.asides import mark_asides
from editor.transcript.document import Place
from editor.transcript.session import Session
from editor.transcript.text_edits import retext


def proposed(text: str, language: str = "en") -> list[str]:
    turn = document(f"A: {text}").turns[0]
    return [doubt.old for doubt in fillers_for(language).doubts(turn)]


@pytest.mark.parametrize(
    ("text", "fillers"),
    [
        ("Um, so we left. Er, late.", ["Um,", "Er,"]),
        ("You know, it was late, I mean, very.", ["You know,", "I mean,"]),
        ("it was late, you know.", ["you know."]),
        ("the the boat left", ["the"]),
        ("the the the boat left", ["the", "the"]),
        ("I was, I was at home", ["I was,"]),
        ("when we got when we got there", ["when we got"]),
        ("I I think so", ["I"]),
        ("wh- what was it", ["wh-"]),
        ("the har— harbour was full", ["har—"]),
        ("it was, like, huge", ["like,"]),
    ],
)
def test_what_says_nothing_is_proposed(text, fillers):
    assert proposed(text) == fillers


@pytest.mark.parametrize(
    "text",
    [
        "I know what you mean by that",
        "you know him well",
        "It was like this.",
        "he had had enough",
        "no no no",
        "it was very very late",
        "more and more and more",
        "pre- and post-war houses",
        "they left— nobody knows why",
        "Duran Duran played in Baden Baden",
        "It was over. It was over.",
        "we called 5 5 5 5",
        "",
    ],
)
def test_what_is_meant_is_left_alone(text):
    assert proposed(text) == []


def test_other_languages_have_words_of_their_own_or_none():
    assert proposed("Ähm, das ist, weißt du, gut gut", "de-CH") == ["Ähm,", "weißt du,", "gut"]
    assert proposed("um niin niin se on", "fi") == ["niin"]
    assert parse_fillers({}).always == frozenset()


def queue(text: str, stored=None) -> tuple[Session, ReviewQueue]:
    session = Session(document(text))
    return session, ReviewQueue(session, stored)


def test_they_are_shown_only_when_asked_for():
    _, review = queue("A: Um, so the the boat")
    assert Kind.FILLER not in USUAL_KINDS
    assert not review.shown
    assert [doubt.old for doubt in review.fillers()] == ["Um,", "the"]
    review.show_kinds(frozenset({Kind.FILLER}))
    assert [doubt.old for doubt in review.shown] == ["Um,", "the"]
    assert review.counts()[Kind.FILLER] == 2


def test_accepting_marks_and_takes_it_off_the_list_until_undone():
    session, review = queue("A: Um, so the the boat")
    doubt: Doubt = review.fillers()[0]
    session.apply(accept(session.document, doubt))
    assert session.document.word(Place(0, 0)).aside
    assert session.document.turns[0].text == "Um, so the the boat"
    assert [one.old for one in review.fillers()] == ["the"]
    session.undo()
    assert len(review.fillers()) == 2


def test_the_same_filler_everywhere_is_one_step():
    session, review = queue("A: Um, so. Um, well. Er, yes | B: um")
    patch, count = accept_everywhere(session.document, review.fillers()[0], review.fillers())
    session.apply(patch)
    assert count == 3
    assert [one.old for one in review.fillers()] == ["Er,"]


def test_what_is_kept_is_not_proposed_again_though_the_words_may_still_be_doubted():
    session, review = queue("A: Well now, um, so the boat left")
    review.keep(review.fillers()[0])
    assert not review.fillers()
    rows = review.memory.everything()
    again = ReviewQueue(session, rows)
    assert not again.fillers()
    words = Doubt(Kind.HEARD_DIFFERENTLY, *_place(session), ("um,",), ("on",), (), 90)
    assert not Memory(rows).kept.covers(words, session.document)


def _place(session: Session):
    from editor.review.anchors import Anchor

    return (Anchor(session.document.turns[0].id, 2, 3),)


def test_typing_brings_new_ones():
    session, review = queue("A: So the boat left")
    session.apply(retext(session.document, 0, 1, ["So, uh, the boat left"]))
    assert [one.old for one in review.fillers()] == ["uh,"]
    session.apply(mark_asides(session.document, [Place(0, 1)]))
    assert not review.fillers()
