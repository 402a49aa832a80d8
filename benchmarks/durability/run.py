"""`python -m benchmarks durability`: what is done to the program, how often, and what is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.durability.full_disk import NoSmallDiskError, kill_on_a_full_disk
from benchmarks.durability.kills import Found, kill_again_and_again, new_project
from benchmarks.report import Figure, Report, this_machine
from benchmarks.speed.children import MeasurementError, ask, display, home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.options import Options


@dataclass(frozen=True)
class Counts:
    """How much of everything."""

    kills: int
    edits: int
    seconds: int
    projects: int
    sounds: int
    texts: int


FULL = Counts(300, 100_000, 4 * 3600, 10_000, 5_000, 10_000)
QUICK = Counts(6, 2_000, 30, 150, 100, 300)
"""Less than a minute on one core, for CI."""
SEED = 7


class Part(NamedTuple):
    """What can be done alone: `measure` gets the counts and the display's variables."""

    name: str
    measure: Callable[[Counts, Mapping[str, str]], Iterator[Figure]]


def run(options: Options) -> Report:
    """Do everything that was asked for; `--full` does it as often as the promise is made for."""
    counts = FULL if options.full else QUICK
    figures: list[Figure] = []
    missing: dict[str, str] = {}
    with display() as environ:
        for part in PARTS:
            if options.wants(part.name):
                try:
                    figures += part.measure(counts, environ)
                except (MeasurementError, NoSmallDiskError) as error:
                    missing[part.name] = str(error)
    return Report("durability", tuple(figures), missing, this_machine())


def kills(counts: Counts, environ: Mapping[str, str]) -> Iterator[Figure]:
    """Kill -9 while somebody types."""
    with home() as folder:
        path = new_project(folder)
        yield from _figures(
            "kill -9", kill_again_and_again(path, folder, environ, counts.kills, SEED)
        )


def full_disk(counts: Counts, environ: Mapping[str, str]) -> Iterator[Figure]:
    """The same while the disk fills up."""
    with home() as folder:
        yield from _figures("full disk", kill_on_a_full_disk(folder, environ, counts.kills, SEED))


def write_errors(counts: Counts, environ: Mapping[str, str]) -> Iterator[Figure]:
    """The same while writing fails now and then."""
    with home() as folder:
        path = new_project(folder)
        found = kill_again_and_again(path, folder, environ, counts.kills, SEED, trouble=True)
        yield from _figures("write errors", found, promised=False)


def edits(counts: Counts, environ: Mapping[str, str]) -> Iterator[Figure]:
    """Random edits, undos, redos and alignments."""
    with home() as folder:
        facts = {"project": str(folder / "a.proofcast"), "count": counts.edits, "seed": SEED}
        yield from ask("benchmarks.durability.edits", dict(environ), folder, **facts)


def hours(counts: Counts, environ: Mapping[str, str]) -> Iterator[Figure]:
    """Hours of playback and editing."""
    with home() as folder:
        facts = {"seconds": counts.seconds, "seed": SEED}
        yield from ask("benchmarks.durability.hours", dict(environ), folder, **facts)


def damaged(counts: Counts, environ: Mapping[str, str]) -> Iterator[Figure]:
    """Damaged files of every kind."""
    parts = {"projects": counts.projects, "sound": counts.sounds, "texts": counts.texts}
    for part, count in parts.items():
        with home() as folder:
            facts = {"part": part, "count": count, "seed": SEED}
            yield from ask("benchmarks.durability.fuzz", dict(environ), folder, **facts)


def _figures(name: str, found: Found, *, promised: bool = True) -> Iterator[Figure]:
    yield Figure(f"{name}: ends", "", (found.ends,))
    yield Figure(f"{name}: changes made", "", (found.changes,))
    if promised:
        yield Figure(f"{name}: changes lost that were older than 1 s", "", (found.lost_old,), 0)
    yield Figure(f"{name}: changes lost that were said to be saved", "", (found.lost_saved,), 0)
    yield Figure(f"{name}: unreadable files", "", (found.unreadable,), 0)
    broken = found.broken + found.torn
    yield Figure(f"{name}: broken documents", "", (broken,), 0, note="; ".join(found.details[:3]))
    if found.ages_ms:
        yield Figure(f"{name}: oldest change lost", "ms", tuple(found.ages_ms))


PARTS = (
    Part("kills", kills),
    Part("disk", full_disk),
    Part("errors", write_errors),
    Part("edits", edits),
    Part("hours", hours),
    Part("damaged", damaged),
)
