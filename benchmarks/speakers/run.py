"""`python -m benchmarks speakers`: who speaks, told by the voices of a few named turns."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.report import Figure, Report, this_machine
from benchmarks.speakers.material import CASTS, NOISES, Case, case_of, talk_of
from benchmarks.voices import missing
from editor.alignment.audio import Sound
from editor.alignment.voice_findings import SURE
from editor.alignment.who_speaks import who_speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.options import Options
    from benchmarks.speech import Speech

NAMED = (1, 3, 5)
MINUTES, FULL_MINUTES = 8.0, 40.0
SHORT_WORDS = 3
"""Turns of so many words or fewer are reported on their own."""
NEAR_WORDS = 1
"""A change of voice counts as found if it is at most so many words off."""


@dataclass
class Tally:
    """Counts of turns (right, wrong, nothing proposed) and of changes of voice."""

    right: int = 0
    wrong: int = 0
    nothing: int = 0
    sure_and_wrong: int = 0
    short_right: int = 0
    short_wrong: int = 0
    changes: int = 0
    found: int = 0
    singles: int = 0
    split_wrongly: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def wrong_percent(self) -> float:
        """Of the turns that were not named, how many got the wrong speaker or none."""
        return _percent(self.wrong + self.nothing, self.right + self.wrong + self.nothing)

    @property
    def short_percent(self) -> float:
        """The same of turns of at most `SHORT_WORDS` words."""
        return _percent(self.short_wrong, self.short_right + self.short_wrong)

    @property
    def found_percent(self) -> float:
        """Of the turns with two voices, how many were found, with the right second speaker."""
        return _percent(self.found, self.changes)

    @property
    def split_percent(self) -> float:
        """Of the turns with one voice, how many were taken for two."""
        return _percent(self.split_wrongly, self.singles)


def run(options: Options) -> Report:
    """All casts and noises; at the end what they have in common."""
    voices = {voice for cast in CASTS.values() for voice in cast.values()}
    why = missing(voices)
    if why:
        return Report("speakers", (), {"everything": why}, this_machine())
    minutes = FULL_MINUTES if options.full else MINUTES
    figures: list[Figure] = []
    everything = Tally()
    for cast in CASTS:
        for noise in NOISES:
            speech = talk_of(cast, noise, minutes, seed=5)
            figures += _figures(f"{cast}, {noise}", speech, everything)
    summary = {
        "wrong_percent": round(everything.wrong_percent, 2),
        "wrong_percent_of_short_turns": round(everything.short_percent, 2),
        "sure_and_wrong": everything.sure_and_wrong,
        "changes_found_percent": round(everything.found_percent, 1),
        "turns_split_wrongly_percent": round(everything.split_percent, 2),
        "seconds_per_hour_of_audio": round(max(everything.seconds), 1),
    }
    return Report("speakers", tuple(figures), {}, this_machine(), summary)


def _figures(title: str, speech: Speech, everything: Tally) -> Iterator[Figure]:
    for named in NAMED:
        tally = Tally()
        for joined in (False, True):
            case = case_of(speech, named, joined=joined)
            for one in (tally, everything):
                _measure(case, speech, one)
        note = f"{tally.right + tally.wrong + tally.nothing} turns"
        name = f"{title}, {named} named"
        yield Figure(f"wrong speaker, {name}", "%", (tally.wrong_percent,), note=note)
        yield Figure(f"the same of short turns, {name}", "%", (tally.short_percent,))
        yield Figure(
            f"changes of voice found, {name}", "%", (tally.found_percent,), more_is_better=True,
            note=f"of {tally.changes}; {tally.split_wrongly} of {tally.singles} split wrongly",
        )  # fmt: skip
        yield Figure(f"time for an hour of audio, {name}", "s", tuple(tally.seconds))


def _measure(case: Case, speech: Speech, tally: Tally) -> None:
    started = time.perf_counter()
    found = who_speaks(case.document, Sound(speech.samples))
    tally.seconds.append((time.perf_counter() - started) * 3_600_000 / speech.duration_ms)
    proposals = {proposal.turn: proposal for proposal in found.proposals}
    changed = {change.turn: change for change in found.changes}
    for turn in case.document.turns:
        if turn.id in case.changes:
            word, speaker = case.changes[turn.id]
            change = changed.get(turn.id)
            tally.changes += 1
            tally.found += bool(
                change and change.speaker == speaker and abs(change.word - word) <= NEAR_WORDS
            )
            continue
        tally.singles += 1
        tally.split_wrongly += turn.id in changed
        if turn.speaker is not None:
            continue
        proposal = proposals.get(turn.id)
        right = proposal is not None and proposal.speaker == case.truth[turn.id]
        tally.right += right
        tally.nothing += proposal is None
        tally.wrong += proposal is not None and not right
        tally.sure_and_wrong += bool(proposal and not right and proposal.confidence >= SURE)
        if len(turn.words) <= SHORT_WORDS:
            tally.short_right += right
            tally.short_wrong += not right


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
