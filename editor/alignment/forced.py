"""Times by attention: the known text is fed to the model, character by character.

The method, characters as tokens and a few chosen heads, is that of "Whisper has an internal word
aligner" (arXiv 2509.09987).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.audio import Span
from editor.alignment.normalise import is_spaceless, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.alignment.plan import Slot
    from editor.alignment.whisper import Encoded, Engine

MAX_TOKENS = 440
"""Whisper's decoder has 448 places; the start sequence takes up to four, the end one."""


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
        confidence: How far the times can be trusted, percent.
        decided: Whether the sound was asked which side it is.
    """

    slot: Slot
    said: Said
    words: tuple[Span | None, ...]
    probability: float
    confidence: int = 50
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
    return [word.text for word in slot.given]


def letters(text: str, language: str) -> str:
    """A written word as it is fed to the model: digits and symbols spelled out, no punctuation."""
    plain = text.strip("\"'.,;:!?()[]{}…“”‘’—–-")
    if any(not (c.isalpha() or c in "'’") for c in plain):
        return " ".join(spoken(text, language))
    return plain


def place(
    engine: Engine, encoded: Encoded, window: Span, slots: Sequence[Slot], *, language: str,
    shift: int,
) -> list[Placed]:  # fmt: skip
    """Where each slot is in a window. What exceeds the model's room shares the last moment.

    `shift` is what this model's times are late by, in ms.
    """
    groups = [[_tokens(engine, t, language) for t in side(s, likely_side(s))] for s in slots]
    tokens = [token for group in groups for word in group for token in word][:MAX_TOKENS]
    if not tokens:
        return [
            Placed(s, likely_side(s), (None,) * len(g), 0.0)
            for s, g in zip(slots, groups, strict=True)
        ]
    forced = engine.force(encoded, tokens)
    edges = [max(window.start, window.start + int(start) - shift) for start in forced.starts]
    out: list[Placed] = []
    at = 0
    for slot, group in zip(slots, groups, strict=True):
        first, words = at, []
        for word in group:
            stop = min(at + len(word), len(tokens))
            words.append(Span(edges[at], edges[stop]))
            at = stop
        likely = float(forced.probabilities[first:at].mean()) if at > first else 0.0
        out.append(Placed(slot, likely_side(slot), tuple(words), likely))
    return out


def count_tokens(engine: Engine, slots: Sequence[Slot], language: str) -> int:
    """How many tokens the slots take."""
    return sum(
        len(_tokens(engine, text, language))
        for slot in slots
        for text in side(slot, likely_side(slot))
    )


def _tokens(engine: Engine, text: str, language: str) -> list[int]:
    """Tokens of a word's characters; the first one carries the space before it."""
    text = letters(text, language)
    if not text:
        return []
    lead = "" if is_spaceless(text[0]) else " "
    rest = engine.characters(text[1:])
    return [*engine.pieces(lead + text[0]), *(token for group in rest for token in group)]
