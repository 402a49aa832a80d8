"""Endless talk: the lines of a podcast that never existed, the same for the same seed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.speech import Line
from benchmarks.vocabulary import (
    AD_TEXTS,
    COMMON,
    INTERJECTIONS,
    OPENINGS,
    QUESTIONS,
    STATEMENTS,
    TOPICS,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

HOSTS = ("Maren Tolliver", "Idris Quayle")
ANNOUNCER = "Announcer"
_SLOT = re.compile(r"\{(\w+?)(?:_(first))?(?:\d)?(?::(\d+)-(\d+))?\}")
_TURNS_PER_TOPIC = 30


@dataclass(frozen=True)
class TalkOptions:
    """How lively the talk is: shares of turns, 0-1, and the gaps between them in ms."""

    interjections: float = 0.16
    questions: float = 0.22
    long_pauses: float = 0.05
    gap_ms: tuple[int, int] = (180, 750)
    long_pause_ms: tuple[int, int] = (1400, 3200)


def filled(template: str, topic: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    """A template with every slot filled, those of the filling included."""

    def fill(found: re.Match[str]) -> str:
        slot, first, low, high = found.groups()
        text = _slot_text(slot, low, high, topic, rng)
        return text[0].upper() + text[1:] if first else text

    while _SLOT.search(template):
        template = _SLOT.sub(fill, template)
    return re.sub(r"\b([Aa]) (?=[aeio])", r"\1n ", _ordinals_mended(template))


def _slot_text(
    slot: str,
    low: str | None,
    high: str | None,
    topic: Mapping[str, Sequence[str]],
    rng: random.Random,
) -> str:
    if low and high:
        return str(rng.randint(int(low), int(high)))
    if slot == "year":
        return str(rng.randint(1801, 1989))
    return rng.choice(topic.get(slot) or COMMON[slot])


def _ordinals_mended(text: str) -> str:
    def mend(found: re.Match[str]) -> str:
        number = int(found[1])
        endings = {1: "st", 2: "nd", 3: "rd"}
        teens = 10 <= number % 100 <= 20
        return f"{number}{'th' if teens else endings.get(number % 10, 'th')}"

    return re.sub(r"\b(\d+)th\b", mend, text)


class _Deck:
    """Draws every item once before any comes again, so that talk does not repeat too soon."""

    def __init__(self, items: Sequence[str], rng: random.Random) -> None:
        self._items, self._rng, self._left = items, rng, list[str]()

    def draw(self) -> str:
        if not self._left:
            self._left = self._rng.sample(list(self._items), len(self._items))
        return self._left.pop()


def talk(
    rng: random.Random, speakers: Sequence[str] = HOSTS, options: TalkOptions | None = None
) -> Iterator[Line]:
    """Lines of conversation without end, changing the topic now and then."""
    options = options or TalkOptions()
    topics = _Deck(list(TOPICS), rng)
    openings, statements = _Deck(OPENINGS, rng), _Deck(STATEMENTS, rng)
    questions, interjections = _Deck(QUESTIONS, rng), _Deck(INTERJECTIONS, rng)
    speaker = speakers[0]
    while True:
        topic = TOPICS[topics.draw()]
        yield Line(speaker, filled(openings.draw(), topic, rng), rng.randint(*options.gap_ms))
        for _ in range(_TURNS_PER_TOPIC):
            speaker = rng.choice([one for one in speakers if one != speaker])
            kind = rng.random()
            if kind < options.interjections:
                yield Line(speaker, interjections.draw(), rng.randint(120, 300), gain_db=-3.0)
                continue
            count = rng.randint(1, 4)
            sentences = [filled(statements.draw(), topic, rng) for _ in range(count)]
            if kind < options.interjections + options.questions:
                sentences = [*sentences[:1], filled(questions.draw(), topic, rng)]
            pause = rng.random() < options.long_pauses
            gap = rng.randint(*(options.long_pause_ms if pause else options.gap_ms))
            yield Line(speaker, " ".join(sentences), gap)


def welcome(hosts: Sequence[str]) -> tuple[Line, ...]:
    """How the show begins."""
    return (
        Line(hosts[0], f"Hello, and welcome to Small Hours. I'm {hosts[0]}.", 1200),
        Line(hosts[1], f"And I'm {hosts[1]}. Thank you for joining us."),
    )


def ad_read(number: int, speaker: str, rng: random.Random) -> Line:
    """The nth ad read of an episode; its `ad` is the sponsor, with a number if it comes again."""
    names = list(AD_TEXTS)
    name = names[number % len(names)]
    again = number // len(names)
    label = f"{name} {again + 1}" if again else name
    return Line(speaker, filled(AD_TEXTS[name], {}, rng), 1300, ad=label)
