"""The one thread of a project file: what is asked for is done in order, and all of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from editor.storage.errors import ProjectError
from editor.storage.project import Project
from editor.storage.writer import Writer
from editor.transcript.document import Transcript, Turn, TurnId, empty_transcript
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from pathlib import Path


def text(words: str) -> Transcript:
    return Transcript((Turn(TurnId(1), None, words_of(words)),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talk.proofcast"


def test_saves_are_done_in_order_in_one_other_thread(path: Path) -> None:
    writer = Writer(Project.create(path, empty_transcript()))
    threads, order = set(), []

    def save(project: Project, number: int) -> None:
        threads.add(threading.current_thread().name)
        order.append(number)
        project.save(text(f"state {number}"))

    for number in range(50):
        writer.start(lambda project, number=number: save(project, number))
    writer.close().result()
    assert order == list(range(50))
    assert len(threads) == 1
    assert threading.current_thread().name not in threads
    with Project.open(path) as project:
        assert project.document() == text("state 49")
        assert not project.notice


def test_closing_waits_for_what_was_asked_for_and_lets_go_of_the_file(path: Path) -> None:
    writer = Writer(Project.create(path, empty_transcript()))
    begin = threading.Event()

    def save(project: Project) -> None:
        begin.wait(5)
        project.save(text("the last word"))

    writer.start(save)
    end = writer.close()
    assert not end.done()
    assert writer.close() is end
    begin.set()
    end.result()
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]
    with Project.open(path) as project:
        assert project.document() == text("the last word")
    with pytest.raises(RuntimeError):
        writer.start(save)


def test_an_error_comes_back_and_the_next_save_writes_everything(path: Path) -> None:
    project = Project.create(path, empty_transcript())
    writer = Writer(project)
    writer.start(lambda p: p._db.execute("PRAGMA query_only = 1")).result()
    with pytest.raises(ProjectError, match="cannot be changed"):
        writer.start(lambda p: p.save(text("one"))).result()
    writer.start(lambda p: p._db.execute("PRAGMA query_only = 0")).result()
    media_free = replace(text("two"), language="de")
    writer.start(lambda p: p.save(media_free)).result()
    writer.close().result()
    with Project.open(path) as again:
        assert again.document() == media_free
