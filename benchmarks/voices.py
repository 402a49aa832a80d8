"""The voices of our test material, by name.

Only synthesisers that tell where every word stands. Flite's voices are free software of Carnegie
Mellon University; eSpeak NG is a program (GPL) that is run here and never shipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import espeak, flite
from benchmarks.utterance import Utterance, VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ESPEAK_WORDS_PER_MINUTE = 160


@dataclass(frozen=True)
class Voice:
    """A voice and how it is used.

    Attributes:
        engine: "flite" or "espeak".
        name: The voice's name there.
        stretch: How much slower than its own tempo it speaks.
        pitch: 0-99, for eSpeak only.
    """

    engine: str
    name: str
    stretch: float = 1.0
    pitch: int = 50

    def say(self, words: Sequence[tuple[str, str]]) -> Utterance:
        """One sentence, from pairs of a plain word and the punctuation after it.

        Raises:
            VoiceUnavailableError: The synthesiser or the voice is not installed.
        """
        if self.engine == "flite":
            return flite.speak(self.name, words, self.stretch)
        rate = round(_ESPEAK_WORDS_PER_MINUTE / self.stretch)
        return espeak.speak(self.name, words, rate, self.pitch)


VOICES: dict[str, Voice] = {
    "slt": Voice("flite", "slt", 1.05),
    "rms": Voice("flite", "rms", 1.0),
    "awb": Voice("flite", "awb", 1.0),
    "espeak-us": Voice("espeak", "en-us"),
    "espeak-gb": Voice("espeak", "en", pitch=60),
}


def missing(voices: Iterable[Voice]) -> str:
    """Why some of these voices cannot speak here; empty when all of them can."""
    for voice in voices:
        try:
            voice.say([("test", ".")])
        except VoiceUnavailableError as error:
            return str(error)
    return ""
