"""Pauses belong to no word: times from attention corrected by the voice detector.

Attention gives a pause to the word before or after it. Where a word's time holds a stretch in which
nobody speaks, the word keeps the side with more speech.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from editor.alignment.audio import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.alignment.forced import Placed

_SHORT_MS = 60  # Less speech than that beside a pause is the detector's blur, not a word.


def silences(speech: Sequence[Span], window: Span) -> list[Span]:
    """Where nobody speaks in a window; `speech` is in order."""
    edges = [window.start, *(edge for span in speech for edge in span), window.end]
    clipped = [min(max(edge, window.start), window.end) for edge in edges]
    return [Span(a, b) for a, b in zip(clipped[::2], clipped[1::2], strict=True) if b > a]


def without_pauses(placed: Sequence[Placed], quiet: Sequence[Span]) -> list[Placed]:
    """The same words without the silence in them. `quiet` is in order."""
    ends = [span.end for span in quiet]
    out: list[Placed] = []
    for one in placed:
        words = tuple(word and _shrunk(word, quiet, ends) for word in one.words)
        out.append(one._replace(words=words))
    return _in_order(out)


def _shrunk(word: Span, quiet: Sequence[Span], ends: Sequence[int]) -> Span:
    start, end = word
    for pause in quiet[bisect_right(ends, start) :]:
        if pause.start >= end:
            break
        before, after = max(0, pause.start - start), max(0, end - pause.end)
        if before == 0 and after == 0:
            break  # It lies in silence altogether: better there than nowhere.
        if after < _SHORT_MS or (before > after and after < 2 * _SHORT_MS) or before > 3 * after:
            end = pause.start
            break
        if before < after:
            start = pause.end
    return Span(start, max(start, end))


def _in_order(placed: list[Placed]) -> list[Placed]:
    """No word begins before the one in front of it ends: of two that overlap, the first yields."""
    flat = [word for one in placed for word in one.words if word]
    low = 0
    for k, word in enumerate(flat):
        start = max(low, word.start)
        flat[k] = Span(start, max(start, word.end))
        low = start
    for k in range(len(flat) - 1):
        flat[k] = Span(flat[k].start, min(flat[k].end, flat[k + 1].start))
    ordered = iter(flat)
    return [
        one._replace(words=tuple(word and next(ordered) for word in one.words)) for one in placed
    ]
