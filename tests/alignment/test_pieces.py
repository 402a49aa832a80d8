from __future__ import annotations

from notation import document, picture

from editor.alignment.aligner import WITHOUT_SOUND, WordTime, WordTimes
from editor.alignment.pieces import CONTEXT_MS, pieces_of, results_patch, stale_turns, window_of
from editor.transcript.text_edits import retext
from editor.transcript.words import Match


def times(first: int, *starts: int | None) -> WordTimes:
    rows = tuple(
        WITHOUT_SOUND if s is None else WordTime(s, s + 50, 90, Match.MATCHED, 95) for s in starts
    )
    return WordTimes(1, first, rows)


def test_words_are_numbered_through_turns_and_empty_turns_have_none():
    pieces = pieces_of(document("A: a b | B: | A: c"), range(3))
    assert [(piece.turn.id, piece.first, piece.stop) for piece in pieces] == [(1, 0, 2), (3, 2, 3)]


def test_results_reach_over_turns_and_leave_untouched_turns_alone():
    doc = document("A: a b | B: | A: c d | B: e")
    pieces = pieces_of(doc, range(4))
    patch = results_patch(doc, pieces, times(1, 100, None, 300))
    doc = patch.apply_to(doc)
    assert picture(doc) == "A: a b@100-150 | B: | A: c d@300-350 | B: e"
    assert doc.turns[2].words[0].match is Match.NO_SOUND
    assert patch.moves_times_only


def test_better_results_may_follow():
    doc = document("A: a b")
    pieces = pieces_of(doc, range(1))
    doc = results_patch(doc, pieces, times(0, 0, 100)).apply_to(doc)
    doc = results_patch(doc, pieces, times(1, 120)).apply_to(doc)
    assert picture(doc) == "A: a@0-50 b@120-170"


def test_a_turn_whose_words_changed_takes_nothing():
    doc = document("A: a b | B: c")
    pieces = pieces_of(doc, range(2))
    doc = retext(doc, 0, 1, ["a x"]).apply_to(doc)
    doc = results_patch(doc, pieces, times(0, 0, 100, 200)).apply_to(doc)
    assert picture(doc) == "A: a x | B: c@200-250"
    assert results_patch(doc, pieces, times(0, 0)) is None
    assert stale_turns(doc) == [0]


def test_words_typed_since_are_stale_but_not_those_set_by_hand():
    assert stale_turns(document("A: a | B: b@0! | A:")) == [0]


def test_the_window_is_told_by_the_neighbours():
    doc = document("A: a@0 | B: b | A: c@5000 | B: d")
    assert window_of(doc, range(1, 2), 9000) == (200 - min(200, CONTEXT_MS), 5000 + CONTEXT_MS)
    assert window_of(doc, range(3, 4), 9000) == (5200 - CONTEXT_MS, 9000)
    assert window_of(doc, range(0, 4), 9000) == (0, 9000)


def test_turns_in_the_wrong_order_bring_their_own_window():
    doc = document("A: a@5000 | B: b@0 | A: c@6000")
    assert window_of(doc, range(1, 2), 9000) == (0, 6000 + CONTEXT_MS)
