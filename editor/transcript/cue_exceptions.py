"""Changes of the captions by hand: tied to words, found again after the text was edited.

An exception remembers its turn, the word's index there, the word and two words on either side.
None of these needs to stay: a corrected word is known by its neighbours, a shifted one by its
text, one that a split or join moved to another turn by where it stands in the whole text. An
exception whose word cannot be found is kept, and told to the user, who decides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.document import CueChange, CueException, Place
from editor.transcript.patch import Patch, TableChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editor.transcript.document import Transcript

_WEIGHTS = (1, 2, 3, 2, 1)
"""What it counts if a word at this place of `CueException.texts` is still there."""
_ENOUGH = 4
"""In its own turn: both neighbours of a corrected word, or the word and a word beside it."""
_ENOUGH_ELSEWHERE = 7
"""In another turn: the word and both neighbours."""
_NEAR = 300
"""How many words away from where it was a word is looked for in other turns."""
_FAR_PER_POINT = 50
"""So many words of distance outweigh one point of likeness."""
_AT_HOME = 3.5
"""So many points its own turn is better than another, for phrases that come again and again."""


class Found(NamedTuple):
    """An exception and the word that it is about; None when that is gone (it is stale)."""

    exception: CueException
    place: Place | None


def locate(document: Transcript) -> tuple[Found, ...]:
    """Where the exceptions of a document stand now, in the order in which they are kept."""
    if not document.breaks:
        return ()
    text = _Text(document)
    return tuple(Found(exception, text.find(exception)) for exception in document.breaks)


def change_cues(
    document: Transcript,
    label: str,
    *,
    add: Iterable[tuple[CueChange, Place, int]] = (),
    drop: Iterable[CueException] = (),
) -> Patch:
    """A patch that adds exceptions at words, and takes others away.

    An exception takes the place of one of the same kind at the same word, and a break and a join
    at one word exclude each other. All others are tied anew to their words as they read now, so
    that they survive the next edits as well.

    Args:
        document: The document as it is now.
        label: What the user did, for the undo menu.
        add: Kind, word and milliseconds of each new one.
        drop: Those to take away.
    """
    text = _Text(document)
    new = {(kind, place): text.tied(kind, place, ms) for kind, place, ms in add}
    gone = set(drop)
    kept: dict[object, CueException] = {}
    for exception in document.breaks:
        if exception in gone:
            continue
        kind, place = exception.kind, text.find(exception)
        if place is None:
            kept[exception] = exception
        elif not any((other, place) in new for other in _excluded_by(kind)):
            kept[kind, place] = text.tied(kind, place, exception.ms)
    tables = document.tables._replace(breaks=(*kept.values(), *new.values()))
    return Patch(0, (), (), TableChange(document.tables, tables), label)


def _excluded_by(kind: CueChange) -> tuple[CueChange, ...]:
    if kind is CueChange.JOIN:
        return CueChange.JOIN, CueChange.BREAK, CueChange.START
    if kind in (CueChange.BREAK, CueChange.START):
        return kind, CueChange.JOIN
    return (kind,)


class _Text:
    """All words of a document in a row, to find some of them again."""

    def __init__(self, document: Transcript) -> None:
        self._document = document
        # Two empty words around the text, so that every word has neighbours.
        words = (word.text for turn in document.turns for word in turn.words)
        self._texts = ["", "", *words, "", ""]
        lengths = (len(turn.words) for turn in document.turns)
        self._starts = list(accumulate(lengths, initial=2))
        self._at: dict[str, list[int]] = {}
        if document.breaks:
            for position, text in enumerate(self._texts):
                self._at.setdefault(text, []).append(position)

    def tied(self, kind: CueChange, place: Place, ms: int) -> CueException:
        """An exception at a word."""
        position = self._starts[place.turn] + place.word
        texts = self._texts[position - 2 : position + 3]
        before, left, word, right, after = texts
        turn = self._document.turns[place.turn].id
        return CueException(kind, turn, place.word, (before, left, word, right, after), ms)

    def find(self, exception: CueException) -> Place | None:
        """The word that an exception is about, or None."""
        turn = self._document.index_of.get(exception.turn)
        if turn is None:
            return self._only_one(exception)
        first, stop = self._starts[turn], self._starts[turn + 1]
        expected = first + exception.word
        low, high = min(first, expected - _NEAR), max(stop, expected + _NEAR)
        ranked = []
        for position in self._candidates(exception, low, high):
            likeness, own = self._likeness(exception, position), first <= position < stop
            if likeness >= (_ENOUGH if own else _ENOUGH_ELSEWHERE):
                distance = abs(position - expected)
                rank = likeness + _AT_HOME * own - distance / _FAR_PER_POINT
                ranked.append((rank, position, own or not distance))
        if not ranked:
            return self._only_one(exception)
        _, position, sure = max(ranked)
        # Of several equal phrases around the turn that it is gone from, none may be it.
        return self._place(position) if sure or len(ranked) == 1 else None

    def _only_one(self, exception: CueException) -> Place | None:
        """The one place anywhere in the text that reads like it; None if there are several."""
        found = [
            position
            for position in self._candidates(exception, 0, len(self._texts))
            if self._likeness(exception, position) >= _ENOUGH_ELSEWHERE
        ]
        return self._place(found[0]) if len(found) == 1 else None

    def _candidates(self, exception: CueException, low: int, high: int) -> Iterator[int]:
        """Positions of words that could be it: the text is the same, or a neighbour's is."""
        seen: set[int] = set()
        for text, offset in zip(exception.texts[1:4], (1, 0, -1), strict=True):
            there = self._at.get(text, ()) if text else ()
            for index in range(
                bisect_left(there, low - offset), bisect_right(there, high - 1 - offset)
            ):
                position = there[index] + offset
                if position not in seen and 2 <= position < len(self._texts) - 2:
                    seen.add(position)
                    yield position

    def _likeness(self, exception: CueException, position: int) -> int:
        there = self._texts[position - 2 : position + 3]
        rows = zip(exception.texts, there, _WEIGHTS, strict=True)
        return sum(weight for wanted, text, weight in rows if wanted == text)

    def _place(self, position: int) -> Place:
        turn = bisect_right(self._starts, position) - 1
        return Place(turn, position - self._starts[turn])
