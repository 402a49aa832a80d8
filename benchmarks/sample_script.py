"""The script of the sample episode, and what its web-page transcript gets wrong. All our own."""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.speech import Line

SHOW = "The Lamp Room"
EPISODE = "The Keeper Who Stayed"
SPONSOR = "Harbour Kettle"
PLUG = "The Lamp Room members"
ADS = {SPONSOR: "pre-roll", PLUG: "house promo"}

# How to say what the voices would get wrong.
SAY = {
    "harbourkettle": "harbor kettle",
    "harbour": "harbor",
    "thelamproom": "the lamp room",
    "oonagh": "oona",
    "threlkeld": "threll keld",
    "quayle": "quail",
    "tolliver": "tolliver",
}

_MAREN, _IDRIS, _ANNOUNCER = "Maren Tolliver", "Idris Quayle", "Announcer"

LINES: tuple[Line, ...] = (
    Line(
        _ANNOUNCER,
        "This episode of The Lamp Room is brought to you by Harbour Kettle, the tea that stays hot "
        "through the longest watch. Your first box is only $5. Go to harbourkettle.example and use "
        "the word lantern. That's harbourkettle.example.",
        gap_ms=900,
        ad=SPONSOR,
    ),
    Line(
        _MAREN,
        "Hello, and welcome to The Lamp Room, the show about lighthouses and the people who keep "
        "them. I'm Maren Tolliver.",
        gap_ms=1400,
    ),
    Line(_IDRIS, "And I'm Idris Quayle. Today, we climb the tower at North Point."),
    Line(
        _MAREN,
        "The tower was finished in 1874, and it is 42 metres tall. There are 197 steps inside, and "
        "I counted every one of them.",
    ),
    Line(_IDRIS, "And I could hear you from the boat."),
    Line(
        _MAREN,
        "Our story begins with the last keeper, a woman called Oonagh Threlkeld. She came for 6 "
        "months, and stayed for 31 years.",
        gap_ms=2000,
    ),
    Line(_IDRIS, "What made her stay?"),
    Line(
        _MAREN,
        "She said the weather never asked her any silly questions. Every evening she carried oil "
        "up the stairs, lit the lamp, and wrote one line in her book.",
    ),
    Line(_IDRIS, "Mm-hmm.", gap_ms=250, gain_db=-3.0),
    Line(
        _MAREN,
        "I have read more than 10,000 of those lines. Most of them say the same thing. Light on, "
        "wind from the west, all is well.",
        gap_ms=350,
    ),
    Line(_IDRIS, "But one of them is different."),
    Line(
        _MAREN,
        "Yes. On the 3rd of March, 1926, she did not write about the wind. She wrote, the light "
        "stayed on, and so did I.",
    ),
    Line(
        _IDRIS,
        "There was a great storm that night, and the window broke on the north side. So Oonagh "
        "Threlkeld stood in the gap, and held up a blanket until the morning.",
        gap_ms=700,
    ),
    Line(_MAREN, "Two ships passed, and both of them came home. Did she get a medal?"),
    Line(_IDRIS, "No. They sent her a new blanket."),
    Line(
        _IDRIS,
        "In our next episode, we ask why the sea is so loud at night. Until then, keep a light on.",
        gap_ms=800,
    ),
    Line(
        _MAREN,
        "If you like the show, please tell a friend. You can become a member at "
        "thelamproom.example, and hear every episode 2 days early. Thank you for listening.",
        gap_ms=1100,
        ad=PLUG,
    ),
)

HEADER = (
    "The Lamp Room: The Keeper Who Stayed, with Maren Tolliver and Idris Quayle",
    "Episode Date: March 3, 2026In this episode, Maren and Idris climb the tower at North Point "
    "and tell the story of Oonagh Threlkeld, the keeper who came for six months and stayed for "
    "thirty-one years.",
    "Transcript",
    "Discussion (0)",
)


class Planted(NamedTuple):
    """Something that the transcript gets wrong on purpose.

    Attributes:
        kind: "misheard name", "wrong word", "wrong number", "missing", "not spoken",
            "repeated line" or "repeated half line".
        spoken: What is said there (for a repetition: words in the line that is repeated).
        written: What the transcript says instead; for repetitions empty.
        nth: Which occurrence of `spoken` is meant, from 0.
    """

    kind: str
    spoken: str
    written: str = ""
    nth: int = 0


PLANTED: tuple[Planted, ...] = (
    Planted("not spoken", "This episode of", "the This episode of"),
    Planted(
        "not spoken", "only $5. Go", "only $5. Offer ends at midnight on the last day of May. Go"
    ),
    Planted("misheard name", "Quayle.", "Quail."),
    Planted("wrong number", "197", "179"),
    Planted("missing", "And I could hear you from the boat."),
    Planted("misheard name", "Oonagh Threlkeld.", "Una Trelkelt."),
    Planted("wrong word", "weather", "whether"),
    Planted("wrong word", "oil", "coal"),
    Planted("missing", "Mm-hmm."),
    Planted("missing", "did not write", "did write"),
    Planted("wrong word", "window", "widow"),
    Planted("misheard name", "Oonagh Threlkeld", "Una Trelkelt", nth=0),
    Planted("not spoken", "Two ships", "Two big ships"),
    Planted("wrong word", "loud", "proud"),
    Planted("repeated line", "Most of them say"),
    Planted("repeated half line", "Did she get"),
)
