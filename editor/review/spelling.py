"""What does not count as a difference: spelling, punctuation, fillers, and how numbers are written.

Recognisers write as Americans do, in digits, and leave out "um"; nobody wants to be asked about it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from editor.alignment.normalise import fold, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence


def word_set(text: str) -> frozenset[str]:
    """The words of a table that is written as text."""
    return frozenset(text.split())


FILLERS = word_set("um uh uhm umm er erm ah eh oh hm hmm mm mmm mhm mmhmm uhhuh huh")
NEGATIONS = word_set("no not never nobody none nothing cannot without")
_PAIRS = (
    ("yeah", "yes"), ("yep", "yes"), ("yup", "yes"), ("ok", "okay"), ("alright", "all right"),
    ("cannot", "can not"), ("gonna", "going to"), ("wanna", "want to"), ("gotta", "got to"),
    ("kinda", "kind of"), ("til", "until"), ("till", "until"), ("cause", "because"),
    ("cos", "because"), ("km", "kilometers"), ("kg", "kilograms"), ("cm", "centimeters"),
    ("mph", "miles per hour"), ("dr", "doctor"), ("mr", "mister"), ("mrs", "missus"),
    ("etc", "et cetera"), ("vs", "versus"), ("tv", "t v"), ("grey", "gray"), ("tyre", "tire"),
    ("storey", "story"), ("programme", "program"), ("cheque", "check"), ("plough", "plow"),
    ("draught", "draft"), ("mum", "mom"), ("an", "a"),
)  # fmt: skip
_SAME = dict(_PAIRS)
_BRITISH = (
    (re.compile(r"(?<=[bdlmnvr])our(?=$|[b-df-hj-np-tv-z]|ed$|ing$|ite|able)"), "or"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[a-z]{3})is(?=e$|es$|ed$|ing$|ation)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})ys(?=e$|es$|ed$|ing$)"), "yz"),
    (re.compile(r"(?<=[aeiou])ll(?=ed$|ing$|er$|ers$)"), "l"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=[a-z])ence(?=$)"), "ense"),
)
_DIGITS = re.compile(r"\d+")
_EDGES = "\"'.,;:!?()[]{}…“”‘’—–-"


@lru_cache(maxsize=32768)
def core(text: str) -> str:
    """A word without the punctuation around it."""
    return text.strip(_EDGES)


@lru_cache(maxsize=32768)
def key(text: str) -> str:
    """A word as it is compared: folded, without punctuation around it."""
    return fold(core(text))


@lru_cache(maxsize=32768)
def plain(text: str) -> str:
    """What a word says, in one spelling and without spaces."""
    word = key(text)
    if word in _SAME:
        return _SAME[word].replace(" ", "")
    parts = spoken(word)
    return "".join(_american(part) for part in parts)


def _american(word: str) -> str:
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word


def is_filler(text: str) -> bool:
    """Whether a word is only a sound of thinking."""
    return key(text).replace("-", "") in FILLERS


def is_negation(text: str) -> bool:
    """Whether a word turns a sentence into its opposite."""
    word = key(text)
    return word in NEGATIONS or word.endswith("n't")


def digits(texts: Sequence[str]) -> str:
    """The digits of some words, one after the other."""
    return "".join(_DIGITS.findall("".join(texts)))


def only_spelling(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two runs of words say the same, written differently."""
    ours = [text for text in ours if not is_filler(text)]
    theirs = [text for text in theirs if not is_filler(text)]
    if "".join(map(plain, ours)) == "".join(map(plain, theirs)):
        return True
    numbers = digits(ours)
    if not numbers or numbers != digits(theirs):
        return False
    return _letters(ours) == _letters(theirs)


def _letters(texts: Sequence[str]) -> str:
    return "".join(c for text in texts for c in fold(text) if c.isalpha())
