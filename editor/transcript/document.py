"""The document: an immutable transcript of turns, speakers and ad reads.

A change makes a new `Transcript` through a `Patch` (see `editor.transcript.patch`); nothing here
is ever modified in place. Word times are ordered inside a turn, but not from turn to turn: people
talk over each other, and imported lines can stand in the wrong order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, NewType

from editor.transcript.words import AdId, Timing, Word, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_AD_OF = attrgetter("ad")

TurnId = NewType("TurnId", int)
SpeakerId = NewType("SpeakerId", int)


class AdKind(Enum):
    """The kinds of ad read that the podcast trade tells apart."""

    PRE_ROLL = "pre-roll"
    MID_ROLL = "mid-roll"
    POST_ROLL = "post-roll"
    HOUSE = "house promo"


class Speaker(NamedTuple):
    """Somebody who speaks in the episode; `colour` indexes the palette of speaker colours."""

    id: SpeakerId
    name: str
    colour: int = 0


class AdRead(NamedTuple):
    """An ad read. Which words belong to it is said by `Word.ad`, so its span is derived."""

    id: AdId
    kind: AdKind
    sponsor: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next one does; `words` may be empty while typing.

    Attributes:
        id: Names the turn for as long as it exists, whatever happens to its text.
        speaker: Who says it; None while nobody is named.
        words: What is said.
        reviewed: Whether somebody has looked at all of it and found it right. The mark stays when
            the turn is corrected, for who corrects it is looking at it; it goes when words come in
            from a turn that has no mark.
    """

    id: TurnId
    speaker: SpeakerId | None
    words: tuple[Word, ...]
    reviewed: bool = False

    @property
    def text(self) -> str:
        """The turn as one line of text."""
        return text_of(self.words)

    @property
    def start(self) -> int | None:
        """Where the first timed word begins, in ms; None when no word has times."""
        # A plain loop: thousands of turns are asked on every change, and a generator is slower.
        for word in self.words:
            if word.timing:
                return word.start
        return None

    @property
    def end(self) -> int | None:
        """Where the last timed word ends, in ms; None when no word has times."""
        for word in reversed(self.words):
            if word.timing:
                return word.end
        return None


class CueChange(Enum):
    """What the user can change about the captions by hand."""

    BREAK = "break"
    """A caption begins with this word."""
    JOIN = "join"
    """No caption begins with this word."""
    LINE = "line"
    """A line begins with this word, inside its caption."""
    START = "start"
    """A caption begins with this word, `ms` after the word does (negative: before)."""
    END = "end"
    """A caption ends with this word, `ms` after the word does."""


class CueException(NamedTuple):
    """A change of the captions by hand, tied to a word.

    Attributes:
        kind: What is changed.
        turn: The turn that held the word when this was made.
        word: The word's index in it.
        texts: The two words before it in the text, itself, and the two after; "" beyond an end.
        ms: For times, how far from the word's own.
    """

    kind: CueChange
    turn: TurnId
    word: int
    texts: tuple[str, str, str, str, str]
    ms: int = 0


class Tables(NamedTuple):
    """The rows that turns and words point at by id, and those that find their words by text."""

    speakers: tuple[Speaker, ...] = ()
    ads: tuple[AdRead, ...] = ()
    breaks: tuple[CueException, ...] = ()


NO_ROWS = Tables()


class Place(NamedTuple):
    """The place of a word: index of its turn, index of the word in the turn."""

    turn: int
    word: int


class AdSpan(NamedTuple):
    """Where an ad read stands in the text: its first and last word."""

    ad: AdRead
    first: Place
    last: Place


