"""Talk of known speakers, with so many turns of each named as a producer would name them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from benchmarks.episode_text import ANNOUNCER, HOSTS
from benchmarks.episodes import GUEST, EpisodeOptions, make_episode
from benchmarks.voices import VOICES
from editor.transcript.document import Speaker, SpeakerId, Tables, Transcript, Turn, TurnId
from editor.transcript.words import Timing, Word

if TYPE_CHECKING:
    from benchmarks.speech import Speech, SpokenWord

CASTS = {
    "two hosts": {HOSTS[0]: VOICES["slt"], HOSTS[1]: VOICES["rms"]},
    "four people": {
        HOSTS[0]: VOICES["slt"],
        HOSTS[1]: VOICES["rms"],
        GUEST: VOICES["awb"],
        "Ottilie Marsh": VOICES["espeak-gb"],
    },
}
"""The announcer of the ads, over music, is one of the hosts."""
NOISES = {"quiet": -58.0, "noisy": -38.0}
LONG_MS = 4000
"""A producer names turns that last at least so long."""


@dataclass(frozen=True)
class Case:
    """A document of which some turns are named, and what is true.

    Attributes:
        document: Speakers, words with exact times; turns without a speaker but for the named ones.
        truth: Who speaks each turn; for a turn of two voices, who begins.
        changes: For a turn of two voices, the first word of the second, and who that is.
    """

    document: Transcript
    truth: dict[TurnId, SpeakerId]
    changes: dict[TurnId, tuple[int, SpeakerId]]


def talk_of(cast: str, noise: str, minutes: float, seed: int) -> Speech:
    """An episode; the same for the same arguments.

    Raises:
        VoiceUnavailableError: A synthesiser is not installed.
    """
    voices = CASTS[cast]
    options = EpisodeOptions(
        cast=dict(voices), minutes_between_ads=3.0, bed_db=-34.0, noise_db=NOISES[noise]
    )
    assert ANNOUNCER not in voices
    return make_episode(minutes, seed, options)


def case_of(speech: Speech, named: int, *, joined: bool = False) -> Case:
    """The document of an episode.

    Args:
        speech: The episode.
        named: So many long turns of each speaker are named.
        joined: Whether of the turns that are not named every third is joined with the next one.
    """
    said = [list(words) for _, words in groupby(speech.words, lambda word: word.line)]
    names = list(dict.fromkeys(words[0].speaker for words in said))
    ids = {name: SpeakerId(number) for number, name in enumerate(names, 1)}
    turns: list[Turn] = []
    truth: dict[TurnId, SpeakerId] = {}
    changes: dict[TurnId, tuple[int, SpeakerId]] = {}
    count: Counter[str] = Counter()
    for words in said:
        speaker = ids[words[0].speaker]
        last = turns[-1] if turns else None
        if (
            joined and last and last.speaker is None and last.id not in changes
            and int(last.id) % 3 == 0 and truth[last.id] != speaker
        ):  # fmt: skip
            changes[last.id] = (len(last.words), speaker)
            turns[-1] = replace(last, words=last.words + _timed(words))
            continue
        turn = TurnId(len(turns) + 1)
        long = words[-1].end_ms - words[0].start_ms >= LONG_MS
        is_named = long and count[words[0].speaker] < named
        count[words[0].speaker] += is_named
        truth[turn] = speaker
        turns.append(Turn(turn, speaker if is_named else None, _timed(words)))
    rows = tuple(Speaker(ids[name], name, number) for number, name in enumerate(names))
    return Case(Transcript(tuple(turns), Tables(rows)), truth, changes)


def _timed(words: list[SpokenWord]) -> tuple[Word, ...]:
    found: list[Word] = []
    floor = 0
    for word in words:
        start = max(floor, word.start_ms)
        floor = max(start, word.end_ms)
        found.append(Word(word.text, start, floor, Timing.MEASURED))
    return tuple(found)
