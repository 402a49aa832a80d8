"""Documents for the tests of this folder: made by hand, by Hypothesis, and at a talking pace."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from hypothesis import strategies as st

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
from editor.transcript.words import AdId, Match, Timing, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.imported import Imported

TALK = (
    "Welcome back to the workshop, everybody. Today we are looking at the old mill on River "
    "Street, which nobody has opened since 1987. Dr. Amara Quist spent three years in there. "
    "She counted 4,200 bolts, 16 gears and one very angry goose. "
    "How did you get in without a key? Well, the window was broken, so I climbed through it. "
    "That is the kind of thing that people do when they really want to know something, and I "
    "think we should all be a little more like that, although my insurance company would "
    "probably disagree with me on this point. Right. Let's get going then."
)


def spoken(
    text: str, start: int = 0, cps: float = 15.0, seed: int = 1, ad: AdId | None = None
) -> tuple[Word, ...]:
    """Words at a talking pace, with pauses at punctuation. Times in ms."""
    rng, at, words = random.Random(seed), start, []
    for token in text.split():
        length = int((len(token) + 1) * 1000 / cps * rng.uniform(0.75, 1.25))
        words.append(Word(token, at, at + length * 9 // 10, Timing.MEASURED, 90, ad, Match.MATCHED))
        at += length
        if token[-1] in ".?!," and token != "Dr.":
            at += rng.choice((100, 250, 400, 900) if token[-1] != "," else (0, 120, 250))
    return tuple(words)


def document(
    *turns: tuple[str | None, Sequence[Word]], ads: Sequence[AdRead] = (), language: str = "en"
) -> Transcript:
    """A document of turns given as a speaker's name and words."""
    names = list(dict.fromkeys(name for name, _ in turns if name))
    speakers = tuple(Speaker(SpeakerId(n), name, n - 1) for n, name in enumerate(names, 1))
    ids = {row.name: row.id for row in speakers}
    return Transcript(
        tuple(
            Turn(TurnId(n), ids[name] if name else None, tuple(words))
            for n, (name, words) in enumerate(turns, 1)
        ),
        Tables(speakers, tuple(ads)),
        language,
    )


def dialogue(rounds: int = 3, cps: float = 15.0) -> Transcript:
    """Two people taking turns, sentence groups of different length."""
    sentences = TALK.replace("? ", "?|").replace(". ", ".|").replace("Dr.|", "Dr. ").split("|")
    turns, at = [], 500
    for number in range(rounds * 4):
        text = " ".join(sentences[number % 3 : number % 3 + 1 + number % 4])
        words = spoken(text, at, cps, seed=number)
        turns.append((("Ann Lee", "Bo")[number % 2], words))
        at = words[-1].end + (150, 400, 1200)[number % 3]
    return document(*turns)


def texts(source: Transcript | Imported) -> list[str]:
    """All words of a document or an import, in order."""
    return [word.text for turn in source.turns for word in turn.words]


def plain_words(text: str) -> tuple[Word, ...]:
    """Words without times."""
    return tuple(Word(token) for token in text.split())


AD = AdRead(AdId(1), AdKind.MID_ROLL, "Quist & Sons")

HOSTILE = (
    "&", "&amp;", "<", "<b>", "</v>", "<v", "-->", "--->", "{\\an8}", "{laughs}", "\\N", "\x00",
    "a\x00b", "WEBVTT", "NOTE", "1", "00:00:01,000", "00:00:01.000", "שלום", "مرحبا",
    "\u202eabc\u202c", "é", "e\u0301", "日本語", "👩‍👩‍👧", "Ann:", "[Bo]", ">>", "-", "…", "x" * 90,
)  # fmt: skip

word_texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(TALK.split()),
    st.text(
        st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc")), min_size=1, max_size=12
    ).filter(lambda text: len(text.split()) == 1 and text.split()[0] == text),
)


@st.composite
def turns_of_words(draw: st.DrawFn) -> tuple[Word, ...]:
    """Words of one turn: ordered times inside it, any times between turns, some without."""
    at, words = draw(st.integers(0, 60_000)), []
    for text in draw(st.lists(word_texts, max_size=14)):
        if draw(st.integers(0, 4)) == 0:
            match = draw(st.sampled_from(list(Match)))
            words.append(Word(text, match=match))
            continue
        start = at + draw(st.sampled_from((0, 0, 30, 200, 900)))
        at = start + draw(st.sampled_from((0, 1, 80, 300, 4000)))
        timing = draw(st.sampled_from((Timing.ESTIMATED, Timing.MEASURED, Timing.HAND)))
        words.append(Word(text, start, at, timing, draw(st.sampled_from((55, 30, 90)))))
    return tuple(words)


@st.composite
def documents(draw: st.DrawFn) -> Transcript:
    """Any document that keeps to the rules, hostile text and impossible times included."""
    names = draw(st.sampled_from((("Ann Lee", "Bo"), ("A & <B>", "C>D:"), ("Ann",))))
    turns = draw(
        st.lists(
            st.tuples(st.sampled_from((*names, None)), turns_of_words()), min_size=1, max_size=8
        )
    )
    if draw(st.booleans()):
        turns = [
            (name, tuple(word._replace(ad=AD.id) for word in words) if n % 3 == 1 else words)
            for n, (name, words) in enumerate(turns)
        ]
        return document(*turns, ads=(AD,))
    return document(*turns)
