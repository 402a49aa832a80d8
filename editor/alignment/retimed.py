"""A document with its times moved to another edit of the episode."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editor.alignment.other_cut import CutMap
    from editor.transcript.document import Transcript, Turn
    from editor.transcript.words import Word


class Retimed(NamedTuple):
    """A document for another edit.

    Attributes:
        document: With the times of the new sound.
        kept: How many words are in both edits.
        lost: How many are not in the new one.
    """

    document: Transcript
    kept: int
    lost: int


def retime_document(document: Transcript, mapping: CutMap, *, keep_lost: bool = False) -> Retimed:
    """Move all times to another edit.

    A word is in the new sound if its middle is. A word without times goes with the timed word
    before it. Where times come from stays what it was: the sound is the same.

    Args:
        document: With times of the old sound.
        mapping: From the old sound to the new one.
        keep_lost: Whether words that were cut out stay in the text, as not spoken.
    """
    turns, kept, lost = [], 0, 0
    for turn in document.turns:
        words = list(_moved(turn, mapping))
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
    return Retimed(replace(document, turns=left, tables=tables), kept, lost)


def _moved(turn: Turn, mapping: CutMap) -> Iterator[Word | None]:
    """Each word with its new times; None for those that were cut out."""
    # Words before the first with times go with that one.
    first = next((word for word in turn.words if word.timed), None)
    here = first is None or _in(first, mapping)
    for word in turn.words:
        if word.timed:
            here = _in(word, mapping)
        yield _shifted(word, mapping) if here else None


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
