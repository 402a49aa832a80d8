"""`python -m benchmarks heads --model NAME`: which attention heads follow the words, and how late.

The known text of clean made speech is looked for with each of the heads that the model's own
config.json names (with `--full`, with every decoder head) alone, then with the best ones together.
What comes out best belongs into models/catalog.toml: `alignment_heads`, and
`shift_ms`, the median of what its times are late by.
"""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.alignment.systems import THREADS, model_for
from benchmarks.corpus import cached_episode, default_folder
from benchmarks.languages.material import cases
from benchmarks.languages.run import MODEL
from benchmarks.report import Figure, Report, this_machine
from benchmarks.utterance import VoiceUnavailableError
from editor.alignment import forced, whisper
from editor.alignment.audio import Span, open_sound
from editor.alignment.models.errors import ModelError
from editor.alignment.plan import Given, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from benchmarks.options import Options
    from benchmarks.speech import SpokenWord
    from editor.alignment.whisper import Encoded

_MINUTES = 1.0
_SEED = 1
_LANGUAGES = ("en", "de", "es")
_LONGEST_MS = 22_000
_TOGETHER = 4
"""So many of the best heads are tried in pairs and threes."""

Heads = tuple[tuple[int, int], ...]


class Material(NamedTuple):
    """A window of sound, its words, and what the encoder makes of it, whatever the heads."""

    language: str
    window: Span
    words: list[SpokenWord]
    encoded: Encoded


class Score(NamedTuple):
    """How well some heads do: errors without the constant shift, in ms and percent."""

    heads: Heads
    shift: float
    median: float
    within_50: float


def run(options: Options) -> Report:
    """Rank the heads of a model; the best come first."""
    try:
        folder, entry = model_for(options.model or MODEL)
        engine = whisper.load(folder, (), "cpu", THREADS)
        material = list(_material(engine, _LANGUAGES if engine.multilingual else _LANGUAGES[:1]))
    except (ModelError, VoiceUnavailableError) as error:
        return Report("heads", (), {"heads": str(error)}, this_machine())
    every = _every(material[0].encoded) if options.full else _own(folder)
    alone = [score(folder, (head,), material) for head in every]
    alone.sort(key=lambda one: one.median)
    best = [one.heads[0] for one in alone[:_TOGETHER]]
    sets = [*combinations(best, 2), *combinations(best, 3)]
    ranked = sorted([*alone, *(score(folder, row, material) for row in sets)], key=_worth)
    known = [("the model's own", ())] + (
        [("the catalogue's", entry.alignment_heads)] if entry and entry.alignment_heads else []
    )
    figures = [_figure(str([list(head) for head in one.heads]), one) for one in ranked[:8]]
    figures += [_figure(name, score(folder, row, material)) for name, row in known]
    return Report("heads", tuple(figures), {}, this_machine())


def _worth(one: Score) -> float:
    return one.median - one.within_50


def _figure(name: str, one: Score) -> Figure:
    note = f"{one.within_50:.0f} % within 50 ms with shift_ms = {round(one.shift)}"
    return Figure(f"heads {name}", "ms", (one.median,), note=note)


def score(folder: Path, heads: Heads, material: Sequence[Material]) -> Score:
    """How these heads do on the material."""
    model = whisper.load(folder, heads, "cpu", THREADS)
    off: list[float] = []
    for language, window, words, encoded in material:
        engine = model.in_language(language)
        slots = [Slot(Given(k, word.text), (), 0.0) for k, word in enumerate(words)]
        placed = forced.place(engine, encoded, window, slots, language=language, shift=0)
        off += [
            one.span.start - word.start_ms
            for one, word in zip(placed, words, strict=True)
            if one.span
        ]
    errors = np.array(off)
    shift = float(np.median(errors))
    rest = np.abs(errors - shift)
    return Score(heads, shift, float(np.median(rest)), 100 * float((rest <= 50).mean()))


def _material(engine: whisper.Engine, languages: Sequence[str]) -> Iterator[Material]:
    for language in languages:
        if language == "en":
            episode = cached_episode(_MINUTES, _SEED, default_folder() / "heads")
            audio, words = episode.audio, episode.words
        else:
            case = cases(language, _MINUTES, _SEED)[0]
            audio, words = case.audio, case.words
        sound = open_sound(audio)
        for window, part in _windows(words):
            yield Material(language, window, part, engine.encode([sound.floats(window)])[0])


def _windows(words: Sequence[SpokenWord]) -> Iterator[tuple[Span, list[SpokenWord]]]:
    """Lines together, as many as fit."""
    rows: list[SpokenWord] = []
    for word, after in zip(words, [*words[1:], None], strict=True):
        rows.append(word)
        line_ends = after is None or after.line != word.line
        if line_ends and (after is None or after.end_ms - rows[0].start_ms > _LONGEST_MS / 2):
            yield Span(max(0, rows[0].start_ms - 200), word.end_ms + 200), rows
            rows = []


def _own(folder: Path) -> Heads:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    return tuple((layer, head) for layer, head in config["alignment_heads"])


def _every(encoded: Encoded) -> Heads:
    """All decoder heads: how many there are is known by the width of what the encoder gives."""
    width = encoded.states.shape[1]
    return tuple((layer, head) for layer in range(_LAYERS[width]) for head in range(width // 64))


_LAYERS = {384: 4, 512: 6, 768: 12, 1024: 24, 1280: 32}
"""Of Whisper's sizes by their width; distilled and turbo models have fewer."""
