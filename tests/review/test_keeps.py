"""“Keep mine” is taken back in its place among the steps of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from review_lab import document, heard, queue_of

from editor.review.known import KnownMistakes
from editor.review.queue import ReviewQueue
from editor.review.show_memory import Correction
from editor.transcript.text_edits import retext, split_turn

if TYPE_CHECKING:
    from editor.transcript.session import Session

MADE = ("I ^proud for the seat", "you cannot it. Did he ~know so", "we ^hour away and it ~was ~the")
EVENTS = (heard(1, 1, "paid"), heard(7, 6, "hurry"), heard(13, 13, "are"))


def made() -> tuple[Session, ReviewQueue]:
    return queue_of(document(*MADE), *EVENTS)


def olds(queue: ReviewQueue) -> list[str]:
    return [doubt.old for doubt in queue.shown]


def undo(session: Session, queue: ReviewQueue) -> bool:
    return queue.unkeep() is not None or session.undo()


def redo(session: Session, queue: ReviewQueue) -> bool:
    return queue.keep_again() is not None or session.redo()


def test_a_keep_is_taken_back_and_done_again():
    session, queue = made()
    before = olds(queue)
    doubt = queue.shown[0]
    queue.keep(doubt)
    assert queue.keeps.last == doubt
    assert queue.unkeep() == doubt
    assert olds(queue) == before
    assert queue.keeps.next == doubt
    assert queue.unkeep() is None
    assert queue.keep_again() == doubt
    assert olds(queue) == before[1:]
    assert queue.keep_again() is None
    assert session.history.last is None


def test_a_keep_taken_back_is_not_kept_in_the_project_either():
    session, queue = made()
    queue.keep(queue.shown[0])
    queue.unkeep()
    again = ReviewQueue(session, queue.memory.everything())
    assert olds(again) == olds(queue)


def test_steps_and_keeps_are_taken_back_in_the_order_they_were_done():
    session, queue = made()
    first, second = queue.shown[0], queue.shown[-1]
    queue.keep(first)
    session.apply(retext(session.document, 1, 1, ["you can it. Did he know so"]))
    queue.keep(second)
    texts = [turn.text for turn in session.document.turns]
    assert queue.unkeep() == second
    assert queue.unkeep() is None
    assert session.undo()
    assert queue.unkeep() == first
    assert not undo(session, queue)
    assert queue.keep_again() == first
    assert queue.keep_again() is None
    assert session.redo()
    assert queue.keep_again() == second
    assert [turn.text for turn in session.document.turns] == texts


def test_after_something_new_a_keep_taken_back_is_forgotten():
    session, queue = made()
    queue.keep(queue.shown[0])
    queue.unkeep()
    session.apply(split_turn(session.document, 0, 2))
    assert queue.keep_again() is None
    session.undo()
    assert queue.keep_again() is None


def test_typing_after_a_keep_is_a_step_of_its_own():
    from editor.transcript.history import Kind

    session, queue = made()
    for text in ("I ^p", "I ^pr"):
        session.apply(retext(session.document, 0, 1, [text]), kind=Kind.INSERT)
    queue.keep(queue.shown[-1])
    session.apply(retext(session.document, 0, 1, ["I ^pro"]), kind=Kind.INSERT)
    assert queue.unkeep() is None
    session.undo()
    assert queue.unkeep() is not None


def test_a_known_mistake_that_was_kept_is_proposed_again():
    _, queue = queue_of(document("so Kettel said", "and Kettel went"))
    queue.set_known(KnownMistakes([Correction("Kettel", "Kettle", 1, 0)]))
    before = olds(queue)
    assert before
    for _ in range(2):
        queue.keep(queue.shown[0])
    assert queue.shown == []
    queue.unkeep()
    queue.unkeep()
    assert olds(queue) == before
    assert queue.refused == []


STEPS = st.lists(st.sampled_from(["keep", "edit", "undo", "redo"]), max_size=25)


@settings(deadline=None, max_examples=60)
@given(STEPS)
def test_undoing_everything_asks_everything_again(steps):
    session, queue = made()
    before, texts = olds(queue), [turn.text for turn in session.document.turns]
    for number, step in enumerate(steps):
        if step == "keep" and queue.shown:
            queue.keep(queue.shown[number % len(queue.shown)])
        elif step == "edit":
            index = number % len(session.document.turns)
            turn = session.document.turns[index]
            session.apply(retext(session.document, index, 1, [f"{turn.text} x{number}"]))
        elif step == "undo":
            undo(session, queue)
        elif step == "redo":
            redo(session, queue)
    while undo(session, queue):
        pass
    assert [turn.text for turn in session.document.turns] == texts
    assert olds(queue) == before
