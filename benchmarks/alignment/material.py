"""What is aligned: made speech, its text as it was said and as it was damaged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.corpus import cached_episode, default_folder
from benchmarks.damage import damage
from benchmarks.episode_text import ANNOUNCER, HOSTS
from benchmarks.episodes import GUEST, EpisodeOptions, make_episode
from benchmarks.voices import VOICES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.corpus import CachedEpisode
    from benchmarks.speech import Speech, SpokenWord


@dataclass(frozen=True)
class Case:
    """A sound, a text, and the truth about both.

    Attributes:
        name: What it is called in the report.
        audio: WAV file, 16 kHz mono.
        given: The words of the text.
        spoken: For each given word the index in `words` of the spoken one, or None.
        words: What is spoken, with times.
    """

    name: str
    audio: Path
    given: tuple[str, ...]
    spoken: tuple[int | None, ...]
    words: tuple[SpokenWord, ...]

    @property
    def untold(self) -> list[tuple[int, int]]:
        """Where a word is spoken that the text lacks: start and end in ms."""
        told = set(self.spoken)
        return [(w.start_ms, w.end_ms) for k, w in enumerate(self.words) if k not in told]

    @property
    def seconds(self) -> float:
        """How long the speech is."""
        return self.words[-1].end_ms / 1000


def _other_cast(minutes: float, seed: int) -> Speech:
    cast = {
        HOSTS[0]: VOICES["espeak-us"],
        HOSTS[1]: replace(VOICES["rms"], stretch=1.2),
        GUEST: VOICES["espeak-gb"],
        ANNOUNCER: replace(VOICES["slt"], stretch=0.9),
    }
    return make_episode(minutes, seed, EpisodeOptions(cast=cast, noise_db=-50.0, bed_db=-32.0))


MAKERS: dict[str, Callable[[float, int], Speech]] = {
    "two hosts": make_episode,
    "other voices, noise": _other_cast,
}


def cases(minutes: float, seed: int = 1) -> list[Case]:
    """A clean and a damaged text for each cast.

    Raises:
        VoiceUnavailableError: A synthesiser is not installed.
    """
    found: list[Case] = []
    for name, make in MAKERS.items():
        folder = default_folder() / name.replace(", ", "-").replace(" ", "-")
        episode = cached_episode(minutes, seed, folder, make)
        found += damaged_and_clean(name, episode, seed)
    return found


def damaged_and_clean(name: str, episode: CachedEpisode, seed: int) -> list[Case]:
    """An episode with its text as it was said, and as it was damaged."""
    words = episode.words
    clean = tuple(word.text for word in words)
    page = damage(words, seed)
    texts = [text for line in page.text.splitlines() for text in line.split()]
    header = len(texts) - len(page.tokens)
    spoken = (*(None,) * header, *page.spoken)
    return [
        Case(f"{name}, clean", episode.audio, clean, tuple(range(len(words))), words),
        Case(f"{name}, damaged", episode.audio, tuple(texts), spoken, words),
    ]
