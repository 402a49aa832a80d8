"""Aligning many episodes: each in a process of its own, several at a time."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from editor.alignment.command import worker_environment
from editor.settings.program import this_program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from editor.cli.pairing import Episode

T = TypeVar("T")

DONE, BEFORE, SKIPPED, FAILED = "done", "done before", "skipped", "failed"
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_PATIENCE_S = 10


class Result(NamedTuple):
    """What became of an episode: one of the states above, the aligner's sums, and why if not."""

    episode: Episode
    state: str
    project: Path | None = None
    sums: dict[str, Any] = {}  # noqa: RUF012 - never changed
    message: str = ""


@dataclass
class Aligner:
    """Runs `align` for episodes in child processes, which it ends when it is stopped.

    Attributes:
        options: Options of the command, such as --model.
        command: How this program is started.
    """

    options: Sequence[str] = ()
    command: Sequence[str] = ()
    _running: set[subprocess.Popen[bytes]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopped: bool = False

    def align(self, episode: Episode, project: Path) -> Result:
        """Align one episode; never raises for what is the matter with it."""
        files = [str(episode.audio.absolute())]
        files += [str(episode.transcript.absolute())] if episode.transcript else []
        words = ["align", *files, "-o", str(project.absolute()), "--json", *self.options]
        process = self._start([*(self.command or this_program()), *words])
        if process is None:
            return Result(episode, SKIPPED, message="Stopped.")
        try:
            output, errors = process.communicate()
        finally:
            with self._lock:
                self._running.discard(process)
        return _result(episode, project, process.returncode, output, errors)

    def _start(self, command: list[str]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._stopped:
                return None
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | worker_environment(),
                creationflags=_NO_WINDOW,
            )
            self._running.add(process)
            return process

    def stop(self) -> None:
        """End what runs and start nothing more."""
        with self._lock:
            self._stopped = True
            running = list(self._running)
        for process in running:
            with suppress(OSError):
                process.terminate()
        for process in running:
            try:
                process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()


def in_parallel(
    episodes: Sequence[Episode],
    work: Callable[[Episode], T],
    jobs: int,
    stop: Callable[[], None],
) -> Iterator[T]:
    """The results as they come, of at most `jobs` episodes at a time; `stop` if that is cut off."""
    pool = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="batch")
    try:
        futures = [pool.submit(work, episode) for episode in episodes]
        for future in as_completed(futures):
            yield future.result()
    except BaseException:
        stop()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _result(episode: Episode, project: Path, code: int, output: bytes, errors: bytes) -> Result:
    try:
        sums = json.loads(output)
        message = str(sums.get("error", ""))
    except (ValueError, AttributeError):
        sums = {}
        told = errors.decode("utf-8", "replace").strip().splitlines()
        message = told[-1].removeprefix("Error: ") if told else ""
    if code or not sums or message:
        return Result(episode, FAILED, message=message or f"It ended with code {code}.")
    return Result(episode, DONE, project, sums)
