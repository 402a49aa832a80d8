"""How a transcript word is said: "10,000" is three spoken words, but stays one transcript word.

The synthesisers get plain lower-case words only, so that all of them say a number or an address
alike and the times of everything that was said for one transcript word can be joined again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_ONES = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = _listed("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"))
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
# The name of each letter, spelt as words that flite and espeak-ng both say as that name.
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        _listed(
            "eigh bee see dee ee eff gee aitch eye jay kay ell em en oh pea cue are ess tea you "
            "vee doubleyou ex why zee"
        ),
        strict=True,
    )
)
_CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros"}
_SYMBOLS = {".": "dot", "/": "slash", "@": "at", "-": "dash", "_": "underscore"}
_WHOLE = {
    "mm-hmm": ("um", "hum"),
    "uh-huh": ("uh", "huh"),
    "hmm": ("hum",),
    "dr": ("doctor",),
    "mr": ("mister",),
    "mrs": ("missis",),
    "st": ("saint",),
    "ok": ("okay",),
    "&": ("and",),
    "vs": ("versus",),
    "etc": ("et", "cetera"),
    "km": ("kilometres",),
}
_OPENING = "\"'([{“‘"
_CLOSING = "\"')]}”’"
_PAUSES = {",": ",", ";": ",", ":": ",", "—": ",", ".": ".", "…": ".", "?": "?", "!": "!"}


class Spoken(NamedTuple):
    """What is said for one transcript word.

    Attributes:
        words: Plain lower-case words of ASCII letters and apostrophes; at least one.
        pause: The punctuation that follows: "", ",", ".", "?" or "!".
    """

    words: tuple[str, ...]
    pause: str


class UnspeakableError(ValueError):
    """A script holds a token that nobody knows how to say."""


def spoken_form(token: str, respell: Mapping[str, str] | None = None) -> Spoken:
    """How a token of a script is said.

    Args:
        token: One whitespace-delimited word, with its punctuation.
        respell: How to say certain words, by their lower-case bare form ("zwetsloot":
            "zwet slote").

    Raises:
        UnspeakableError: The token has nothing in it that can be said.
    """
    bare, pause = _without_punctuation(token)
    key = bare.lower().replace("’", "'")
    if respell and key in respell:
        return Spoken(tuple(respell[key].split()), pause)
    words = _WHOLE.get(key) or _by_pattern(bare.replace("’", "'"), respell or {})
    if not words:
        raise UnspeakableError(f"Nobody knows how to say {token!r}; respell it in the script.")
    return Spoken(words, pause)


def number_words(number: int) -> tuple[str, ...]:
    """A whole number from 0 below 10**12 as words, without "and"."""
    if number < 20:
        return (_ONES[number],)
    if number < 100:
        tens, ones = divmod(number, 10)
        return (_TENS[tens], *((_ONES[ones],) if ones else ()))
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return (_ONES[hundreds], "hundred", *(number_words(rest) if rest else ()))
    size, name = next(scale for scale in _SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    return (*number_words(count), name, *(number_words(rest) if rest else ()))


def _without_punctuation(token: str) -> tuple[str, str]:
    bare = token.lstrip(_OPENING)
    pause = ""
    while bare and (bare[-1] in _PAUSES or bare[-1] in _CLOSING):
        pause = _PAUSES.get(bare[-1], pause)
        bare = bare[:-1]
    return bare, pause


def _by_pattern(bare: str, respell: Mapping[str, str]) -> tuple[str, ...]:
    for pattern, say in _PATTERNS:
        found = pattern.fullmatch(bare)
        if found:
            return say(found)
    if "." in bare or "@" in bare or "/" in bare:
        return _address(bare, respell)
    parts = re.findall(r"[a-z']+|[0-9]+", bare.lower())
    return tuple(word for part in parts for word in _part(part, respell))


def _part(part: str, respell: Mapping[str, str]) -> tuple[str, ...]:
    if part in respell:
        return tuple(respell[part].split())
    return number_words(int(part)) if part.isdigit() else (part,)


def _address(bare: str, respell: Mapping[str, str]) -> tuple[str, ...]:
    words: list[str] = []
    for part in re.findall(r"[a-z']+|[0-9]+|[./@_-]", bare.lower()):
        words += (_SYMBOLS[part],) if part in _SYMBOLS else _part(part, respell)
    return tuple(words)


def _money(found: re.Match[str]) -> tuple[str, ...]:
    whole = int(found["whole"].replace(",", ""))
    name = _CURRENCIES[found["sign"]]
    if whole == 1:
        name = name.removesuffix("s")
    cents = number_words(int(found["cents"])) if found["cents"] else ()
    return (*number_words(whole), name, *cents)


def _decimal(found: re.Match[str]) -> tuple[str, ...]:
    digits = tuple(_ONES[int(digit)] for digit in found["fraction"])
    return (*number_words(int(found["whole"].replace(",", ""))), "point", *digits)


def _ordinal(found: re.Match[str]) -> tuple[str, ...]:
    *first, last = number_words(int(found[1]))
    if last in _ORDINALS:
        return (*first, _ORDINALS[last])
    return (*first, last[:-1] + "ieth" if last.endswith("y") else last + "th")


def _year(found: re.Match[str]) -> tuple[str, ...]:
    century, rest = divmod(int(found[0]), 100)
    if rest == 0:
        return (*number_words(century), "hundred")
    between = ("oh",) if rest < 10 else ()
    return (*number_words(century), *between, *number_words(rest))


def _clock(found: re.Match[str]) -> tuple[str, ...]:
    minutes = int(found[2])
    if minutes == 0:
        return (*number_words(int(found[1])), "o'clock")
    between = ("oh",) if minutes < 10 else ()
    return (*number_words(int(found[1])), *between, *number_words(minutes))


def _percent(found: re.Match[str]) -> tuple[str, ...]:
    return (*spoken_form(found[1]).words, "percent")


def _number(found: re.Match[str]) -> tuple[str, ...]:
    return number_words(int(found[0].replace(",", "")))


def _letters(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(_LETTERS[letter] for letter in found[0].lower())


# Tried in this order; the first that matches the whole token says it.
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, ...]]], ...] = (
    (re.compile(r"(?P<sign>[$£€])(?P<whole>\d[\d,]*)(?:\.(?P<cents>\d\d))?"), _money),
    (re.compile(r"(\d[\d,.]*)%"), _percent),
    (re.compile(r"(\d+)(?:st|nd|rd|th)"), _ordinal),
    (re.compile(r"(\d{1,2}):(\d\d)"), _clock),
    (re.compile(r"1[1-9]\d\d"), _year),
    (re.compile(r"(?P<whole>\d[\d,]*)\.(?P<fraction>\d+)"), _decimal),
    (re.compile(r"\d[\d,]*"), _number),
    (re.compile(r"[A-Z]{2,5}"), _letters),
)
