from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import replace_turns
from storage_shapes import tables, turns

from editor.storage.codec import dump, load
from editor.storage.journal import Journal, Steps
from editor.storage.project import Project
from editor.storage.step_codec import step_from_json, step_to_json
from editor.transcript.document import Transcript, Turn, TurnId
from editor.transcript.history import History, Kind, Step
from editor.transcript.patch import Caret, Patch, TableChange
from editor.transcript.session import Session
from editor.transcript.words import Word, words_of

if TYPE_CHECKING:
    from pathlib import Path

carets = st.none() | st.builds(
    Caret,
    st.integers(0, 900),
    st.integers(0, 5000),
    st.none() | st.tuples(st.integers(0, 900), st.integers(0, 5000)),
)


@st.composite
def patches(draw: st.DrawFn, old: tuple[Turn, ...] | None = None) -> Patch:
    before = draw(st.lists(turns(), max_size=3)) if old is None else old
    after = [
        replace(turn, words=turn.words[:1] + draw(turns()).words[:1] + turn.words[-1:])
        if draw(st.booleans()) and not any(word.timed for word in turn.words)
        else turn
        for turn in before
    ]
    after += draw(st.lists(turns(), max_size=2))
    change = draw(st.none() | st.builds(TableChange, tables(), tables()))
    label = draw(st.text(max_size=5))
    at = draw(st.integers(0, 1000))
    return Patch(at, tuple(before), tuple(after), change, label, draw(carets), draw(carets))


@st.composite
def steps(draw: st.DrawFn) -> Step:
    chain = [draw(patches())]
    for continues in draw(st.lists(st.booleans(), max_size=2)):
        chain.append(draw(patches(chain[-1].new if continues else None)))
    return Step(tuple(chain))


@given(steps())
def test_every_step_survives_being_written(step: Step) -> None:
    assert step_from_json(load(dump(step_to_json(step)))) == step


def test_a_keystroke_in_a_long_turn_costs_little() -> None:
    words = words_of("word " * 1000)
    patches = []
    for index in range(50):
        new = (*words[:500], Word(f"typed{index}"), *words[501:])
        patches.append(Patch(0, (Turn(TurnId(1), None, words),), (Turn(TurnId(1), None, new),)))
        words = new
    one = len(dump(step_to_json(Step((patches[0],)))))
    assert len(dump(step_to_json(Step(tuple(patches))))) < one + 50 * 100


def typed(session: Session, *texts: str) -> None:
    for text in texts:
        turn = replace(session.document.turns[0], words=words_of(text))
        session.apply(replace_turns(session.document, 0, (turn,), f"Type {text}"), kind=Kind.OTHER)


def reopened(path: Path) -> Session:
    with Project.open(path) as project:
        history = History()
        history.restore(*project.history())
        return Session(project.document(), history)


def test_undo_and_redo_work_after_reopening(saved: Path, sample: Transcript) -> None:
    with Project.open(saved) as project:
        session = Session(project.document())
        typed(session, "one", "two", "three")
        session.undo()
        project.save(session.document, history=session.history)
    session = reopened(saved)
    assert session.document.turns[0].text == "two"
    assert session.redo()
    assert session.document.turns[0].text == "three"
    assert not session.redo()
    while session.undo():
        pass
    assert session.document == sample


def test_a_reopened_history_goes_on_where_it_was(saved: Path, sample: Transcript) -> None:
    for text in ("one", "two", "three"):
        with Project.open(saved) as project:
            history = History()
            history.restore(*project.history())
            session = Session(project.document(), history)
            typed(session, text)
            project.save(session.document, history=history)
    session = reopened(saved)
    assert [step.label for step in session.history.undo_steps] == [
        "Type one",
        "Type two",
        "Type three",
    ]
    while session.undo():
        pass
    assert session.document == sample


def test_saving_a_change_without_history_forgets_the_old_one(saved: Path) -> None:
    with Project.open(saved) as project:
        session = Session(project.document())
        typed(session, "one")
        project.save(session.document, history=session.history)
    with Project.open(saved) as project:
        project.save_state({"caret": 1})
        assert len(project.history().undo) == 1
        project.save(replace(project.document(), language="fr"))
        assert project.history() == Steps()
    with Project.open(saved) as project:
        assert project.history() == Steps()


