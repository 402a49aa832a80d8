"""Which turns a change of the speaker is about, and who speaks when it is not this one."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editor.transcript.document import SpeakerId, Transcript


class Scope(Enum):
    """How far a change of the speaker reaches from a turn."""

    THIS = "this turn"
    ALL = "all turns"
    """Every turn of the speaker that this one has."""
    ONWARDS = "from here on"
    """This turn, and those of the same speaker after it."""


def turns_in(document: Transcript, turn: int, scope: Scope) -> tuple[int, ...]:
    """The indices of the turns in a scope, seen from the turn with this index."""
    if scope is Scope.THIS:
        return (turn,)
    first = turn if scope is Scope.ONWARDS else 0
    return turns_of(document, document.turns[turn].speaker, first)


def turns_of(document: Transcript, speaker: SpeakerId | None, first: int = 0) -> tuple[int, ...]:
    """The indices of a speaker's turns from a turn on; None asks for those without a speaker."""
    turns = document.turns[first:]
    return tuple(index for index, turn in enumerate(turns, first) if turn.speaker == speaker)


def other_speaker(document: Transcript, turn: int, current: SpeakerId | None) -> SpeakerId | None:
    """Who speaks here if it is not `current`: the other one of the last two speakers.

    The last two are the nearest two different speakers before the turn; where fewer than two have
    spoken yet, those after it count, then those of the list. Nothing else is remembered, so the
    same key does the same thing after an undo, a jump or a restart.

    Args:
        document: The document.
        turn: Index of the turn in question.
        current: Who it is not; None and speakers that are not among the two mean: not the one who
            spoke last.

    Returns:
        The speaker; None when there is no other.
    """
    pair: list[SpeakerId] = []
    for speaker in _nearest(document, turn):
        if speaker not in pair:
            pair.append(speaker)
        if len(pair) == 2:
            return pair[0] if current == pair[1] else pair[1]
    return next((speaker for speaker in pair if speaker != current), None)


def _nearest(document: Transcript, turn: int) -> Iterator[SpeakerId]:
    for other in (*reversed(document.turns[:turn]), *document.turns[turn + 1 :]):
        if other.speaker is not None:
            yield other.speaker
    for row in document.speakers:
        yield row.id
