"""Run as a process: one program times the words of one text; the answer is JSON on the output.

Peers give times to the words that they heard; those are mapped onto the given words by difflib,
which is what a user of them would do.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.corpus import samples_of
from benchmarks.speed.memory import peak_mb
from editor.alignment.aligner import SPEECH_WITHOUT_TEXT, AlignRequest, Heard, WordTimes
from editor.alignment.models import find_folders, load_catalog, resolve
from editor.alignment.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

THREADS = 2
"""All systems get as many threads."""


def ours(audio: Path, words: Sequence[str], *, refine: bool = True) -> dict[str, Any]:
    """Our aligner, in this process."""
    from editor.alignment.pipeline import LocalAligner

    request = request_for(audio, words, refine=refine)
    aligner = LocalAligner()
    # Load everything first, as the worker has when a second job comes.
    list(aligner.align(replace(request, words=(), to_ms=1000)))
    began = time.perf_counter()
    events = list(aligner.align(request))
    seconds = time.perf_counter() - began
    found: list[Any] = [[None, None, ""]] * len(words)
    for event in events:
        if isinstance(event, WordTimes):
            for k, t in enumerate(event.times, event.first):
                found[k] = [t.start, t.end, t.match.value]
    untold = [
        [event.start, event.end]
        for event in events
        if isinstance(event, Heard) and event.kind == SPEECH_WITHOUT_TEXT
    ]
    return {"words": found, "untold": untold, "seconds": seconds}


def request_for(audio: Path, words: Sequence[str], *, refine: bool) -> AlignRequest:
    """The request for the model that comes along."""
    model = resolve("tiny.en", catalog=load_catalog(), folders=find_folders(Path("models")))
    entry = model.entry
    heads = entry.alignment_heads if entry else ()
    shift = entry.shift_ms if entry else 0
    return AlignRequest(
        1, audio, model.path, tuple(words), heads, shift, "en", refine=refine, threads=THREADS
    )


def whisper_words(audio: Path, words: Sequence[str]) -> dict[str, Any]:
    """faster-whisper's own word times."""
    from faster_whisper import WhisperModel

    model = WhisperModel(_model(), device="cpu", compute_type="int8", cpu_threads=THREADS)
    began = time.perf_counter()
    segments, _ = model.transcribe(
        str(audio), language="en", beam_size=1, temperature=0.0, word_timestamps=True,
        condition_on_previous_text=False,
    )  # fmt: skip
    heard = [(w.word, w.start * 1000, w.end * 1000) for s in segments for w in s.words or ()]
    return {"words": mapped(words, heard), "seconds": time.perf_counter() - began}


def stable_words(audio: Path, words: Sequence[str]) -> dict[str, Any]:
    """stable-ts aligning the given text."""
    _torchaudio_or_stand_in()
    import stable_whisper

    model = stable_whisper.load_faster_whisper(
        _model(), device="cpu", compute_type="int8", cpu_threads=THREADS
    )
    began = time.perf_counter()
    # Samples instead of a file: for a file it wants an ffmpeg on the path.
    sound = samples_of(audio).astype(np.float32) / 32768
    result = model.align(sound, " ".join(words), language="en", verbose=None)
    heard = [(w.word, w.start * 1000, w.end * 1000) for w in (result.all_words() if result else ())]
    return {"words": mapped(words, heard), "seconds": time.perf_counter() - began}


def _torchaudio_or_stand_in() -> None:
    """stable-ts imports torchaudio, which has no build for every torch, but uses it only to
    resample, filter and save sound: nothing of that happens here, so an empty module will do.
    """
    try:
        importlib.import_module("torchaudio")
    except (ImportError, OSError):  # OSError: it is there, but made for another torch
        sys.modules["torchaudio"] = ModuleType("torchaudio")


def _model() -> str:
    return str(request_for(Path(), (), refine=False).model)


def mapped(words: Sequence[str], heard: Sequence[tuple[str, float, float]]) -> list[Any]:
    """Times of heard words for the given words that are the same; none for the others."""
    ours_, theirs = [_bare(w) for w in words], [_bare(w) for w, _, _ in heard]
    found: list[Any] = [[None, None, ""]] * len(words)
    for a, b, size in SequenceMatcher(None, ours_, theirs, autojunk=False).get_matching_blocks():
        for k in range(size):
            _, start, end = heard[b + k]
            found[a + k] = [start, end, ""]
    return found


def _bare(word: str) -> str:
    return "".join(c for c in fold(word) if c.isalnum())


SYSTEMS: dict[str, Callable[[Path, Sequence[str]], dict[str, Any]]] = {
    "ours": ours,
    "ours unrefined": lambda audio, words: ours(audio, words, refine=False),
    "faster-whisper": whisper_words,
    "stable-ts": stable_words,
}
NEEDS = {"stable-ts": "stable_whisper"}
"""Modules that only the benchmark wants."""
INSTALL = {"stable-ts": "pip install stable-ts"}
"""How to get them; torch, which comes along, is large."""


def main() -> None:
    """Answer what stands on the input."""
    told = json.loads(sys.stdin.read())
    answer = SYSTEMS[told["system"]](Path(told["audio"]), told["words"])
    print(
        "\n"
        + json.dumps(
            {"untold": None, **answer, "processor": time.process_time(), "peak_mb": peak_mb()}
        )
    )


if __name__ == "__main__":
    main()
