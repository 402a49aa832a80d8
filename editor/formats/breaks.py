"""How bad it is to cut a caption between two words.

The order follows the style guides (Netflix, BBC, DCMP): best after a sentence, then at other
punctuation, before a conjunction, before a preposition; never between an article and its noun, a
first name and a surname, a title and a name, a pronoun or an auxiliary and its verb, a verb and
its particle, a number and its unit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.break_words import BREAK_WORDS, NO_WORDS, BreakWords
from editor.transcript.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

SENTENCE = 0.0
CLAUSE = 2.0
COMMA = 3.0
BEFORE_CONJUNCTION = 5.0
BEFORE_RELATIVE = 6.0
BEFORE_PREPOSITION = 6.5
PLAIN = 9.0
WEAK = 14.0
"""A cut that costs this much or more is a weak break."""

_AFTER_CONJUNCTION = 18.0
_AFTER_SUBJECT = 20.0
_AFTER_AUXILIARY = 20.0
_AFTER_ADJECTIVE = 12.0
_AFTER_NUMBER = 14.0
_BEFORE_PARTICLE = 16.0
_INSIDE_NAME = 22.0
_AFTER_PREPOSITION = 23.0
_INSIDE_NUMBER = 24.0
_AFTER_DETERMINER = 28.0
_AFTER_TITLE = 30.0

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_OPENERS = "\"'“‘«„([¿¡"
_TRAILERS = "\"'”’»)].,;:!?…—–-"


class _Look(NamedTuple):
    """What a word looks like, without its neighbours."""

    bare: str
    stop: str  # "sentence", "clause", "comma", "close" or ""
    capital: bool
    number: bool


def break_costs(texts: Sequence[str], language: str) -> list[float]:
    """The cost of a cut before each word; 0 before the first. Same length as `texts`."""
    words = BREAK_WORDS.get(language[:2].lower(), NO_WORDS)
    looks = [_look(text, words) for text in texts]
    costs = [_cost(before, after, words) for before, after in pairwise(looks)]
    return [0.0, *costs] if texts else []


def is_weak(before: str, after: str, language: str) -> bool:
    """Whether a cut between two words is one that readers stumble over."""
    return break_costs((before, after), language)[1] >= WEAK


def sentence_ends(texts: Sequence[str], language: str) -> list[bool]:
    """Whether each word ends a sentence; abbreviations do not."""
    words = BREAK_WORDS.get(language[:2].lower(), NO_WORDS)
    return [_look(text, words).stop == "sentence" for text in texts]


@lru_cache(maxsize=65_536)
def _look(text: str, words: BreakWords) -> _Look:
    bare = text.lstrip(_OPENERS).rstrip(_TRAILERS).lower().replace("’", "'")
    core = text.lstrip(_OPENERS)
    return _Look(bare, _stop(text, bare, words), core[:1].isupper(), core[:1].isdigit())


def _stop(text: str, bare: str, words: BreakWords) -> str:
    """The kind of punctuation that a word ends with."""
    if ends_sentence(text):
        initial = len(bare) == 1 and text.endswith(".") and text[:1].isupper() and bare != "i"
        abbreviated = text.endswith(".") and bare in words.abbreviations
        return "" if initial or abbreviated else "sentence"
    last = text.rstrip("\"'”’»)]")[-1:]
    if last in (";", ":", "—", "–", "；", "："):
        return "clause"
    if last in (",", "，", "、", "،") or text.endswith("--"):
        return "comma"
    return "close" if text[-1:] in ")]”»" else ""


_STOP_COSTS = {"sentence": SENTENCE, "clause": CLAUSE, "comma": COMMA, "close": 5.0}


@lru_cache(maxsize=262_144)
def _cost(before: _Look, after: _Look, words: BreakWords) -> float:
    if before.stop:
        return _STOP_COSTS[before.stop]
    return max(_after(before, after, words), _before(before, after, words))


def _after(before: _Look, after: _Look, words: BreakWords) -> float:
    """What a cut costs because of the word that would stand last."""
    for group, cost in (
        (words.titles if after.capital else frozenset(), _AFTER_TITLE),
        (words.determiners, _AFTER_DETERMINER),
        (words.prepositions, _AFTER_PREPOSITION),
        (words.subjects, _AFTER_SUBJECT),
        (words.auxiliaries, _AFTER_AUXILIARY),
        (words.conjunctions, _AFTER_CONJUNCTION),
        (words.relatives, _AFTER_CONJUNCTION),
    ):
        if before.bare in group:
            return cost
    # Only a guess from the word's ending, and so not called weak.
    adjective = bool(words.adjective_endings) and before.bare.endswith(words.adjective_endings)
    return _AFTER_ADJECTIVE if adjective and not _is_function(after, words) else 0.0


def _before(before: _Look, after: _Look, words: BreakWords) -> float:
    """What it costs because of the word that would stand first."""
    if before.number and (after.number or after.bare in words.units):
        return _INSIDE_NUMBER
    if before.capital and (after.capital or after.number):
        return _INSIDE_NAME if words is not BREAK_WORDS["de"] else WEAK
    if after.bare in words.conjunctions:
        return BEFORE_CONJUNCTION
    if after.bare in words.relatives:
        return BEFORE_RELATIVE
    if after.bare in words.particles:
        return _BEFORE_PARTICLE
    if after.bare in words.prepositions:
        return BEFORE_PREPOSITION
    counts = before.number and not _YEAR.fullmatch(before.bare) and not _is_function(after, words)
    return _AFTER_NUMBER if counts else PLAIN


def _is_function(look: _Look, words: BreakWords) -> bool:
    return any(
        look.bare in group
        for group in (words.subjects, words.auxiliaries, words.conjunctions, words.prepositions)
    )
