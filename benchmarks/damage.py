"""A transcript as producers get it: what was said, damaged in known ways.

Every word of the damaged text knows which spoken word it stands for, so that a program's answer
can be judged word by word.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.vocabulary import UNSPOKEN_AD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.speech import SpokenWord

_PUNCTUATION = ".,?!"
# Words that a recogniser takes for one another.
_CONFUSED = {
    "their": "there", "there": "their", "to": "two", "two": "to", "it": "at", "is": "was",
    "was": "is", "the": "a", "a": "the", "and": "in", "in": "and", "of": "off", "for": "four",
    "they": "day", "that": "the", "you": "you've", "I": "I'd", "she": "he", "he": "she",
    "weather": "whether", "new": "knew", "one": "won", "keeper": "keepers", "would": "could",
    "from": "for", "about": "out", "than": "then", "this": "the", "had": "has", "did": "does",
}  # fmt: skip
_INSERTED = ("the", "and", "so", "a", "um", "you", "know", "of", "just", "well", "actually", "that")
_HEADER = (
    "Small Hours: An Evening of Questions",
    "Episode Date: May 4, 2026In this episode, the hosts answer letters from listeners.",
    "Transcript",
    "Discussion (0)",
)


class Token(NamedTuple):
    """A word of the damaged text.

    Attributes:
        text: The word.
        spoken: Index of the spoken word that it stands for; None when it is not spoken.
        kind: "same", "substituted", "inserted", "repeated" or "unspoken ad".
    """

    text: str
    spoken: int | None
    kind: str = "same"


class DamageOptions(NamedTuple):
    """How much goes wrong: shares of words 0-1, and how much speech the text lacks, in ms."""

    substituted: float = 0.09
    deleted: float = 0.03
    inserted: float = 0.03
    missing_ms: tuple[int, int] = (40_000, 60_000)
    repeats_line: bool = True
    unspoken_ad: bool = True


@dataclass(frozen=True)
class DamagedTranscript:
    """The damaged text and the truth about it.

    Attributes:
        text: The page: header, then broken lines without speakers or times.
        header_lines: How many lines stand before the first word.
        tokens: The words after the header, in order.
        missing: First and last index of the spoken words of the stretch that the text lacks, or
            None when there is none.
    """

    text: str
    header_lines: int
    tokens: tuple[Token, ...]
    missing: tuple[int, int] | None

    @property
    def spoken(self) -> tuple[int | None, ...]:
        """For every word after the header, the index of its spoken word or None."""
        return tuple(token.spoken for token in self.tokens)

    @property
    def body(self) -> str:
        """The page without its header."""
        return "\n".join(self.text.splitlines()[self.header_lines :]) + "\n"


def damage(
    words: Sequence[SpokenWord], seed: int = 1, options: DamageOptions | None = None
) -> DamagedTranscript:
    """Damage what was said. The same words and seed give the same text."""
    options = options or DamageOptions()
    rng = random.Random(seed)
    missing = _missing_stretch(words, options, rng)
    tokens = _misheard(words, missing, options, rng)
    if options.unspoken_ad:
        at = _turn_start_near(len(tokens) // 3, tokens, words)
        ad = [Token(text, None, "unspoken ad") for text in UNSPOKEN_AD.split()]
        tokens = [*tokens[:at], *ad, *tokens[at:]]
    lines = _broken(tokens, rng)
    if options.repeats_line and len(lines) > 2:
        at = _plain_line(lines, rng)
        lines.insert(at + 1, [Token(token.text, None, "repeated") for token in lines[at]])
    body = [" ".join(token.text for token in line) for line in lines]
    return DamagedTranscript(
        text="\n".join([*_HEADER, *body]) + "\n",
        header_lines=len(_HEADER),
        tokens=tuple(token for line in lines for token in line),
        missing=missing,
    )


def _missing_stretch(
    words: Sequence[SpokenWord], options: DamageOptions, rng: random.Random
) -> tuple[int, int] | None:
    """A stretch of the wanted length in the second half, from the beginning of a turn."""
    wanted = rng.randint(*options.missing_ms)
    end = words[-1].end_ms if words else 0
    starts = [
        index
        for index in range(1, len(words))
        if words[index].line != words[index - 1].line
        and end / 2 < words[index].start_ms < end - wanted
    ]
    if not wanted or not starts:
        return None
    first = rng.choice(starts)
    until = words[first].start_ms + wanted
    last = max(i for i in range(first, len(words)) if words[i].start_ms < until)
    return first, last


def _misheard(
    words: Sequence[SpokenWord],
    missing: tuple[int, int] | None,
    options: DamageOptions,
    rng: random.Random,
) -> list[Token]:
    substituted = options.deleted + options.substituted
    alike = _words_by_first_letter(words)
    tokens = []
    for index, word in enumerate(words):
        chance, insert = rng.random(), rng.random() < options.inserted
        extra = rng.choice(_INSERTED)
        if missing and missing[0] <= index <= missing[1]:
            continue
        if insert:
            tokens.append(Token(extra, None, "inserted"))
        if chance < options.deleted:
            continue
        if chance < substituted:
            tokens.append(Token(_instead_of(word.text, alike, rng), index, "substituted"))
        else:
            tokens.append(Token(word.text, index))
    return tokens


def _words_by_first_letter(words: Sequence[SpokenWord]) -> dict[str, list[str]]:
    bare = {word.text.strip(_PUNCTUATION).lower() for word in words}
    alike: dict[str, list[str]] = {}
    for text in sorted(bare):
        alike.setdefault(text[:1], []).append(text)
    return alike


def _instead_of(text: str, alike: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    """What a bad recogniser writes for a word; never the word itself.

    A known confusion, another number, a misspelt name, or else another word of the episode that
    begins with the same letter and is about as long.
    """
    bare = text.strip(_PUNCTUATION)
    tail = text[len(bare) :]
    if bare in _CONFUSED:
        return _CONFUSED[bare] + tail
    if any(letter.isdigit() for letter in bare):
        return re.sub(r"\d", lambda digit: str(int(digit[0]) % 9 + 1), bare, count=1) + tail
    if bare[:1].isupper():
        return _misspelt(bare, rng) + tail
    near = [
        other
        for other in alike.get(bare[:1].lower(), ())
        if other != bare.lower() and abs(len(other) - len(bare)) <= 2
    ]
    return (rng.choice(near) if near else _misspelt(bare, rng)) + tail


def _misspelt(bare: str, rng: random.Random) -> str:
    """Another vowel, or an ending that is not there: what a misheard name looks like."""
    places = [i for i, letter in enumerate(bare) if letter in "aeiou"]
    if not places:
        return bare + "s"
    at = rng.choice(places)
    vowel = rng.choice([letter for letter in "aeiou" if letter != bare[at]])
    return bare[:at] + vowel + bare[at + 1 :]


def _turn_start_near(at: int, tokens: Sequence[Token], words: Sequence[SpokenWord]) -> int:
    before = -1
    for index in range(at, len(tokens)):
        spoken = tokens[index].spoken
        if spoken is None:
            continue
        line = words[spoken].line
        if before not in (-1, line):
            return index
        before = line
    return len(tokens)


def _broken(tokens: Sequence[Token], rng: random.Random) -> list[list[Token]]:
    """Lines of 55 to 95 characters; turns are run together."""
    lines: list[list[Token]] = []
    room = 0
    for token in tokens:
        if len(token.text) > room:
            lines.append([])
            room = rng.randint(55, 95)
        lines[-1].append(token)
        room -= len(token.text) + 1
    return lines


def _plain_line(lines: Sequence[Sequence[Token]], rng: random.Random) -> int:
    """A line of nothing but spoken words, so that its repetition is only that."""
    plain = [i for i, line in enumerate(lines) if all(token.spoken is not None for token in line)]
    return rng.choice(plain or list(range(len(lines))))
