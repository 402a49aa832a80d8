"""`python -m benchmarks captions`: how captions read, ours and those of other programs."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.captions.material import dialogue
from benchmarks.captions.scoring import Goals, Shown, figures
from benchmarks.captions.systems import NEEDS, SYSTEMS
from benchmarks.report import Figure, Report, this_machine
from editor.formats.cues import build_cues
from editor.formats.export import WRITERS, export
from editor.formats.profile import Profile, load_profile
from editor.settings.data_files import data_file

if TYPE_CHECKING:
    from benchmarks.options import Options
    from editor.transcript.document import Transcript

_ROOT = Path(__file__).parents[2]
_MINUTES, _LONG_MINUTES = 60.0, 180.0
_GOALS = Goals(weak=5.0, violations=1.0, lost=0.0, mixed=0.0)
_FORMATS = ("srt", "vtt", "wordvtt", "ttml", "ass", "p20", "csv", "txt", "docx")


class SystemFailedError(Exception):
    """A program gave no answer; the message is the end of what it printed."""


def run(options: Options) -> Report:
    """Measure our captions, those of every program that is installed, and the speed of export."""
    source = dialogue(_MINUTES)
    profile = load_profile(data_file("resources/profiles/podcast.toml"))
    found: list[Figure] = []
    missing: dict[str, str] = {
        "SubER": "it compares with captions made by a person, and none may be shipped"
    }
    if options.wants("ours"):
        found += figures("ours", ours(source, profile), source, profile, _GOALS)
    for system in filter(options.wants, SYSTEMS):
        if importlib.util.find_spec(NEEDS[system]) is None:
            missing[system] = f"{system} is not installed"
            continue
        try:
            found += figures(system, answer_of(system, source), source, profile, Goals())
        except SystemFailedError as error:
            missing[system] = str(error)
    if options.wants("speed"):
        found += speed(dialogue(_LONG_MINUTES), profile, options.runs)
    return Report("captions", tuple(found), missing, this_machine())


def ours(source: Transcript, profile: Profile) -> list[Shown]:
    """What we show."""
    return [Shown(cue.start, cue.end, cue.lines) for cue in build_cues(source, profile).cues]


def answer_of(system: str, source: Transcript) -> list[Shown]:
    """Let a program work in a process of its own: some load gigabytes.

    Raises:
        SystemFailedError: It gave no answer.
    """
    turns: list[dict[str, Any]] = [
        {"words": [[word.text, word.start / 1000, word.end / 1000] for word in turn.words]}
        for turn in source.turns
    ]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.captions.systems"],
        input=json.dumps({"system": system, "turns": turns}),
        capture_output=True, text=True, cwd=_ROOT, check=False,
    )  # fmt: skip
    try:
        rows = json.loads(done.stdout.splitlines()[-1])["cues"]
    except (IndexError, ValueError) as error:
        raise SystemFailedError(done.stderr.strip()[-300:] or "no answer") from error
    return [Shown(round(1000 * a), round(1000 * b), tuple(lines)) for a, b, lines in rows]


def speed(source: Transcript, profile: Profile, runs: int) -> list[Figure]:
    """How much processor time the export of three hours takes."""
    found = []
    for id in _FORMATS:
        values = []
        for _ in range(runs):
            began = time.process_time()
            export(source, id, profile)
            values.append(time.process_time() - began)
        name = f"three hours as {WRITERS[id].label}"
        found.append(Figure(name, "s", tuple(values), goal=1.0))
    return found
