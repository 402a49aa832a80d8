"""Turns made of what the model wrote down, for audio that has no transcript."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from editor.transcript.document import Transcript, Turn, TurnId
from editor.transcript.patch import Patch
from editor.transcript.words import Match, Timing, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editor.alignment.aligner import HeardWord, Segment

PAUSE_MS = 1200
"""A silence this long begins a new turn: often somebody else goes on."""
ENOUGH_WORDS = 60
"""After this many words a turn ends with its sentence, so that turns stay readable."""
SENTENCE_END = (".", "?", "!", "…")


def append_heard(document: Transcript, segments: Sequence[Segment]) -> Patch:
    """A patch that adds what was heard after what the document has.

    The last turn goes on if the sound does; a single empty turn is replaced.
    """
    last = len(document.turns) - 1
    turn = document.turns[last]
    words = list(turn.words)
    turns: list[Turn] = []
    ids = map(TurnId, count(max(turn.id for turn in document.turns) + 1))
    current = turn.id
    for word in _words(segments):
        if words and _begins_turn(words, word):
            turns.append(Turn(current, turn.speaker if current == turn.id else None, tuple(words)))
            current, words = next(ids), []
        words.append(word)
    turns.append(Turn(current, turn.speaker if current == turn.id else None, tuple(words)))
    return Patch(last, (turn,), tuple(turns), label="Transcribe")


def _begins_turn(words: Sequence[Word], word: Word) -> bool:
    before = words[-1]
    if before.timed and word.start - before.end >= PAUSE_MS:
        return True
    return len(words) >= ENOUGH_WORDS and before.text.endswith(SENTENCE_END)


def _words(segments: Iterable[Segment]) -> Iterable[Word]:
    floor = 0
    for segment in segments:
        for heard in segment.words:
            for text in heard.text.split():
                # A model can overlap its own windows by a little; the document may not.
                start = max(floor, heard.start)
                floor = max(start, heard.end)
                yield _word(heard, text, start, floor)


def _word(heard: HeardWord, text: str, start: int, end: int) -> Word:
    return Word(
        text, start, end, Timing.MEASURED, heard.likelihood, None, Match.MATCHED, heard.likelihood
    )
