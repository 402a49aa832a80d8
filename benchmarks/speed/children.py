"""Processes to measure in, and a display and a home folder for them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from benchmarks.report import Figure, figure_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 3600
_SCREEN = "1600x1200x24"
_CRASH_LINES = 15


class MeasurementError(Exception):
    """A process that measures has failed; the message is one sentence, and where if it crashed."""


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """Variables that give a child a window system: the present one, Xvfb, or none that shows."""
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield {}
        return
    program = shutil.which("Xvfb")
    if program is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(writer), "-screen", "0", _SCREEN, "-nolisten", "tcp"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        yield {"DISPLAY": f":{number}"} if number else {"QT_QPA_PLATFORM": "offscreen"}
    finally:
        server.terminate()
        server.wait()


@contextmanager
def home() -> Iterator[Path]:
    """An empty folder for everything the program keeps."""
    with tempfile.TemporaryDirectory(prefix="proofcast-benchmark-") as folder:
        yield Path(folder)


def ask(module: str, environ: dict[str, str], home: Path, **facts: Any) -> list[Figure]:
    """Run `python -m module` on these facts and take the figures that it prints.

    The child gets the facts as one JSON argument; `started` among them is the moment at which it
    was started, in nanoseconds of `time.monotonic_ns`, which all processes have in common.

    Raises:
        MeasurementError: It failed.
    """
    facts = {**facts, "home": str(home), "started": time.monotonic_ns()}
    run = subprocess.run(
        [sys.executable, "-m", module, json.dumps(facts)],
        cwd=ROOT,
        env={
            **installed_environment(),
            **environ,
            "PROOFCAST_HOME": str(home),
            "PYTHONFAULTHANDLER": "1",
        },
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    if run.returncode:
        raise MeasurementError(f"{module} ended with code {run.returncode}: {_reason(run.stderr)}")
    return [figure_of(row) for row in json.loads(run.stdout.splitlines()[-1])]


def _reason(complaints: str) -> str:
    """The last line of an error; of a crash in native code, where Python was."""
    lines = complaints.strip().splitlines()
    crash = next((i for i, line in enumerate(lines) if line.startswith("Fatal Python")), None)
    if crash is not None:
        return "\n".join(lines[crash : crash + _CRASH_LINES])
    return lines[-1] if lines else "no reason given"


def installed_environment() -> dict[str, str]:
    """Variables under which modules are loaded as in an installed program: compiled before.

    Some development environments forbid Python to keep what it has compiled; compiling everything
    at every start takes longer than the start.
    """
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    kept = Path(platformdirs.user_cache_dir("proofcast")) / "benchmarks" / "compiled"
    return {"PYTHONPYCACHEPREFIX": str(kept), **environ}


def facts() -> dict[str, Any]:
    """In the child: what it was told."""
    told: dict[str, Any] = json.loads(sys.argv[1])
    return told


def answer(*figures: Figure) -> None:
    """In the child: hand the figures over, as the last line."""
    print(json.dumps([vars(figure) for figure in figures]), flush=True)


def drop_file_cache() -> str:
    """Make the system forget what it has read from disk. Returns why that cannot be done, or ""."""
    if sys.platform != "linux":
        return "only Linux lets a program empty the cache of files"
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
    except OSError as error:
        return f"the cache of files cannot be emptied ({error.strerror})"
    return ""
