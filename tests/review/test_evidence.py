"""What a job heard, brought to the turns that it was about."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from review_lab import document, heard, queue_of

from editor.alignment.aligner import HeardWord
from editor.alignment.pieces import Piece, pieces_of
from editor.review.anchors import Anchor
from editor.review.evidence import Hearing, dump, gather, load
from editor.transcript.document import TurnId

MADE = document("one two", "three ^four five", "six")


def hearings(*events, pieces=None):
    found = gather(pieces or pieces_of(MADE, range(3)), events)
    return [
        (turn, *hearing.anchor[1:], hearing.given, tuple(w.text for w in hearing.words))
        for turn, row in found.items()
        for hearing in row.hearings
    ]


def test_words_are_counted_through_the_turns():
    assert hearings(heard(3, 3, "for")) == [(2, 1, 2, ("four",), ("for",))]


def test_a_gap_between_two_turns_is_the_end_of_the_first():
    assert hearings(heard(2, 1, "so")) == [(1, 2, 2, (), ("so",))]
    assert hearings(heard(6, 5, "so")) == [(3, 1, 1, (), ("so",))]


def test_stretches_in_one_gap_that_touch_are_one():
    early, late = heard(2, 1, "and"), heard(2, 1, "so")
    touching = replace(late, words=tuple(w._replace(start=1000, end=1100) for w in late.words))
    apart = replace(late, words=tuple(w._replace(start=9000, end=9100) for w in late.words))
    assert [row[-1] for row in hearings(early, touching)] == [("and", "so")]
    assert [row[-1] for row in hearings(early, apart)] == [("and",), ("so",)]


def test_of_a_part_only_what_concerns_the_words_that_it_was_for_counts():
    session, queue = queue_of(MADE, heard(2, 2, "tree"), heard(5, 5, "sick"))
    pieces = [Piece(session.document.turns[1], 0)]
    events = [heard(0, 0, "free"), heard(1, 1, "for"), heard(0, -1, "two"), heard(3, 2, "six")]
    fresh = {TurnId(2): frozenset({1})}
    queue.take(gather(pieces, events, whole=False, fresh=fresh))
    assert [doubt.new for doubt in queue.everything() if doubt.proposal] == ["tree for", "sick"]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9), st.integers(0, 3), st.lists(st.text(min_size=1), max_size=3),
            st.lists(st.tuples(st.text(), st.integers(0), st.integers(0), st.integers(0, 100))),
        ),
        max_size=4,
    )
)  # fmt: skip
def test_stored_and_loaded_it_is_the_same(rows):
    turn = TurnId(7)
    made = tuple(
        Hearing(
            Anchor(turn, start, start + length), tuple(texts),
            tuple(HeardWord(*word) for word in words),
        )
        for start, length, texts, words in rows
    )  # fmt: skip
    assert load(turn, dump(made)) == made


@given(st.text() | st.sampled_from(("[[1]]", "[[1,2,3,4]]", "{}", "null", "[[0,0,[],[[]]]]")))
def test_damage_is_no_evidence(text):
    assert load(TurnId(1), text) == () or text.strip() == "[]"
