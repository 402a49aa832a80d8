"""From written words to spoken ones: "$5" is heard as "five dollars".

Matching and the HMM need what is said, not what is written. Numbers and symbols are spelled out
for English only; in every other language a word is just folded (case, width, punctuation).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from editor.alignment.scripts import characters, is_letter, is_spaceless

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_CURRENCIES = {
    "$": ("dollar", "dollars"),
    "£": ("pound", "pounds"),
    "€": ("euro", "euros"),
    "¥": ("yen", "yen"),
    "₹": ("rupee", "rupees"),
    "₩": ("won", "won"),
}
_SIGNS = {
    "%": "percent", "&": "and", "@": "at", "+": "plus", "=": "equals", "°": "degrees",
    "#": "number", "½": "half", "¼": "quarter", "¾": "three quarters", "×": "times",
}  # fmt: skip
_ABBREVIATIONS = {
    "mr": "mister", "mrs": "missus", "ms": "miz", "dr": "doctor", "st": "saint", "vs": "versus",
    "etc": "et cetera", "prof": "professor", "jr": "junior", "sr": "senior", "ok": "okay",
    "no": "no", "km": "kilometers", "kg": "kilograms", "cm": "centimeters", "mm": "millimeters",
    "mph": "miles per hour", "ft": "feet", "approx": "approximately", "gov": "governor",
    "sen": "senator", "rep": "representative", "gen": "general", "capt": "captain",
    "sgt": "sergeant", "ave": "avenue", "blvd": "boulevard", "mt": "mount", "inc": "incorporated",
    "ltd": "limited", "corp": "corporation", "dept": "department", "est": "established",
}  # fmt: skip
# Of these only the form with a full stop is an abbreviation ("no." is not "no").
_NEEDS_STOP = {"no", "gen", "rep", "sen", "gov", "ave", "est", "mt", "ms", "corp", "st", "mm"}
_MAGNITUDES = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion"}

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?$", re.I)
_MAIL = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
_SPOKEN_PUNCTUATION = {".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at"}
_PIECES = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]", re.UNICODE)
_VOWEL = re.compile("[aeiouy]")
_PLAIN = re.compile(r"[a-z]+(?:'[a-z]+)*")


def fold(text: str) -> str:
    """One case, one width, one apostrophe, no accents: the form in which words are compared."""
    text = text.replace("’", "'").replace("‘", "'").replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    # Composed again: a Korean syllable, or a kana with its mark, is one character.
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not _is_accent(c)))


def _is_accent(character: str) -> bool:
    # Only the accents of Latin, Greek and Cyrillic: elsewhere a mark is a vowel.
    return "\u0300" <= character <= "\u036f"


@lru_cache(maxsize=65536)
def spoken(word: str, language: str = "en") -> tuple[str, ...]:
    """The words that are said for a written word, folded: `("ten", "thousand")` for "10,000".

    Empty for pure punctuation. Scripts without spaces give one entry per character.
    """
    folded = fold(word)
    if _PLAIN.fullmatch(folded):
        return (_ABBREVIATIONS[folded],) if folded == "ok" else (folded,)
    if language == "en":
        return tuple(_english(folded, word))
    return tuple(_other(folded))


def _other(folded: str) -> list[str]:
    out: list[str] = []
    kept = "".join(c if is_letter(c) or c.isalnum() or c == "'" else " " for c in folded)
    for piece in kept.split():
        letters = piece.strip("'")
        if any(is_spaceless(c) for c in letters):
            out.extend(characters(letters))
        elif letters:
            out.append(letters)
    return out


def _english(folded: str, word: str) -> list[str]:
    bare = folded.strip("\"'.,;:!?()[]{}…“”—–-")
    if _MAIL.match(bare) or (_DOMAIN.match(bare) and not bare.replace(".", "").isdigit()):
        return _address(bare)
    if bare in _ABBREVIATIONS and (bare not in _NEEDS_STOP or folded.startswith(bare + ".")):
        return _ABBREVIATIONS[bare].split()
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]?", folded.strip("\"'(),;:!?")):
        return [c for c in folded if c.isalpha()]
    core = word.strip("\"'.,;:!?()[]{}…“”—–-")
    if 2 <= len(core) <= 5 and core.isupper() and core.isalpha() and not set(core) & set("AEIOUY"):
        return list(core.lower())
    return _pieces(folded)


def _address(bare: str) -> list[str]:
    bare = re.sub(r"^https?://", "", bare).rstrip("/.")
    out: list[str] = []
    for piece in re.findall(r"[a-z]+|\d+|[./@_-]", bare):
        if piece in _SPOKEN_PUNCTUATION:
            out.append(_SPOKEN_PUNCTUATION[piece])
        elif piece == "www":
            out += ["w", "w", "w"]
        elif piece.isdigit():
            out += cardinal(int(piece))
        else:
            out.append(piece)
    return out


def _pieces(folded: str) -> list[str]:
    out: list[str] = []
    pieces = _PIECES.findall(folded)
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        following = pieces[at + 1] if at + 1 < len(pieces) else ""
        if piece in _CURRENCIES and following[:1].isdigit():
            scale = pieces[at + 2] if at + 2 < len(pieces) else ""
            out += _money(piece, following, scale)
            at += 3 if scale in _MAGNITUDES else 2
        elif piece[0].isdigit():
            used, said = _number(piece, following)
            out += said
            at += 1 + used
        else:
            out += _piece(piece)
            at += 1
    return out


def _piece(piece: str) -> list[str]:
    if piece in _SIGNS:
        return _SIGNS[piece].split()
    if not piece[0].isalpha():
        return []
    return list(piece) if is_spaceless(piece[0]) else [piece]


def _money(sign: str, number: str, scale: str) -> list[str]:
    one, many = _CURRENCIES[sign]
    if scale in _MAGNITUDES:
        return [*_decimal(number), _MAGNITUDES[scale], many]
    whole, _, part = number.replace(",", "").partition(".")
    said = [*cardinal(int(whole)), one if whole == "1" else many]
    if len(part) == 2 and part != "00":
        return [*said, *cardinal(int(part))]
    return [*_decimal(number), many] if part.strip("0") else said


def _number(number: str, following: str) -> tuple[int, list[str]]:
    """The words of a number, and how many of the pieces after it they use up."""
    plain = number.replace(",", "")
    if following in {"st", "nd", "rd", "th"}:
        return 1, ordinal(int(float(plain)))
    if following == "s" and plain.isdigit():
        return 1, _plural(year(int(plain)) if len(plain) == 4 else cardinal(int(plain)))
    if following in _MAGNITUDES:
        return 1, [*_decimal(number), _MAGNITUDES[following]]
    if plain.isdigit() and len(plain) == 4 and "," not in number:
        return 0, year(int(plain))
    return 0, _decimal(number)


def _plural(words: list[str]) -> list[str]:
    last = words[-1]
    return [*words[:-1], last[:-1] + "ies" if last.endswith("y") else last + "s"]


def _decimal(number: str) -> list[str]:
    whole, _, part = number.replace(",", "").partition(".")
    said = [_ONES[int(d)] for d in whole] if _is_code(whole) else cardinal(int(whole))
    return [*said, "point", *(_ONES[int(d)] for d in part)] if part else said


def _is_code(digits: str) -> bool:
    # Telephone numbers and the like are read digit by digit.
    return len(digits) > 12 or (len(digits) > 1 and digits.startswith("0"))


def cardinal(number: int) -> list[str]:
    """A number of at most twelve digits in English words, as Americans count (no "and")."""
    if number < 20:
        return [_ONES[number]]
    if number < 100:
        tens, ones = divmod(number, 10)
        return [_TENS[tens], *([_ONES[ones]] if ones else [])]
    for scale, name in _SCALES:
        if number >= scale:
            count, rest = divmod(number, scale)
            return [*cardinal(count), name, *(cardinal(rest) if rest else [])]
    raise AssertionError("every number of 100 or more has a scale")  # pragma: no cover


def ordinal(number: int) -> list[str]:
    """A number's rank in English words: 21 is "twenty first"."""
    *head, last = cardinal(number)
    if last in _ORDINALS:
        return [*head, _ORDINALS[last]]
    return [*head, last[:-1] + "ieth" if last.endswith("y") else last + "th"]


