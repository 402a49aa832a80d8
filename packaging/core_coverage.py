"""How much of the core its tests reach: python packaging/core_coverage.py [GROUP...].

The document and the formats are measured by the tests of their own folders; the other packages of
the core together, by theirs. Hypothesis takes the same examples every time. What is not reached is
listed, and the last lines are the table. Exits with 1 where a package falls short of its floor,
and with 2 where tests fail.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path, PurePath
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = "not whisper and not thirdparty and not window and not quick"
"""Tests that need a model, programs of others or a screen, and bounds of time: tracing is slow."""
NEEDS_MODEL = {
    f"editor/alignment/{name}.py"
    for name in ("forced", "listen", "pipeline", "stages", "whisper", "worker")
}
"""What only runs with a speech model, in a process of its own. Tests marked `whisper` check it."""
REST = ("review", "storage", "commands", "settings", "media", "alignment")
GROUPS = {"transcript": ("transcript",), "formats": ("formats",), "core": REST}
"""Packages by group; each group is measured by the tests of these folders."""
FLOORS = {"transcript": 100.0, "formats": 100.0} | dict.fromkeys(REST, 95.0)
"""The least that a package must reach, in per cent of its lines and of its branches."""


class Count(NamedTuple):
    """Lines and branches of files, and how many of them no test reached."""

    lines: int = 0
    lines_missed: int = 0
    branches: int = 0
    branches_missed: int = 0

    def plus(self, other: Count) -> Count:
        """The sum."""
        return Count(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def reached(self) -> tuple[float, float]:
        """Lines and branches reached, in per cent."""
        return _per_cent(self.lines_missed, self.lines), _per_cent(
            self.branches_missed, self.branches
        )


class TestsFailedError(RuntimeError):
    """Tests fail, so that their figures say nothing."""


def measure(group: str, folder: Path) -> dict[str, Count]:
    """Run the tests of a group and count by package; raises `TestsFailedError`."""
    report = folder / f"report-{group}.json"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal"]
    command += ["-m", LEFT_OUT, "--hypothesis-profile=ci", "--cov-branch"]
    command += ["--cov-report=term-missing:skip-covered", f"--cov-report=json:{report}"]
    command += [f"--cov=editor.{package}" for package in GROUPS[group]]
    command += [f"tests/{package}" for package in GROUPS[group]]
    settings = {"QT_QPA_PLATFORM": "offscreen", "COVERAGE_FILE": str(folder / f"data-{group}")}
    if subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=False).returncode:
        raise TestsFailedError(f"Tests of the group {group} fail; see above.")
    return counts(json.loads(report.read_text(encoding="utf-8"))["files"])


def counts(files: dict[str, dict[str, dict[str, int]]]) -> dict[str, Count]:
    """By package, from the files of a report of coverage."""
    found: dict[str, Count] = {}
    for name, file in files.items():
        path = PurePath(name).as_posix()
        if path not in NEEDS_MODEL:
            package, all_of = path.split("/")[1], file["summary"]
            one = Count(
                all_of["num_statements"],
                all_of["missing_lines"],
                all_of["num_branches"],
                all_of["missing_branches"],
            )
            found[package] = found.get(package, Count()).plus(one)
    return found


def row(package: str, count: Count) -> str:
    """One line of the table."""
    lines, branches = count.reached
    mark = "ok" if enough(package, count) else f"LESS THAN {FLOORS[package]:g} %"
    return (
        f"{package:<11}{lines:>9.2f} %{count.lines_missed:>8}"
        f"{branches:>12.2f} %{count.branches_missed:>8}   {mark}"
    )


def enough(package: str, count: Count) -> bool:
    """Whether a package reaches its floor."""
    return min(count.reached) >= FLOORS[package]


def main(names: list[str]) -> int:
    """Measure these groups, or all; returns the exit status."""
    unknown = [name for name in names if name not in GROUPS]
    if unknown:
        print(f"There is no group {', '.join(unknown)}; there are {', '.join(GROUPS)}.")
        return 2
    found: dict[str, Count] = {}
    with tempfile.TemporaryDirectory(prefix="proofcast-coverage-") as scratch:
        try:
            for name in names or GROUPS:
                found |= measure(name, Path(scratch))
        except TestsFailedError as error:
            print(error)
            return 2
    print(f"\n{'':<11}{'lines':>11}{'missed':>8}{'branches':>14}{'missed':>8}")
    for package, count in found.items():
        print(row(package, count))
    return 0 if all(enough(*pair) for pair in found.items()) else 1


def _per_cent(missed: int, whole: int) -> float:
    return 100.0 * (whole - missed) / whole if whole else 100.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
