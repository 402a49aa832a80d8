"""`python -m benchmarks speed`: what is measured, how often, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks import null_sink
from benchmarks.report import Figure, Report, joined, this_machine
from benchmarks.speed.children import (
    MeasurementError,
    ask,
    display,
    drop_file_cache,
    home,
)
from benchmarks.speed.material import SAMPLE, made_podcast, project_file, spoken_hour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.options import Options

WARM, COLD, EMPTY = "first paint, warm", "first paint, cold", "empty window, warm"
EMPTY_COLD = "empty window, cold"
WITH_PROJECT = "first paint of a long project, warm"
SEEKS = 50
_STARTS = 2
"""Starts are quick and their times vary, so there are so many times more of them."""


class Part(NamedTuple):
    """What can be measured alone: `measure` is given the options and the display's variables."""

    name: str
    measure: Callable[[Options, dict[str, str]], Iterator[Figure]]


class NotMeasuredError(Exception):
    """Something cannot be measured on this machine; the message says why."""


def run(options: Options) -> Report:
    """Measure everything that was asked for."""
    figures: list[Figure] = []
    missing: dict[str, str] = {}
    machine = this_machine()
    with display() as environ:
        machine["display"] = environ.get("QT_QPA_PLATFORM", "a window system")
        for part in PARTS:
            if options.wants(part.name):
                try:
                    figures += part.measure(options, environ)
                except (MeasurementError, NotMeasuredError) as error:
                    missing[part.name] = str(error)
    return Report("speed", joined(figures), missing, machine)


def start(options: Options, environ: dict[str, str]) -> Iterator[Figure]:
    """From the start of the process to the first frame: the program beside an empty window."""
    figures: list[Figure] = []
    with home() as folder:
        project = project_file(folder / "long.proofcast", options.words)
        subjects = [(EMPTY, "empty", ""), (WARM, "program", "")]
        subjects.append((WITH_PROJECT, "program", str(project)))
        list(_shown(subjects, environ, folder))  # whatever is new is compiled
        for _ in range(options.runs * _STARTS):  # in turns, so that all meet the same machine
            figures += _shown(subjects, environ, folder)
    found = {figure.name: figure for figure in joined(figures)}
    yield from found.values()
    yield _ratio("first paint beside empty window", found[WARM], found[EMPTY], 2.5)
    busy, base = (found[f"{name}: processor time"] for name in (WARM, EMPTY))
    yield _ratio("first paint beside empty window, processor time", busy, base, None)
    added = zip(found[WITH_PROJECT].values, found[WARM].values, strict=True)
    name = "first paint: added by a long project"
    yield Figure(name, "ms", tuple(one - other for one, other in added), 300)


def cold(options: Options, environ: dict[str, str]) -> Iterator[Figure]:
    """The same after the system has forgotten all files, as after switching the computer on."""
    figures: list[Figure] = []
    with home() as folder:
        for _ in range(options.runs):
            for name, subject in ((EMPTY_COLD, "empty"), (COLD, "program")):
                why_not = drop_file_cache()
                if why_not:
                    raise NotMeasuredError(why_not)
                figures += _shown([(name, subject, "")], environ, folder)
    found = {figure.name: figure for figure in joined(figures)}
    yield from found.values()
    yield _ratio("first paint beside empty window, cold", found[COLD], found[EMPTY_COLD], None)


def _shown(
    subjects: list[tuple[str, str, str]], environ: dict[str, str], folder: Path
) -> Iterator[Figure]:
    for name, subject, project in subjects:
        facts = {"name": name, "subject": subject, "project": project}
        yield from ask("benchmarks.speed.first_paint", environ, folder, **facts)


def _ratio(name: str, figure: Figure, base: Figure, goal: float | None) -> Figure:
    values = tuple(value / base.median for value in figure.values)
    return Figure(name, "x", values, goal, note="each by the median of the empty window")


def window(options: Options, environ: dict[str, str]) -> Iterator[Figure]:
    """Opening, typing, playing and relabelling in the real window."""
    with home() as folder:
        for number in range(options.runs):
            project = project_file(folder / f"long-{number}.proofcast", options.words)
            size = project.stat().st_size / 1e6
            yield from ask("benchmarks.speed.in_window", environ, folder, project=str(project))
            yield Figure("project on disk", "MB", (size,), note=f"{options.words:,} words")


def episode(options: Options, environ: dict[str, str]) -> Iterator[Figure]:
    """Three hours with sound, from import to closing, and how long the window ever stood still."""
    words = options.words if options.full else options.words // 18
    with home() as folder:
        yield from ask("benchmarks.speed.whole_episode", environ, folder, words=words)


def sound(options: Options, environ: dict[str, str]) -> Iterator[Figure]:
    """What is heard beside what is lit, from a seek to its sound, in real kinds of files."""
    if not null_sink.installed():
        raise NotMeasuredError("PulseAudio and parec are needed to hear anything")
    with home() as folder:
        seeks = SEEKS if options.full else SEEKS // 5
        yield from ask("benchmarks.speed.hearing", environ, folder, seeks=seeks)


def exporting(options: Options, environ: dict[str, str]) -> Iterator[Figure]:
    """SRT and VTT."""
    with home() as folder:
        for _ in range(options.runs):
            facts = {"part": "export", "words": options.words}
            yield from ask("benchmarks.speed.in_core", environ, folder, **facts)


def importing(options: Options, environ: dict[str, str]) -> Iterator[Figure]:
    """Decoding an MP3, once for everything."""
    audio = made_podcast(180 if options.full else 10)
    for _ in range(min(options.runs, 3)):
        with home() as folder:
            facts = {"part": "import", "audio": str(audio)}
            yield from ask("benchmarks.speed.in_core", environ, folder, **facts)


def aligning(options: Options, environ: dict[str, str]) -> Iterator[Figure]:
    """The aligner's child process, on the sample episode and, if asked to, on an hour."""
    with home() as folder:
        episodes = [SAMPLE]
        if options.full:
            episodes.append(spoken_hour(folder))
        for audio, transcript in episodes:
            facts = {"audio": str(audio), "transcript": str(transcript)}
            for _ in range(min(options.runs, 2) if options.full else 1):
                yield from ask("benchmarks.speed.aligning", environ, folder, **facts)


PARTS = (
    Part("start", start),
    Part("cold", cold),
    Part("window", window),
    Part("episode", episode),
    Part("sound", sound),
    Part("export", exporting),
    Part("import", importing),
    Part("align", aligning),
)
