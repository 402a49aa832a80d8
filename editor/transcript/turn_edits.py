"""Changes of where turns begin and end, who speaks them, and which of them are reviewed.

Words that go from one turn to another keep their times. Only where they overlap in time with the
words that they come to stand beside, the less trusted ones give way, as in any turn; words set by
hand never do, and a change that would move one is not made.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editor.transcript.patch import Caret, Patch
from editor.transcript.retime import settle
from editor.transcript.scopes import other_speaker
from editor.transcript.speakers import relabel
from editor.transcript.text_edits import split_turn
from editor.transcript.timeline import extents, offset_of
from editor.transcript.words import Timing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from editor.transcript.document import Transcript, Turn
    from editor.transcript.words import Word


def split_to_other(document: Transcript, turn: int, offset: int) -> Patch:
    """Split a turn at a character offset; from there on, the other of the last two speaks.

    At the beginning of a turn nothing is split: the turn is the other's. Where there is no other
    speaker, both parts keep theirs.
    """
    there = document.turns[turn]
    if there.words and not there.text[:offset].strip():
        other = other_speaker(document, turn, there.speaker)
        return relabel(document, [turn], there.speaker if other is None else other)
    patch = split_turn(document, turn, offset)
    # Seen from the new turn, the one being split has spoken last.
    after = patch.apply_to(document)
    other = other_speaker(after, turn + 1, there.speaker)
    if other is None:
        return patch
    first, second = patch.new
    return replace(patch, new=(first, replace(second, speaker=other)), label="Split to other")


def words_up(document: Transcript, turn: int, count: int) -> Patch | None:
    """Move the first `count` words of a turn to the end of the turn above.

    A turn that loses all its words goes. None when there is no turn above, or no word to move, or
    a time set by hand would have to move.
    """
    if turn < 1 or not 0 < count <= len(document.turns[turn].words):
        return None
    above, here = document.turns[turn - 1 : turn + 1]
    upper = _joined(above, (*above.words, *here.words[:count]), here)
    lower = replace(here, words=here.words[count:])
    if upper is None:
        return None
    caret = Caret(turn, 0) if lower.words else Caret(turn - 1, len(upper.text))
    before = Caret(turn, offset_of(here, count) - 1 if count > 1 else 0)
    new = (upper, lower) if lower.words else (upper,)
    return Patch(turn - 1, (above, here), new, None, "Move words up", caret, before)


def words_down(document: Transcript, turn: int, count: int) -> Patch | None:
    """Move the last `count` words of a turn to the beginning of the turn below; see `words_up`."""
    if turn + 1 >= len(document.turns) or not 0 < count <= len(document.turns[turn].words):
        return None
    here, below = document.turns[turn : turn + 2]
    kept = len(here.words) - count
    lower = _joined(below, (*here.words[kept:], *below.words), here)
    if lower is None:
        return None
    upper = replace(here, words=here.words[:kept])
    caret = Caret(turn, len(upper.text))
    before = Caret(turn, offset_of(here, kept) if count > 1 else len(here.text))
    new = (upper, lower) if upper.words else (lower,)
    return Patch(turn, (here, below), new, None, "Move words down", caret, before)


def words_before(turn: Turn, offset: int) -> int:
    """How many words begin before a character offset of the turn's text."""
    return sum(start < offset for start, _ in extents(turn.words))


def words_after(turn: Turn, offset: int) -> int:
    """How many words end after a character offset of the turn's text."""
    return sum(end > offset for _, end in extents(turn.words))


def swap_with_next(
    document: Transcript, turn: int, caret: Caret, *, caret_goes_down: bool
) -> Patch:
    """Let a turn and the one below it change places, where lines stand in the wrong order.

    Args:
        document: The document.
        turn: Index of the upper one; there must be one below.
        caret: Where the caret is now.
        caret_goes_down: Whether it is in the upper one.
    """
    upper, lower = document.turns[turn : turn + 2]
    there = turn + 1 if caret_goes_down else turn
    label = "Move turn down" if caret_goes_down else "Move turn up"
    after = Caret(there, caret.offset)
    return Patch(turn, (upper, lower), (lower, upper), None, label, after, caret)


def mark_reviewed(document: Transcript, turns: Collection[int], reviewed: bool) -> Patch:
    """Say that somebody has looked at these turns (by index) and found them right, or take it back.

    Turns without words are left alone: there is nothing to look at.
    """
    label = "Mark as reviewed" if reviewed else "Mark as not reviewed"
    wanted = {index for index in turns if document.turns[index].words}
    if not wanted:
        return Patch(0, (), (), label=label)
    first, stop = min(wanted), max(wanted) + 1
    old = document.turns[first:stop]
    new = tuple(
        replace(turn, reviewed=reviewed) if index in wanted and turn.reviewed != reviewed else turn
        for index, turn in enumerate(old, first)
    )
    return Patch(first, old, new, label=label)


def next_unreviewed(document: Transcript, turn: int) -> int | None:
    """The index of the next turn with words and without a mark, from the top again after the last.

    The turn itself comes last. None when all are reviewed.
    """
    count = len(document.turns)
    order = [*range(turn + 1, count), *range(turn + 1)]
    return next((index for index in order if _is_open(document.turns[index])), None)


def review_progress(document: Transcript) -> tuple[int, int]:
    """How many turns with words are reviewed, and how many there are."""
    turns = [turn for turn in document.turns if turn.words]
    return sum(turn.reviewed for turn in turns), len(turns)


def _is_open(turn: Turn) -> bool:
    return bool(turn.words) and not turn.reviewed


def _joined(turn: Turn, words: tuple[Word, ...], source: Turn) -> Turn | None:
    """The turn with words that come from another; None if a time set by hand would move."""
    settled = settle(words)
    if _by_hand(settled) != _by_hand(words):
        return None
    return replace(turn, words=settled, reviewed=turn.reviewed and source.reviewed)


def _by_hand(words: Sequence[Word]) -> list[tuple[int, int]]:
    return [(word.start, word.end) for word in words if word.timing is Timing.HAND]
