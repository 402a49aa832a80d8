"""Voices made of nothing: buzzes shaped by formants, and documents that say who buzzes when."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from editor.alignment.audio import PER_MS, RATE, Sound
from editor.transcript.document import Speaker, SpeakerId, Tables, Transcript, Turn, TurnId
from editor.transcript.words import Timing, Word

FORMANTS = {
    "A": (120, (650, 1080, 2650)),
    "B": (210, (860, 1750, 3100)),
    "C": (150, (420, 2100, 2500)),
}
WORD_MS, GAP_MS, PAUSE_MS = 260, 40, 400


def buzz(name: str, milliseconds: int, rng: np.random.Generator) -> np.ndarray:
    """A vowel of a voice: harmonics under three formants, a little different every time."""
    pitch, formants = FORMANTS[name]
    moment = np.arange(milliseconds * PER_MS) / RATE
    pitch = pitch * rng.uniform(0.92, 1.08)
    sound = np.zeros(len(moment))
    shift = rng.uniform(0.9, 1.1, 3)
    for harmonic in range(1, int(7000 / pitch)):
        hertz = harmonic * pitch
        gain = sum(
            1 / (1 + ((hertz - f * s) / 120) ** 2) for f, s in zip(formants, shift, strict=True)
        )
        sound += gain * np.sin(2 * np.pi * hertz * moment + rng.uniform(0, 6))
    sound *= np.minimum(1, np.minimum(moment, moment[::-1]) / 0.02)
    return sound / np.abs(sound).max() * 9000 + rng.normal(0, 20, len(moment))


@dataclass
class Talk:
    """Turns added one after the other."""

    seed: int = 1
    turns: list[Turn] = field(default_factory=list)
    parts: list[np.ndarray] = field(default_factory=list)
    now: int = 0

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)

    def say(self, voices: str, named: str | None = None, *, reviewed: bool = False) -> Talk:
        """A turn in which each letter of `voices` is one word of that voice."""
        words = []
        for name in voices:
            self.parts.append(buzz(name, WORD_MS, self.rng))
            self._silence(GAP_MS)
            words.append(Word("buzz", self.now, self.now + WORD_MS, Timing.MEASURED))
            self.now += WORD_MS + GAP_MS
        self._silence(PAUSE_MS)
        self.now += PAUSE_MS
        speaker = SpeakerId("ABC".index(named) + 1) if named else None
        self.turns.append(Turn(TurnId(len(self.turns) + 1), speaker, tuple(words), reviewed))
        return self

    def _silence(self, milliseconds: int) -> None:
        self.parts.append(self.rng.normal(0, 5, milliseconds * PER_MS))

    @property
    def document(self) -> Transcript:
        rows = tuple(Speaker(SpeakerId(n + 1), name, n) for n, name in enumerate("ABC"))
        return Transcript(tuple(self.turns), Tables(rows))

    @property
    def sound(self) -> Sound:
        return Sound(np.rint(np.concatenate(self.parts)).astype(np.int16))
