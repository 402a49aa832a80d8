"""Times by attention: the known text is fed to the model, character by character.

The method, characters as tokens and a few chosen heads, is that of "Whisper has an internal word
aligner" (arXiv 2509.09987).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.audio import Span
from editor.alignment.normalise import spoken
from editor.alignment.scripts import PUNCTUATION, is_letter, is_spaceless

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from editor.alignment.plan import Slot
    from editor.alignment.whisper import Encoded, Engine

MAX_TOKENS = 440
"""Whisper's decoder has 448 places; the start sequence takes up to four, the end one."""


LETTER_LAG_MS = 75
"""Attention reaches a word's first letter in the middle of its sound, that much after its start.

Measured with tiny.en on two made voices; the space before the word is reached without such a lag.
"""
ROUGH_LAG_MS = 55
"""Attention reaches word pieces so much before they begin."""
_LOST_MS = 700
_COLLAPSED_MS = 12
_TOUCHING_MS = 250
_SHARE_OF_START = 0.7
"""Where words touch, the end of one and the start of the next are two readings of one edge."""


class Said(Enum):
    """Which side of a slot is spoken."""

    GIVEN = "given"
    HEARD = "heard"


class Placed(NamedTuple):
    """A slot and what is spoken there.

    Attributes:
        slot: The slot.
        said: Which side is spoken, as far as one knows.
        words: Where each word of that side is, in ms; None for a given word that is not spoken.
        probability: How likely the model finds the characters of that side, 0..1.
        apart: How far attention and the HMM are from each other about its start, in ms; None where
            they were not both asked.
        decided: Whether the sound was asked which side it is.
    """

    slot: Slot
    said: Said
    words: tuple[Span | None, ...]
    probability: float
    apart: int | None = None
    decided: bool = False

    @property
    def span(self) -> Span | None:
        """From the first spoken word to the last."""
        there = [word for word in self.words if word]
        return Span(there[0].start, there[-1].end) if there else None


def likely_side(slot: Slot) -> Said:
    """What to look for before the sound is asked: what was heard, where the text has another."""
    return Said.HEARD if slot.heard and not slot.same else Said.GIVEN


def side(slot: Slot, said: Said) -> list[str]:
    """The words of one side of a slot."""
    if said is Said.HEARD:
        return [word.text for word in slot.heard]
    return [slot.given.text] if slot.given else []


def letters(text: str, language: str) -> str:
    """A written word as it is fed to the model: digits and symbols spelled out, no punctuation."""
    plain = text.strip(PUNCTUATION)
    if all(is_letter(c) or c in "'’" for c in plain):
        return plain
    if any(map(is_spaceless, plain)):
        return "".join(c for c in plain if c.isalnum() or is_letter(c))
    return " ".join(spoken(text, language))


def place(
    engine: Engine, encoded: Encoded, window: Span, slots: Sequence[Slot], *, language: str,
    shift: int,
) -> list[Placed]:  # fmt: skip
    """Where each slot is in a window. What exceeds the model's room shares the last moment.

    `shift` is what this model's times are late by, in ms.
    """
    groups = [[_tokens(engine, t, language) for t in side(s, likely_side(s))] for s in slots]
    tokens = [token for group in groups for word in group for token in (*word.lead, *word.rest)]
    if not tokens:
        return [_nowhere(slot, group) for slot, group in zip(slots, groups, strict=True)]
    forced = engine.force(encoded, tokens[:MAX_TOKENS])
    edges = window.start - shift + forced.starts
    words = _spans([word for group in groups for word in group], edges, window)
    out: list[Placed] = []
    at = n = 0
    for slot, group in zip(slots, groups, strict=True):
        first, at = at, min(MAX_TOKENS, at + sum(len(w.lead) + len(w.rest) for w in group))
        likely = float(forced.probabilities[first:at].mean()) if at > first else 0.0
        spans = _mended(slot, words[n : n + len(group)])
        out.append(Placed(slot, likely_side(slot), spans, likely))
        n += len(group)
    return out


def _mended(slot: Slot, words: Sequence[Span]) -> tuple[Span | None, ...]:
    """The rough times of recognition for words that attention to characters has lost.

    It collapses now and then, mostly after a number: some words get no time, or all of it.
    """
    if not slot.heard:
        return tuple(words)
    size = sum(len(text) for text in side(slot, likely_side(slot)))
    length = words[-1].end - words[0].start
    rough = [Span(word.start + ROUGH_LAG_MS, word.end + ROUGH_LAG_MS) for word in slot.heard]
    if abs(words[0].start - rough[0].start) <= _LOST_MS and length >= _COLLAPSED_MS * size:
        return tuple(words)
    whole = Span(rough[0].start, max(rough[0].start, rough[-1].end))
    return tuple(rough) if len(rough) == len(words) else (whole,) * len(words)


class _Tokens(NamedTuple):
    """A word's tokens: the space before it, and its characters."""

    lead: tuple[int, ...]
    rest: tuple[int, ...]


def _nowhere(slot: Slot, group: Sequence[_Tokens]) -> Placed:
    return Placed(slot, likely_side(slot), (None,) * len(group), 0.0)


def _spans(words: Sequence[_Tokens], edges: np.ndarray, window: Span) -> list[Span]:
    """Times from the moments at which attention reaches each token."""
    starts: list[int] = []
    ends: list[int] = []
    at, last = 0, len(edges) - 1
    for word in words:
        letter = min(at + len(word.lead), last)
        at = min(at + len(word.lead) + len(word.rest), last)
        starts.append(max(window.start, int(edges[letter]) - LETTER_LAG_MS))
        ends.append(max(window.start, int(edges[at])))
    for k in range(1, len(words)):
        apart = starts[k] - ends[k - 1]
        if abs(apart) < _TOUCHING_MS:
            starts[k] = ends[k - 1] = round(ends[k - 1] + _SHARE_OF_START * apart)
    low = window.start
    out: list[Span] = []
    for start, end in zip(starts, ends, strict=True):
        start = max(low, start)
        low = max(start, end)
        out.append(Span(start, low))
    return out


def count_tokens(engine: Engine, slots: Sequence[Slot], language: str) -> int:
    """How many tokens the slots take."""
    words = (_tokens(engine, t, language) for s in slots for t in side(s, likely_side(s)))
    return sum(len(word.lead) + len(word.rest) for word in words)


def _tokens(engine: Engine, text: str, language: str) -> _Tokens:
    text = letters(text, language)
    if not text:
        return _Tokens((), ())
    lead = () if is_spaceless(text[0]) else tuple(engine.pieces(" "))
    return _Tokens(lead, tuple(t for group in engine.characters(text) for t in group))