def year(number: int) -> list[str]:
    """Four digits as a year is read: 1998 is "nineteen ninety eight", 2002 "two thousand two"."""
    century, rest = divmod(number, 100)
    if century % 10 == 0:
        if rest < 10:
            return cardinal(number)
    elif rest == 0:
        return [*cardinal(century), "hundred"]
    if rest < 10:
        return [*cardinal(century), "oh", _ONES[rest]]
    return [*cardinal(century), *cardinal(rest)]


@lru_cache(maxsize=4096)
def readings(word: str) -> tuple[tuple[str, ...], ...]:
    """Every way an English word may be read aloud, the likeliest first.

    Differs from `spoken` only where digits are in play: "1998" is a year or a quantity, "2,315"
    may be read with "and", "747" by single digits.
    """
    first = spoken(word)
    found = [first]
    if any(not _VOWEL.search(part) for part in first):
        # "Hmm" is hummed by people and spelled by machines, "NPR" the other way round.
        found.append(
            tuple(c for part in first for c in (part if _VOWEL.search(part) is None else [part]))
        )
    for match in _NUMBER.finditer(word):
        digits = match.group().replace(",", "")
        if not digits.isdigit() or len(digits) > 12 or len(_NUMBER.findall(word)) > 1:
            continue
        number = int(digits)
        said = tuple(_number(match.group(), "")[1])
        for other in _other_readings(number, digits):
            found.append(_replaced(first, said, other))
    return tuple(dict.fromkeys(found))


def _other_readings(number: int, digits: str) -> list[tuple[str, ...]]:
    plain = cardinal(number)
    out = [tuple(plain)]
    if number > 100 and number % 100 and "hundred" in plain:
        at = len(plain) - 1 - plain[::-1].index("hundred")
        out.append((*plain[: at + 1], "and", *plain[at + 1 :]))
    if number > 1000 and 0 < number % 1000 < 100:
        at = len(plain) - 1 - plain[::-1].index("thousand") if "thousand" in plain else -1
        out.append((*plain[: at + 1], "and", *plain[at + 1 :]))
    if 3 <= len(digits) <= 4:
        out.append(tuple(year(number)) if len(digits) == 4 else _by_hundreds(number))
    if 2 <= len(digits) <= 5:
        out.append(tuple(_ONES[int(d)] for d in digits))
    return out


def _by_hundreds(number: int) -> tuple[str, ...]:
    hundreds, rest = divmod(number, 100)
    tail = ["oh", _ONES[rest]] if 0 < rest < 10 else cardinal(rest) if rest else ["hundred"]
    return (*cardinal(hundreds), *tail)


def _replaced(
    words: tuple[str, ...], part: tuple[str, ...], by: tuple[str, ...]
) -> tuple[str, ...]:
    for at in range(len(words) - len(part) + 1):
        if words[at : at + len(part)] == part:
            return words[:at] + by + words[at + len(part) :]
    return words
