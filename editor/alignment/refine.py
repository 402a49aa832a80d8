"""Finer edges: chunks of sound between pauses, each aligned by the HMM.

What attention found says which words a chunk holds; the HMM says where exactly they are, and
which alternative of a slot is spoken. A chunk that it cannot finish, or that it puts far from
where attention had it, keeps the times of attention.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.audio import Span
from editor.alignment.forced import Placed, Said, side
from editor.alignment.normalise import readings, spoken
from editor.alignment.parted import UNLIKE, alone
from editor.alignment.sphinx import Option, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.alignment.audio import Sound
    from editor.alignment.plan import Slot
    from editor.alignment.sphinx import Aligner, Chosen

CHUNK_MS = 12_000
"""Longer chunks are less exact: the beam loses the path somewhere."""
MIN_CHUNK_MS = 2_500
# Acoustic differences are so large that only such priors have a say. Tuned on damaged texts.
_PRIOR_SKIP = 1e-4
_PRIOR_HEARD = 1e-8
_PRIOR_NOTHING = 1e-10
_PRIOR_BOTH = 1e-3
_FAR_MS = 400
_MIN_MS_PER_LETTER = 25


def chunks(placed: Sequence[Placed], window: Span) -> list[tuple[Span, list[Placed]]]:
    """Cut a window into chunks at its longest pauses; each with its stretch of sound."""
    timed = [k for k, one in enumerate(placed) if one.span]
    cuts: list[tuple[int, int]] = []
    _cut(placed, timed, window, cuts)
    edges = [(0, window.start), *sorted(cuts), (len(placed), window.end)]
    return [
        (Span(a_ms, b_ms), list(placed[a:b])) for (a, a_ms), (b, b_ms) in pairwise(edges) if b > a
    ]


def _cut(
    placed: Sequence[Placed], timed: list[int], span: Span, cuts: list[tuple[int, int]]
) -> None:
    """Cut at the best pause until every part is short enough."""
    if span.length <= CHUNK_MS:
        return
    worth = {n: _worth(placed[a], placed[b], span) for n, (a, b) in enumerate(pairwise(timed))}
    n = max(worth, key=lambda n: worth[n], default=-1)
    if n < 0 or worth[n] <= 0:
        return
    at = _between(placed[timed[n]], placed[timed[n + 1]])
    cuts.append((timed[n + 1], at))
    _cut(placed, timed[: n + 1], Span(span.start, at), cuts)
    _cut(placed, timed[n + 1 :], Span(at, span.end), cuts)


def _between(left: Placed, right: Placed) -> int:
    a, b = left.span, right.span
    return ((a.end if a else 0) + (b.start if b else 0)) // 2


def _worth(left: Placed, right: Placed, span: Span) -> float:
    """How good a place to cut lies between two slots; 0 where one must not.

    A pause counts by its length; one near an edge of the span helps little. Words that got hardly
    any time may belong to the other side of the pause.
    """
    a, b = left.span, right.span
    middle = _between(left, right)
    shorter = min(middle - span.start, span.end - middle)
    if a is None or b is None or shorter < MIN_CHUNK_MS:
        return 0.0
    doubt = 1.0 if _plausible(left) and _plausible(right) else 0.2
    return doubt * (b.start - a.end + 20) * min(1.0, 0.2 + 2 * shorter / span.length)


def _plausible(one: Placed) -> bool:
    texts = side(one.slot, one.said)
    return all(
        span is None or span.length >= _MIN_MS_PER_LETTER * len(text)
        for text, span in zip(texts, one.words, strict=True)
    )


class Choice(NamedTuple):
    """One thing that may be said in a slot: its sides in the order of sound, and their words."""

    said: tuple[Said, ...]
    option: Option


def options(slot: Slot) -> list[Choice]:
    """What may be said in a slot; no words at all where it may be empty."""
    given = tuple(Word(readings(text)) for text in side(slot, Said.GIVEN))
    heard = tuple(Word(readings(text)) for text in side(slot, Said.HEARD))
    out: list[Choice] = []
    if given:
        out.append(Choice((Said.GIVEN,), Option(given, 1.0)))
    if heard and not _alike(slot):
        out.append(Choice((Said.HEARD,), Option(heard, _PRIOR_HEARD if given else 1.0)))
    if given and heard and slot.similarity < UNLIKE:
        # The text may lack one of them, and the recogniser have missed the other.
        out.append(Choice((Said.GIVEN, Said.HEARD), Option((*given, *heard), _PRIOR_BOTH)))
        out.append(Choice((Said.HEARD, Said.GIVEN), Option((*heard, *given), _PRIOR_BOTH)))
    if not slot.same:
        prior = _PRIOR_NOTHING if heard else _PRIOR_SKIP
        out.append(Choice((Said.GIVEN if given else Said.HEARD,), Option((), prior)))
    return out


def _alike(slot: Slot) -> bool:
    """Whether both sides sound the same, so that there is nothing to choose."""
    ours, theirs = ([part for text in side(slot, said) for part in spoken(text)] for said in Said)
    return ours == theirs


def refine(placed: Sequence[Placed], window: Span, sound: Sound, aligner: Aligner) -> list[Placed]:
    """The same slots with finer times, and with what is really said."""
    parts = chunks(placed, window)
    found = [_refined(part, span, sound, aligner) for span, part in parts]
    if None in found and len(parts) > 1:
        # A word on the wrong side of a cut is enough to fail: try without cuts.
        whole = _refined(list(placed), window, sound, aligner)
        if whole is not None:
            return whole
    return [one for (_, part), new in zip(parts, found, strict=True) for one in new or part]


def _refined(part: list[Placed], span: Span, sound: Sound, aligner: Aligner) -> list[Placed] | None:
    choices = [options(one.slot) for one in part]
    found = aligner.align(
        sound.window(span), [tuple(choice.option for choice in row) for row in choices]
    )
    if found is None:
        return None
    better = [
        _with(one, row, chosen, span.start)
        for one, row, chosen in zip(part, choices, found, strict=True)
    ]
    moved = [
        abs(new[0].span.start - old.span.start)
        for old, new in zip(part, better, strict=True)
        if old.span and new[0].span
    ]
    if moved and median(moved) > _FAR_MS:
        return None
    return [one for parts in better for one in parts]


def _with(one: Placed, row: list[Choice], chosen: Chosen, start: int) -> list[Placed]:
    """A slot with what is said there; as two where both of its sides are."""
    said = row[chosen.option].said
    spans = tuple(Span(start + round(t.start), start + round(t.end)) for t in chosen.words)
    if len(said) > 1:
        return _both(one, said, spans)
    nothing = (None,) * len(side(one.slot, said[0]))
    new = one._replace(said=said[0], words=spans or nothing, decided=True)
    if not one.span or not new.span:
        return [new]
    # Two methods that know nothing of each other and agree are seldom wrong.
    return [new._replace(apart=abs(one.span.start - new.span.start))]


def _both(one: Placed, order: tuple[Said, ...], spans: tuple[Span, ...]) -> list[Placed]:
    out: list[Placed] = []
    for said in order:
        count = len(side(one.slot, said))
        words, spans = spans[:count], spans[count:]
        out.append(Placed(alone(one.slot, said), said, words, one.probability, decided=True))
    return out
