"""How far a word's time and a word's text can be trusted: probabilities, not scores.

Of all words that get 80 % here, eight in ten are right: about their start, if it is within 100 ms
of the truth; about their text, if that word is said there. What is known about a word puts it into
a cell of a table; the table holds how often such words were right on made speech in several voices,
with texts of which one word in ten was wrong (`python -m benchmarks confidence`, which also tells
how well that holds for voices it has not seen).
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any

from editor.alignment.forced import ROUGH_LAG_MS, Said
from editor.settings.data_files import data_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from editor.alignment.forced import Placed

TABLE_FILE = "resources/confidence.toml"
APART_MS = (20, 40, 80, 160, 320)
"""Edges of how far two ways of finding a start are from each other."""
ALIKE = (0.5, 0.7, 0.8, 0.9, 0.999)
"""Edges of how alike the given and the heard words are."""
PROBABILITY = (0.3, 0.5, 0.7, 0.85, 0.95)
"""Edges of how likely the model found what it wrote down."""
UNKNOWN = 50
"""Percent, where the table has nothing."""

Key = tuple[str, str, int]
"""What is asked ("timing" or "text"), the kind of word, and the cell among those of its kind."""


def timing(placed: Placed) -> int:
    """How likely the start of a placed word is within 100 ms of the truth, percent."""
    return percent(timing_key(placed))


def text(placed: Placed) -> int:
    """How likely the given word is said where it was placed, percent."""
    return percent(text_key(placed))


def percent(key: Key) -> int:
    """The table's value for a cell."""
    asked, kind, cell = key
    row = table().get(asked, {}).get(kind, ())
    return round(row[cell]) if cell < len(row) else UNKNOWN


@cache
def table() -> Mapping[str, Any]:
    """What was measured: percent, for each cell of each kind."""
    return tomllib.loads(data_file(TABLE_FILE).read_text("utf-8"))


def timing_key(placed: Placed) -> Key:
    """The cell for a word's time: which way it was found, and how far another way is from it."""
    way = "hmm" if placed.decided else "attention"
    apart = placed.apart if placed.decided else _from_recognition(placed)
    kind = f"{way}, {_known_as(placed)}"
    return ("timing", kind, len(APART_MS) + 1 if apart is None else bisect_right(APART_MS, apart))


def text_key(placed: Placed) -> Key:
    """The cell for a word's text: what was heard there, and how surely."""
    heard, way = placed.slot.heard, "decided" if placed.decided else "undecided"
    if not heard:
        return ("text", f"{way}, unheard", 0)
    if placed.slot.similarity >= ALIKE[-1]:
        sure = sum(word.probability for word in heard) / len(heard)
        return ("text", f"{way}, heard as written", bisect_right(PROBABILITY, sure))
    kept = "kept" if placed.said is Said.GIVEN else "replaced"
    return ("text", f"{way}, {kept}", bisect_right(ALIKE, placed.slot.similarity))


def _known_as(placed: Placed) -> str:
    if not placed.slot.heard:
        return "unheard"
    return "heard" if placed.slot.same else "heard differently"


def _from_recognition(placed: Placed) -> int | None:
    """How far the start is from the rough one of recognition, in ms."""
    if not placed.slot.heard or placed.span is None:
        return None
    return abs(placed.span.start - placed.slot.heard[0].start - ROUGH_LAG_MS)
