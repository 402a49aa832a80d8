"""`python -m benchmarks alignment`: systems, cases, and what is asked of us."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.alignment.material import Case, cases
from benchmarks.alignment.scoring import Answer, Found, Goals, figures
from benchmarks.alignment.systems import INSTALL, NEEDS, SYSTEMS
from benchmarks.report import Figure, Report, this_machine
from benchmarks.utterance import VoiceUnavailableError
from editor.alignment.command import worker_environment

if TYPE_CHECKING:
    from benchmarks.options import Options

_ROOT = Path(__file__).parents[2]
_MINUTES, _FULL_MINUTES = 5.0, 60.0
_GOALS = {
    ("ours", "clean"): Goals(15, 90, 97, 0.2, 20, 85),
    ("ours", "damaged"): Goals(None, 85, 95, 0.3),
    ("ours unrefined", "clean"): Goals(30, 70, 90, 0.3, 40, 60),
    ("ours unrefined", "damaged"): Goals(None, 65, 85, 0.5),
}


class SystemFailedError(Exception):
    """A system gave no answer; the message is the end of what it printed."""


def run(options: Options) -> Report:
    """Measure every system that is asked for and installed, on every case."""
    found: list[Figure] = []
    missing: dict[str, str] = {}
    try:
        material = cases(_FULL_MINUTES if options.full else _MINUTES)
    except VoiceUnavailableError as error:
        return Report("alignment", (), {"alignment": str(error)}, this_machine())
    for system in filter(options.wants, SYSTEMS):
        if system in NEEDS and importlib.util.find_spec(NEEDS[system]) is None:
            missing[system] = f"not installed: {INSTALL[system]}"
            continue
        for case in material:
            goals = _GOALS.get((system, case.name.rsplit(" ", 1)[-1]), Goals())
            try:
                found += figures(case, system, answer_of(system, case), goals)
            except SystemFailedError as error:
                missing[f"{system}, {case.name}"] = str(error)
    return Report("alignment", tuple(found), missing, this_machine())


def answer_of(system: str, case: Case, model: str = "tiny.en", language: str = "en") -> Answer:
    """Let a system work in a process of its own, so that its memory can be told.

    Raises:
        SystemFailedError: It gave no answer.
    """
    told = {
        "system": system, "audio": str(case.audio), "words": case.given, "model": model,
        "language": language,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.alignment.systems"],
        input=json.dumps(told), capture_output=True, text=True, cwd=_ROOT, check=False,
        env=os.environ | worker_environment(),  # as the aligner's child has it; for all systems
    )  # fmt: skip
    try:
        row = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError) as error:
        raise SystemFailedError(done.stderr.strip()[-300:] or "no answer") from error
    words = tuple(Found(*entry) for entry in row["words"])
    untold = None if row["untold"] is None else tuple((a, b) for a, b in row["untold"])
    return Answer(words, untold, row["seconds"], row["processor"], row["peak_mb"])
