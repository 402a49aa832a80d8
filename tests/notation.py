"""Documents as one line of text.

`A: one@0-200 two@300! | ?: three | B: [1 four five 1]` is three turns: of speaker A, of nobody,
of speaker B. `@start-end` gives measured times in ms (`@start` lasts 200 ms), `~` instead of `@`
estimated ones, `!` behind them marks times set by hand. `[1` and `1]` stand around the words of
ad read 1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editor.transcript.document import (
    AdKind,
    AdRead,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
)
from editor.transcript.patch import Patch
from editor.transcript.words import AdId, Timing, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r"^(?P<text>.+?)(?:(?P<how>[@~])(?P<start>\d+)(?:-(?P<end>\d+))?(?P<hand>!)?)?$")
LASTS = 200


def document(picture: str) -> Transcript:
    turns, names, ads = [], [], set()
    for number, line in enumerate(picture.split("|"), start=1):
        name, _, text = line.strip().partition(":")
        if name != "?" and name not in names:
            names.append(name)
        words = tuple(_words(text))
        ads |= {word.ad for word in words if word.ad}
        speaker = SpeakerId(names.index(name) + 1) if name != "?" else None
        turns.append(Turn(TurnId(number), speaker, words))
    speakers = tuple(Speaker(SpeakerId(n + 1), name, n) for n, name in enumerate(names))
    rows = tuple(AdRead(ad, AdKind.MID_ROLL) for ad in sorted(ads))
    return Transcript(tuple(turns), Tables(speakers, rows))


def replace_turns(doc: Transcript, at: int, new: tuple[Turn, ...], label: str) -> Patch:
    """A patch that puts `new` in the place of as many turns from `at` on."""
    return Patch(at, doc.turns[at : at + len(new)], new, label=label)


def picture(doc: Transcript) -> str:
    return " | ".join(
        f"{_name(doc, turn)}: {' '.join(_tokens(turn))}".strip() for turn in doc.turns
    )


def _words(text: str) -> Iterator[Word]:
    ad = None
    for token in text.split():
        if token.startswith("["):
            ad = AdId(int(token[1:]))
        elif token.endswith("]"):
            ad = None
        else:
            yield _word(token, ad)


def _word(token: str, ad: AdId | None) -> Word:
    part = TOKEN.match(token)
    assert part
    if part["how"] is None:
        return Word(part["text"], ad=ad)
    start = int(part["start"])
    end = int(part["end"]) if part["end"] else start + LASTS
    measured = Timing.HAND if part["hand"] else Timing.MEASURED
    timing = measured if part["how"] == "@" else Timing.ESTIMATED
    return Word(part["text"], start, end, timing, ad=ad)


def _name(doc: Transcript, turn: Turn) -> str:
    row = doc.speaker(turn.speaker)
    return row.name if row else "?"


def _tokens(turn: Turn) -> Iterator[str]:
    ad = None
    for word in turn.words:
        if word.ad != ad:
            if ad is not None:
                yield f"{ad}]"
            if word.ad is not None:
                yield f"[{word.ad}"
            ad = word.ad
        yield _token(word)
    if ad is not None:
        yield f"{ad}]"


def _token(word: Word) -> str:
    if not word.timed:
        return word.text
    how = "~" if word.timing is Timing.ESTIMATED else "@"
    end = "" if word.end == word.start + LASTS else f"-{word.end}"
    return f"{word.text}{how}{word.start}{end}{'!' if word.timing is Timing.HAND else ''}"
