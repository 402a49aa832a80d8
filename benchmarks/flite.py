"""The CMU Flite synthesiser, through its C library: speech with exact word times.

Flite keeps the whole utterance after synthesis. Each token of the text leads to its words, their
syllables and segments (phones), and each segment knows where it ends. The statistical voices (slt,
rms, awb) make exactly the frames that their segments ask for (5 ms each). The diphone voices (kal,
kal16) do not: their segments end up to 110 ms after the audio does, so they are left out.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.utterance import Utterance, VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

VOICES = ("slt", "rms", "awb")
_NOISE_SEED = 4
_POINTER = ctypes.c_void_p
_STARTS = b"daughter1.R:SylStructure.daughter1.daughter1.R:Segment.p.end"
_ENDS = b"daughtern.R:SylStructure.daughtern.daughtern.R:Segment.end"
_FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "flite_init": (ctypes.c_int, ()),
    "flite_synth_text": (_POINTER, (ctypes.c_char_p, _POINTER)),
    "utt_relation": (_POINTER, (_POINTER, ctypes.c_char_p)),
    "utt_wave": (_POINTER, (_POINTER,)),
    "relation_head": (_POINTER, (_POINTER,)),
    "item_next": (_POINTER, (_POINTER,)),
    "flite_ffeature_float": (ctypes.c_float, (_POINTER, ctypes.c_char_p)),
    "feat_set_float": (None, (_POINTER, ctypes.c_char_p, ctypes.c_float)),
    "delete_utterance": (None, (_POINTER,)),
}


class _Wave(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class _Voice(ctypes.Structure):
    # Only the first fields; the library owns the rest.
    _fields_ = (("name", ctypes.c_char_p), ("features", _POINTER))


def speak(voice: str, words: Sequence[tuple[str, str]], stretch: float = 1.0) -> Utterance:
    """Say plain words in one breath.

    Args:
        voice: One of `VOICES`.
        words: Pairs of a plain word and the punctuation after it.
        stretch: How much longer than the voice's own tempo every sound takes.

    Raises:
        VoiceUnavailableError: Flite or this voice is not installed.
    """
    flite, handle = _library(), _voice(voice)
    # The noise of its consonants comes from the C library's random numbers.
    ctypes.CDLL(None).srand(_NOISE_SEED)
    features = _Voice.from_address(handle).features
    flite.feat_set_float(features, b"duration_stretch", stretch)
    text = " ".join(word + pause for word, pause in words)
    utterance = flite.flite_synth_text(text.encode("ascii"), handle)
    try:
        spans = _token_spans(flite, utterance)
        wave = _Wave.from_address(flite.utt_wave(utterance))
        samples = np.ctypeslib.as_array(wave.samples, (wave.num_samples,)).copy()
        return Utterance(samples, wave.sample_rate, spans)
    finally:
        flite.delete_utterance(utterance)


def _token_spans(flite: Any, utterance: int) -> tuple[tuple[float, float], ...]:
    spans = []
    token = flite.relation_head(flite.utt_relation(utterance, b"Token"))
    while token:
        start = float(flite.flite_ffeature_float(token, _STARTS))
        spans.append((start, float(flite.flite_ffeature_float(token, _ENDS))))
        token = flite.item_next(token)
    return tuple(spans)


def _load(name: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
    except OSError as error:
        raise VoiceUnavailableError(
            f"The speech library {name} is not installed; install the package flite."
        ) from error


@cache
def _library() -> ctypes.CDLL:
    flite = _load("libflite.so.1")
    for needed in ("libflite_usenglish.so.1", "libflite_cmulex.so.1"):
        _load(needed)
    for name, (result, arguments) in _FUNCTIONS.items():
        function = getattr(flite, name)
        function.restype, function.argtypes = result, arguments
    flite.flite_init()
    return flite


@cache
def _voice(voice: str) -> int:
    register = getattr(_load(f"libflite_cmu_us_{voice}.so.1"), f"register_cmu_us_{voice}")
    register.restype, register.argtypes = _POINTER, (ctypes.c_char_p,)
    return int(register(None))