def test_a_damaged_journal_costs_undo_and_not_the_document(saved: Path, sample: Transcript) -> None:
    with Project.open(saved) as project:
        session = Session(project.document())
        typed(session, "one", "two")
        project.save(session.document, history=session.history)
        project._db.execute("UPDATE journal SET patches = '[{\"at\": -1}]' WHERE position = 1")
        project._db.conn.commit()
    with Project.open(saved) as project:
        assert project.history() == Steps()
        assert project.document().turns[0].text == "two"
        session = Session(project.document())
        typed(session, "three")
        project.save(session.document, history=session.history)
    assert [step.label for step in reopened(saved).history.undo_steps] == ["Type three"]


class Rows:
    """The file, as far as a journal is concerned."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}
        self.head = 0
        self.writes = 0

    def save(self, journal: Journal, undo: list[Step], redo: list[Step]) -> None:
        change = journal.plan(Steps(tuple(undo), tuple(redo)))
        for position in change.removed:
            del self.texts[position]
        for position, text in change.added:
            assert position not in self.texts
            self.texts[position] = text
        self.head = change.head
        self.writes += len(change.added)
        journal.written(change)

    def read(self) -> tuple[list[str], list[str]]:
        labels = {at: step_from_json(load(text)).label for at, text in sorted(self.texts.items())}
        undo = [label for at, label in labels.items() if at <= self.head]
        return undo, [label for at, label in labels.items() if at > self.head][::-1]


def step(label: str, size: int = 0) -> Step:
    return Step((Patch(0, (), (Turn(TurnId(1), None, words_of("x " * size)),), label=label),))


def labels(steps: list[Step]) -> list[str]:
    return [step.label for step in steps]


@given(st.lists(st.sampled_from(["new", "undo", "redo", "save", "grow"]), max_size=40))
def test_the_rows_always_hold_the_history(actions: list[str]) -> None:
    rows, journal = Rows(), Journal()
    undo: list[Step] = []
    redo: list[Step] = []
    for number, action in enumerate(actions):
        if action == "new":
            undo.append(step(str(number)))
            redo.clear()
        elif action == "undo" and undo:
            redo.append(undo.pop())
        elif action == "redo" and redo:
            undo.append(redo.pop())
        elif action == "grow" and undo:
            undo[-1] += Patch(number, (), (), label=f"grown {number}")
            redo.clear()
        elif action == "save":
            rows.save(journal, undo, redo)
    rows.save(journal, undo, redo)
    assert rows.read() == (labels(undo), labels(redo))


def test_undo_and_redo_write_no_rows() -> None:
    rows, journal = Rows(), Journal()
    undo = [step(str(number)) for number in range(5)]
    redo: list[Step] = []
    rows.save(journal, undo, redo)
    for _ in range(3):
        redo.append(undo.pop())
        rows.save(journal, undo, redo)
    assert rows.writes == 5


@pytest.mark.parametrize("limits", [{"most_steps": 6}, {"most_bytes": 2000}])
def test_what_is_kept_is_bounded_and_next_to_the_border(limits: dict[str, int]) -> None:
    rows, journal = Rows(), Journal(**limits)
    undo = [step(str(number), 50) for number in range(30)]
    redo: list[Step] = []
    for _ in range(20):
        rows.save(journal, undo, redo)
        kept_undo, kept_redo = rows.read()
        assert kept_undo
        assert labels(undo)[-len(kept_undo) :] == kept_undo
        assert not kept_redo or labels(redo)[-len(kept_redo) :] == kept_redo
        assert len(rows.texts) <= 12
        assert sum(map(len, rows.texts.values())) <= 4000
        redo.append(undo.pop())


def test_a_step_that_is_too_big_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[str] = []

    def counting(step: Step) -> object:
        encoded.append(step.label)
        return step_to_json(step)

    monkeypatch.setattr("editor.storage.journal.step_to_json", counting)
    rows, journal = Rows(), Journal(most_bytes=2000)
    undo, redo = [step("big", 5000), step("small")], [step("big redo", 5000), step("next")]
    for _ in range(5):
        rows.save(journal, undo, redo)
    assert rows.read() == (["small"], ["next"])
    assert sorted(encoded) == ["big", "big redo", "next", "small"]
