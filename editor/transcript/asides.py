"""Marking words as asides: fillers and false starts, which a clean export leaves out.

They stay in the text and keep their times; what is shown without them is made here too, so that
every format shows the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editor.transcript.document import Place
from editor.transcript.patch import Patch
from editor.transcript.sentences import CLOSERS, SENTENCE_END, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editor.transcript.document import Transcript, Turn
    from editor.transcript.words import Word

_LOOSE = ",;:–—-"
"""Marks that say nothing where a sentence ends right after them."""


def mark_asides(document: Transcript, places: Iterable[Place], aside: bool = True) -> Patch:
    """Mark words as fillers and false starts, or as ordinary words again. Their text stays."""
    wanted: dict[int, set[int]] = {}
    for turn, word in places:
        wanted.setdefault(turn, set()).add(word)
    if not wanted:
        return Patch(0, (), ())
    first, last = min(wanted), max(wanted)
    old = document.turns[first : last + 1]
    new = tuple(_marked(turn, wanted.get(first + n, ()), aside) for n, turn in enumerate(old))
    label = "Mark as filler" if aside else "Mark as ordinary words"
    return Patch(first, old, new, label=label)


def places_between(document: Transcript, first: Place, last: Place) -> list[Place]:
    """The places of all words from `first` to `last`, both included."""
    return [
        Place(turn, word)
        for turn in range(first.turn, last.turn + 1)
        for word in range(len(document.turns[turn].words))
        if first <= (turn, word) <= last
    ]


def without_asides(words: Sequence[Word]) -> dict[int, Word]:
    """The words of a turn as a clean text shows them, by their index in the turn.

    What was said and when stays; where a filler began a sentence, the next word takes its capital
    letter, and where one ended a sentence, the word before takes its full stop.
    """
    kept: dict[int, Word] = {}
    begins = False
    last: int | None = None
    for at, word in enumerate(words):
        if not word.aside:
            kept[at] = word._replace(text=_capital(word.text)) if begins else word
            begins, last = False, at
            continue
        starts_sentence = last is None or ends_sentence(kept[last].text)
        begins = begins or (starts_sentence and _first_letter(word.text).isupper())
        if last is not None and ends_sentence(word.text) and not starts_sentence:
            kept[last] = kept[last]._replace(text=_ended(kept[last].text, word.text))
    return kept


def _marked(turn: Turn, wanted: Iterable[int], aside: bool) -> Turn:
    chosen = set(wanted)
    if all(turn.words[at].aside is aside for at in chosen):
        return turn
    words = tuple(
        word._replace(aside=aside) if at in chosen else word for at, word in enumerate(turn.words)
    )
    return replace(turn, words=words)


def _first_letter(text: str) -> str:
    return next(filter(str.isalpha, text), "")


def _capital(text: str) -> str:
    """The text with a capital letter, but for words that are written in a way of their own."""
    letter = _first_letter(text)
    if not letter or any(map(str.isupper, text)):
        return text
    return text.replace(letter, letter.upper(), 1)


def _ended(text: str, by: str) -> str:
    """A word with the mark of the sentence's end that stood behind the filler after it."""
    bare = by.rstrip(CLOSERS)
    mark = bare[len(bare.rstrip("".join(SENTENCE_END))) :]
    return text.rstrip(_LOOSE) + mark if text.rstrip(_LOOSE) else text
