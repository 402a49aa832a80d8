"""Words across the boundary of turns, splits to the other speaker, marks of reviewed turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import document, picture

from editor.transcript.document import Place, SpeakerId, check
from editor.transcript.patch import Caret
from editor.transcript.scopes import Scope, other_speaker, turns_in
from editor.transcript.session import Session
from editor.transcript.speakers import relabel, relabel_by_key, relabel_words
from editor.transcript.text_edits import join_turns, retext, split_turn
from editor.transcript.turn_edits import (
    mark_reviewed,
    next_unreviewed,
    review_progress,
    split_to_other,
    swap_with_next,
    words_after,
    words_before,
    words_down,
    words_up,
)
from editor.transcript.words import Timing

A, B, C = SpeakerId(1), SpeakerId(2), SpeakerId(3)
TALK = "A: one@0 two@300 | B: three@600 four@900! five@1200 | A: six@1500"


# --- exactly the selected words


@pytest.mark.parametrize(
    ("first", "last", "speaker", "gives"),
    [
        ((1, 1), (1, 1), A, "A: one two | B: three | A: four | B: five | A: six"),
        ((1, 0), (1, 0), A, "A: one two | A: three | B: four five | A: six"),
        ((1, 2), (1, 2), A, "A: one two | B: three four | A: five | A: six"),
        ((1, 0), (1, 2), A, "A: one two | A: three four five | A: six"),
        ((0, 1), (1, 0), B, "A: one | B: two | B: three four five | A: six"),
        ((0, 1), (2, 0), None, "A: one | ?: two | ?: three four five | ?: six"),
        ((1, 1), (1, 1), B, "A: one two | B: three four five | A: six"),
    ],
)
def test_exactly_the_selected_words_change_speaker(edits, first, last, speaker, gives):
    before = "A: one two | B: three four five | A: six"
    edits(before, relabel_words, Place(*first), Place(*last), speaker, gives=gives)


def test_words_keep_everything_and_are_selected_afterwards():
    doc = document(TALK)
    patch = relabel_words(doc, Place(1, 1), Place(1, 1), A)
    after = patch.apply_to(doc)
    assert [word for _, word in after.places()] == [word for _, word in doc.places()]
    assert patch.caret == Caret(2, 4, (2, 0))
    assert patch.caret_before == Caret(1, 10, (1, 6))
    assert [turn.id for turn in after.turns] == [1, 2, 4, 5, 3]


def test_a_turn_without_words_inside_the_selection_changes_too(edits):
    ends = Place(0, 0), Place(2, 0)
    edits("A: 1 | A: | A: 2", relabel_words, *ends, None, gives="?: 1 | ?: | ?: 2")
    edits("A: 1 | A: | A: 2 | B: 3", relabel_words, *ends, B, gives="B: 1 | B: | B: 2 | B: 3")


def test_words_of_three_turns_are_selected_before_and_after():
    patch = relabel_words(document("A: 1 2 | B: 3 4 | A: 5 6"), Place(0, 1), Place(2, 0), C)
    assert patch.caret_before == Caret(2, 1, (0, 2))
    assert patch.caret == Caret(3, 1, (1, 0))


def test_a_digit_for_words_can_make_a_new_speaker(edits):
    words = (Place(0, 1), Place(0, 1))
    edits("A: 1 2 3", relabel_by_key, [0], 2, words, gives="A: 1 | Speaker 2: 2 | A: 3")


# --- scopes


def test_scopes_reach_as_far_as_they_say():
    doc = document("A: 1 | B: 2 | A: 3 | ?: 4 | A: 5 | ?: 6")
    assert turns_in(doc, 2, Scope.THIS) == (2,)
    assert turns_in(doc, 2, Scope.ALL) == (0, 2, 4)
    assert turns_in(doc, 2, Scope.ONWARDS) == (2, 4)
    assert turns_in(doc, 3, Scope.ALL) == (3, 5)


@pytest.mark.parametrize(
    ("text", "turn", "other"),
    [
        ("A: 1 | B: 2 | A: 3 | ?: 4", 3, B),  # not the one who spoke last
        ("A: 1 | B: 2 | A: 3", 2, B),
        ("A: 1 | B: 2 | B: 3", 2, A),
        ("A: 1 | B: 2 | C: 3 | A: 4", 3, B),  # A is not one of the last two
        ("?: 1 | A: 2 | B: 3", 0, B),  # nobody has spoken yet
        ("A: 1 | ?: 2", 1, A),
        ("A: 1 | B: 2 | ?: 3 | ?: 4", 3, A),  # the turn of nobody counts for nobody
    ],
)
def test_the_other_is_the_other_of_the_last_two(text, turn, other):
    doc = document(text)
    assert other_speaker(doc, turn, doc.turns[turn].speaker) == other


def test_toggling_goes_back_and_forth():
    session = Session(document("A: 1 | B: 2 | ?: 3"))
    seen = []
    for _ in range(4):
        doc = session.document
        session.apply(relabel(doc, [2], other_speaker(doc, 2, doc.turns[2].speaker)))
        seen.append(session.document.turns[2].speaker)
    assert seen == [A, B, A, B]


def test_alone_there_is_no_other():
    assert other_speaker(document("A: 1"), 0, A) is None
    assert other_speaker(document("?: 1"), 0, None) is None


# --- splitting


def test_a_split_can_go_to_the_other(edits):
    edits("A: 1 2 | B: 3 4 5", split_to_other, 1, 2, gives="A: 1 2 | B: 3 | A: 4 5")
    edits("A: 1 | B: 2 | C: 3 4", split_to_other, 2, 2, gives="A: 1 | B: 2 | C: 3 | B: 4")


def test_at_the_beginning_the_whole_turn_is_the_others(edits):
    edits("A: 1 2 | B: 3 4 5", split_to_other, 1, 0, gives="A: 1 2 | A: 3 4 5")


def test_without_another_speaker_it_is_only_a_split(edits):
    edits("A: 1 2", split_to_other, 0, 2, gives="A: 1 | A: 2")


def test_a_split_keeps_times():
    doc = document(TALK)
    after = split_to_other(doc, 1, 6).apply_to(doc)
    assert [word for _, word in after.places()] == [word for _, word in doc.places()]


# --- words across the boundary


@pytest.mark.parametrize(
    ("move", "turn", "count", "gives"),
    [
        (words_up, 1, 1, "A: one@0 two@300 three@600 | B: four@900 | A: five@1200"),
        (words_up, 1, 2, "A: one@0 two@300 three@600 four@900 | A: five@1200"),
        (words_down, 1, 1, "A: one@0 two@300 | B: three@600 | A: four@900 five@1200"),
        (words_down, 0, 2, "B: one@0 two@300 three@600 four@900 | A: five@1200"),
    ],
)
def test_words_move_with_their_times(edits, move, turn, count, gives):
    before = "A: one@0 two@300 | B: three@600 four@900 | A: five@1200"
    edits(before, move, turn, count, gives=gives)


def test_there_are_no_turns_beyond_the_ends():
    doc = document(TALK)
    assert words_up(doc, 0, 1) is None
    assert words_down(doc, 2, 1) is None
    assert words_up(doc, 1, 4) is None
    assert words_down(doc, 1, 0) is None


def test_words_that_overlap_give_way_but_not_those_set_by_hand():
    doc = document("A: one@0-500 two@500-900 | B: three@700-1000 four@1000")
    words = words_up(doc, 1, 1).apply_to(doc).turns[0].words
    assert [(w.start, w.end) for w in words] == [(0, 500), (500, 900), (900, 1000)]
    assert words[2].timing is Timing.ESTIMATED
    doc = document("A: one@0-500 two@500-900! | B: three@700-1000! four@1000")
    assert words_up(doc, 1, 1) is None
    assert words_down(doc, 0, 1) is None


def test_the_caret_counts_the_words_to_move():
    turn = document("A: one two three").turns[0]
    assert [words_before(turn, at) for at in (0, 1, 3, 4, 5, 13)] == [0, 1, 1, 1, 2, 3]
    assert [words_after(turn, at) for at in (0, 2, 3, 4, 7, 13)] == [3, 3, 2, 2, 1, 0]


def test_turns_change_places(edits):
    here = Caret(1, 3)
    swap = lambda doc, at: swap_with_next(doc, at, here, caret_goes_down=True)  # noqa: E731
    edits("A: one | B: two | C: three", swap, 1, gives="A: one | C: three | B: two")
    patch = swap(document("A: one | B: two | C: three"), 1)
    assert (patch.caret, patch.caret_before) == (Caret(2, 3), here)


# --- reviewed


def marks(doc):
    return [turn.reviewed for turn in doc.turns]


def marked(text, *turns):
    doc = document(text)
    return mark_reviewed(doc, turns, reviewed=True).apply_to(doc)


def test_marks_come_and_go_with_undo():
    session = Session(document("A: 1 | B: | A: 3"))
    session.apply(mark_reviewed(session.document, [0, 1, 2], reviewed=True))
    assert marks(session.document) == [True, False, True]
    assert review_progress(session.document) == (2, 2)
    session.apply(mark_reviewed(session.document, [0], reviewed=False))
    assert marks(session.document) == [False, False, True]
    session.undo()
    session.undo()
    assert marks(session.document) == [False] * 3
    session.redo()
    assert marks(session.document) == [True, False, True]
    assert mark_reviewed(session.document, [1], reviewed=True).is_nothing


def test_the_next_unreviewed_turn_is_looked_for_from_the_top_again():
    doc = marked("A: 1 | B: 2 | A: | B: 4", 1)
    assert [next_unreviewed(doc, at) for at in range(4)] == [3, 3, 3, 0]
    assert next_unreviewed(marked("A: 1 | B:", 0), 0) is None


def test_correcting_keeps_the_mark():
    doc = marked("A: one two | B: three", 0)
    assert marks(retext(doc, 0, 1, ["won too many"]).apply_to(doc)) == [True, False]
    assert marks(split_turn(doc, 0, 4).apply_to(doc)) == [True, True, False]
    assert marks(relabel(doc, [0], B).apply_to(doc)) == [True, False]


def test_words_from_a_turn_without_a_mark_take_it_away():
    doc = marked("A: one two | B: three four | A: five", 0)
    assert marks(join_turns(doc, 0).apply_to(doc)) == [False, False]
    assert marks(words_up(doc, 1, 1).apply_to(doc)) == [False, False, False]
    assert marks(words_down(doc, 0, 1).apply_to(doc)) == [True, False, False]
    both = marked("A: one two | B: three four", 0, 1)
    assert marks(join_turns(both, 0).apply_to(both)) == [True]


def test_what_is_pasted_as_a_turn_of_its_own_is_not_reviewed():
    doc = marked("A: one two", 0)
    assert marks(retext(doc, 0, 1, ["one two", "three"]).apply_to(doc)) == [True, False]


def test_alignment_may_not_set_marks():
    doc = document("A: one")
    with pytest.raises(ValueError, match="only a change of times"):
        Session(doc).apply(mark_reviewed(doc, [0], reviewed=True), record=False)


# --- whatever is moved

MOVES = st.lists(
    st.tuples(st.sampled_from(["up", "down", "words", "split", "swap"]), st.integers(0, 99),
              st.integers(0, 99), st.integers(0, 3)),
    max_size=12,
)  # fmt: skip


@given(MOVES)
def test_moving_keeps_word_order_and_times_and_undo_restores(moves):
    start = document(TALK)
    session = Session(start)
    swapped = False
    for kind, a, b, speaker in moves:
        doc = session.document
        turn = a % len(doc.turns)
        count = len(doc.turns[turn].words)
        if not count:
            continue
        if kind == "up":
            patch = words_up(doc, turn, b % count + 1)
        elif kind == "down":
            patch = words_down(doc, turn, b % count + 1)
        elif kind == "words":
            chosen = Place(turn, b % count)
            patch = relabel_words(doc, chosen, Place(turn, count - 1), SpeakerId(speaker % 2 + 1))
        elif kind == "split":
            words = doc.turns[turn].words[: b % count]
            patch = split_to_other(doc, turn, sum(len(w.text) + 1 for w in words))
        elif turn + 1 < len(doc.turns):
            patch = swap_with_next(doc, turn, Caret(turn, 0), caret_goes_down=True)
            swapped = True
        else:
            continue
        if patch:
            session.apply(patch)
            check(session.document)
    words = [word for _, word in session.document.places()]
    before = [word for _, word in start.places()]
    if swapped:
        # In another order times may have to give way, but nothing is lost and HAND never moves.
        assert sorted(w.text for w in words) == sorted(w.text for w in before)
        by_hand = [w for w in words if w.timing is Timing.HAND]
        assert by_hand == [w for w in before if w.timing is Timing.HAND]
    else:
        assert words == before
    while session.undo():
        pass
    assert session.document == start


def test_a_turn_that_lost_its_words_is_gone_and_comes_back():
    session = Session(document("A: one@0 | B: two@300"))
    start = session.document
    session.apply(words_down(start, 0, 1))
    assert picture(session.document) == "B: one@0 two@300"
    session.undo()
    assert session.document == start
