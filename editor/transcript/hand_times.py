"""Changes of word times by hand. What is set here, only the user moves again."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from editor.transcript.patch import Patch
from editor.transcript.words import Timing

if TYPE_CHECKING:
    from editor.transcript.document import Place, Transcript
    from editor.transcript.words import Word

SHORTEST_MS = 20
"""No word is made shorter than this: the shortest spoken words last about 40 ms."""


class Edge(Enum):
    """An edge of a word in time."""

    START = "start"
    END = "end"


def move_edge(document: Transcript, place: Place, edge: Edge, moment: int) -> Patch:
    """Put the start or end of a word to `moment` (ms), as far as there is room.

    The neighbour in the same turn gives way down to its shortest length, unless it was set by
    hand itself. A word without times cannot be moved: the patch changes nothing.
    """
    turn = document.turns[place.turn]
    words = list(turn.words)
    word = words[place.word]
    if word.timed:
        step = -1 if edge is Edge.START else 1
        other = _timed_neighbour(words, place.word, step)
        if edge is Edge.START:
            _move_start(words, place.word, other, moment)
        else:
            _move_end(words, place.word, other, moment)
    new = replace(turn, words=tuple(words))
    return Patch(place.turn, (turn,), (new,), label=f"Move {edge.value} of word")


def _timed_neighbour(words: list[Word], index: int, step: int) -> int | None:
    index += step
    while 0 <= index < len(words):
        if words[index].timed:
            return index
        index += step
    return None


def _move_start(words: list[Word], index: int, other: int | None, moment: int) -> None:
    word = words[index]
    floor = 0 if other is None else _yields_to(words[other], words[other].start + SHORTEST_MS)
    start = max(floor, min(moment, word.end - SHORTEST_MS))
    words[index] = word._replace(start=start, timing=Timing.HAND)
    if other is not None and words[other].end > start:
        words[other] = words[other]._replace(end=start)


def _yields_to(neighbour: Word, shortest: int) -> int:
    """The earliest start that the word before allows."""
    return neighbour.end if neighbour.timing is Timing.HAND else min(neighbour.end, shortest)


def _move_end(words: list[Word], index: int, other: int | None, moment: int) -> None:
    word = words[index]
    end = max(moment, word.start + SHORTEST_MS)
    if other is not None:
        neighbour = words[other]
        fixed = neighbour.timing is Timing.HAND
        ceiling = neighbour.start if fixed else max(neighbour.start, neighbour.end - SHORTEST_MS)
        end = min(end, ceiling)
        if not fixed and neighbour.start < end:
            words[other] = neighbour._replace(start=end)
    words[index] = word._replace(end=end, timing=Timing.HAND)


def shift_all(document: Transcript, milliseconds: int) -> Patch:
    """Move every word by the same time, for audio that begins earlier or later than it did.

    No word begins before zero; where the times come from stays as it was.
    """
    new = tuple(
        replace(turn, words=tuple(_shifted(word, milliseconds) for word in turn.words))
        for turn in document.turns
    )
    return Patch(0, document.turns, new, label="Shift all times")


def _shifted(word: Word, milliseconds: int) -> Word:
    if not word.timed:
        return word
    start = max(0, word.start + milliseconds)
    return word._replace(start=start, end=max(start, word.end + milliseconds))
