"""Another cut in which a passage was recorded again: its words are found by what is said."""

from __future__ import annotations

import itertools
import json
import statistics
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from cli_lab import run_really, save_sound

from benchmarks.mixing import room_noise
from benchmarks.speech import Line, Speech, synthesise
from benchmarks.voices import VOICES, missing
from editor.storage.media_link import MediaReference
from editor.storage.project import Project
from editor.transcript.document import Transcript, Turn, TurnId, check
from editor.transcript.words import Match, Timing, Word

if TYPE_CHECKING:
    from pathlib import Path

WHY_NOT = missing([VOICES["slt"], VOICES["rms"], VOICES["awb"]])
pytestmark = [
    pytest.mark.whisper,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "the voices are installed"),
]

HEAD = [
    "Welcome to the workshop, everybody. It is good to see you again.",
    "Today we look at the old mill behind the station, and at its history.",
    "The wheel was taken out after the flood, and nobody wanted to pay for it.",
    "Nobody has opened the door in twenty years, as far as anybody knows.",
]
PASSAGE = [
    "I found the key in a drawer of the town hall last summer, under a map.",
    "The clerk said that I could keep it, because the lock was broken anyway.",
    "So we walked down to the river early in the morning and tried the door.",
]
TAIL = [
    "It opened at once, and the whole floor was covered with feathers and dust.",
    "A family of owls has lived in the mill for many years, and they were not happy.",
    "Next week we will talk to the builder who wants to repair the old roof.",
    "Goodbye until then, and thank you very much for listening to the show.",
]
AD = [
    "This show is brought to you by Quist bolts. Bolts that really hold anything.",
    "Order them today and get ten percent off your first box of bolts.",
]
INTRO = 1
"""So many lines at the beginning are trimmed in the new cut."""


def speech(lines: list[str], voice: str = "slt") -> Speech:
    return synthesise([Line("A", line, 500) for line in lines], {"A": VOICES[voice]})


def times_of(part: Speech, at: int) -> list[tuple[int, int]]:
    return [(word.start_ms + at, word.end_ms + at) for word in part.words]


class Cuts:
    """An episode as a project, another cut, and where its words are in that: None is nowhere."""

    def __init__(self, folder: Path, passage: np.ndarray, spoken: Speech | None) -> None:
        old = [speech(part) for part in (HEAD[:INTRO], HEAD[INTRO:], PASSAGE, TAIL)]
        ad = speech(AD, "rms")
        self.old = save_sound(folder / "old.wav", *(part.samples for part in old))
        self.new = save_sound(
            folder / "new.wav", old[1].samples, ad.samples, passage, old[3].samples
        )
        starts = list(itertools.accumulate((part.duration_ms for part in old), initial=0))
        at = old[1].duration_ms + ad.duration_ms
        self.trimmed = [None] * len(old[0].words)
        self.same = times_of(old[1], 0)
        self.passage = times_of(spoken, at) if spoken else [None] * len(old[2].words)
        self.after = times_of(old[3], at + len(passage) // 16)
        turns = tuple(
            Turn(
                TurnId(number),
                None,
                tuple(
                    Word(w.text, a, b, Timing.MEASURED, 90, None, Match.MATCHED, 90)
                    for w, (a, b) in zip(part.words, times_of(part, start), strict=True)
                ),
            )
            for number, (part, start) in enumerate(zip(old, starts, strict=False), 1)
        )
        self.project = folder / "old.proofcast"
        media = MediaReference(self.old, "", starts[-1])
        Project.create(self.project, Transcript(turns), media=media).close()
        self.folder = folder

    def retime(self, *options: str) -> tuple[Any, Transcript]:
        home = {"PROOFCAST_HOME": str(self.folder / "home")}
        done = run_really("retime", self.project, self.new, "--force", "--json", *options, **home)
        assert done.returncode == 0, done.stderr
        with Project.open(self.folder / "new.proofcast", read_only=True) as project:
            document = project.document()
        check(document)
        return json.loads(done.stdout), document


def errors(words: tuple[Word, ...], truth: list[tuple[int, int]]) -> list[int]:
    assert len(words) == len(truth)
    return [
        abs(word.start - start) for word, (start, _) in zip(words, truth, strict=True) if word.timed
    ]


def other_voice() -> tuple[np.ndarray, Speech]:
    spoken = speech(PASSAGE, "awb")
    return spoken.samples, spoken


def processed() -> tuple[np.ndarray, Speech]:
    """The same take through a telephone, a hard limiter and a noisy room, and a little faster."""
    spoken = synthesise([Line("A", line, 500) for line in PASSAGE], {"A": VOICES["slt"]})
    length = round(len(spoken.samples) / 1.06)
    at = np.arange(length) * 1.06
    faster = np.interp(at, np.arange(len(spoken.samples)), spoken.samples.astype(float))
    spectrum = np.fft.rfft(faster)
    hertz = np.fft.rfftfreq(length, 1 / 16_000)
    spectrum[(hertz < 300) | (hertz > 3400)] = 0
    narrow = np.clip(3 * np.fft.irfft(spectrum, length), -12_000, 12_000)
    noisy = narrow + room_noise(length, 3, -32)
    words = tuple(
        word._replace(start_ms=round(word.start_ms / 1.06), end_ms=round(word.end_ms / 1.06))
        for word in spoken.words
    )
    samples = np.clip(noisy, -32768, 32767).astype(np.int16)
    return samples, Speech(samples, words)


@pytest.mark.parametrize("make", [other_voice, processed])
def test_a_passage_with_other_sound_is_aligned_by_its_text(make: Any, tmp_path: Path) -> None:
    passage, spoken = make()
    cuts = Cuts(tmp_path, passage, spoken)
    told, document = cuts.retime()
    same, found, after = document.turns
    assert max(errors(same.words, cuts.same)) <= 10
    assert max(errors(after.words, cuts.after)) <= 10
    off = errors(found.words, cuts.passage)
    assert len(off) >= 0.9 * len(cuts.passage)
    assert statistics.median(off) < 100
    assert max(off) < 1000
    assert told["words_by_text"] == len(cuts.passage)
    (by_text,) = told["aligned_by_text"]
    assert by_text["start"] == pytest.approx(cuts.passage[0][0] / 1000, abs=1.2)
    assert by_text["end"] == pytest.approx(cuts.passage[-1][1] / 1000, abs=1.2)
    (removed,) = told["removed"]
    assert removed["start"] == 0
    (inserted,) = told["inserted"]
    assert inserted["end"] == pytest.approx(cuts.passage[0][0] / 1000, abs=1.2)


def test_text_anchors_can_be_switched_off(tmp_path: Path) -> None:
    cuts = Cuts(tmp_path, *other_voice())
    told, document = cuts.retime("--no-text-anchors")
    assert len(document.turns) == 2
    assert told["aligned_by_text"] == []
    assert told["words_cut_out"] == len(cuts.trimmed) + len(cuts.passage)


def test_other_words_in_the_same_place_are_not_taken_for_them(tmp_path: Path) -> None:
    cuts = Cuts(tmp_path, speech(["Quite another story is told here.", *AD], "awb").samples, None)
    told, document = cuts.retime()
    assert told["aligned_by_text"] == []
    assert len(document.turns) == 2
