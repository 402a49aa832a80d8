"""Fillers, repeated words and words broken off: proposed as asides, which clean text leaves out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from editor.review.anchors import Anchor
from editor.review.doubts import Doubt, Kind
from editor.review.spelling import key
from editor.settings.data_files import data_file
from editor.transcript.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from editor.transcript.document import Turn
    from editor.transcript.words import Word

SCORE = 60
LONGEST_REPEAT = 3
"""So many words that are said twice in a row are a false start; more may be meant."""
FRAGMENT = 4
"""Letters: a longer piece with a hyphen behind it is broken off only if the word is said next."""
_OFF = (",", ";", ":", "–", "—", "-")
_DASHES = "-–—,."
_BROKEN = re.compile(r"^[“\"'(]?([^\W\d_]+)(-|–|—)[,.]?$")
_LINKS = frozenset(("and", "or", "to", "by", "after", "und", "oder", "bis", "et", "ou", "y", "o"))
"""“Pre- and post-war” is no false start, and “more and more and more” is meant."""


@dataclass(frozen=True)
class FillerWords:
    """The words of one language; see `resources/fillers.toml`."""

    always: frozenset[str] = frozenset()
    set_off: frozenset[tuple[str, ...]] = frozenset()
    twice: frozenset[str] = frozenset()

    def doubts(self, turn: Turn) -> list[Doubt]:
        """What of a turn may be left out, in order, as far as it is not marked yet."""
        found: list[Doubt] = []
        behind = 0
        for start, stop in sorted(self._spans(turn.words), key=lambda span: (span[0], -span[1])):
            open_ = start >= behind and not all(word.aside for word in turn.words[start:stop])
            if open_:
                given = tuple(word.text for word in turn.words[start:stop])
                anchor = Anchor(turn.id, start, stop)
                found.append(Doubt(Kind.FILLER, anchor, given, (), (), SCORE))
                behind = stop
        return found

    def _spans(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        texts = [word.text for word in words]
        keys = [key(text) for text in texts]
        firsts, last = self._firsts, len(keys) - 1
        for at, folded in enumerate(keys):
            # This is asked of every word of an episode while somebody waits for the first doubt.
            if folded in self.always:
                yield at, at + 1
            for phrase in firsts.get(folded, ()):
                size = len(phrase)
                if tuple(keys[at : at + size]) == phrase and _is_set_off(texts, at, size):
                    yield at, at + size
            if texts[at][-1] in _DASHES and _is_broken_off(texts, keys, at):
                yield at, at + 1
            if at < last and folded in keys[at + 1 : at + 1 + LONGEST_REPEAT]:
                size = self._repeats(texts, keys, at)
                if size:
                    yield at, at + size

    @cached_property
    def _firsts(self) -> dict[str, list[tuple[str, ...]]]:
        """The phrases by their first word."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.set_off:
            found.setdefault(phrase[0], []).append(phrase)
        return found

    def _repeats(self, texts: Sequence[str], keys: Sequence[str], at: int) -> int:
        """How many words from here on are said again right after; 0 for none."""
        for size in range(min(LONGEST_REPEAT, (len(keys) - at) // 2), 0, -1):
            first, again = keys[at : at + size], keys[at + size : at + 2 * size]
            if first != again or not all(first) or any(map(ends_sentence, texts[at : at + size])):
                continue
            if not self._meant(texts, first, at):
                return size
        return 0

    def _meant(self, texts: Sequence[str], run: Sequence[str], at: int) -> bool:
        if any(char.isdigit() for text in run for char in text):
            return True
        if len(run) > 1:
            return not _LINKS.isdisjoint((run[0], run[-1])) or " ".join(run) in self.twice
        name = texts[at + 1][:1].isupper() and run[0] not in ("i", "i'm", "i've", "i'll")
        return name or run[0] in self.twice


@lru_cache(maxsize=8)
def fillers_for(language: str) -> FillerWords:
    """The fillers of a language such as "en" or "pt-BR"; of others only repetitions are found.

    Raises:
        DataFileMissingError: The file of fillers is not there.
    """
    rows = tomllib.loads(data_file("resources/fillers.toml").read_text(encoding="utf-8"))
    return parse_fillers(rows.get(language.lower().partition("-")[0], {}))


def parse_fillers(row: Mapping[str, Sequence[str]]) -> FillerWords:
    """The words of a table of the file."""
    return FillerWords(
        frozenset(map(key, row.get("always", ()))),
        frozenset(tuple(map(key, text.split())) for text in row.get("set_off", ())),
        frozenset(row.get("twice", ())),
    )


def _is_set_off(texts: Sequence[str], at: int, size: int) -> bool:
    before = at == 0 or texts[at - 1].endswith(_OFF) or ends_sentence(texts[at - 1])
    last = texts[at + size - 1]
    inside = any(text.endswith(_OFF) for text in texts[at : at + size - 1])
    # At the end of a turn "you know" without a comma may be a whole answer.
    return before and not inside and (last.endswith(_OFF) or (ends_sentence(last) and at > 0))


def _is_broken_off(texts: Sequence[str], keys: Sequence[str], at: int) -> bool:
    """Whether a word ends with a dash because its speaker stopped in the middle of it."""
    found = _BROKEN.match(texts[at])
    if found is None or at + 1 == len(texts) or keys[at + 1] in _LINKS:
        return False
    piece = found[1].casefold()
    said_next = keys[at + 1].startswith(piece) and keys[at + 1] != piece
    return said_next or (found[2] == "-" and len(piece) <= FRAGMENT)
