"""A small part of `python -m benchmarks durability --full`: seconds of it, at every test run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.durability.full_disk import NoSmallDiskError
from benchmarks.durability.kills import Found, Log, judge, new_project, state_in
from benchmarks.durability.run import PARTS, Counts
from benchmarks.speed.children import display
from editor.storage.project import Project
from editor.transcript.text_edits import retext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNTS = Counts(kills=2, edits=600, seconds=4, projects=40, sounds=30, texts=100)
POSIX_ONLY = {"kills", "disk", "errors"}
"""Pipes that can be waited for, and limits on files, are had there only."""


@pytest.fixture(scope="module")
def environ() -> Iterator[dict[str, str]]:
    with display() as variables:
        yield variables


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_of_the_promise(part, environ):
    if sys.platform == "win32" and part.name in POSIX_ONLY:
        pytest.skip("takes a POSIX system")
    try:
        figures = list(part.measure(COUNTS, environ))
    except NoSmallDiskError as error:
        pytest.skip(str(error))
    missed = [f"{row.name}: {row.values} {row.note}" for row in figures if row.met is False]
    assert not missed
    assert any(row.met for row in figures)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path, 60)


def change(path: Path, text: str) -> int:
    with Project.open(path) as project:
        document = project.document()
        changed = retext(document, 0, 1, [text]).apply_to(document)
        project.save(changed)
    return state_in(path)


def judged(path: Path, log: Log, ended: float) -> Found:
    found = Found()
    judge(found, path, log, ended, promised=True)
    return found


def test_a_lost_change_counts_when_it_was_old_enough(project):
    there = state_in(project)
    log = Log([(0.0, there), (10.0, 1), (10.9, 2)])
    assert judged(project, log, 11.5).lost_old == 1
    assert judged(project, log, 10.99).lost_old == 0
    assert judged(project, log, 10.99).ages_ms == [pytest.approx(990)]


def test_a_lost_change_that_was_said_to_be_saved_counts_at_once(project):
    log = Log([(0.0, state_in(project)), (10.0, 1)], saved=2)
    assert judged(project, log, 10.1).lost_saved == 1


def test_a_state_that_never_was_and_a_broken_file_count(project):
    log = Log([(0.0, state_in(project))])
    change(project, "something else")
    assert judged(project, log, 1).torn == 1
    project.write_bytes(project.read_bytes()[:5000])
    assert judged(project, log, 1).unreadable == 1


def test_nothing_lost_is_nothing(project):
    first = state_in(project)
    log = Log([(0.0, first), (10.0, change(project, "something else"))], saved=2)
    found = judged(project, log, 20)
    assert (found.lost_old, found.lost_saved, found.torn, found.ages_ms) == (0, 0, 0, [0.0])
