"""The eSpeak NG synthesiser, through its C library: speech with word and phoneme events.

Words begin at their word event, or behind the pause phoneme that some languages put before a vowel;
they end where the next word begins, or at the pause phoneme that comes before it. eSpeak says some
common pairs ("out of", "to be") as one: the words of such a pair get their shares of its time by
length, and are marked as not exact.

The library carries the phase of its last sound into the next one, and cannot be started twice. So
that a sentence sounds the same whatever was said before it, each is said in a process of its own:
0.2 s a sentence.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from benchmarks.utterance import Utterance, VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

_SYNCHRONOUS = 2
_PHONEME_EVENTS = 1
_UTF8 = 1
_WORD, _PHONEME = 1, 7
_RATE, _PITCH = 1, 3


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


@dataclass(frozen=True)
class _Heard:
    """A word event (with the character it stands for), or a phoneme or pause (without)."""

    sample: int
    character: int | None
    pause: bool = False


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def speak(
    voice: str, words: Sequence[tuple[str, str]], rate: int = 160, pitch: int = 50
) -> Utterance:
    """Say plain words in one breath.

    Args:
        voice: A voice of eSpeak NG, such as "en-us".
        words: Pairs of a plain word and the punctuation after it.
        rate: Words a minute.
        pitch: 0-99.

    Raises:
        VoiceUnavailableError: eSpeak NG or this voice is not installed.
    """
    order = json.dumps({"voice": voice, "words": list(words), "rate": rate, "pitch": pitch})
    child = subprocess.run(
        [sys.executable, "-m", "benchmarks.espeak"],
        input=order.encode(),
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        check=True,
    )
    head, _, sound = child.stdout.partition(b"\n")
    answer = json.loads(head)
    if "error" in answer:
        raise VoiceUnavailableError(answer["error"])
    return Utterance(
        np.frombuffer(sound, dtype=np.int16),
        answer["rate"],
        tuple((start, end) for start, end in answer["spans"]),
        tuple(answer["exact"]),
    )


def _answer(order: str) -> bytes:
    """What the child process writes: one line of JSON, then the samples."""
    try:
        said = _speak_here(**json.loads(order))
    except VoiceUnavailableError as error:
        return json.dumps({"error": str(error)}).encode() + b"\n"
    facts = {"rate": said.rate, "spans": said.spans, "exact": said.exact}
    return json.dumps(facts).encode() + b"\n" + said.samples.tobytes()


def _speak_here(voice: str, words: Sequence[tuple[str, str]], rate: int, pitch: int) -> Utterance:
    espeak, sample_rate = _library()
    if espeak.espeak_SetVoiceByName(voice.encode()) != 0:
        raise VoiceUnavailableError(f"eSpeak NG has no voice {voice!r}.")
    espeak.espeak_SetParameter(_RATE, rate, 0)
    espeak.espeak_SetParameter(_PITCH, pitch, 0)
    blocks: list[npt.NDArray[np.int16]] = []
    heard: list[_Heard] = []
    callback = _CALLBACK(lambda wave, count, events: _collect(wave, count, events, blocks, heard))
    espeak.espeak_SetSynthCallback(callback)
    text = " ".join(word + pause for word, pause in words).encode()
    size = ctypes.c_size_t(len(text) + 1)
    espeak.espeak_Synth(text, size, 0, 1, 0, ctypes.c_uint(_UTF8), None, None)
    samples = np.concatenate(blocks)
    spans, exact = _spans(words, heard, len(samples))
    seconds = tuple((start / sample_rate, end / sample_rate) for start, end in spans)
    return Utterance(samples, sample_rate, seconds, exact)


def _collect(
    wave: Any, count: int, events: Any, blocks: list[npt.NDArray[np.int16]], heard: list[_Heard]
) -> int:
    if wave and count > 0:
        blocks.append(np.ctypeslib.as_array(wave, (count,)).copy())
    index = 0
    while events[index].type:
        event = events[index]
        if event.type == _WORD and event.length:
            heard.append(_Heard(event.sample, event.text_position - 1))
        elif event.type == _PHONEME:
            pause = bytes(event.id.string).startswith(b"_")
            heard.append(_Heard(event.sample, None, pause))
        index += 1
    return 0


def _spans(
    words: Sequence[tuple[str, str]], heard: Sequence[_Heard], length: int
) -> tuple[tuple[tuple[float, float], ...], tuple[bool, ...]]:
    """Where each word stands, in samples, and whether that is exact."""
    offset = 0
    owner: list[tuple[float, float] | None] = []
    for word, pause in words:
        at = next((i for i, e in enumerate(heard) if e.character == offset), None)
        owner.append(None if at is None else _sounding(heard[at:], length))
        offset += len(word) + len(pause) + 1
    spans: list[tuple[float, float]] = []
    exact: list[bool] = []
    for first, last in _groups(owner):
        start, end = owner[first] or (0.0, 0.0)
        lengths = [len(words[i][0]) for i in range(first, last)]
        edges = np.concatenate([[0], np.cumsum(lengths)]) / sum(lengths) * (end - start) + start
        spans += [(float(a), float(b)) for a, b in pairwise(edges)]
        exact += [last - first == 1] * (last - first)
    return tuple(spans), tuple(exact)


def _sounding(heard: Sequence[_Heard], length: int) -> tuple[float, float]:
    """Where a word sounds whose event is the first of these."""
    start, waits, voiced = heard[0].sample, False, False
    for event in heard[1:]:
        if event.character is not None or (voiced and event.pause):
            return start, event.sample
        if event.pause:
            waits = True
        elif not voiced:
            # A stop's own event comes behind its closure, which belongs to the word.
            start, voiced = event.sample if waits else start, True
    return start, length


def _groups(owner: Sequence[object | None]) -> list[tuple[int, int]]:
    firsts = [i for i, span in enumerate(owner) if span is not None]
    return list(zip(firsts, [*firsts[1:], len(owner)], strict=True))


def _library() -> tuple[ctypes.CDLL, int]:
    try:
        espeak = ctypes.CDLL("libespeak-ng.so.1")
    except OSError as error:
        raise VoiceUnavailableError(
            "The speech library libespeak-ng.so.1 is not installed; install espeak-ng."
        ) from error
    rate = espeak.espeak_Initialize(_SYNCHRONOUS, 0, None, _PHONEME_EVENTS)
    if rate <= 0:
        raise VoiceUnavailableError("eSpeak NG does not start: its voice data are missing.")
    return espeak, int(rate)


if __name__ == "__main__":
    sys.stdout.buffer.write(_answer(sys.stdin.read()))
