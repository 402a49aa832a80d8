"""Ending the program at a random moment, again and again, and looking at what the file holds."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.big_document import big_transcript
from benchmarks.durability.typist import state_of
from benchmarks.speed.children import ROOT, MeasurementError
from editor.storage.errors import ProjectError
from editor.storage.project import Project
from editor.transcript.document import InvariantError, Transcript, check
from editor.transcript.history import History
from editor.transcript.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import IO

PROMISED_S = 1.0
"""A change that was on the screen for this long is in the file."""
LONGEST_S = 4.0
START_S = 60.0
MODULE = "benchmarks.durability.typist"


@dataclass
class Log:
    """What the typist told.

    Attributes:
        states: Moments and states of the document, the one at the beginning first.
        saved: How many states there were when the program last said that all is saved.
        said: What it said when it could not save.
        rest: The beginning of a line whose end has not come yet.
    """

    states: list[tuple[float, int]]
    saved: int = 1
    said: list[str] = field(default_factory=list)
    rest: bytes = b""

    def read(self, data: bytes) -> list[str]:
        """Note what came through the pipe; returns its whole lines."""
        *lines, self.rest = (self.rest + data).split(b"\n")
        told = [line.decode() for line in lines]
        for line in told:
            self.take(line)
        return told

    def take(self, line: str) -> None:
        """Note one line."""
        what, moment, text = line.split(" ", 2)
        if what == "change":
            self.states.append((float(moment), int(text)))
        elif what == "saved":
            self.saved = len(self.states)
        elif what in ("said", "failed") and text.strip():
            self.said.append(text.strip())


@dataclass
class Found:
    """What many ends came to.

    Attributes:
        ends: How often the program was ended.
        changes: How many changes were made in all.
        lost_old: Changes that were on the screen for longer than promised, and are lost.
        lost_saved: Changes that the program had said are saved, and are lost.
        unreadable: Files that could not be opened.
        broken: Files with a broken invariant, or with a history that does not fit.
        torn: Files that hold a state that never was.
        ages_ms: For each end, the age of the oldest change that was lost; 0 when none was.
        sentences: What the program said when it could not save.
    """

    ends: int = 0
    changes: int = 0
    lost_old: int = 0
    lost_saved: int = 0
    unreadable: int = 0
    broken: int = 0
    torn: int = 0
    ages_ms: list[float] = field(default_factory=list)
    sentences: set[str] = field(default_factory=set)
    details: list[str] = field(default_factory=list)


def new_project(folder: Path, words: int = 600) -> Path:
    """A small project without sound."""
    path = folder / "talk.proofcast"
    Project.create(path, big_transcript(words, max(2, words // 30), ads=2)).close()
    return path


def kill_again_and_again(
    path: Path,
    home: Path,
    environ: Mapping[str, str],
    ends: int,
    seed: int,
    *,
    trouble: bool = False,
) -> Found:
    """Edit and kill -9, on one project, so that each session goes on where the last one ended.

    Args:
        path: The project.
        home: The program's folder.
        environ: What a child needs for a display.
        ends: How often.
        seed: Another seed, other keys and moments.
        trouble: Whether writing files fails now and then. Then only what the program itself had
            said to be saved may be asked back.
    """
    rng, found = random.Random(seed), Found()
    for number in range(ends):
        log = Log([(0.0, state_in(path))])
        facts = {"project": str(path), "seed": rng.random(), "trouble": trouble}
        with running(facts, home, environ) as child:
            assert child.stdout is not None
            listen(child.stdout, log, until="ready")
            listen(child.stdout, log, rng.uniform(0.05, LONGEST_S))
            ended = time.monotonic()
            child.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
            listen(child.stdout, log)
        judge(found, path, log, ended, promised=not trouble, name=f"end {number}")
    return found


def judge(
    found: Found, path: Path, log: Log, ended: float, *, promised: bool, name: str = ""
) -> None:
    """Compare a file with what was on the screen.

    Args:
        found: Where to add it.
        path: The project.
        log: What was on the screen.
        ended: When the program was ended.
        promised: Whether every change that was old enough has to be there.
        name: For the details.
    """
    found.ends += 1
    found.changes += len(log.states) - 1
    found.sentences |= set(log.said)
    try:
        document, history = _read(path)
    except ProjectError as error:
        found.unreadable += 1
        found.details.append(f"{name}: {error}")
        return
    if not _sound(document, history):
        found.broken += 1
        found.details.append(f"{name}: broken")
    state = state_of(document)
    there = max((i for i, (_, known) in enumerate(log.states) if known == state), default=None)
    if there is None:
        found.torn += 1
        found.details.append(f"{name}: a state that never was")
        return
    lost = log.states[there + 1 :]
    found.ages_ms.append((ended - lost[0][0]) * 1000 if lost else 0.0)
    if promised:
        old = sum(moment <= ended - PROMISED_S for moment, _ in lost)
        found.lost_old += old
        if old:
            found.details.append(f"{name}: {old} old changes lost of {len(log.states)}")
    found.lost_saved += max(0, log.saved - 1 - there)


def _read(path: Path) -> tuple[Transcript, History]:
    with Project.open(path) as project:
        history = History()
        history.restore(*project.history())
        return project.document(), history


def state_in(path: Path) -> int:
    """The state of the document in a file."""
    with Project.open(path, read_only=True) as project:
        return state_of(project.document())


def _sound(document: Transcript, history: History) -> bool:
    """Whether the rules hold, now and after taking back and doing again all that can be."""
    try:
        check(document)
        session = Session(document, history)
        while session.undo():
            pass
        check(session.document)
        while session.redo():
            pass
        check(session.document)
    except InvariantError:
        return False
    return True


@contextmanager
def running(
    facts: dict[str, object], home: Path, environ: Mapping[str, str], module: str = MODULE
) -> Iterator[subprocess.Popen[bytes]]:
    """The typist; ended at the end of the block in any case."""
    with subprocess.Popen(
        [sys.executable, "-m", module, json.dumps(facts)],
        cwd=ROOT,
        env={**os.environ, **environ, "PROOFCAST_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            yield child
        finally:
            with suppress(ProcessLookupError):
                child.kill()


def listen(pipe: IO[bytes], log: Log, seconds: float = START_S, until: str = "") -> None:
    """Note what the child tells for so long, or until it has told something, or has ended.

    Raises:
        MeasurementError: What was waited for did not come.
    """
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
        data = os.read(pipe.fileno(), 65_536)
        told = log.read(data)
        if until and any(line.startswith(until) for line in told):
            return
        if not data:
            break
    if until:
        raise MeasurementError("The window ended, or was not ready in time.")
