from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from notation import document, picture

from editor.transcript.ad_edges import EdgeStops, drag_edge, heard_span, span_of, step_edge
from editor.transcript.document import Place, check
from editor.transcript.hand_times import Edge
from editor.transcript.patch import Caret
from editor.transcript.words import AdId

ONE = AdId(1)
TALK = "A: So. [1 Buy it now. 1] Back to it | B: yes."


def after(text, edge, by, **how):
    doc = document(text)
    patch = step_edge(doc, ONE, edge, by, **how)
    return patch and picture(patch.apply_to(doc))


def test_an_edge_moves_by_a_word_either_way():
    assert after(TALK, Edge.START, -1) == "A: [1 So. Buy it now. 1] Back to it | B: yes."
    assert after(TALK, Edge.START, 1) == "A: So. Buy [1 it now. 1] Back to it | B: yes."
    assert after(TALK, Edge.END, 1) == "A: So. [1 Buy it now. Back 1] to it | B: yes."
    assert after(TALK, Edge.END, -1) == "A: So. [1 Buy it 1] now. Back to it | B: yes."


def test_an_edge_moves_by_a_sentence_and_over_the_end_of_a_turn():
    text = "A: One. Two three. [1 Four. Five six. 1] Seven eight. Nine | B: ten eleven."
    left = "A: One. [1 Two three. Four. Five six. 1] Seven eight. Nine | B: ten eleven."
    assert after(text, Edge.START, -1, sentence=True) == left
    right = "A: One. Two three. [1 Four. Five six. Seven eight. 1] Nine | B: ten eleven."
    assert after(text, Edge.END, 1, sentence=True) == right
    small = "A: One. Two three. [1 Four. 1] Five six. Seven eight. Nine | B: ten eleven."
    assert after(text, Edge.END, -1, sentence=True) == small
    late = "A: One. Two three. Four. [1 Five six. 1] Seven eight. Nine | B: ten eleven."
    assert after(text, Edge.START, 1, sentence=True) == late


def test_an_ad_keeps_a_word_and_stays_in_the_text():
    assert after("A: [1 a 1]", Edge.START, 1) is None
    assert after("A: a [1 b 1] c", Edge.START, 1) is None
    assert after("A: a [1 b 1] c", Edge.END, -1) is None
    assert after("A: a [1 b 1] c", Edge.END, -1, sentence=True) is None
    assert after("A: [1 a 1]", Edge.START, -1) is None


def test_an_ad_that_has_no_words_has_no_edge_to_move():
    assert after("A: a b", Edge.START, 1) is None
    assert after("A: a b", Edge.END, -1, sentence=True) is None


def test_the_caret_goes_along_with_the_edge():
    doc = document(TALK)
    patch = step_edge(doc, ONE, Edge.END, 1)
    assert patch.caret == Caret(0, len("So. Buy it now. Back"))
    patch = step_edge(doc, ONE, Edge.START, 1)
    assert patch.caret == Caret(0, len("So. Buy "))


def test_a_neighbouring_ad_gives_way():
    assert after("A: [1 a 1] [2 b c 2]", Edge.END, 1) == "A: [1 a b 1] [2 c 2]"


def test_dragging_goes_to_the_nearest_edge_of_a_word():
    doc = document("A: a@0-900 b@1000-1900 [1 c@2000-2900 1] d@3000-3900 e")
    assert EdgeStops(doc, ONE, Edge.START).moment_near(1100) == 1000
    assert EdgeStops(doc, ONE, Edge.START).moment_near(9000) == 2000
    assert EdgeStops(doc, ONE, Edge.END).moment_near(3300) == 2900
    assert EdgeStops(doc, ONE, Edge.END).moment_near(3500) == 3900
    left = drag_edge(doc, ONE, Edge.START, 1100).apply_to(doc)
    assert span_of(left, ONE).first == Place(0, 1)
    right = drag_edge(doc, ONE, Edge.END, 3500).apply_to(doc)
    assert span_of(right, ONE).last == Place(0, 3)


def test_an_ad_without_times_cannot_be_dragged():
    assert drag_edge(document("A: a [1 b 1]"), ONE, Edge.START, 100) is None


def test_an_ad_is_heard_from_its_first_to_its_last_sound():
    doc = document("A: [1 a@100-900 1] | B: [1 b@500-1500 c@2000-2100 1] | A: [1 d@1000-1200 e 1]")
    assert heard_span(doc, doc.ad_spans[0]) == (100, 2100)
    doc = document("A: [1 a b 1]")
    assert heard_span(doc, doc.ad_spans[0]) is None


@given(
    st.lists(st.tuples(st.sampled_from(Edge), st.sampled_from((1, -1)), st.booleans()), max_size=20)
)
def test_random_steps_keep_the_text_and_one_whole_ad(steps):
    doc = document("A: a b. c [1 d e. 1] f | B: g h. [2 i 2] j. k | A: l")
    for edge, by, sentence in steps:
        patch = step_edge(doc, ONE, edge, by, sentence=sentence)
        if patch is not None:
            before, doc = doc, patch.apply_to(doc)
            assert [w.text for _, w in doc.places()] == [w.text for _, w in before.places()]
        check(doc)
        span = span_of(doc, ONE)
        inside = [word.ad for place, word in doc.places() if span.first <= place <= span.last]
        assert set(inside) == {ONE}
