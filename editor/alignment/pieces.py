"""Which words of a job belong to which turn, however the document moves on meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from editor.alignment.results import apply_times
from editor.transcript.patch import Patch
from editor.transcript.words import Match, Timing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.alignment.aligner import WordTimes
    from editor.transcript.document import Transcript, Turn
    from editor.transcript.words import Word

CONTEXT_MS = 300
"""A window reaches this far into what surrounds it: an edge may be a little off."""


@dataclass
class Piece:
    """One turn of a job.

    Attributes:
        turn: The turn as it was sent, or as the queue itself left it since.
        first: Index of its first word among the words of the job.
    """

    turn: Turn
    first: int

    @property
    def stop(self) -> int:
        """Index behind its last word among the words of the job."""
        return self.first + len(self.turn.words)


def pieces_of(document: Transcript, turns: Iterable[int]) -> list[Piece]:
    """The turns that have words, numbered through."""
    pieces, first = [], 0
    for index in turns:
        turn = document.turns[index]
        if turn.words:
            pieces.append(Piece(turn, first))
            first += len(turn.words)
    return pieces


def results_patch(document: Transcript, pieces: list[Piece], event: WordTimes) -> Patch | None:
    """The change that brings results into the document; None when nothing fits any more.

    Results for a turn whose words are not those that were sent are dropped: the queue sees later
    that the turn has words nobody has aligned.
    """
    changed: dict[int, Turn] = {}
    stop = event.first + len(event.times)
    for piece in pieces:
        if piece.stop <= event.first or piece.first >= stop:
            continue
        index = document.index_of.get(piece.turn.id)
        if index is None or not _same_words(document.turns[index].words, piece.turn.words):
            continue
        skipped = max(0, piece.first - event.first)
        inside = max(0, event.first - piece.first)
        times = event.times[skipped : piece.stop - event.first]
        now = document.turns[index]
        piece.turn = replace(now, words=apply_times(now.words, inside, times))
        changed[index] = piece.turn
    if not changed:
        return None
    low, high = min(changed), max(changed)
    old = document.turns[low : high + 1]
    new = tuple(changed.get(index, turn) for index, turn in enumerate(old, start=low))
    return Patch(low, old, new, label="Align")


def stale_turns(document: Transcript) -> list[int]:
    """Indices of the turns with words that nobody has aligned since they were typed."""
    return [index for index, turn in enumerate(document.turns) if any(map(_is_stale, turn.words))]


def stale_words(turn: Turn) -> frozenset[int]:
    """Indices of the words of a turn that nobody has aligned since they were typed."""
    return frozenset(index for index, word in enumerate(turn.words) if _is_stale(word))


def window_of(document: Transcript, turns: range, duration_ms: int) -> tuple[int, int]:
    """The stretch of audio (ms) in which a run of turns must be, told by its neighbours."""
    before = (turn.end for turn in reversed(document.turns[: turns.start]))
    after = (turn.start for turn in document.turns[turns.stop :])
    own = [(turn.start, turn.end) for turn in document.turns[turns.start : turns.stop] if turn.end]
    start = next((end for end in before if end is not None), 0)
    end = next((begin for begin in after if begin is not None), duration_ms)
    # Neighbours can stand in the wrong order; what the turns themselves know counts then.
    start = min([start, *(s for s, _ in own if s is not None)])
    end = max([end, *(e for _, e in own if e is not None)])
    return max(0, start - CONTEXT_MS), min(duration_ms or end, end + CONTEXT_MS)


def _same_words(now: tuple[Word, ...], sent: tuple[Word, ...]) -> bool:
    return now is sent or [word.text for word in now] == [word.text for word in sent]


def _is_stale(word: Word) -> bool:
    return word.match is Match.UNKNOWN and word.timing is not Timing.HAND
