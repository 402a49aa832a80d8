"""What was heard where the text says something else: kept with the project, moved by edits."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from editor.alignment.aligner import SPEECH_WITHOUT_TEXT, HeardWord
from editor.review.anchors import Anchor, found_near
from editor.review.pairing import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editor.alignment.aligner import Heard
    from editor.alignment.pieces import Piece
    from editor.transcript.document import Transcript, TurnId

JOINED_MS = 1500
"""Two stretches of speech without text in one gap are one, if not more than this lies between."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """One place of the text, and what was heard there.

    Attributes:
        anchor: The words in question, or the gap between two words.
        given: Those words as they were when this was heard.
        words: What was heard, with times.
    """

    anchor: Anchor
    given: tuple[str, ...]
    words: tuple[HeardWord, ...]

    def at(self, anchor: Anchor) -> Hearing:
        """The same at another place."""
        return self if anchor == self.anchor else replace(self, anchor=anchor)


class Gathered(NamedTuple):
    """What a job says about one turn.

    Attributes:
        texts: The words of the turn as they were sent, from the turn's first.
        hearings: What was heard, in text order.
        fresh: The words that the job was for; None for all. Of the others what was heard before
            still counts: it was heard with more around it.
    """

    texts: tuple[str, ...]
    hearings: tuple[Hearing, ...]
    fresh: frozenset[int] | None = None

    def concerns(self, anchor: Anchor) -> bool:
        """Whether the job was for these words, or for one beside this gap."""
        if self.fresh is None:
            return True
        low = anchor.start - (anchor.start == anchor.stop)
        return any(at in self.fresh for at in range(low, max(anchor.stop, anchor.start + 1)))


Fresh = Mapping["TurnId", frozenset[int]]


def gather(
    pieces: Sequence[Piece], events: Iterable[Heard], *, whole: bool = True,
    fresh: Fresh | None = None,
) -> dict[TurnId, Gathered]:  # fmt: skip
    """What a finished job heard, by turn. Turns in which all is as written are there as well.

    Args:
        pieces: The turns of the job.
        events: What was heard.
        whole: Whether the job was about the whole episode. If not, what was heard before its first
            and after its last word may belong to words that it was not about, and is left out.
        fresh: The words that the job was for, by turn; None for all.
    """
    if not whole:
        edges = (0, max((piece.stop for piece in pieces), default=0))
        events = [
            event for event in events if event.last >= event.first or event.first not in edges
        ]
    found: dict[TurnId, list[Hearing]] = {piece.turn.id: [] for piece in pieces}
    for hearing in _joined(list(_hearings(pieces, events))):
        found[hearing.anchor.turn].append(hearing)
    return {piece.turn.id: _gathered(piece, found[piece.turn.id], fresh) for piece in pieces}


def _gathered(piece: Piece, hearings: list[Hearing], fresh: Fresh | None) -> Gathered:
    row = Gathered(
        tuple(word.text for word in piece.turn.words),
        (),
        fresh.get(piece.turn.id, frozenset()) if fresh is not None else None,
    )
    concerned = (hearing for hearing in hearings if row.concerns(hearing.anchor))
    return row._replace(hearings=tuple(sorted(concerned, key=lambda hearing: hearing.anchor)))


def _hearings(pieces: Sequence[Piece], events: Iterable[Heard]) -> Iterator[Hearing]:
    for event in events:
        if event.kind == SPEECH_WITHOUT_TEXT or event.last < event.first:
            gap = _gap(pieces, event.first)
            if gap:
                yield Hearing(gap, (), event.words)
            continue
        given = [
            word.text
            for piece in _between(pieces, event.first, event.last + 1)
            for word in _sent(piece, event.first, event.last + 1)
        ]
        for (g0, g1), words in pairs(given, event.words):
            yield from _split(pieces, event.first + g0, event.first + g1, words)


def _between(pieces: Sequence[Piece], first: int, stop: int) -> Sequence[Piece]:
    """The pieces with words `first` to `stop` - 1 of the job."""
    low = bisect_right(pieces, first, key=lambda piece: piece.stop)
    high = bisect_left(pieces, stop, key=lambda piece: piece.first)
    return pieces[low:high] or pieces[-1:]


def _sent(piece: Piece, first: int, stop: int) -> Sequence[Any]:
    low, high = max(first, piece.first), min(stop, piece.stop)
    return piece.turn.words[low - piece.first : high - piece.first] if low < high else ()


def _split(
    pieces: Sequence[Piece], first: int, stop: int, words: tuple[HeardWord, ...]
) -> Iterator[Hearing]:
    """Words of a job as a hearing; the turn that has the first of them gets what was heard."""
    if first == stop:
        gap = _gap(pieces, first)
        if gap:
            yield Hearing(gap, (), words)
        return
    for piece in _between(pieces, first, stop):
        given = _sent(piece, first, stop)
        if given:
            start = max(first, piece.first) - piece.first
            anchor = Anchor(piece.turn.id, start, start + len(given))
            yield Hearing(anchor, tuple(word.text for word in given), words)
            words = ()


def _gap(pieces: Sequence[Piece], before: int) -> Anchor | None:
    """The gap before a word of the job. At the edge of two turns it is the end of the first."""
    for piece in _between(pieces, before - 1, before + 1):
        if piece.first <= before <= piece.stop:
            at = before - piece.first
            return Anchor(piece.turn.id, at, at)
    return None


def _joined(hearings: Sequence[Hearing]) -> list[Hearing]:
    out: list[Hearing] = []
    for hearing in hearings:
        last = out[-1] if out else None
        if (
            last
            and last.anchor == hearing.anchor
            and not hearing.given
            and 0 <= hearing.words[0].start - last.words[-1].end <= JOINED_MS
        ):
            out[-1] = replace(last, words=(*last.words, *hearing.words))
        else:
            out.append(hearing)
    return out


def settled(gathered: Gathered, turn: TurnId, document: Transcript) -> tuple[Hearing, ...]:
    """The hearings of a turn at the places where their words are by now."""
    index = document.index_of.get(turn)
    if index is None:
        return ()
    texts = [word.text for word in document.turns[index].words]
    if tuple(texts) == gathered.texts:
        return gathered.hearings
    return tuple(
        hearing.at(Anchor(turn, *found_near(texts, *_clipped(hearing, texts), hearing.given)))
        for hearing in gathered.hearings
    )


def _clipped(hearing: Hearing, texts: Sequence[str]) -> tuple[int, int]:
    return min(hearing.anchor.start, len(texts)), min(hearing.anchor.stop, len(texts))


def dump(hearings: Iterable[Hearing]) -> str:
    """Hearings of one turn as text."""
    rows = [
        [h.anchor.start, h.anchor.stop, list(h.given), [list(word) for word in h.words]]
        for h in hearings
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def load(turn: TurnId, text: object) -> tuple[Hearing, ...]:
    """Hearings from their text; none where it is damaged: alignment can find them again."""
    try:
        rows = json.loads(text) if isinstance(text, str) else []
        return tuple(_hearing(turn, *row) for row in rows)
    except (ValueError, TypeError):
        return ()


def _hearing(turn: TurnId, start: object, stop: object, given: Any, words: Any) -> Hearing:
    heard = tuple(HeardWord(str(t), int(a), int(b), int(p)) for t, a, b, p in words)
    first, last = int(str(start)), int(str(stop))
    if not 0 <= first <= last:
        raise ValueError("not a place")
    return Hearing(Anchor(turn, first, last), tuple(map(str, given)), heard)


def by_turn(hearings: Iterable[Hearing]) -> Mapping[TurnId, tuple[Hearing, ...]]:
    """Hearings by their turn, in text order."""
    rows: dict[TurnId, list[Hearing]] = {}
    for hearing in hearings:
        rows.setdefault(hearing.anchor.turn, []).append(hearing)
    return {turn: tuple(sorted(found, key=lambda h: h.anchor)) for turn, found in rows.items()}
