"""A document with its times moved to another edit of the episode."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.results import with_time
from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from editor.alignment.aligner import WordTime
    from editor.alignment.other_cut import CutMap
    from editor.transcript.document import Place, Transcript, Turn
    from editor.transcript.words import Word

    Times = Mapping[Place, WordTime]


class Retimed(NamedTuple):
    """A document for another edit.

    Attributes:
        document: With the times of the new sound.
        kept: How many words are in both edits.
        lost: How many are not in the new one.
        by_text: How many of those kept have other sound and were found by what is said.
    """

    document: Transcript
    kept: int
    lost: int
    by_text: int = 0


def retime_document(
    document: Transcript,
    mapping: CutMap,
    *,
    keep_lost: bool = False,
    by_text: Times | None = None,
) -> Retimed:
    """Move all times to another edit.

    A word is in the new sound if its middle is. A word without times goes with the timed word
    before it. Where times come from stays what it was where the sound is the same; a word that was
    found by text is measured, even if its old times were set by hand.

    Args:
        document: With times of the old sound.
        mapping: From the old sound to the new one.
        keep_lost: Whether words that were cut out stay in the text, as not spoken.
        by_text: Words with other sound that are in the new one all the same.
    """
    found = by_text or {}
    turns, kept, lost = [], 0, 0
    for index, turn in enumerate(document.turns):
        here = {place.word: time for place, time in found.items() if place.turn == index}
        words = _apart(list(_moved(turn, mapping, here)), here)
        gone = words.count(None)
        kept, lost = kept + len(words) - gone, lost + gone
        new = tuple(
            _silent(old) if word is None else word
            for old, word in zip(turn.words, words, strict=True)
            if keep_lost or word is not None
        )
        if new or not turn.words:
            turns.append(replace(turn, words=new))
    first = document.turns[0]
    left = tuple(turns) or (replace(first, words=()),)
    alive = {word.ad for turn in left for word in turn.words}
    ads = tuple(row for row in document.ads if row.id in alive)
    tables = document.tables._replace(ads=ads)
    return Retimed(replace(document, turns=left, tables=tables), kept, lost, len(found))


def _moved(turn: Turn, mapping: CutMap, found: Mapping[int, WordTime]) -> Iterator[Word | None]:
    """Each word with its new times; None for those that were cut out."""
    # Words before the first with times go with that one.
    first = next((k for k, word in enumerate(turn.words) if word.timed), None)
    here = first is None or first in found or _in(turn.words[first], mapping)
    for index, word in enumerate(turn.words):
        if index in found:
            here = True
            yield with_time(word, found[index])
            continue
        if word.timed:
            here = _in(word, mapping)
        yield _shifted(word, mapping) if here else None


def _apart(words: list[Word | None], found: Mapping[int, WordTime]) -> list[Word | None]:
    """What was found by text between its neighbours, of which those found by sound are exact."""
    ceiling: int | None = None
    ceilings = dict[int, int | None]()
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if index in found:
            ceilings[index] = ceiling
        elif word is not None and word.timed:
            ceiling = word.start
    floor = 0
    for index, word in enumerate(words):
        if word is None or not word.timed:
            continue
        if index in found:
            top = ceilings[index]
            start = max(floor, word.start if top is None else min(word.start, top))
            end = max(start, word.end if top is None else min(word.end, top))
            words[index] = word = word._replace(start=start, end=end)
        floor = word.end
    return words


def _in(word: Word, mapping: CutMap) -> bool:
    return mapping((word.start + word.end) // 2) is not None


def _shifted(word: Word, mapping: CutMap) -> Word:
    piece = mapping.piece_at((word.start + word.end) // 2) if word.timed else None
    if piece is None:
        return word
    start, end = max(word.start, piece.start), min(word.end, piece.end)
    return word._replace(start=start + piece.shift, end=max(start, end) + piece.shift)


def _silent(word: Word) -> Word:
    return word.without_times()._replace(match=Match.NO_SOUND)
