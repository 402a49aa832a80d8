"""Writing that fails half way, by a limit of the system on how far files may be written."""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from editor.storage.errors import ProjectError
from editor.storage.project import Project
from editor.transcript.document import Transcript, Turn, TurnId, empty_transcript
from editor.transcript.history import History
from editor.transcript.session import Session
from editor.transcript.text_edits import join_turns, retext, split_turn
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from editor.transcript.patch import Patch

UNLIMITED = -1
LIMITS = (0, 4096, 8192, 20_480, UNLIMITED)


@pytest.fixture
def limit() -> Iterator[Callable[[int], None]]:
    if sys.platform == "win32":
        pytest.skip("there is no such limit")
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size < 0 else size, hard))

    yield limit
    limit(UNLIMITED)


def as_after_a_kill(path: Path, folder: Path) -> tuple[Transcript, History]:
    """What another process would find if this one ended now."""
    folder.mkdir(exist_ok=True)
    for suffix in ("", "-journal"):
        if (there := path.with_name(path.name + suffix)).exists():
            shutil.copyfile(there, folder / there.name)
        else:
            (folder / there.name).unlink(missing_ok=True)
    with Project.open(folder / path.name, read_only=True) as project:
        history = History()
        history.restore(*project.history())
        return project.document(), history


def random_edit(document: Transcript, at: int, rng: random.Random) -> Patch:
    match rng.randrange(3):
        case 0:
            return split_turn(document, at, 5)
        case 1:
            return join_turns(document, at)
    return retext(document, at, 1, [f"word {rng.random()} " * 60])


@pytest.mark.parametrize("seed", range(2))
def test_a_save_that_fails_anywhere_leaves_a_state_that_was(
    tmp_path: Path, limit: Callable[[int], None], seed: int
) -> None:
    rng = random.Random(seed)
    turns = tuple(Turn(TurnId(n), None, words_of(f"turn {n} " * 80)) for n in range(1, 40))
    path = tmp_path / "a.proofcast"
    session = Session(Transcript(turns))
    project = Project.create(path, session.document)
    states = [session.document]
    failed = 0
    for step in range(40):
        at = rng.randrange(len(session.document.turns) - 1)
        session.apply(random_edit(session.document, at, rng))
        states.append(session.document)
        if step % 3 == 0:
            limit(rng.choice(LIMITS))
        try:
            project.save(session.document, history=session.history)
        except ProjectError:
            failed += 1
        limit(UNLIMITED)
        found, history = as_after_a_kill(path, tmp_path / "killed")
        assert found in states
        restored = Session(found, history)
        while restored.undo():
            assert restored.document in states
        if (
            step % 10 == 9
        ):  # the first save after opening is the one that sqlite-utils looks round in
            project.close()
            project = Project.open(path)
            session = Session(project.document())
    assert failed
    project.save(session.document)
    project.close()
    with Project.open(path) as project:
        assert project.document() == session.document


def test_nothing_is_tried_out_in_the_transaction_of_a_save(saved: Path) -> None:
    with Project.open(saved) as project:
        statements: list[str] = []
        assert project._db
        project._db.conn.set_trace_callback(statements.append)
        project.save(empty_transcript(), state={"caret": 1})
    text = " ".join(statements).lower()
    assert "create table" not in text
    assert text.count("begin") == text.count("commit") == 1


def test_after_a_failure_nothing_is_taken_for_granted(
    saved: Path, sample: Transcript, limit: Callable[[int], None]
) -> None:
    with Project.open(saved) as project:
        changed = replace(sample, turns=(replace(sample.turns[0], words=words_of("other")),))
        limit(4096)
        with pytest.raises(ProjectError):
            project.save(changed)
        limit(UNLIMITED)
        # Somebody else's rows, as if the failed save had reached the file all the same.
        assert project._db
        project._db.execute("INSERT INTO turn (id, words) VALUES (99, '{}')")
        project.save(sample)
    with Project.open(saved) as project:
        assert project.document() == sample


def test_a_transaction_that_sqlite_has_dropped_is_noticed(saved: Path, sample: Transcript) -> None:
    with Project.open(saved) as project:
        with pytest.raises(ProjectError), project._writing() as db:
            db.conn.execute("ROLLBACK")
        project.save(replace(sample, language="fr"))
    with Project.open(saved) as project:
        assert project.document().language == "fr"
