"""Changes of the text: typing, splitting and joining turns."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.document import Transcript, Turn, TurnId
from editor.transcript.patch import Caret, Patch
from editor.transcript.retime import retime, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.transcript.words import Word


def fresh_ids(document: Transcript) -> Iterator[TurnId]:
    """Turn ids that the document does not use."""
    return map(TurnId, count(max((turn.id for turn in document.turns), default=0) + 1))


def retext(
    document: Transcript,
    at: int,
    how_many: int,
    texts: Sequence[str],
    label: str = "Typing",
    base: tuple[Turn, ...] | None = None,
) -> Patch:
    """Make `how_many` turns from `at` on read as `texts`, keeping times, ids and speakers.

    A turn keeps its id and speaker as long as it keeps its first words; a turn made by a split
    starts with the speaker of the turn it was split from. A turn counts as reviewed if all turns
    were that its words come from.

    Args:
        document: The document as it is.
        at: Index of the first turn.
        how_many: How many turns are rewritten.
        texts: What stands there afterwards, one text for each turn.
        label: What the user did.
        base: The same turns as they were when the user began to type. Between two keys a word may
            be gone or stuck to its neighbour; seen from the beginning it was only corrected, and
            keeps its time.

    Raises:
        ValueError: `texts` is empty while no other turn would remain.
    """
    old = document.turns[at : at + how_many]
    if not texts and how_many == len(document.turns):
        raise ValueError("a document keeps at least one turn")
    tokens = [text.split() for text in texts]
    source = base if base and _same_turns(base, old) and len(texts) == how_many else old
    flat = [word for turn in source for word in turn.words]
    words, sources = retime(
        flat,
        [token for line in tokens for token in line],
        low=_end_before(document, at),
        high=_start_after(document, at + how_many),
    )
    pieces = _cut(words, sources, [len(line) for line in tokens])
    turn_of = [index for index, turn in enumerate(source) for _ in turn.words]
    owners = _owners(pieces, turn_of, len(source))
    return Patch(at, old, _turns(document, at, old, pieces, owners, turn_of), label=label)


def split_turn(document: Transcript, turn: int, offset: int) -> Patch:
    """Split a turn at a character offset of its text; a word under the caret is cut in two."""
    text = document.turns[turn].text
    patch = retext(document, turn, 1, [text[:offset], text[offset:]], "Split turn")
    return replace(patch, caret=Caret(turn + 1, 0), caret_before=Caret(turn, offset))


def join_turns(document: Transcript, first: int) -> Patch:
    """Join a turn with the next one. The speaker is the first's, unless only the second has one."""
    left, right = document.turns[first : first + 2]
    patch = retext(document, first, 2, [f"{left.text} {right.text}"], "Join turns")
    keep_right = not left.words or left.speaker is None
    joined = replace(patch.new[0], speaker=right.speaker if keep_right else left.speaker)
    seam = len(left.text)
    return replace(
        patch,
        new=(joined,),
        caret=Caret(first, seam + 1 if left.words and right.words else seam),
        caret_before=Caret(first + 1, 0),
    )


def _same_turns(base: tuple[Turn, ...], now: tuple[Turn, ...]) -> bool:
    return [(turn.id, turn.speaker) for turn in base] == [(t.id, t.speaker) for t in now]


class _Piece(NamedTuple):
    words: tuple[Word, ...]
    sources: tuple[int | None, ...]


def _cut(
    words: Sequence[Word], sources: Sequence[int | None], lengths: Sequence[int]
) -> list[_Piece]:
    pieces, start = [], 0
    for length in lengths:
        stop = start + length
        pieces.append(_Piece(tuple(words[start:stop]), tuple(sources[start:stop])))
        start = stop
    return pieces


def _owners(pieces: Sequence[_Piece], turn_of: Sequence[int], how_many: int) -> list[int | None]:
    """For each new turn, which old turn (by position) it continues."""
    if len(pieces) == how_many:
        return list(range(len(pieces)))
    return [
        next((turn_of[source] for source in piece.sources if source is not None), None)
        for piece in pieces
    ]


def _turns(
    document: Transcript,
    at: int,
    old: Sequence[Turn],
    pieces: Sequence[_Piece],
    owners: Sequence[int | None],
    turn_of: Sequence[int],
) -> tuple[Turn, ...]:
    ids = fresh_ids(document)
    # A piece without an old word of its own must not take an id that a later piece can claim.
    claimed = {owner for owner in owners if owner is not None}
    free = iter([index for index in range(len(old)) if index not in claimed])
    turns: list[Turn] = []
    used: set[int] = set()
    speaker = old[0].speaker if old else (document.turns[at - 1].speaker if at else None)
    for piece, owner in zip(pieces, owners, strict=True):
        home = owner if owner is not None else next(free, None)
        if owner is not None:
            speaker = old[owner].speaker
        fresh = home is None or home in used
        turn_id = next(ids) if fresh or home is None else old[home].id
        if home is not None:
            used.add(home)
        from_turns = {turn_of[source] for source in piece.sources if source is not None}
        if not from_turns and home is not None:
            from_turns = {home}
        reviewed = {old[index].reviewed for index in from_turns} == {True}
        turn = Turn(turn_id, speaker, settle(piece.words), reviewed)
        # The very same object where nothing changed: that is how others see what was touched.
        turns.append(old[home] if home is not None and turn == old[home] else turn)
    return tuple(turns)


def _end_before(document: Transcript, at: int) -> int | None:
    ends = (turn.end for turn in reversed(document.turns[:at]))
    return next((end for end in ends if end is not None), None)


def _start_after(document: Transcript, at: int) -> int | None:
    starts = (turn.start for turn in document.turns[at:])
    return next((start for start in starts if start is not None), None)
