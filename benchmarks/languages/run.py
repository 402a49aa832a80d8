"""`python -m benchmarks languages`: other languages, where times come from Whisper alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.alignment.run import SystemFailedError, answer_of
from benchmarks.alignment.scoring import Goals, figures
from benchmarks.alignment.systems import model_for
from benchmarks.languages.material import cases
from benchmarks.languages.texts import PARTS
from benchmarks.report import Figure, Report, this_machine
from benchmarks.utterance import VoiceUnavailableError
from editor.alignment.models.errors import ModelError

if TYPE_CHECKING:
    from benchmarks.options import Options

MODEL = "base"
_MINUTES, _FULL_MINUTES = 1.5, 15.0
_SEED = 2  # the calibration of heads has another
_CLEAN, _DAMAGED = Goals(30, 70, 90, 0.3, 40, 60), Goals(None, 65, 85, 0.5)


def run(options: Options) -> Report:
    """Measure ours and faster-whisper's own word times in every language that is asked for."""
    found: list[Figure] = []
    missing: dict[str, str] = {}
    model = options.model or MODEL
    try:
        model_for(model)
    except ModelError as error:
        return Report("languages", (), {"languages": str(error)}, this_machine())
    for language in filter(options.wants, PARTS):
        try:
            material = cases(language, _FULL_MINUTES if options.full else _MINUTES, _SEED)
        except VoiceUnavailableError as error:
            missing[language] = str(error)
            continue
        for case in material:
            goals = _CLEAN if case.name.endswith("clean") else _DAMAGED
            for system, asked in (("ours", goals), ("faster-whisper", Goals())):
                try:
                    answer = answer_of(system, case, model, language)
                    found += figures(case, system, answer, asked)
                except SystemFailedError as error:
                    missing[f"{system}, {case.name}"] = str(error)
    return Report("languages", tuple(found), missing, this_machine())
