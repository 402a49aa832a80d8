from __future__ import annotations

import pytest
from notation import document, picture

from editor.transcript.document import Transcript
from editor.transcript.patch import Caret
from editor.transcript.text_edits import fresh_ids, join_turns, retext, split_turn
from editor.transcript.turn_edits import mark_reviewed


def test_typing_changes_one_turn_and_nothing_else(edits):
    after = edits(
        "A: one@0 | B: too@300 | A: three@600",
        retext, 1, 1, ["two"],
        gives="A: one@0 | B: two@300 | A: three@600",
    )  # fmt: skip
    assert [turn.id for turn in after.turns] == [1, 2, 3]


def test_a_split_turn_keeps_its_id_on_its_first_words(edits):
    after = edits(
        "A: one@0 two@300 three@600", split_turn, 0, 8, gives="A: one@0 two@300 | A: three@600"
    )
    assert [turn.id for turn in after.turns] == [1, 2]


def test_splitting_before_the_first_word_leaves_an_empty_turn_above(edits):
    after = edits("A: one@0 two@300", split_turn, 0, 0, gives="A: | A: one@0 two@300")
    assert after.turns[1].id == 1


def test_splitting_after_the_last_word_leaves_an_empty_turn_below(edits):
    after = edits("A: one@0 | B: two@300", split_turn, 0, 3, gives="A: one@0 | A: | B: two@300")
    assert [turn.id for turn in after.turns] == [1, 3, 2]


def test_splitting_inside_a_word_shares_its_time(edits):
    edits("A: abcd@0-400", split_turn, 0, 1, gives="A: a~0-100 | A: bcd~100-400")


def test_splitting_puts_the_caret_at_the_new_turn_and_undo_puts_it_back():
    patch = split_turn(document("A: one two"), 0, 4)
    assert patch.caret == Caret(1, 0)
    assert patch.inverse.caret == Caret(0, 4)


def test_joining_keeps_times(edits):
    edits("A: one@0 two@300 | B: three@600", join_turns, 0, gives="A: one@0 two@300 three@600")


def test_joining_an_unlabelled_turn_takes_the_only_speaker_there_is(edits):
    edits("?: one@0 | B: two@300", join_turns, 0, gives="B: one@0 two@300")
    edits("A: | B: two@300", join_turns, 0, gives="B: two@300")


def test_joining_turns_out_of_order_keeps_the_document_valid(edits):
    edits("A: one@500 | B: two@0", join_turns, 0, gives="A: one@500 two~700-700")


def test_joining_puts_the_caret_at_the_seam():
    assert join_turns(document("A: one | B: two"), 0).caret == Caret(0, 4)
    assert join_turns(document("A: one | B:"), 0).caret == Caret(0, 3)


def test_pasted_lines_become_turns_of_the_same_speaker(edits):
    after = edits(
        "A: one@0 four@900 | B: five",
        retext, 0, 1, ["one two", "three", "four"],
        gives="A: one@0 two~200-410 | A: three~410-760 | A: four@900 | B: five",
    )  # fmt: skip
    assert after.turns[0].id == 1


def test_deleting_across_turns_keeps_the_first_one(edits):
    after = edits(
        "A: one@0 two@300 | B: three@600 | C: four@900 five@1200",
        retext, 0, 3, ["one five"],
        gives="A: one@0 five@1200",
    )  # fmt: skip
    assert after.turns[0].id == 1


def test_a_deleted_turn_takes_nothing_from_its_neighbours(edits):
    after = edits("A: one | B: two | C: three", retext, 1, 1, [], gives="A: one | C: three")
    assert [turn.id for turn in after.turns] == [1, 3]


def test_the_last_turn_cannot_go():
    with pytest.raises(ValueError, match="at least one turn"):
        retext(document("A: one"), 0, 1, [])


def test_untouched_turns_stay_the_very_same_objects():
    doc = document("A: one | B: two | C: three")
    patch = retext(doc, 0, 3, ["one", "too", "three"])
    assert patch.new[0] is doc.turns[0]
    assert patch.new[2] is doc.turns[2]


def test_a_turn_inserted_between_others_follows_the_speaker_above():
    doc = document("A: one | B: two")
    patch = retext(doc, 1, 0, ["new"])
    assert picture(patch.apply_to(doc)) == "A: one | A: new | B: two"


def test_words_typed_at_the_edges_of_a_turn_stay_between_the_turns_around_it(edits):
    tight = "A: one@0-200 | B: two@210-600 | A: three@620"
    edits(tight, retext, 1, 1, ["new two"],
          gives="A: one@0 | B: new~200-210 two@210-600 | A: three@620")  # fmt: skip
    edits(tight, retext, 1, 1, ["two new"],
          gives="A: one@0 | B: two@210-600 new~600-620 | A: three@620")  # fmt: skip


def test_turns_without_times_do_not_hide_those_behind_them(edits):
    far = "A: one@0-200 | ?: six | B: two@210-600 | A: | A: three@620"
    edits(far, retext, 2, 1, ["new two new"],
          gives="A: one@0 | ?: six | B: new~200-210 two@210-600 new~600-620 | A: | "
          "A: three@620")  # fmt: skip


def test_a_turn_before_all_others_is_nobodys(edits):
    edits("A: one", retext, 0, 0, ["new"], gives="?: new | A: one")


def test_a_joined_turn_counts_as_reviewed_only_if_both_were():
    for left, right, joined in ((1, 1, True), (1, 0, False), (0, 1, False)):
        doc = document("A: one | A: two")
        doc = mark_reviewed(doc, [0], reviewed=bool(left)).apply_to(doc)
        doc = mark_reviewed(doc, [1], reviewed=bool(right)).apply_to(doc)
        assert join_turns(doc, 0).apply_to(doc).turns[0].reviewed is joined
    doc = document("A: one | A:")
    doc = mark_reviewed(doc, [0], reviewed=True).apply_to(doc)
    assert join_turns(doc, 0).apply_to(doc).turns[0].reviewed  # an empty one says nothing


def test_ids_of_new_turns_begin_at_one():
    assert next(fresh_ids(Transcript(()))) == 1
    assert next(fresh_ids(document("A: one | A: two"))) == 3


def test_undoing_a_join_puts_the_caret_where_it_was():
    assert join_turns(document("A: one | B: two"), 0).caret_before == Caret(1, 0)


def test_turns_typed_anew_keep_their_ids_as_far_as_there_are_any():
    doc = document("A: a | B: b")
    after = retext(doc, 0, 2, ["x", "y", "z"]).apply_to(doc)
    assert [turn.id for turn in after.turns] == [1, 2, 3]


def test_a_document_cannot_lose_its_last_turn_and_says_so():
    with pytest.raises(ValueError, match=r"^a document keeps at least one turn$"):
        retext(document("A: a"), 0, 1, [])
