from __future__ import annotations

import pytest
from notation import document, picture

from editor.transcript.document import Speaker, SpeakerId, check
from editor.transcript.speakers import (
    SpeakerNameError,
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


def test_the_ninth_digit_makes_a_ninth_speaker_and_there_is_no_tenth():
    names = "ABCDEFGHI"
    eight = document(" | ".join(f"{name}: {name}" for name in names[:8]))
    patch = relabel_by_key(eight, {0}, 9)
    after = patch.apply_to(eight)
    check(after)
    assert after.turns[0].speaker == after.speakers[8].id
    assert after.speakers[8].name == "Speaker 9"
    nine = document(" | ".join(f"{name}: {name}" for name in names))
    assert relabel_by_key(nine, {0}, 10) is None
    assert relabel_by_key(nine, {0}, 9).tables is None


def test_the_first_speaker_of_all_has_the_first_number_and_colour():
    patch = add_speaker(document("?: 1"), "A")
    assert patch.tables.new.speakers == (Speaker(SpeakerId(1), "A", 0),)


def test_relabelling_takes_no_more_turns_along_than_it_must():
    patch = relabel(document("A: 1 | A: 2 | A: 3 | A: 4"), {1, 2}, None)
    assert (patch.at, len(patch.old)) == (1, 2)


def test_what_is_wrong_with_a_name_is_one_sentence():
    doc = document("A: 1 | B: 2")
    with pytest.raises(SpeakerNameError) as error:
        rename_speaker(doc, A, "b")
    assert str(error.value) == (
        "There is a speaker named B already: choose another name, or merge the two speakers."
    )
    with pytest.raises(SpeakerNameError) as error:
        add_speaker(doc, " ")
    assert str(error.value) == ("A speaker needs a name: type one, or leave the turn unlabelled.")


def test_turns_that_do_not_change_stay_the_very_same_objects():
    doc = document("A: 1 | B: 2 | A: 3")
    assert relabel(doc, {0, 1, 2}, B).new[1] is doc.turns[1]
    each = relabel_each(doc, {0: B, 1: B, 2: B}).new
    assert [new is old for new, old in zip(each, doc.turns, strict=True)] == [False, True, False]
