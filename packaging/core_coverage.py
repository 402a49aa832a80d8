"""How much of the core its own tests reach: python packaging/core_coverage.py [PACKAGE...].

Each package is measured by the tests of its own folder, with Hypothesis' examples the same every
time, and held against the figures below. The last lines are the table; what is not reached stands
above it. Exits with 1 where a package falls short, and with 2 where its tests fail.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = "not whisper and not thirdparty and not window and not quick"
"""Tests that need a model, programs of others or a screen, and bounds of time: tracing is slow."""


class Floor(NamedTuple):
    """The least that a package must reach, in per cent."""

    lines: float
    branches: float


WHOLE = Floor(100, 100)
CORE = Floor(95, 95)
FLOORS = {
    "transcript": WHOLE,
    "formats": WHOLE,
    "review": CORE,
    "storage": CORE,
    "commands": CORE,
    "settings": CORE,
    "media": CORE,
    "alignment": CORE,
}


class Reached(NamedTuple):
    """What the tests of a package reached of it."""

    lines: float
    branches: float
    lines_missed: int
    branches_missed: int


class TestsFailedError(RuntimeError):
    """The tests of a package fail, so that its figures say nothing."""


def measure(package: str, folder: Path) -> Reached:
    """Run the tests of a package and say what they reached; raises `TestsFailedError`."""
    report = folder / f"{package}.json"
    command = [sys.executable, "-m", "pytest", "-q", "-m", LEFT_OUT, "--hypothesis-profile=ci"]
    command += [f"--cov=editor.{package}", "--cov-report=term-missing:skip-covered"]
    command += [f"--cov-report=json:{report}", f"tests/{package}"]
    settings = {"QT_QPA_PLATFORM": "offscreen", "COVERAGE_FILE": str(folder / package)}
    if subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=False).returncode:
        raise TestsFailedError(f"The tests of {package} fail; see above.")
    totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
    return Reached(
        _per_cent(totals["covered_lines"], totals["num_statements"]),
        _per_cent(totals["covered_branches"], totals["num_branches"]),
        totals["missing_lines"],
        totals["missing_branches"],
    )


def row(package: str, reached: Reached) -> str:
    """One line of the table, with a mark where a figure is too low."""
    floor = FLOORS[package]
    mark = "ok" if enough(package, reached) else f"LESS THAN {floor.lines:g}/{floor.branches:g}"
    return (
        f"{package:<12}{reached.lines:>8.2f} %{reached.lines_missed:>6}"
        f"{reached.branches:>12.2f} %{reached.branches_missed:>6}   {mark}"
    )


def enough(package: str, reached: Reached) -> bool:
    """Whether a package reaches its floor."""
    floor = FLOORS[package]
    return reached.lines >= floor.lines and reached.branches >= floor.branches


def main(names: list[str]) -> int:
    """Measure these packages, or all; returns the exit status."""
    unknown = [name for name in names if name not in FLOORS]
    if unknown:
        print(f"No package of the core: {', '.join(unknown)}. There are {', '.join(FLOORS)}.")
        return 2
    with tempfile.TemporaryDirectory(prefix="proofcast-coverage-") as scratch:
        try:
            found = {name: measure(name, Path(scratch)) for name in names or FLOORS}
        except TestsFailedError as error:
            print(error)
            return 2
    print(f"\n{'':<12}{'lines':>10}{'missed':>6}{'branches':>14}{'missed':>6}")
    for package, reached in found.items():
        print(row(package, reached))
    return 0 if all(enough(*pair) for pair in found.items()) else 1


def _per_cent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 100.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
