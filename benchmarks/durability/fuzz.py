"""Run as a process: damaged files of every kind; each is read, or refused in one sentence."""

from __future__ import annotations

import random
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.big_document import big_transcript
from benchmarks.durability.kills import new_project
from benchmarks.report import Figure
from benchmarks.speed.children import answer, facts
from editor.formats.errors import FormatError
from editor.formats.export import WRITERS, export
from editor.formats.profile import Profile
from editor.formats.registry import read_data
from editor.media.encode import SUFFIXES, open_encoder
from editor.media.episode import prepare
from editor.media.errors import MediaError
from editor.media.pcm import Form
from editor.media.probe import probe
from editor.storage.errors import ProjectError
from editor.storage.project import Project
from editor.storage.salvage import salvage
from editor.transcript.document import check

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_S = 2.0
SECONDS_OF_SOUND = 2
SALVAGED = 5
"""Of so many damaged projects, one is salvaged too: that is what takes the time."""


@dataclass
class Tally:
    """What became of the files.

    Attributes:
        read: How many could be read.
        refused: How many were refused with a sentence.
        slow: How many took longer than promised.
        slowest: Seconds of the one that took longest.
        written: Files that were changed by reading them, or left behind beside them.
        odd: Sentences that are none, and errors that nobody foresaw.
    """

    read: int = 0
    refused: int = 0
    slow: int = 0
    slowest: float = 0.0
    written: int = 0
    odd: int = 0

    def take(self, path: Path, content: bytes, read: Callable[[], object], *errors: type) -> None:
        """Read a damaged file and note what happens."""
        path.write_bytes(content)
        begin = time.perf_counter()
        try:
            read()
            self.read += 1
        except errors as error:  # type: ignore[misc]
            self.refused += 1
            self.odd += not str(error).endswith(".") or "\n" in str(error)
        except Exception as error:  # noqa: BLE001 - that there is none of these is the point
            print(f"{type(error).__name__}: {error}")
            self.odd += 1
        took = time.perf_counter() - begin
        self.slowest = max(self.slowest, took)
        self.slow += took > LONGEST_S
        self.written += path.read_bytes() != content or len(list(path.parent.iterdir())) != 1

    def figures(self, name: str) -> list[Figure]:
        """The tally, by name."""
        return [
            Figure(f"{name}: read", "", (self.read,)),
            Figure(f"{name}: refused in a sentence", "", (self.refused,)),
            Figure(f"{name}: neither", "", (self.odd,), 0),
            Figure(f"{name}: written to", "", (self.written,), 0),
            Figure(f"{name}: over {LONGEST_S:g} s", "", (self.slow,), 0),
            Figure(f"{name}: slowest", "ms", (self.slowest * 1000,)),
        ]


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The bytes with a few changed, moved, doubled, blanked or cut off; often in the header."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        reach = rng.choice((100, 600, len(out), len(out)))
        at = rng.randrange(max(1, min(reach, len(out))))
        end = min(len(out), at + rng.choice((1, 2, 8, 200, 4096)))
        deed = rng.randrange(6)
        if deed == 0:
            out[at : at + 1] = bytes([rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))])
        elif deed == 1:
            out[at:end] = bytes(end - at)
        elif deed == 2:
            other = rng.randrange(max(1, len(out)))
            out[at:end] = out[other : other + end - at]
        elif deed == 3:
            out[at : at + 1] = bytes([out[at] ^ 1 << rng.randrange(8)]) if out else b""
        elif deed == 4:
            out[at:end] = rng.randbytes(end - at)
        elif rng.random() < 0.3:
            del out[at:end]
        else:
            del out[rng.randrange(len(out) + 1) :]
        if not out:
            break
    return bytes(out)


def fuzz_projects(folder: Path, count: int, rng: random.Random) -> Tally:
    """Damaged project files: opened, verified, and salvaged."""
    seed = new_project(folder, 2000).read_bytes()
    place = folder / "projects"
    place.mkdir()
    path, tally = place / "a.proofcast", Tally()

    def open_it() -> None:
        with closing(Project.open(path)) as project:
            check(project.document())
            project.history()

    def look() -> None:
        with closing(Project.open(path, read_only=True)) as project:
            check(project.document())

    for number in range(count):
        content = mutated(seed, rng)
        tally.take(path, content, look, ProjectError)
        if number % SALVAGED == 0:
            tally.take(path, content, lambda: check(salvage(path).document), ProjectError)
        else:
            _only_refused(tally, path, content, open_it)
    return tally


def _only_refused(tally: Tally, path: Path, content: bytes, open_it: Callable[[], None]) -> None:
    """Opening for writing: a file that is refused must stay as it is; others may be written to."""
    path.write_bytes(content)
    try:
        open_it()
    except ProjectError:
        tally.written += path.read_bytes() != content
    tally.written += len(list(path.parent.iterdir())) != 1


def fuzz_sound(folder: Path, count: int, rng: random.Random) -> Tally:
    """Damaged files of sound: probed and decoded."""
    place, cache = folder / "sound", folder / "cache"
    place.mkdir()
    seeds = {suffix: _sound(folder / f"seed{suffix}") for suffix in SUFFIXES}
    tally = Tally()
    for number in range(count):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        path = place / f"a{suffix}"

        def read(path: Path = path) -> None:
            probe(path)
            prepare(path, cache)

        tally.take(path, mutated(seeds[suffix], rng), read, MediaError)
        path.unlink()
    return tally


def _sound(path: Path) -> bytes:
    time_s = np.arange(SECONDS_OF_SOUND * 44_100) / 44_100
    wave = np.sin(time_s * 2000 * (1 + time_s)) * 9000
    with open_encoder(path, Form(44_100, 1)) as write:
        write(wave.astype("<i2").tobytes())
    return path.read_bytes()


def fuzz_texts(folder: Path, count: int, rng: random.Random) -> Tally:
    """Damaged transcripts of every format that is written, read by whatever takes them."""
    place = folder / "texts"
    place.mkdir()
    document, profile = big_transcript(300, 12, ads=1), Profile("podcast", "")
    seeds = [(name, export(document, name, profile).content) for name in WRITERS]
    tally = Tally()
    for number in range(count):
        name, seed = seeds[number % len(seeds)]
        path = place / f"a.{name}"

        def read(path: Path = path) -> None:
            check(read_data(path.read_bytes(), path.name).to_transcript())

        tally.take(path, mutated(seed, rng), read, FormatError)
        path.unlink()
    return tally


PARTS = {"projects": fuzz_projects, "sound": fuzz_sound, "texts": fuzz_texts}


def main() -> None:
    """Do one part and print what came out."""
    told = facts()
    with tempfile.TemporaryDirectory(prefix="proofcast-fuzz-") as folder:
        tally = PARTS[told["part"]](Path(folder), told["count"], random.Random(told["seed"]))
    answer(*tally.figures(f"damaged {told['part']}"))


if __name__ == "__main__":
    main()
