"""A spoken word with its place in the audio. All times are whole milliseconds."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import NamedTuple, NewType

AdId = NewType("AdId", int)


class Timing(IntEnum):
    """Where a word's times come from; a higher value is never overwritten by a lower one."""

    NONE = 0
    """No times are known: `start` and `end` mean nothing."""
    ESTIMATED = 1
    """Interpolated between neighbours, or carried over an edit."""
    MEASURED = 2
    """Found in the audio by the aligner."""
    HAND = 3
    """Set by the user. Only the user moves it again."""


class Match(Enum):
    """What alignment found out about a word of the text."""

    UNKNOWN = "unknown"
    """Not aligned yet, or typed since."""
    MATCHED = "matched"
    """The word is spoken where its times say."""
    NO_SOUND = "text_without_sound"
    """The word is not spoken in this audio."""
    UNCERTAIN = "uncertain"
    """Something is spoken here, but probably not this word."""


class Word(NamedTuple):
    """One whitespace-delimited word of the transcript.

    Attributes:
        text: The word with its punctuation; never empty, never holding white space.
        start: Where it begins, in ms. Meaningless while `timing` is `Timing.NONE`.
        end: Where it ends, in ms; at least `start`.
        timing: Where the times come from.
        confidence: How far the times can be trusted: percent, 0-100.
        ad: The ad read that the word belongs to, if any.
        match: Whether the word is spoken in the audio.
        likelihood: How likely the audio says this text here: percent, 0-100.
        aside: Whether it is said without belonging to what is said, as a filler or a false start:
            a clean export leaves it out.
    """

    text: str
    start: int = 0
    end: int = 0
    timing: Timing = Timing.NONE
    confidence: int = 0
    ad: AdId | None = None
    match: Match = Match.UNKNOWN
    likelihood: int = 0
    aside: bool = False

    @property
    def timed(self) -> bool:
        """Whether `start` and `end` mean anything."""
        return self.timing is not Timing.NONE

    def without_times(self) -> Word:
        """The same text, ad read and mark, as if never aligned."""
        return Word(self.text, ad=self.ad, aside=self.aside)

    def with_times_of(self, other: Word) -> Word:
        """This text, ad read and mark with everything that alignment knows about `other`."""
        return other._replace(text=self.text, ad=self.ad, aside=self.aside)

    def corrected(self, text: str) -> Word:
        """The same spoken word, written differently.

        What alignment thought of the old spelling says nothing about the new one, and a filler that
        has become another word belongs to what is said: left out by mistake it would be missed.
        """
        aside = self.aside and _letters(text) == _letters(self.text)
        return self._replace(text=text, match=Match.UNKNOWN, likelihood=0, aside=aside)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def to_seconds(milliseconds: int) -> float:
    """Whole milliseconds as seconds, for formats that want a number."""
    return milliseconds / 1000


def from_seconds(seconds: float) -> int:
    """Seconds as whole milliseconds, rounded to the nearest."""
    return round(seconds * 1000)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, without times."""
    return tuple(Word(token) for token in text.split())


def text_of(words: tuple[Word, ...]) -> str:
    """The words as one line of text."""
    return " ".join(word.text for word in words)
