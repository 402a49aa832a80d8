"""An hour of talk at the pace of real conversation: text and times, no sound."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks.episodes import EpisodeOptions, script_of
from editor.transcript.document import Speaker, SpeakerId, Tables, Transcript, Turn, TurnId
from editor.transcript.words import Match, Timing, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.speech import Line

# Characters a second within a phrase, as a mean per turn. 15 is 170 words a minute without
# pauses; quick answers reach 20, which is 230.
_PACE, _PACE_SPREAD, _SLOWEST, _QUICKEST = 15.0, 0.14, 11.0, 21.0
_WORD_SPREAD = (0.75, 1.3)
_SENTENCE_PAUSE_MS, _COMMA_PAUSE_MS = (120, 750), (0, 260)
_SPOKEN_SHARE = 0.94  # of a word's time; the rest is silence before the next


def dialogue(minutes: float, seed: int = 1) -> Transcript:
    """Several people talking for so long; the same for the same seed."""
    rng = random.Random(seed)
    now, turns = 0, []
    people: dict[str, SpeakerId] = {}
    for number, line in enumerate(_lines(minutes, seed), start=1):
        speaker = people.setdefault(line.speaker, SpeakerId(len(people) + 1))
        words = _spoken(line, now, rng)
        now = words[-1].end
        turns.append(Turn(TurnId(number), speaker, words))
        if now >= minutes * 60_000:
            break
    rows = tuple(Speaker(id, name, n) for n, (name, id) in enumerate(people.items()))
    return Transcript(tuple(turns), Tables(rows))


def _lines(minutes: float, seed: int) -> Iterable[Line]:
    return script_of(minutes * 2, seed, EpisodeOptions())  # more than enough


def _spoken(line: Line, now: int, rng: random.Random) -> tuple[Word, ...]:
    pace = min(max(rng.gauss(_PACE, _PACE * _PACE_SPREAD), _SLOWEST), _QUICKEST)
    at, words = now + max(line.gap_ms, 30), []
    for token in line.text.split():
        length = round((len(token) + 1) * 1000 / pace * rng.uniform(*_WORD_SPREAD))
        end = at + max(60, round(length * _SPOKEN_SHARE))
        words.append(Word(token, at, end, Timing.MEASURED, 90, None, Match.MATCHED, 90))
        at = max(at + length, end)
        if token[-1] in ".?!":
            at += rng.randint(*_SENTENCE_PAUSE_MS)
        elif token[-1] in ",;:":
            at += rng.randint(*_COMMA_PAUSE_MS)
    return tuple(words)
