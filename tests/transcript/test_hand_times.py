from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import document

from editor.transcript.document import Place, check
from editor.transcript.hand_times import Edge, move_edge, shift_all
from editor.transcript.words import Timing

START, END = Edge.START, Edge.END


@pytest.mark.parametrize(
    ("before", "word", "edge", "moment", "gives"),
    [
        ("a@0 b@300-500", 1, START, 250, "a@0 b@250-500!"),
        ("a@0 b@300-500", 1, START, 100, "a@0-100 b@100-500!"),
        ("a@0 b@300-500", 1, START, 0, "a@0-20 b@20-500!"),
        ("a@0! b@300-500", 1, START, 0, "a@0! b@200-500!"),
        ("a@0 b@300-500", 1, START, 900, "a@0 b@480-500!"),
        ("a@100", 0, START, -50, "a@0-300!"),
        ("a@0 b@300-500", 0, END, 250, "a@0-250! b@300"),
        ("a@0 b@300-500", 0, END, 400, "a@0-400! b@400-500"),
        ("a@0 b@300-500", 0, END, 900, "a@0-480! b@480-500"),
        ("a@0 b@300-500!", 0, END, 900, "a@0-300! b@300!"),
        ("a@0 b@300-500", 0, END, -9, "a@0-20! b@300"),
        ("a@0 x b@300-500", 0, END, 350, "a@0-350! x b@350-500"),
        ("a", 0, END, 350, "a"),
        ("a@0-10 b@10-10 c@10-300", 1, START, 0, "a@0-10 b@10-10! c@10-300"),
    ],
)
def test_the_edge_moves_and_neighbours_give_way(edits, before, word, edge, moment, gives):
    edits(f"A: {before}", move_edge, Place(0, word), edge, moment, gives=f"A: {gives}")


@given(st.integers(0, 3), st.sampled_from(Edge), st.integers(-100, 1200), st.data())
def test_the_rules_hold_wherever_the_edge_is_dragged(word, edge, moment, data):
    doc = document("A: a@0-100 b@100-100 c@300-310! d@310-900")
    doc = move_edge(doc, Place(0, word), edge, moment).apply_to(doc)
    check(doc)
    again = data.draw(st.integers(-100, 1200))
    doc = move_edge(doc, Place(0, (word + 1) % 4), edge, again).apply_to(doc)
    check(doc)
    assert doc.turns[0].words[2].timing is Timing.HAND


def test_everything_is_shifted_and_nothing_begins_before_zero(edits):
    before = "A: a@100-300 b c@400! | B: d~700"
    edits(before, shift_all, 250, gives="A: a@350 b c@650! | B: d~950")
    edits(before, shift_all, -350, gives="A: a@0-0 b c@50! | B: d~350")
