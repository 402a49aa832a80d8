"""`python -m benchmarks session`: what correcting costs, in keys, and what the doubts are worth."""

from __future__ import annotations

from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from benchmarks.report import Figure, Report, joined, this_machine
from benchmarks.session.material import FITTED, HELD_OUT, lesson
from benchmarks.speed.children import MeasurementError, ask, home
from benchmarks.utterance import VoiceUnavailableError

if TYPE_CHECKING:
    from benchmarks.options import Options

MODEL = "tiny.en"
CUTS = "cuts"
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
SUMMED = ("median_keystrokes_per_error", "errors_queued_percent", "false_alarms_per_100_words")


def run(options: Options) -> Report:
    """Correct every episode that was not fitted on; with `--full` the others too.

    With `--only cuts`, listen to those that were fitted on instead, and judge every cut.
    """
    figures: list[Figure] = []
    missing: dict[str, str] = {}
    model = options.model or MODEL
    cuts = CUTS in options.only
    module = "benchmarks.session.cuts" if cuts else "benchmarks.session.in_window"
    lessons = FITTED if cuts else (*HELD_OUT, *(FITTED if options.full else ()))
    for cast, seed in lessons:
        if not cuts and not options.wants(cast):
            continue
        try:
            lesson(cast, seed)
            with home() as folder:
                figures += ask(module, OFFSCREEN, folder, cast=cast, seed=seed, model=model)
        except (MeasurementError, VoiceUnavailableError) as error:
            missing[f"{cast} voices, seed {seed}"] = str(error)
    rows = joined(figures)
    machine = this_machine() | {"speech model": Path(model).name}
    return Report("session", rows, missing, machine, summary(rows))


def summary(figures: tuple[Figure, ...]) -> dict[str, object]:
    """The three figures that matter, and each by kind of error."""
    record: dict[str, object] = {}
    for name in SUMMED:
        whole = next((figure for figure in figures if figure.name == name), None)
        if whole is None:
            continue
        takes_median = name == "median_keystrokes_per_error"
        record[name] = round(whole.median if takes_median else mean(whole.values), 2)
        prefix = "keystrokes: " if takes_median else f"{name}: "
        record[f"{name}_by_kind"] = {
            figure.name.removeprefix(prefix): round(
                figure.median if takes_median else mean(figure.values), 2
            )
            for figure in figures
            if figure.name.startswith(prefix)
        }
    return record
