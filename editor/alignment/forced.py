"""Times by attention: the known text is fed to the model, character by character.

The method, characters as tokens and a few chosen heads, is that of "Whisper has an internal word
aligner" (arXiv 2509.09987).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.normalise import is_spaceless, spoken
from editor.alignment.plan import Item, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.alignment.audio import Span
    from editor.alignment.whisper import Encoded, Engine


MAX_TOKENS = 440
"""Whisper's decoder has 448 places; the start sequence takes up to four, the end one."""


class Placed(NamedTuple):
    """An item and where it is spoken.

    Attributes:
        item: The item.
        start: Where it begins, in ms.
        end: Where it ends.
        probability: How likely the model finds its characters, 0..1.
        confidence: How far the times can be trusted, percent.
        spoken: Whether the given text is what is said: None while nothing but Whisper was asked.
    """

    item: Item
    start: int
    end: int
    probability: float
    confidence: int = 50
    spoken: bool | None = None


def letters(item: Item, language: str) -> str:
    """What to look for: what was heard where the text says something else, digits spelled out."""
    text = " ".join(item.heard) if item.kind is Kind.DIFFERENT else item.text
    parts = spoken(text, language)
    plain = text.strip("\"'.,;:!?()[]{}…“”‘’—–-")
    if any(not (c.isalpha() or c in "'’") for c in plain):
        return " ".join(parts) if parts else ""
    return plain


def place(
    engine: Engine, encoded: Encoded, window: Span, items: Sequence[Item], *, language: str,
    shift: int,
) -> list[Placed]:  # fmt: skip
    """Where each item is in a window; items beyond the model's room are left out.

    `shift` is what this model's times are late by, in ms.
    """
    tokens: list[int] = []
    ranges: list[tuple[Item, int, int]] = []
    for item in items:
        more = _tokens(engine, letters(item, language))
        if len(tokens) + len(more) > MAX_TOKENS:
            break
        ranges.append((item, len(tokens), len(tokens) + len(more)))
        tokens += more
    if not tokens:
        return []
    forced = engine.force(encoded, tokens)
    out: list[Placed] = []
    low = window.start
    for item, first, last in ranges:
        start = max(low, window.start + int(forced.starts[first]) - shift)
        end = max(start, window.start + int(forced.starts[last]) - shift)
        likely = float(forced.probabilities[first:last].mean()) if last > first else 0.0
        out.append(Placed(item, start, end, likely))
        low = end
    return out


def count_tokens(engine: Engine, items: Sequence[Item], language: str) -> int:
    """How many tokens the items take."""
    return sum(len(_tokens(engine, letters(item, language))) for item in items)


def _tokens(engine: Engine, text: str) -> list[int]:
    """Tokens of a word's characters; the first one carries the space before it."""
    if not text:
        return []
    lead = "" if is_spaceless(text[0]) else " "
    rest = engine.characters(text[1:])
    return [*engine.pieces(lead + text[0]), *(token for group in rest for token in group)]
