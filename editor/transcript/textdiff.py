"""Which words of an edited text are which words of the text before."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGEST_DIFF = 1_000_000
"""Above this many word pairs a changed stretch is not compared word by word: difflib is quadratic
(0.7 ms for 300 words, 373 ms for 8,000), and whoever pastes that much replaced the passage."""


class Span(NamedTuple):
    """`old[i1:i2]` became `new[j1:j2]`; `equal` when the words are the same."""

    equal: bool
    i1: int
    i2: int
    j1: int
    j2: int

    @property
    def is_slotwise(self) -> bool:
        """Whether the words correspond one by one, equal or corrected."""
        return self.i2 - self.i1 == self.j2 - self.j1


def diff(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """How `old` became `new`, in order and without gaps.

    Equal words at both ends are cut off first, so typing in the middle of a long turn costs as
    much as the few words that changed.
    """
    head = _common(old, new)
    tail = min(_common(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    spans = [
        Span(True, 0, head, 0, head),
        *_middle(old, new, head, len(old) - tail, len(new) - tail),
        Span(True, len(old) - tail, len(old), len(new) - tail, len(new)),
    ]
    return [span for span in spans if span.i2 > span.i1 or span.j2 > span.j1]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        count += 1
    return count


def _middle(
    old: Sequence[str], new: Sequence[str], start: int, old_end: int, new_end: int
) -> Iterator[Span]:
    rows, columns = old_end - start, new_end - start
    if rows == columns or not rows or not columns or rows * columns > LARGEST_DIFF:
        yield Span(False, start, old_end, start, new_end)
        return
    matcher = SequenceMatcher(None, old[start:old_end], new[start:new_end], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield Span(tag == "equal", i1 + start, i2 + start, j1 + start, j2 + start)
