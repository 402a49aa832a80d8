"""From timed pieces of text, as caption files have them, to turns of timed words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.imported import DraftTurn
from editor.transcript.sentences import ends_sentence
from editor.transcript.words import Timing, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CUE_START_CONFIDENCE = 55
"""Confidence (percent) of the first word of a cue: its start is the cue's own."""
CUE_INSIDE_CONFIDENCE = 30
"""Confidence (percent) of the words after it, whose times are shared out by length."""

PARAGRAPH_WORDS = 60
"""From this many words on, a turn ends where a sentence ends with a cue."""
LONGEST_PARAGRAPH = 150
"""From this many words on, a turn ends with the next cue, sentence or not."""
PARAGRAPH_PAUSE = 1500
"""A silence after a sentence, in ms, that begins a new turn."""


class Piece(NamedTuple):
    """A cue, or the part of one that one speaker says. Times in ms."""

    start: int
    end: int
    speaker: str | None
    words: tuple[Word, ...]
    change: bool = False
    """The file says that somebody else begins here."""


def interpolate(text: str, start: int, end: int, *, inside: bool = False) -> tuple[Word, ...]:
    """The words of `text` between two times (ms), each with a share by its length.

    `inside` says that the text continues a cue, so that no word is marked as a cue's first.
    """
    tokens = text.split()
    total = sum(len(token) + 1 for token in tokens)
    length = max(end - start, 0)
    words, done = [], 0
    for index, token in enumerate(tokens):
        begin = start + length * done // total
        done += len(token) + 1
        confidence = CUE_INSIDE_CONFIDENCE if index or inside else CUE_START_CONFIDENCE
        stop = start + length * done // total
        words.append(Word(token, begin, stop, Timing.ESTIMATED, confidence))
    return tuple(words)


def trim_overlaps(times: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cue times in ms, where a cue that the next one overlaps ends where that one starts."""
    trimmed = [
        (start, min(end, following)) if following > start else (start, end)
        for (start, end), (following, _) in pairwise(times)
    ]
    return [(start, max(start, end)) for start, end in [*trimmed, *times[-1:]]]


def turns_of(pieces: Iterable[Piece]) -> tuple[DraftTurn, ...]:
    """Join pieces to turns: a new one for another speaker, a pause, or a full paragraph."""
    turns: list[tuple[str | None, list[Word]]] = []
    for piece in pieces:
        if not piece.words:
            continue
        if not turns or _begins_turn(turns[-1], piece):
            turns.append((piece.speaker, []))
        turns[-1][1].extend(piece.words)
    return tuple(DraftTurn(speaker, in_order(words)) for speaker, words in turns)


def in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """The same words, their times clipped so that none begins before its neighbour ends."""
    last, ordered = 0, []
    for word in words:
        if word.timed and (word.start < last or word.end < max(word.start, last)):
            start = max(word.start, last)
            word = word._replace(start=start, end=max(word.end, start))
        last = word.end if word.timed else last
        ordered.append(word)
    return tuple(ordered)


def _begins_turn(turn: tuple[str | None, list[Word]], piece: Piece) -> bool:
    speaker, words = turn
    if piece.change or piece.speaker != speaker or piece.start < words[-1].end:
        return True
    if len(words) >= LONGEST_PARAGRAPH:
        return True
    pause = piece.start - words[-1].end
    return ends_sentence(words[-1].text) and (
        len(words) >= PARAGRAPH_WORDS or pause >= PARAGRAPH_PAUSE
    )