@dataclass(frozen=True)
class Transcript:
    """An episode's text. A usable transcript has at least one turn, which may be empty."""

    turns: tuple[Turn, ...]
    tables: Tables = NO_ROWS
    language: str = "en"

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """The speakers, in the order of their keys (Alt+1 is the first)."""
        return self.tables.speakers

    @property
    def ads(self) -> tuple[AdRead, ...]:
        """The ad reads, oldest mark first; `ad_spans` has them in text order."""
        return self.tables.ads

    @property
    def breaks(self) -> tuple[CueException, ...]:
        """What was changed about the captions by hand, oldest first."""
        return self.tables.breaks

    def speaker(self, speaker: SpeakerId | None) -> Speaker | None:
        """The speaker with this id, or None for an unlabelled turn."""
        return next((row for row in self.speakers if row.id == speaker), None)

    def ad(self, ad: AdId | None) -> AdRead | None:
        """The ad read with this id, or None."""
        return next((row for row in self.ads if row.id == ad), None)

    def word(self, place: Place) -> Word:
        """The word at a place.

        Raises:
            IndexError: There is no such word.
        """
        return self.turns[place.turn].words[place.word]

    def places(self) -> Iterator[tuple[Place, Word]]:
        """Every word with its place, in text order."""
        for t, turn in enumerate(self.turns):
            for w, word in enumerate(turn.words):
                yield Place(t, w), word

    @property
    def word_count(self) -> int:
        """How many words there are."""
        return sum(len(turn.words) for turn in self.turns)

    @cached_property
    def index_of(self) -> dict[TurnId, int]:
        """From a turn's id to its index."""
        return {turn.id: index for index, turn in enumerate(self.turns)}

    @cached_property
    def ad_spans(self) -> tuple[AdSpan, ...]:
        """The ad reads that have words, in text order."""
        spans: dict[AdId, tuple[Place, Place]] = {}
        for t, turn in enumerate(self.turns):
            # Most turns hold no ad, and this is asked while somebody types: no loop for those.
            if [*map(_AD_OF, turn.words)].count(None) == len(turn.words):
                continue
            for w, word in enumerate(turn.words):
                if word.ad is not None:
                    place = Place(t, w)
                    first, _ = spans.get(word.ad, (place, place))
                    spans[word.ad] = (first, place)
        rows = {row.id: row for row in self.ads}
        return tuple(AdSpan(rows[ad], first, last) for ad, (first, last) in spans.items())


def empty_transcript(language: str = "en") -> Transcript:
    """A document with one empty turn: what the editor shows before anything is imported."""
    return Transcript((Turn(TurnId(1), None, ()),), language=language)


class InvariantError(AssertionError):
    """The document broke one of its own rules: a defect of the program, never of the input."""


def check(document: Transcript) -> None:
    """Verify every rule that the rest of the program relies on.

    Raises:
        InvariantError: A rule is broken; the message says which, and where.
    """
    if not document.turns:
        raise InvariantError("the document has no turn")
    _check_unique("turn id", [turn.id for turn in document.turns])
    _check_unique("speaker id", [row.id for row in document.speakers])
    _check_unique("ad id", [row.id for row in document.ads])
    speakers = {row.id for row in document.speakers} | {None}
    ads = {row.id for row in document.ads} | {None}
    for turn in document.turns:
        if turn.speaker not in speakers:
            raise InvariantError(f"turn {turn.id} has unknown speaker {turn.speaker}")
        check_turn(turn)
        unknown = {word.ad for word in turn.words} - ads
        if unknown:
            raise InvariantError(f"turn {turn.id} has words of unknown ad reads {unknown}")


def check_turn(turn: Turn) -> None:
    """Verify the rules that hold inside one turn.

    Raises:
        InvariantError: A word is malformed, or two words are out of order or overlap.
    """
    floor = 0
    for word in turn.words:
        text, start, end, timing = word[:4]
        if text.split() != [text]:
            raise InvariantError(f"not one word: {word!r} in turn {turn.id}")
        if timing is Timing.NONE:
            continue
        if start < floor:
            raise InvariantError(
                f"begins before its neighbour ends ({floor} ms): {word!r} in turn {turn.id}"
            )
        if end < start:
            raise InvariantError(f"ends before it begins: {word!r} in turn {turn.id}")
        floor = end


def _check_unique(what: str, ids: list[TurnId] | list[SpeakerId] | list[AdId]) -> None:
    twice = [key for key, count in Counter(ids).items() if count > 1]
    if twice:
        raise InvariantError(f"{what} used twice: {twice}")
