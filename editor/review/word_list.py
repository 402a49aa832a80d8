"""The words of a language: what is spelled right, and what somebody may have meant.

The lists come from the package pyspellchecker, which carries them; nothing is fetched. Loading one
takes some tenths of a second and belongs in another thread.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol

from editor.review.spelling import key, plain
from editor.settings.data_files import DataFileMissingError, data_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

LANGUAGES = frozenset(("ar", "de", "en", "es", "eu", "fa", "fr", "it", "lv", "nl", "pt", "ru"))
"""Those that pyspellchecker 0.9 has lists of."""
FAR = 2
"""Letters put in, left out, changed or swapped between a slip and what was meant."""
NEAR_NAME = 0.7
"""How alike a known name must be, by `difflib`, to be suggested."""


class WordList(Protocol):
    """The words of one language."""

    def knows(self, word: str) -> bool:
        """Whether a word, without punctuation around it, is spelled right."""

    def near(self, word: str) -> Sequence[str]:
        """What may have been meant, the likeliest first, in small letters."""


class SpellingList:
    """A list with how often each word is used.

    Args:
        counts: The words in small letters.
        british: Whether British spellings count as right where the American one does.
    """

    def __init__(self, counts: Mapping[str, int], *, british: bool = False) -> None:
        self._counts = counts
        self._british = british
        self._alphabet = sorted({char for word in counts for char in word})
        self._shapes: dict[int, list[tuple[str, int]]] = {}
        for word in counts:
            self._shapes.setdefault(len(word), []).append((word, _letters(word)))

    def knows(self, word: str) -> bool:
        """Whether a word is spelled right."""
        small = word.lower().replace("’", "'")
        if small in self._counts or small.removesuffix("'s") in self._counts:
            return True
        return self._british and plain(small) in self._counts

    def near(self, word: str) -> Sequence[str]:
        """The nearest words, and of those the most usual ones first.

        Looking farther than one letter takes some 100 ms, and belongs in another thread.
        """
        small = key(word)
        close = [other for other in _one_away(small, self._alphabet) if other in self._counts]
        if close:
            return sorted(close, key=lambda other: -self._counts[other])
        ranked = sorted(
            (distance, -self._counts[other], other)
            for other in self._alike(small)
            if (distance := distance_of(small, other, FAR)) <= FAR
        )
        return [other for _, _, other in ranked]

    def _alike(self, word: str) -> Iterable[str]:
        """Words of about the same letters: comparing all would take a second."""
        letters = _letters(word)
        for length in range(max(1, len(word) - FAR), len(word) + FAR + 1):
            for other, theirs in self._shapes.get(length, ()):
                if (letters ^ theirs).bit_count() <= 2 * FAR:
                    yield other


def load_words(language: str) -> SpellingList | None:
    """The words of a language such as "en" or "de-AT"; None where there is no list."""
    short = language.lower().partition("-")[0]
    if short not in LANGUAGES:
        return None
    from spellchecker import SpellChecker  # some 50 ms, and only those who check need it

    counts = dict(SpellChecker(language=short).word_frequency.dictionary)
    for word in _more_words(short):
        counts.setdefault(word, 1)
        counts.setdefault(f"{word}s", 1)
    return SpellingList(counts, british=short == "en")


def near_names(word: str, names: Collection[str]) -> list[str]:
    """Names that a word may have been meant to be."""
    by_key = {key(name): name for name in names}
    return [by_key[near] for near in get_close_matches(key(word), by_key, 3, NEAR_NAME)]


def _one_away(word: str, alphabet: Sequence[str]) -> set[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    other = {left + char + right[1:] for left, right in cuts if right for char in alphabet}
    more = {left + char + right for left, right in cuts for char in alphabet}
    return (fewer | swapped | other | more) - {word, ""}


def distance_of(one: str, other: str, most: int) -> int:
    """How many letters must be put in, left out, changed or swapped with the next; `most` + 1 if
    more than `most` (optimal string alignment distance)."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def _letters(word: str) -> int:
    """Which letters a word has, as bits."""
    bits = 0
    for char in word:
        bits |= 1 << (ord(char) & 63)
    return bits


def _more_words(language: str) -> list[str]:
    try:
        path = data_file(f"resources/words/{language}.txt")
    except DataFileMissingError:
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
