from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.transcript import textdiff
from editor.transcript.textdiff import Span, diff

LINES = st.lists(st.sampled_from("abc"), max_size=12)


@given(LINES, LINES)
def test_spans_cover_both_texts_in_order_and_equal_means_equal(old, new):
    spans = diff(old, new)
    assert [o for s in spans for o in old[s.i1 : s.i2]] == old
    assert [n for s in spans for n in new[s.j1 : s.j2]] == new
    assert all(old[s.i1 : s.i2] == new[s.j1 : s.j2] for s in spans if s.equal)


def test_one_changed_word_is_one_small_span():
    old = ["word"] * 5000
    new = [*old[:2500], "other", *old[2501:]]
    assert Span(False, 2500, 2501, 2500, 2501) in diff(old, new)


def test_a_repeated_word_added_at_the_end_is_the_last_one():
    assert diff(["no", "no"], ["no", "no", "no"]) == [
        Span(True, 0, 2, 0, 2),
        Span(False, 2, 2, 2, 3),
    ]


def test_a_pasted_passage_is_not_compared_word_by_word(monkeypatch):
    monkeypatch.setattr(textdiff, "LARGEST_DIFF", 5)
    assert diff(["a", "x", "b"], ["c", "x"]) == [Span(False, 0, 3, 0, 2)]
