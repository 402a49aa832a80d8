from __future__ import annotations

import pytest
from notation import document, picture

from editor.transcript.document import SpeakerId, check
from editor.transcript.speakers import (
    add_speaker,
    merge_speakers,
    move_speaker,
    relabel,
    relabel_by_key,
    relabel_each,
    remove_speaker,
    rename_speaker,
)

A, B = SpeakerId(1), SpeakerId(2)


def test_relabelling_touches_only_the_turns_named(edits):
    edits("A: 1 | A: 2 | B: 3 | A: 4", relabel, {0, 3}, B, gives="B: 1 | A: 2 | B: 3 | B: 4")
    edits("A: 1 | B: 2", relabel, {1}, None, gives="A: 1 | ?: 2")


def test_relabelling_nothing_is_nothing():
    doc = document("A: 1 | B: 2")
    assert relabel(doc, [], A).is_nothing
    assert relabel(doc, [0], A).is_nothing


def test_each_turn_can_get_a_speaker_of_its_own_in_one_step(edits):
    before = "A: 1 | A: 2 | B: 3 | A: 4 | B: 5"
    edits(before, relabel_each, {1: B, 3: None}, gives="A: 1 | B: 2 | B: 3 | ?: 4 | B: 5")
    patch = relabel_each(document(before), {1: B, 3: None})
    assert (patch.at, len(patch.old), patch.label) == (1, 3, "Change speakers")


def test_relabelling_each_to_what_it_is_or_none_at_all_is_nothing():
    doc = document("A: 1 | B: 2")
    assert relabel_each(doc, {}).is_nothing
    assert relabel_each(doc, {0: A, 1: B}).is_nothing


def test_a_digit_chooses_the_speaker_in_list_order(edits):
    edits("A: 1 | B: 2", relabel_by_key, {0}, 2, gives="B: 1 | B: 2")
    edits("A: 1 | B: 2", relabel_by_key, {0}, 0, gives="?: 1 | B: 2")


def test_the_digit_after_the_last_speaker_makes_a_new_one(edits):
    after = edits("A: 1 | A: 2", relabel_by_key, {1}, 2, gives="A: 1 | Speaker 2: 2")
    assert [row.colour for row in after.speakers] == [0, 1]


def test_a_digit_beyond_that_means_nobody():
    assert relabel_by_key(document("A: 1"), {0}, 3) is None
    nine = document(" | ".join(f"{name}: x" for name in "ABCDEFGHI"))
    assert relabel_by_key(nine, {0}, 10) is None


def test_renaming_is_everywhere_at_once(edits):
    edits(
        "A: 1 | B: 2 | A: 3",
        rename_speaker,
        A,
        " Ann  Lee ",
        gives="Ann Lee: 1 | B: 2 | Ann Lee: 3",
    )
    edits("ann: 1", rename_speaker, A, "Ann", gives="Ann: 1")


@pytest.mark.parametrize(("name", "says"), [("  ", "needs a name"), ("b", "named B already")])
def test_a_name_must_be_new_and_not_empty(name, says):
    with pytest.raises(ValueError, match=says):
        rename_speaker(document("A: 1 | B: 2"), A, name)


def test_adding_takes_the_first_free_colour():
    doc = document("A: 1 | B: 2")
    doc = remove_speaker(doc, A).apply_to(doc)
    doc = add_speaker(doc, "C").apply_to(doc)
    assert [(row.name, row.id, row.colour) for row in doc.speakers] == [("B", 2, 1), ("C", 3, 0)]


def test_merging_gives_all_turns_over_and_drops_the_row(edits):
    after = edits("A: 1 | B: 2 | A: 3", merge_speakers, A, B, gives="B: 1 | B: 2 | B: 3")
    assert [row.name for row in after.speakers] == ["B"]


def test_removing_leaves_turns_unlabelled(edits):
    edits("A: 1 | B: 2", remove_speaker, B, gives="A: 1 | ?: 2")


def test_moving_changes_the_digit():
    doc = document("A: 1 | B: 2")
    doc = move_speaker(doc, B, 0).apply_to(doc)
    check(doc)
    assert [row.name for row in doc.speakers] == ["B", "A"]
    assert picture(doc) == "A: 1 | B: 2"
