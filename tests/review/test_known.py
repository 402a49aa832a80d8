"""Known mistakes: where they are found, what is proposed, and how they are settled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_lab import changes, document, heard, queue_of, texts

from editor.review.changes import accept, accept_everywhere
from editor.review.doubts import Kind
from editor.review.known import KnownMistakes
from editor.review.queue import ReviewQueue
from editor.review.show_memory import Correction
from editor.transcript.document import Transcript, Turn, TurnId, check
from editor.transcript.session import Session
from editor.transcript.text_edits import retext
from editor.transcript.words import words_of

JACQUES = Correction("Jacko Zwetslu", "Jacques Vetsloo")


def reviewing(
    *turns: str, known: tuple[Correction, ...] = (JACQUES,)
) -> tuple[Session, ReviewQueue]:
    session, queue = queue_of(document(*turns))
    queue.set_known(KnownMistakes(known))
    return session, queue


def found(text: str, *known: Correction) -> list[tuple[str, str]]:
    turn = Turn(TurnId(1), None, words_of(text))
    return [(doubt.old, doubt.new) for doubt in KnownMistakes(known).doubts(turn)]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("so Jacko Zwetslu said", "Jacko Zwetslu", "Jacques Vetsloo"),
        ("so “jacko zwetslu,” she said", "“jacko zwetslu,”", "“Jacques Vetsloo,”"),
        ("Jacko Zwetslu's boat", "Jacko Zwetslu's", "Jacques Vetsloo's"),
        ("Jacko Zwetslu’s boat", "Jacko Zwetslu’s", "Jacques Vetsloo’s"),
    ],
)
def test_it_is_found_whatever_its_case_and_punctuation(text: str, old: str, new: str):
    assert found(text, JACQUES) == [(old, new)]


@pytest.mark.parametrize(
    "text", ["Jacko and Zwetslu", "ask Jacko. Zwetslu knows", "Jacques Vetsloo", "jacko", ""]
)
def test_other_words_are_left_alone(text: str):
    assert not found(text, JACQUES)


def test_the_longest_of_several_is_taken():
    both = (Correction("fog", "dog"), Correction("fog horn", "Foghorn"))
    assert found("the fog horn and fog", *both) == [("fog horn", "Foghorn"), ("fog", "dog")]


def test_a_part_of_what_is_right_already_is_no_mistake():
    known = Correction("Vetsloo", "Jacques Vetsloo")
    assert not found("so Jacques Vetsloo's boat", known)
    assert found("so Vetsloo's boat", known) == [("Vetsloo's", "Jacques Vetsloo's")]


def test_a_correction_of_case_leaves_the_right_case_alone():
    known = Correction("iphone", "iPhone")
    assert found("an iphone, an iPhone, an Iphone's", known) == [
        ("iphone,", "iPhone,"), ("Iphone's", "iPhone's")
    ]  # fmt: skip


def test_a_sentence_still_begins_with_a_capital():
    known = Correction("rekon", "reckon")
    assert found("Yes. Rekon so.", known) == [("Rekon", "Reckon")]


def test_one_that_is_not_trusted_is_not_proposed():
    assert not found("Jacko Zwetslu", JACQUES._replace(times=1, refused=2))


def test_it_is_a_doubt_like_others_and_hides_what_was_heard_in_its_place():
    session, queue = queue_of(document("so ^Zwetslu said ^paid"), heard(1, 1, "sweat"))
    assert [row[0] for row in changes(queue)][:1] == ["heard_differently"]
    queue.set_known(KnownMistakes([Correction("Zwetslu", "Vetsloo")]))
    assert changes(queue)[0] == ("known_mistake", "Zwetslu", "Vetsloo")
    assert queue.counts()[Kind.KNOWN_MISTAKE] == 1
    session.apply(accept(session.document, queue.shown[0]))
    assert texts(session) == ["so Vetsloo said paid"]


def test_it_says_in_how_many_places():
    _, queue = reviewing("Jacko Zwetslu met", "Jacko Zwetslu's boat", "and jacko zwetslu")
    assert [queue.places(doubt) for doubt in queue.shown] == [3, 3, 3]


def test_everywhere_is_one_step_back_and_leaves_what_was_kept():
    session, queue = reviewing("Jacko Zwetslu met", "Jacko Zwetslu's boat", "and Jacko Zwetslu")
    queue.keep(queue.shown[0])
    before = session.document
    patch, count = accept_everywhere(session.document, queue.shown[0], queue.shown)
    session.apply(patch)
    assert count == 2
    assert texts(session) == ["Jacko Zwetslu met", "Jacques Vetsloo's boat", "and Jacques Vetsloo"]
    assert not queue.shown
    session.undo()
    assert session.document == before
    assert queue.left == 2


def test_words_keep_their_time_when_their_number_changes():
    session, queue = reviewing("by a horn blower today", known=(Correction("horn", "fog hoot"),))
    old = session.document.turns[0].words[2]
    session.apply(accept(session.document, queue.shown[0]))
    words = session.document.turns[0].words
    assert [word.text for word in words[2:4]] == ["fog", "hoot"]
    assert (words[2].start, words[3].end) == (old.start, old.end)


def test_what_is_kept_is_not_asked_again_after_opening():
    session, queue = reviewing("so Jacko Zwetslu said so")
    queue.keep(queue.shown[0])
    assert not queue.shown
    assert queue.refused == [JACQUES]
    again = ReviewQueue(Session(session.document), queue.memory.everything())
    again.set_known(KnownMistakes([JACQUES]))
    assert not again.shown


def test_one_that_is_kept_twice_is_not_asked_in_other_places():
    _, queue = reviewing(*["so Jacko Zwetslu said so today"] * 4)
    queue.keep(queue.shown[0])
    assert queue.left == 3
    queue.keep(queue.shown[0])
    assert queue.left == 0


def test_typing_the_mistake_is_asked_about_at_once():
    session, queue = reviewing("so she said")
    assert not queue.shown
    session.apply(retext(session.document, 0, 1, ["so Jacko Zwetslu said"]))
    assert changes(queue) == [("known_mistake", "Jacko Zwetslu", "Jacques Vetsloo")]


WORDS = st.sampled_from(
    ["fog", "Fog", "horn", "horn's", "the", "The", "iphone", "iPhone", "—", "“fog,”"]
)
TEXT = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
PHRASE = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@given(st.lists(TEXT, min_size=1, max_size=4), st.lists(st.tuples(PHRASE, PHRASE), max_size=4))
def test_correcting_all_of_it_changes_something_each_time_and_undo_restores(
    lines: list[str], rows: list[tuple[str, str]]
):
    turns = tuple(Turn(TurnId(n), None, words_of(line)) for n, line in enumerate(lines))
    session = Session(Transcript(turns))
    queue = ReviewQueue(session)
    queue.set_known(KnownMistakes(Correction(*row) for row in rows))
    before = session.document
    for _ in range(6):  # corrections may undo each other, so not until none is left
        known = [doubt for doubt in queue.shown if doubt.kind is Kind.KNOWN_MISTAKE]
        if not known:
            break
        assert all(doubt.proposal != doubt.given for doubt in known)
        patch, count = accept_everywhere(session.document, known[0], queue.shown)
        assert count == queue.places(known[0])
        assert session.apply(patch)
        check(session.document)
        session.history.break_group()
    while session.undo():
        pass
    assert session.document.turns == before.turns
