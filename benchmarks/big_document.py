"""A document as large as a three-hour episode, made in a moment: text and times, no sound."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks.episode_text import talk
from editor.transcript.document import (
    AdKind,
    AdRead,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
)
from editor.transcript.words import AdId, Match, Timing, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = ("Maren Tolliver", "Idris Quayle", "Anselm Brandt", "Hester Blythe", "Kwame Adjei")
_SPONSORS = ("Harbour Kettle", "Slow Post", "Moss and Daughter", "Field Notes Bank")
_KINDS = (AdKind.PRE_ROLL, AdKind.MID_ROLL, AdKind.MID_ROLL, AdKind.HOUSE)
_WORD_GAP_MS, _TURN_GAP_MS = (0, 60), (150, 900)
_MS_PER_LETTER, _SHORTEST_MS = (45, 75), 90


def big_transcript(
    words: int = 35_000, turns: int = 900, speakers: int = 3, ads: int = 8, seed: int = 1
) -> Transcript:
    """A measured document of exactly this size, the same for the same seed.

    Args:
        words: How many words; at least `turns`.
        turns: How many turns; at least one.
        speakers: How many speakers.
        ads: How many ad reads, one turn each; at most `turns`.
        seed: Another seed, another document.
    """
    rng = random.Random(seed)
    rows = tuple(Speaker(SpeakerId(n + 1), _NAMES[n % len(_NAMES)], n) for n in range(speakers))
    reads = tuple(
        AdRead(AdId(n + 1), _KINDS[n % len(_KINDS)], _SPONSORS[n % len(_SPONSORS)])
        for n in range(ads)
    )
    ad_of = {turns * n // ads: read.id for n, read in enumerate(reads)}
    text, now, made = _endless_words(rng), 0, []
    for index, size in enumerate(_sizes(words, turns, rng)):
        tokens = _as_turn([next(text) for _ in range(size)])
        now += rng.randint(*_TURN_GAP_MS)
        spoken, now = _timed(tokens, now, ad_of.get(index), rng)
        speaker = rows[index % speakers].id if speakers else None
        made.append(Turn(TurnId(index + 1), speaker, spoken))
    return Transcript(tuple(made), Tables(rows, reads))


def _sizes(words: int, turns: int, rng: random.Random) -> list[int]:
    """Turn lengths of very different size that add up."""
    cuts = sorted(rng.sample(range(1, words), turns - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, words], strict=True)]


def _endless_words(rng: random.Random) -> Iterator[str]:
    for line in talk(rng):
        yield from line.text.split()


def _as_turn(tokens: list[str]) -> list[str]:
    first, last = tokens[0], tokens[-1]
    tokens[0] = first[0].upper() + first[1:]
    if tokens[-1][-1] not in ".?!":
        tokens[-1] = (tokens[0] if len(tokens) == 1 else last).rstrip(",") + "."
    return tokens


def _timed(
    tokens: list[str], now: int, ad: AdId | None, rng: random.Random
) -> tuple[tuple[Word, ...], int]:
    """The words of a turn from `now` on, and the ms where the last one ends."""
    words = []
    for token in tokens:
        start = now + rng.randint(*_WORD_GAP_MS)
        now = start + max(_SHORTEST_MS, len(token) * rng.randint(*_MS_PER_LETTER))
        likelihood = rng.randint(55, 99)
        words.append(Word(token, start, now, Timing.MEASURED, 95, ad, Match.MATCHED, likelihood))
    return tuple(words), now
