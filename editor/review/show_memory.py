"""What is remembered from one episode of a show to the next, as plain values.

Kept by `editor.storage.library`. Everything here is text that a person wrote or confirmed.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from editor.review.spelling import core, key

if TYPE_CHECKING:
    from editor.transcript.document import AdKind

DEFAULT_SHOW = "My show"
"""The show of episodes for which nobody has named one."""
SHOW = "show"
"""Row of a project's state: the name of the show that it belongs to."""
LONGEST_LINE = 200
"""Characters of a name, a sponsor, or one side of a correction."""
LONGEST_PROMPT = 400
"""Characters of names for the recogniser: some 120 of the 224 tokens that fit before a window."""
LONGEST_AD = 5000
"""Characters of the text of an ad read: some five minutes of talking."""


class Name(NamedTuple):
    """A name as it is spelled, of one word or several; `note` says who or what it is."""

    text: str
    note: str = ""


class Correction(NamedTuple):
    """Words that were wrong before, and what was put in their place.

    Attributes:
        wrong: The wrong words, with single spaces.
        right: The right ones.
        times: In how many places it was corrected.
        refused: In how many places the wrong words were right all the same.
    """

    wrong: str
    right: str
    times: int = 1
    refused: int = 0

    @property
    def trusted(self) -> bool:
        """Whether it is worth proposing: it was wanted at least as often as not."""
        return self.times >= self.refused


class ShowSpeaker(NamedTuple):
    """Somebody who speaks in the show; `colour` indexes the palette of speaker colours."""

    name: str
    colour: int = 0


class AdText(NamedTuple):
    """The text of an ad read that was marked in an episode; `sponsor` may be ""."""

    sponsor: str
    kind: AdKind
    text: str


Row: TypeAlias = Name | Correction | ShowSpeaker | AdText
"""Anything that is remembered."""


@dataclass(frozen=True)
class ShowMemory:
    """All that is remembered of a show at one moment.

    Attributes:
        show: Its name.
        names: Names, by alphabet.
        corrections: Known mistakes, by alphabet of the wrong words.
        speakers: Who speaks in it, the one heard in most episodes first.
        ads: The texts of ad reads, the latest first.
    """

    show: str = DEFAULT_SHOW
    names: tuple[Name, ...] = ()
    corrections: tuple[Correction, ...] = ()
    speakers: tuple[ShowSpeaker, ...] = ()
    ads: tuple[AdText, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Everything, one after the other."""
        return (*self.names, *self.corrections, *self.speakers, *self.ads)

    @property
    def sponsors(self) -> tuple[str, ...]:
        """The sponsors of the ad reads, each once, the latest first."""
        return tuple(dict.fromkeys(ad.sponsor for ad in self.ads if ad.sponsor))


def prompt_of(memory: ShowMemory) -> str:
    """The names of a show as a text for the recogniser to begin with; "" if none are known.

    As many as fit: who speaks in it first, then names, then what was put in for mistakes.
    """
    rows = (
        *(row.name for row in memory.speakers),
        *(row.text for row in memory.names),
        *(
            row.right
            for row in memory.corrections
            if row.trusted and any(map(str.isupper, row.right))
        ),
    )
    taken: list[str] = []
    length = 0
    for name in dict.fromkeys(rows):
        length += len(name) + 2
        if length > LONGEST_PROMPT:
            break
        taken.append(name)
    return f"{', '.join(taken)}." if taken else ""


def tidy(text: str, longest: int = LONGEST_LINE) -> str:
    """A text as it is kept: one line, composed characters, nothing invisible, not too long."""
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if c.isspace() else c for c in composed)
    visible = "".join(
        c for c in spaced if c not in _MARKS and unicodedata.category(c) not in _INVISIBLE
    )
    return " ".join(visible.split())[:longest].rstrip()


_INVISIBLE = {"Cc", "Cs"}
_MARKS = "\ufeff\ufffe\uffff"
"""Marks of byte order, which readers of files take out."""


def same_show(one: str, other: str) -> bool:
    """Whether two names mean one show: case and spaces make no difference."""
    return show_key(one) == show_key(other)


def show_key(show: str) -> str:
    """What tells shows apart."""
    return tidy(show).casefold()


def row_key(row: Row) -> str:
    """What tells rows of one sort apart: two with the same key are one."""
    match row:
        case Name(text=text):
            return tidy(text).casefold()
        case Correction(wrong=wrong):
            return wrong_key(wrong)
        case ShowSpeaker(name=name):
            return tidy(name).casefold()
        case AdText(text=text):
            said = " ".join(filter(None, map(key, text.split())))
            return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def wrong_key(text: str) -> str:
    """Words as they are looked for: case and punctuation make no difference."""
    return " ".join(filter(None, map(key, text.split())))


def cores(text: str) -> list[str]:
    """The words of a text without the punctuation around them."""
    return [bare for word in text.split() if (bare := core(word))]


def tidied(row: Row) -> Row | None:
    """A row as it is kept; None when nothing of it would be left, or it would do nothing."""
    match row:
        case Name(text, note):
            row = Name(tidy(text), tidy(note))
        case Correction(wrong, right, times, refused):
            row = Correction(tidy(wrong), tidy(right), max(0, times), max(0, refused))
            if not row.right or cores(row.wrong) == cores(row.right):
                return None
        case ShowSpeaker(name, colour):
            row = ShowSpeaker(tidy(name), max(0, colour))
        case AdText(sponsor, kind, text):
            row = AdText(tidy(sponsor), kind, tidy(text, LONGEST_AD))
            if not wrong_key(row.text):
                return None
    return row if row_key(row) else None
