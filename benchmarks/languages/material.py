"""Made speech in other languages, with the exact place of every word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import mixing
from benchmarks.alignment.material import Case
from benchmarks.corpus import cached_episode, default_folder
from benchmarks.damage import DamageOptions, damage
from benchmarks.languages.texts import PARTS, sentences
from benchmarks.speech import Line, Speech, mix_into, synthesise
from benchmarks.voices import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

_MS_PER_CHARACTER = 66
_NOISE_DB = -58.0
# The other kinds of damage put English words into the text.
_DAMAGE = DamageOptions(substituted=0, inserted=0, missing_ms=(8_000, 12_000), unspoken_ad=False)


def cases(language: str, minutes: float, seed: int = 1) -> list[Case]:
    """A clean text, and one that lacks words and a passage and has a line twice.

    Raises:
        VoiceUnavailableError: eSpeak NG is not installed.
    """
    folder = default_folder() / f"language-{language}"

    def make(minutes: float, seed: int) -> Speech:
        return make_speech(language, minutes, seed)

    episode = cached_episode(minutes, seed, folder, make)
    words = episode.words
    clean = tuple(word.text for word in words)
    page = damage(words, seed, _DAMAGE)
    texts = tuple(token.text for token in page.tokens)
    return [
        Case(f"{language}, clean", episode.audio, clean, tuple(range(len(words))), words),
        Case(f"{language}, damaged", episode.audio, texts, page.spoken, words),
    ]


def make_speech(language: str, minutes: float, seed: int) -> Speech:
    """Two voices that take turns."""
    script = tuple(_script(language, minutes, seed))
    voices = PARTS[language].voices
    cast = {str(k): Voice("espeak", name, pitch=45 + 10 * k) for k, name in enumerate(voices)}
    respell = {_bare(word): _bare(word) for line in script for word in line.text.split()}
    speech = synthesise(script, cast, respell)
    track = speech.samples.copy()
    mix_into(track, 0, mixing.room_noise(len(track), seed, _NOISE_DB))
    return Speech(track, speech.words)


def _script(language: str, minutes: float, seed: int) -> Iterator[Line]:
    length = 0
    for number, text in enumerate(sentences(language, seed)):
        if length >= minutes * 60_000:
            return
        yield Line(str(number // 3 % len(PARTS[language].voices)), text)
        length += len(text) * _MS_PER_CHARACTER + 450


def _bare(word: str) -> str:
    return word.strip(".,").lower()
