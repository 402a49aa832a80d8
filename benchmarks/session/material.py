"""Episodes to correct: made speech in several voices, and a text with errors planted in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.corpus import cached_episode, default_folder
from benchmarks.damage import damage
from benchmarks.episodes import CAST, EpisodeOptions, make_episode
from benchmarks.voices import VOICES

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.damage import DamagedTranscript
    from benchmarks.speech import Speech, SpokenWord
    from benchmarks.voices import Voice

MINUTES = 6
_MIXED = ("espeak-gb", "rms", "espeak-us", "slt")
CASTS: dict[str, dict[str, Voice]] = {
    "recorded": dict(CAST),
    "mixed": {name: VOICES[voice] for name, voice in zip(CAST, _MIXED, strict=True)},
}
HELD_OUT = (("recorded", 21), ("mixed", 22), ("recorded", 23), ("mixed", 24))
"""Casts and seeds that the weights of the doubts were not fitted on."""
FITTED = (("recorded", 1), ("mixed", 2), ("recorded", 3), ("mixed", 4))
"""Those that they were fitted on: only to see whether the fit is too close."""


@dataclass(frozen=True)
class Lesson:
    """An episode, what was said in it, and the text that is to be corrected."""

    audio: Path
    words: tuple[SpokenWord, ...]
    damaged: DamagedTranscript


def lesson(cast: str, seed: int) -> Lesson:
    """The episode of a cast and seed, from the cache or made now.

    Raises:
        VoiceUnavailableError: It is not in the cache, and a synthesiser is not installed.
    """
    options = EpisodeOptions(cast=CASTS[cast])

    def make(minutes: float, seed: int) -> Speech:
        return make_episode(minutes, seed, options)

    episode = cached_episode(MINUTES, seed, default_folder() / f"session-{cast}", make)
    return Lesson(episode.audio, episode.words, damage(episode.words, seed))
