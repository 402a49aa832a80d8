"""Projects that cannot be read: one sentence, exit code 1, and the file stays as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from cli_lab import files_in, run_really

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


def corrupted(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:12_000] = bytes(len(content[4096:12_000]))
    path.write_bytes(content)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def no_project(path: Path) -> None:
    path.write_bytes(b"This is my diary.\n" * 100)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("command", ["info", "export"])
@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (newer, "newer Proofcast"),
        (corrupted, "damaged"),
        (truncated, "damaged"),
        (no_project, "not a Proofcast project"),
        (empty, "not a Proofcast project"),
        (gone, "There is no project"),
    ],
)
def test_bad_projects(
    refused: Callable[..., str],
    project: Path,
    tmp_path: Path,
    break_it: Callable[[Path], None],
    says: str,
    command: str,
) -> None:
    break_it(project)
    before = project.read_bytes() if project.exists() else None
    arguments = ["--vtt", tmp_path / "a.vtt"] if command == "export" else []
    assert says in refused(command, project, *arguments)
    assert (project.read_bytes() if project.exists() else None) == before
    assert files_in(tmp_path) <= {project.name}


def test_the_real_command_shows_no_traceback(home: Path, project: Path) -> None:
    corrupted(project)
    ended = run_really("info", project)
    assert ended.returncode == 1
    assert ended.stdout == b""
    (line,) = ended.stderr.decode().splitlines()
    assert "damaged" in line
