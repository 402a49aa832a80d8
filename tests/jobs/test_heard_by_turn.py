"""What was heard reaches the doubts, from the whole episode and from single turns."""

from __future__ import annotations

from pathlib import Path

import pytest
from notation import document

from editor.jobs import align_queue
from editor.jobs.align_queue import AlignQueue, Engine
from editor.review.queue import ReviewQueue
from editor.transcript.session import Session
from editor.transcript.text_edits import retext


@pytest.fixture
def make(scripted, monkeypatch):
    monkeypatch.setattr(align_queue, "QUIET_MS", 10)
    made = []

    def build(text: str, *behaviours: str):
        session = Session(document(text))
        queue = AlignQueue(session, scripted(*behaviours))
        queue.set_engine(Engine(Path("speech.wav"), Path("model"), duration_ms=10_000))
        review = ReviewQueue(session)
        queue.heard.connect(review.take)
        made.append(queue)
        return session, queue, review

    yield build
    for queue in made:
        queue.close()
        queue.deleteLater()


def news(review: ReviewQueue) -> list[str]:
    return [doubt.new for doubt in review.shown]


def test_doubts_come_when_the_episode_is_aligned(qtbot, make):
    _, queue, review = make("A: one two | B: three", "hear:tool")
    with qtbot.waitSignal(queue.finished):
        queue.align_all()
    assert news(review) == ["tool"]


def test_a_turn_that_is_aligned_again_has_the_doubts_that_are_found_then(qtbot, make):
    session, queue, review = make("A: one two | B: three four", "hear:tool", "hear:door", "answer")
    with qtbot.waitSignal(queue.finished):
        queue.align_all()
    with qtbot.waitSignal(queue.heard):
        session.apply(retext(session.document, 1, 1, ["three fore"]))
    assert news(review) == ["tool", "door"]
    with qtbot.waitSignal(queue.heard):
        session.apply(retext(session.document, 0, 1, ["one too"]))
    assert news(review) == ["door"]
