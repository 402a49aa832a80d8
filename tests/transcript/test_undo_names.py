"""What Undo and Redo say they would take back, for every edit of the document."""

from __future__ import annotations

import pytest
from notation import document

from editor.transcript.ads import describe_ad, mark_ad, resize_ad, unmark_ad
from editor.transcript.document import AdKind, Place, SpeakerId
from editor.transcript.hand_times import Edge, move_edge, shift_all
from editor.transcript.speakers import (
    add_speaker,
    merge_speakers,
    move_speaker,
    relabel,
    relabel_each,
    relabel_words,
    remove_speaker,
    rename_speaker,
)
from editor.transcript.text_edits import join_turns, retext, split_turn
from editor.transcript.words import AdId

TALK = document("A: one@0 two@300 | B: [1 three@600 1] four@900 | A: five@1200")
A, B = SpeakerId(1), SpeakerId(2)
HERE = Place(1, 0)


@pytest.mark.parametrize(
    ("edit", "label"),
    [
        (lambda d: retext(d, 0, 1, ["one"]), "Typing"),
        (lambda d: retext(d, 0, 1, ["one"], "Replace"), "Replace"),
        (lambda d: split_turn(d, 0, 4), "Split turn"),
        (lambda d: join_turns(d, 0), "Join turns"),
        (lambda d: mark_ad(d, Place(0, 0), Place(0, 1)), "Mark ad read"),
        (lambda d: unmark_ad(d, AdId(1)), "Unmark ad read"),
        (lambda d: unmark_ad(retext(d, 1, 1, ["four"]).apply_to(d), AdId(1)), "Unmark ad read"),
        (lambda d: resize_ad(d, AdId(1), HERE, Place(1, 1)), "Resize ad read"),
        (lambda d: describe_ad(d, AdId(1), AdKind.HOUSE, ""), "Describe ad read"),
        (lambda d: relabel(d, [0], B), "Change speaker"),
        (lambda d: relabel(d, [], B), "Change speaker"),
        (lambda d: relabel_each(d, {0: B}), "Change speakers"),
        (lambda d: relabel_each(d, {}), "Change speakers"),
        (lambda d: relabel_words(d, HERE, HERE, A), "Change speaker"),
        (lambda d: add_speaker(d, "C"), "Add speaker"),
        (lambda d: rename_speaker(d, A, "C"), "Rename speaker"),
        (lambda d: merge_speakers(d, A, B), "Merge speakers"),
        (lambda d: remove_speaker(d, A), "Remove speaker"),
        (lambda d: move_speaker(d, A, 1), "Reorder speakers"),
        (lambda d: move_edge(d, HERE, Edge.START, 650), "Move start of word"),
        (lambda d: move_edge(d, HERE, Edge.END, 750), "Move end of word"),
        (lambda d: shift_all(d, 100), "Shift all times"),
    ],
)
def test_each_edit_is_called_by_its_name(edit, label):
    patch = edit(TALK)
    assert patch.label == label
    assert patch.inverse.label == label
