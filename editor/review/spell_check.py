"""Walking through misspelled words: which they are, what was meant, what is to be left alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from editor.review.changes import change
from editor.review.spelling import core, is_filler, key
from editor.review.word_list import near_names
from editor.transcript.document import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editor.review.changes import Edit
    from editor.review.word_list import WordList
    from editor.transcript.document import Transcript, Turn, TurnId
    from editor.transcript.patch import Patch
    from editor.transcript.words import Word

MOST_SUGGESTIONS = 9
"""One for each digit key."""
_NO_WORD = re.compile(r"[\d@/\\_]|\w\.\w|^\W*$")
"""Numbers, addresses, and what has no letters: none of a dictionary's business."""
_PARTS = re.compile(r"[-–—/]")


class Once(NamedTuple):
    """A word that is to be left alone here; another one in its place is not."""

    turn: TurnId
    word: int
    text: str


class SpellCheck:
    """Checks one document, turn by turn. What it has found of a turn it finds at once next time.

    Args:
        words: The words of the language.
        names: What is right as well: names of the show, speakers.
    """

    def __init__(self, words: WordList, names: Iterable[str] = ()) -> None:
        self._words = words
        self._right: set[str] = set()
        self._names: set[str] = set()
        self._once: set[Once] = set()
        self._verdicts: dict[str, bool] = {}
        self._turns: dict[TurnId, tuple[Sequence[Word], tuple[int, ...]]] = {}
        self.know(names)

    def know(self, names: Iterable[str]) -> None:
        """These names are right, and may be meant."""
        for name in names:
            for part in name.split():
                bare = core(part)
                if bare and key(bare) not in self._right:
                    self._names.add(bare)
                    self._accept(bare)

    def ignore_all(self, text: str) -> None:
        """Leave a word alone wherever it stands."""
        self._accept(core(text))

    def ignore_once(self, document: Transcript, place: Place) -> None:
        """Leave the word at a place alone."""
        turn = document.turns[place.turn]
        self._once.add(Once(turn.id, place.word, turn.words[place.word].text))

    def wrong(self, document: Transcript) -> list[Place]:
        """Every misspelled word, in text order."""
        return [
            place for index in range(len(document.turns)) for place in self._in(document, index)
        ]

    def next(self, document: Transcript, after: Place) -> Place | None:
        """The first misspelled word after a place, round the end; None if there is none."""
        count = len(document.turns)
        for step in range(count + 1):
            index = (after.turn + step) % count
            for place in self._in(document, index):
                if step or place > after:
                    return place
        return None

    def same(self, document: Transcript, text: str) -> list[Place]:
        """Where the same misspelled word stands."""
        wanted = key(text)
        return [place for place in self.wrong(document) if key(document.word(place).text) == wanted]

    def suggestions(self, text: str) -> list[str]:
        """What may have been meant, written as the word is: with its capitals and punctuation."""
        bare = core(text)
        names = tuple(self._names)  # asked from another thread, while the window may add some
        found = [*near_names(bare, names), *(_like(bare, near) for near in self._words.near(bare))]
        return [text.replace(bare, word, 1) for word in dict.fromkeys(found)][:MOST_SUGGESTIONS]

    def _in(self, document: Transcript, index: int) -> Iterator[Place]:
        turn = document.turns[index]
        for at in self._of(turn):
            if Once(turn.id, at, turn.words[at].text) not in self._once:
                yield Place(index, at)

    def _of(self, turn: Turn) -> tuple[int, ...]:
        words, found = self._turns.get(turn.id, (None, ()))
        if words is not turn.words:
            found = tuple(
                at for at, word in enumerate(turn.words) if not word.aside and self._bad(word.text)
            )
            self._turns[turn.id] = (turn.words, found)
        return found

    def _bad(self, text: str) -> bool:
        verdict = self._verdicts.get(text)
        if verdict is None:
            verdict = self._verdicts[text] = self._is_wrong(core(text))
        return verdict

    def _is_wrong(self, bare: str) -> bool:
        acronym = len(bare) > 1 and bare.upper() == bare
        if acronym or is_filler(bare) or _NO_WORD.search(bare) or self._is_right(bare):
            return False
        parts = [part for part in _PARTS.split(bare) if part]
        return len(parts) < 2 or not all(map(self._is_right, parts))

    def _is_right(self, word: str) -> bool:
        folded = key(word)
        known = folded in self._right or folded.removesuffix("'s") in self._right
        return known or self._words.knows(word)

    def _accept(self, bare: str) -> None:
        self._right.add(key(bare))
        self._verdicts.clear()
        self._turns.clear()


def respell(document: Transcript, places: Sequence[Place], wrong: str, right: str) -> Patch:
    """Write these words differently, as one step; capitals, punctuation and times stay."""
    edits: dict[int, list[Edit]] = {}
    for place in places:
        text = document.word(place).text
        bare = core(text)
        fitting = _like(bare, right) if bare != wrong else right
        edit = (place.word, place.word + 1, (text.replace(bare, fitting, 1),), ())
        edits.setdefault(place.turn, []).append(edit)
    return change(document, edits, "Correct spelling")


def _like(text: str, word: str) -> str:
    """A word with the capitals of a text."""
    if text[:1].isupper():
        return word[:1].upper() + word[1:]
    return word
