from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.review.heard import LONGEST_STEP_MS, HeardParts

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12)


@given(SPANS)
def test_the_parts_are_the_union_of_what_was_heard(spans):
    parts = HeardParts(spans)
    heard = {ms for start, end in spans for ms in range(start, end)}
    assert {ms for start, end in parts.spans for ms in range(start, end)} == heard
    assert parts.total_ms == len(heard)
    assert all(a[1] < b[0] for a, b in zip(parts.spans, parts.spans[1:], strict=False))


def test_only_what_is_played_is_heard_and_jumps_are_not():
    parts = HeardParts()
    for position in (0, 16, 32):
        parts.follow(position, playing=True)
    parts.follow(40, playing=False)
    parts.follow(5000, playing=True)
    parts.follow(5016, playing=True)
    parts.follow(5016 + LONGEST_STEP_MS + 1, playing=True)
    parts.follow(100, playing=True)
    assert parts.spans == ((0, 32), (5000, 5016))
