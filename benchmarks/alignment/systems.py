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
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from benchmarks.corpus import samples_of
from benchmarks.speed.memory import peak_mb
from editor.alignment.aligner import SPEECH_WITHOUT_TEXT, AlignRequest, Heard, WordTimes
from editor.alignment.models import find_folders, load_catalog, resolve
from editor.alignment.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editor.alignment.models.catalog import ModelEntry

THREADS = 2
"""All systems get as many threads."""


class Told(NamedTuple):
    """What a system is told.

    Attributes:
        audio: WAV file, 16 kHz mono.
        words: The given words.
        model: Name or folder of the speech model.
        language: Language code.
    """

    audio: Path
    words: Sequence[str]
    model: str = "tiny.en"
    language: str = "en"


def ours(told: Told, *, refine: bool = True) -> dict[str, Any]:
    """Our aligner, in this process."""
    from editor.alignment.pipeline import LocalAligner

    words = told.words
    request = request_for(told, refine=refine)
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
                found[k] = [t.start, t.end, t.match.value, t.confidence, t.likelihood]
    untold = [
        [event.start, event.end]
        for event in events
        if isinstance(event, Heard) and event.kind == SPEECH_WITHOUT_TEXT
    ]
    return {"words": found, "untold": untold, "seconds": seconds}


def request_for(told: Told, *, refine: bool) -> AlignRequest:
    """The request to ours.

    Raises:
        ModelError: The model is not there.
    """
    folder, entry = model_for(told.model)
    heads = entry.alignment_heads if entry else ()
    shift = entry.shift_ms if entry else 0
    return AlignRequest(
        1, told.audio, folder, tuple(told.words), heads, shift, told.language, refine=refine,
        threads=THREADS,
    )  # fmt: skip


def model_for(name: str) -> tuple[Path, ModelEntry | None]:
    """The folder of a model, and what the catalogue says about one of that name.

    A folder that is called like a model of the catalogue counts as that model, even if it was
    converted by somebody else: the weights are the same.

    Raises:
        ModelError: It is not there.
    """
    catalog = load_catalog()
    found = resolve(name, catalog=catalog, folders=find_folders(Path("models")))
    return found.path, found.entry or catalog.find(found.path.name)


def whisper_words(told: Told) -> dict[str, Any]:
    """faster-whisper's own word times."""
    from faster_whisper import WhisperModel

    model = WhisperModel(_model(told), device="cpu", compute_type="int8", cpu_threads=THREADS)
    began = time.perf_counter()
    segments, _ = model.transcribe(
        str(told.audio), language=told.language, beam_size=1, temperature=0.0, word_timestamps=True,
        condition_on_previous_text=False,
    )  # fmt: skip
    heard = [(w.word, w.start * 1000, w.end * 1000) for s in segments for w in s.words or ()]
    return {"words": mapped(told.words, heard), "seconds": time.perf_counter() - began}


def stable_words(told: Told) -> dict[str, Any]:
    """stable-ts aligning the given text."""
    _torchaudio_or_stand_in()
    import stable_whisper

    model = stable_whisper.load_faster_whisper(
        _model(told), device="cpu", compute_type="int8", cpu_threads=THREADS
    )
    began = time.perf_counter()
    # Samples instead of a file: for a file it wants an ffmpeg on the path.
    sound = samples_of(told.audio).astype(np.float32) / 32768
    result = model.align(sound, " ".join(told.words), language=told.language, verbose=None)
    heard = [(w.word, w.start * 1000, w.end * 1000) for w in (result.all_words() if result else ())]
    return {"words": mapped(told.words, heard), "seconds": time.perf_counter() - began}


def _torchaudio_or_stand_in() -> None:
    """stable-ts imports torchaudio, which has no build for every torch, but uses it only to
    resample, filter and save sound: nothing of that happens here, so an empty module will do.
    """
    try:
        importlib.import_module("torchaudio")
    except (ImportError, OSError):  # OSError: it is there, but made for another torch
        sys.modules["torchaudio"] = ModuleType("torchaudio")


def _model(told: Told) -> str:
    return str(model_for(told.model)[0])


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


SYSTEMS: dict[str, Callable[[Told], dict[str, Any]]] = {
    "ours": ours,
    "ours unrefined": lambda told: ours(told, refine=False),
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
    system = SYSTEMS[told.pop("system")]
    answer = system(Told(**{**told, "audio": Path(told["audio"])}))
    print(
        "\n"
        + json.dumps(
            {"untold": None, **answer, "processor": time.process_time(), "peak_mb": peak_mb()}
        )
    )


if __name__ == "__main__":
    main()
