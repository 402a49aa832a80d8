from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from editor.formats.long_diff import long_diff
from editor.transcript.textdiff import Span

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"]), max_size=60)


@given(WORDS, WORDS)
def test_spans_cover_both_sides_in_order(old: list[str], new: list[str]) -> None:
    i = j = 0
    for span in long_diff(old, new):
        assert (span.i1, span.j1) == (i, j)
        i, j = span.i2, span.j2
        assert span.equal == (old[span.i1 : span.i2] == new[span.j1 : span.j2])
    assert (i, j) == (len(old), len(new))


def test_an_episode_with_many_edits_is_compared_quickly() -> None:
    rng = random.Random(3)
    old = [str(int(rng.expovariate(0.003))) for _ in range(40_000)]
    new = [word for word in old if rng.random() > 0.01]
    new[20_000:20_000] = ["ad"] * 300
    begin = time.process_time()
    spans = long_diff(old, new)
    assert time.process_time() - begin < 2
    equal = sum(span.i2 - span.i1 for span in spans if span.equal)
    assert equal >= len(new) - 300 - 40


def test_one_word() -> None:
    spans = long_diff(["the", "old", "mill", "is", "here"], ["the", "new", "mill", "is", "here"])
    assert [(span.equal, span.i1, span.i2, span.j1, span.j2) for span in spans] == [
        (True, 0, 1, 0, 1), (False, 1, 2, 1, 2), (True, 2, 5, 2, 5),
    ]  # fmt: skip
    assert long_diff([], []) == []


def test_a_long_stretch_without_any_anchor_counts_as_replaced() -> None:
    old, new = ["a", "x"] * 1050, ["b", "x"] * 1050
    assert long_diff(old, new) == [
        Span(False, 0, 2099, 0, 2099),
        Span(True, 2099, 2100, 2099, 2100),
    ]
    assert len(long_diff(old[:40], new[:40])) == 40
