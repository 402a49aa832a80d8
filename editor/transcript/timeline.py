"""From a moment in the audio to a word, and from a caret to a word."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from editor.transcript.document import Place, Transcript, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.transcript.words import Word


class Timeline:
    """An index of one document by time. Make a new one when the document changes: it is cheap."""

    def __init__(self, document: Transcript) -> None:
        self._turns = document.turns
        spans = sorted(
            (start, turn.end or start, index)
            for index, turn in enumerate(document.turns)
            if (start := turn.start) is not None
        )
        self._starts = [start for start, _, _ in spans]
        self._indices = [index for _, _, index in spans]
        # The latest end so far says how far back a turn can still be speaking.
        self._latest = list(accumulate((end for _, end, _ in spans), max))

    def word_at(self, moment: int) -> Place | None:
        """The word being spoken at `moment` (ms), or the last one before a pause.

        None before the first timed word.
        """
        slot = bisect_right(self._starts, moment) - 1
        if slot < 0:
            return None
        candidate = slot
        while candidate >= 0 and self._latest[candidate] > moment:
            turn = self._indices[candidate]
            end = self._turns[turn].end
            if end is not None and end > moment:
                return _in_turn(self._turns[turn], turn, moment)
            candidate -= 1
        turn = self._indices[slot]
        return _in_turn(self._turns[turn], turn, moment)

    def word_spoken_at(self, moment: int) -> Place | None:
        """The word being spoken at `moment` (ms); None in a pause."""
        place = self.word_at(moment)
        if place is None:
            return None
        word = self._turns[place.turn].words[place.word]
        return place if word.start <= moment < max(word.end, word.start + 1) else None

    def turns_between(self, start: int, end: int) -> list[int]:
        """Indices of the turns that are heard between two moments (ms), in order of time."""
        last = bisect_right(self._starts, end)
        first = bisect_right(self._latest, start)
        return [
            index for index in self._indices[first:last] if (self._turns[index].end or 0) >= start
        ]


def _in_turn(turn: Turn, index: int, moment: int) -> Place | None:
    # Words without times stand between timed ones, so search among the timed ones only.
    timed = [w for w, word in enumerate(turn.words) if word.timed]
    slot = bisect_right(timed, moment, key=lambda w: turn.words[w].start) - 1
    return Place(index, timed[slot]) if slot >= 0 else None


def time_near(document: Transcript, place: Place) -> int | None:
    """When the word at `place` begins, in ms; for a word without times, where it would be heard.

    None when no word of the document has times.
    """
    words = document.turns[place.turn].words
    if place.word < len(words) and words[place.word].timed:
        return words[place.word].start
    before = next((word.end for word in reversed(words[: place.word]) if word.timed), None)
    if before is not None:
        return before
    after = next((word.start for word in words[place.word :] if word.timed), None)
    return after if after is not None else _end_before(document.turns[: place.turn])


def _end_before(turns: Sequence[Turn]) -> int | None:
    return next((end for turn in reversed(turns) if (end := turn.end) is not None), None)


def place_at(turn: Turn, index: int, offset: int) -> Place | None:
    """The word under a character offset of the turn's text, or the one to its left.

    None when the turn has no words.
    """
    position = 0
    for w, word in enumerate(turn.words):
        position += len(word.text) + 1
        if offset < position:
            return Place(index, w)
    return Place(index, len(turn.words) - 1) if turn.words else None


def offset_of(turn: Turn, word: int) -> int:
    """The character offset in the turn's text at which its `word`-th word begins."""
    return sum(len(before.text) + 1 for before in turn.words[:word])


def words_in(
    document: Transcript, first: tuple[int, int], last: tuple[int, int]
) -> tuple[Place, Place] | None:
    """The first and last word that a selection touches, given as (turn, offset) pairs in order.

    A selection that only touches white space selects nothing.
    """
    chosen = [
        Place(index, w)
        for index in range(first[0], last[0] + 1)
        for w, (start, end) in enumerate(extents(document.turns[index].words))
        if (index > first[0] or end > first[1]) and (index < last[0] or start < last[1])
    ]
    return (chosen[0], chosen[-1]) if chosen else None


def extents(words: Sequence[Word]) -> list[tuple[int, int]]:
    """From which to which character offset of their turn's text words stand."""
    extents, start = [], 0
    for word in words:
        extents.append((start, start + len(word.text)))
        start += len(word.text) + 1
    return extents
