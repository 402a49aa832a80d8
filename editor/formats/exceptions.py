"""What the user changed about the captions by hand, laid over what is computed.

The exceptions (`transcript.document.CueException`) say where a caption or a line must begin,
where none may, and when a caption comes and goes. Those that cannot take effect, because their
words are gone or because a rule that always holds forbids it, are told with the reason.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.cue_times import FLASH
from editor.transcript.cue_exceptions import Found, locate
from editor.transcript.document import CueChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.strip import Strip
    from editor.transcript.document import CueException, Place, Transcript

NO_EFFECT = "no-effect"
"""The kind of a problem that tells of a change by hand in vain."""

GONE = "the words that it was made for are gone"
HIDDEN = "its words are not shown"
FIRST = "nothing comes before it"
SPEAKERS = "two speakers cannot share a caption"
ADS = "an ad read cannot share a caption with what is around it"
CONTRADICTED = "another change asks for a caption that begins here"
TOO_LONG = "together they are too long for one caption"
NO_LINE = "a caption begins here, so there is no line to break"

_TITLES = {
    CueChange.BREAK: "Break before “{}”",
    CueChange.JOIN: "Join at “{}”",
    CueChange.LINE: "Line break before “{}”",
    CueChange.START: "Start at “{}” moved by {:+.2f} s",
    CueChange.END: "End at “{}” moved by {:+.2f} s",
}


class HandChange(NamedTuple):
    """One exception, and what became of it.

    Attributes:
        exception: As it is stored.
        place: Its word; None if that is gone.
        cue: Index of the cue that it is about; None if there is none.
        note: Why it has no effect, as part of a sentence; "" if it has.
    """

    exception: CueException
    place: Place | None
    cue: int | None
    note: str

    @property
    def title(self) -> str:
        """What it does, for the user."""
        return title_of(self.exception)

    @property
    def message(self) -> str:
        """What it would do and why it does not, as a sentence."""
        return f"{self.title} by hand: {self.note}."


def title_of(exception: CueException) -> str:
    """What an exception does, for the user."""
    return _TITLES[exception.kind].format(exception.texts[2], exception.ms / 1000)


@dataclass
class Hand:
    """The exceptions of a document, tied to the tokens of a strip.

    Attributes:
        found: The exceptions and their words.
        tokens: Per exception, the token concerned, or None.
        notes: Per exception, why it has no effect, or "".
        lines: Tokens with which a line begins.
        starts: From the first token of a cue to its start, in ms.
        ends: From the last token of a cue to its end, in ms.
    """

    found: tuple[Found, ...] = ()
    tokens: list[int | None] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    starts: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)

    def cuts_in(self, first: int, stop: int) -> list[int]:
        """Tokens inside a cue with which a line begins."""
        return sorted(token for token in self.lines if first < token < stop)

    def changes(self, ranges: Sequence[tuple[int, int]]) -> tuple[HandChange, ...]:
        """What became of each exception, once the cues (ranges of tokens) are known."""
        firsts = [first for first, _ in ranges]
        beginning = set(firsts)
        rows = []
        for (exception, place), token, note in zip(
            self.found, self.tokens, self.notes, strict=True
        ):
            if not note and token in beginning:
                note = {CueChange.JOIN: TOO_LONG, CueChange.LINE: NO_LINE}.get(exception.kind, "")
            cue = bisect_right(firsts, token) - 1 if token is not None else None
            rows.append(HandChange(exception, place, cue, note))
        return tuple(rows)


def lay_over(document: Transcript, strip: Strip) -> Hand:
    """Force and forbid breaks of the strip as the user wants them, and collect the rest."""
    hand = Hand(locate(document))
    if not hand.found:
        return hand
    first: dict[Place, int] = {}
    for token, shown in enumerate(strip.places):
        first.setdefault(shown, token)
    last = {shown: token for token, shown in enumerate(strip.places)}
    # Joins first: a break at the same word is stronger.
    for joins in (True, False):
        for exception, place in hand.found:
            if place is not None and place in first and (exception.kind is CueChange.JOIN) is joins:
                _lay_one(hand, strip, exception, first[place], last[place])
    for one in hand.found:
        at = None if one.place is None else first.get(one.place)
        hand.tokens.append(at)
        if at is None:
            hand.notes.append(GONE if one.place is None else HIDDEN)
        else:
            hand.notes.append(_objection(strip, one.exception, at))
    return hand


def _lay_one(hand: Hand, strip: Strip, exception: CueException, first: int, last: int) -> None:
    match exception.kind:
        case CueChange.JOIN:
            if not _forbidden(strip, first):
                strip.forced[first], strip.joined[first] = False, True
        case CueChange.LINE:
            hand.lines.add(first)
        case CueChange.START:
            hand.starts[first] = strip.starts[first] + exception.ms
            _force(strip, first)
        case CueChange.END:
            hand.ends[last] = strip.ends[last] + exception.ms
            _force(strip, last + 1)
        case _:  # a break
            _force(strip, first)


def _force(strip: Strip, token: int) -> None:
    if token < len(strip):
        strip.forced[token], strip.joined[token] = True, False


def _forbidden(strip: Strip, token: int) -> str:
    """Why a token cannot stand in one cue with the one before, or ""."""
    if not token:
        return FIRST
    if strip.speakers[token] != strip.speakers[token - 1]:
        return SPEAKERS
    return ADS if strip.ads[token] != strip.ads[token - 1] else ""


def _objection(strip: Strip, exception: CueException, token: int) -> str:
    if exception.kind is not CueChange.JOIN:
        return ""
    return _forbidden(strip, token) or ("" if strip.joined[token] else CONTRADICTED)


def lines_by_hand(texts: Sequence[str], cuts: Sequence[int]) -> tuple[str, ...]:
    """The lines of a cue whose line ends the user has set; `cuts` count from its first token."""
    edges = [0, *cuts, len(texts)]
    return tuple(" ".join(texts[a:b]) for a, b in pairwise(edges))


def times_by_hand(
    times: Sequence[tuple[int, int]], ranges: Sequence[tuple[int, int]], hand: Hand, gap_ms: int
) -> list[tuple[int, int]]:
    """Starts and ends (ms) with those that the user has set.

    They keep to the order of cues: a start moves at most to just after the start of the cue
    before, which then makes room, and an end at most to the next start.
    """
    moved = list(times)
    for at, (first, _) in enumerate(ranges):
        if first in hand.starts:
            _move_start(moved, at, hand.starts[first], gap_ms)
    for at, (_, stop) in enumerate(ranges):
        if stop - 1 in hand.ends:
            start = moved[at][0]
            latest = moved[at + 1][0] if at + 1 < len(moved) else hand.ends[stop - 1]
            end = min(max(hand.ends[stop - 1], start + FLASH), max(latest, start + 1))
            moved[at] = (start, end)
    return moved


def _move_start(moved: list[tuple[int, int]], at: int, wanted: int, gap_ms: int) -> None:
    _, end = moved[at]
    low = moved[at - 1][0] + FLASH if at else 0
    start = max(low, min(wanted, end - FLASH))
    moved[at] = (start, end)
    if at and moved[at - 1][1] > start - gap_ms:
        before = moved[at - 1][0]
        room = start - gap_ms if start - gap_ms - before >= FLASH else start
        moved[at - 1] = (before, min(moved[at - 1][1], room))
