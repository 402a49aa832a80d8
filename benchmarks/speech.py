"""Speech from a script, with the exact place of every word.

The synthesisers say one sentence at a time; the sentences are laid on one timeline with the gaps
that the script asks for. All times are whole milliseconds; sound is mono int16 at `RATE`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.spoken_form import Spoken, spoken_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from benchmarks.utterance import Utterance
    from benchmarks.voices import Voice

RATE = 16_000
"""Samples per second: what the voices have in common, and what speech models take."""

_SENTENCE_GAP_MS = 380
_LEAD_IN_MS, _LEAD_OUT_MS = 60, 90
_FADE_MS = 8
_TARGET_DB = -21.0
_PEAK = 10 ** (-1.5 / 20) * 32767


class Line(NamedTuple):
    """What one speaker says in one go.

    Attributes:
        speaker: Who says it, by the name that the cast knows.
        text: As it should stand in a transcript: "10,000", "$5", "example.org" are one word each.
        gap_ms: Silence between the word before and the first word; negative talks over it.
        ad: Name of the ad read that it belongs to; empty for none.
        gain_db: Louder or softer than the speaker's usual level.
    """

    speaker: str
    text: str
    gap_ms: int = 450
    ad: str = ""
    gain_db: float = 0.0


class SpokenWord(NamedTuple):
    """One transcript word and where it is spoken, in ms.

    Attributes:
        text: As in the script, with punctuation.
        start_ms: Where its first sound begins.
        end_ms: Where its last sound ends.
        speaker: Who says it.
        ad: Name of its ad read; empty for none.
        line: Index of the script line.
        exact: Whether the synthesiser told both times (false: shared out between merged words).
    """

    text: str
    start_ms: int
    end_ms: int
    speaker: str
    ad: str = ""
    line: int = 0
    exact: bool = True


@dataclass(frozen=True)
class Speech:
    """Sound (mono, int16, `RATE`) and the words in it, in the order of the script."""

    samples: npt.NDArray[np.int16]
    words: tuple[SpokenWord, ...]

    @property
    def duration_ms(self) -> int:
        """How long it is."""
        return len(self.samples) * 1000 // RATE


@dataclass(frozen=True)
class _Placed:
    """A sentence on the timeline: its sound and the sample where that begins."""

    at: int
    samples: npt.NDArray[np.int16]


def synthesise(
    script: Sequence[Line],
    cast: Mapping[str, Voice],
    respell: Mapping[str, str] | None = None,
    tail_ms: int = 600,
) -> Speech:
    """Speak a script. The same script and cast give the same samples and times.

    Args:
        script: The lines, in order.
        cast: The voice of each speaker.
        respell: How to say unusual words, see `spoken_form`.
        tail_ms: Silence after the last word.

    Raises:
        VoiceUnavailableError: A synthesiser is not installed.
        UnspeakableError: A token of the script cannot be said.
        KeyError: The cast lacks a speaker.
    """
    placed: list[_Placed] = []
    words: list[SpokenWord] = []
    now = 0.0
    for index, line in enumerate(script):
        gap = line.gap_ms / 1000
        for tokens in _sentences(line.text):
            spoken = [spoken_form(token, respell) for token in tokens]
            utterance = cast[line.speaker].say(_plain(spoken))
            sentence, sounds, lead = _trimmed(utterance, line.gain_db)
            begin = max(0.0, now + gap - lead)
            placed.append(_Placed(round(begin * RATE), sentence))
            for token, (start, end), exact in _token_times(tokens, spoken, sounds, utterance):
                first, last = round((begin + start) * 1000), round((begin + end) * 1000)
                words.append(SpokenWord(token, first, last, line.speaker, line.ad, index, exact))
            now, gap = begin + sounds[-1][1], _SENTENCE_GAP_MS / 1000
    return Speech(_laid_out(placed, tail_ms), tuple(words))


def _sentences(text: str) -> Iterator[list[str]]:
    sentence: list[str] = []
    for token in text.split():
        sentence.append(token)
        if ends_sentence(token):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def ends_sentence(token: str) -> bool:
    """Whether a breath is taken after this token."""
    abbreviations = {"mr.", "mrs.", "dr.", "st.", "vs."}
    return token.lower() not in abbreviations and token.rstrip("\"')”’")[-1:] in {".", "?", "!"}


def _plain(spoken: Sequence[Spoken]) -> list[tuple[str, str]]:
    return [
        (word, form.pause if index == len(form.words) - 1 else "")
        for form in spoken
        for index, word in enumerate(form.words)
    ]


def _trimmed(
    utterance: Utterance, gain_db: float
) -> tuple[npt.NDArray[np.int16], list[tuple[float, float]], float]:
    """The sound without long silence at its ends, the word times in it, and the lead-in kept."""
    begin = max(0.0, utterance.spans[0][0] - _LEAD_IN_MS / 1000)
    end = utterance.spans[-1][1] + _LEAD_OUT_MS / 1000
    first, last = (round(edge * utterance.rate) for edge in (begin, end))
    sound = resampled(utterance.samples[first:last], utterance.rate)
    sounds = [(s - begin, e - begin) for s, e in utterance.spans]
    return _levelled(sound, gain_db), sounds, utterance.spans[0][0] - begin


def _levelled(samples: npt.NDArray[np.int16], gain_db: float) -> npt.NDArray[np.int16]:
    """At the usual loudness (RMS where there is sound), never clipped, faded at both ends."""
    sound = samples.astype(np.float64)
    loud = sound[np.abs(sound) > 300]
    level = np.sqrt(np.mean(loud**2)) if len(loud) else 1.0
    gain = 10 ** ((_TARGET_DB + gain_db) / 20) * 32767 / level
    gain = min(gain, _PEAK / max(1.0, np.abs(sound).max()))
    ramp = np.linspace(0, 1, RATE * _FADE_MS // 1000)
    sound[: len(ramp)] *= ramp[: len(sound)]
    sound[-len(ramp) :] *= ramp[::-1][: len(sound)]
    levelled: npt.NDArray[np.int16] = np.rint(sound * gain).astype(np.int16)
    return levelled


def _token_times(
    tokens: Sequence[str],
    spoken: Sequence[Spoken],
    sounds: Sequence[tuple[float, float]],
    utterance: Utterance,
) -> Iterator[tuple[str, tuple[float, float], bool]]:
    """Each token with the time of everything said for it, in seconds."""
    count = sum(len(form.words) for form in spoken)
    if count != len(sounds):
        raise AssertionError(f"{count} words were to be said, {len(sounds)} were: {tokens}")
    exact = utterance.exact or (True,) * count
    at = 0
    for token, form in zip(tokens, spoken, strict=True):
        after = at + len(form.words)
        yield token, (sounds[at][0], sounds[after - 1][1]), exact[at] and exact[after - 1]
        at = after


def resampled(samples: npt.NDArray[np.int16], rate: int, to: int = RATE) -> npt.NDArray[np.int16]:
    """The same sound at another rate, by cutting or padding its spectrum."""
    if rate == to:
        return samples
    padded = np.concatenate([samples.astype(np.float64), np.zeros(-len(samples) % rate)])
    count = len(padded) * to // rate
    spectrum = np.fft.rfft(padded)
    wanted = np.zeros(count // 2 + 1, dtype=complex)
    shared = min(len(spectrum), len(wanted))
    wanted[:shared] = spectrum[:shared]
    sound = np.fft.irfft(wanted, count) * (to / rate)
    exact = len(samples) * to // rate
    clipped: npt.NDArray[np.int16] = np.clip(np.rint(sound[:exact]), -32768, 32767).astype(np.int16)
    return clipped


def _laid_out(placed: Sequence[_Placed], tail_ms: int) -> npt.NDArray[np.int16]:
    length = max((one.at + len(one.samples) for one in placed), default=0)
    track = np.zeros(length + RATE * tail_ms // 1000, dtype=np.int16)
    for one in placed:
        mix_into(track, one.at, one.samples)
    return track


def mix_into(track: npt.NDArray[np.int16], at: int, sound: npt.NDArray[np.int16]) -> None:
    """Add a sound to a track in place, beginning at a sample; what is too loud is clipped."""
    stretch = track[at : at + len(sound)]
    total = stretch.astype(np.int32) + sound[: len(stretch)]
    stretch[:] = np.clip(total, -32768, 32767)
