"""Time at work, and what was corrected."""

from __future__ import annotations

import pytest
from notation import document

from editor.review.figures import Correction, WorkClock, correction_of, corrections, pace
from editor.transcript.session import Session
from editor.transcript.speakers import add_speaker
from editor.transcript.text_edits import retext, split_turn


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def worked(*moments: float, done_ms: int = 0) -> int:
    clock = Clock()
    work = WorkClock(clock, done_ms)
    for moment in moments:
        clock.now = moment
        work.touch()
    return work.total_ms


def test_time_between_deeds_is_work_and_a_long_pause_is_not():
    assert worked() == 0
    assert worked(5) == 0
    assert worked(5, 6, 8.5) == 3500
    assert worked(0, 30, 61, 62) == 31_000
    assert worked(0, 2, done_ms=60_000) == 62_000


def test_after_a_rest_counting_begins_anew():
    clock = Clock()
    work = WorkClock(clock)
    work.touch()
    work.rest()
    clock.now += 5
    work.touch()
    assert work.total_ms == 0


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Accept what was heard", Correction.ACCEPTED),
        ("Accept in 3 places", Correction.ACCEPTED),
        ("Correct a known mistake", Correction.ACCEPTED),
        ("Typing", Correction.TYPED),
        ("Delete", Correction.TYPED),
        ("Cut", Correction.TYPED),
        ("Replace 12 places", Correction.REPLACED),
        ("Split turn", Correction.TURNS),
        ("Split to other", Correction.TURNS),
        ("Join turns", Correction.TURNS),
        ("Move words up", Correction.TURNS),
        ("Change speaker", Correction.SPEAKERS),
        ("Mark ad read", Correction.ADS),
        ("Join captions", Correction.CAPTIONS),
        ("Break line", Correction.CAPTIONS),
        ("Move start of word", Correction.TIMES),
        ("Shift all times", Correction.TIMES),
        ("Something new", Correction.OTHER),
        ("Mark as reviewed", None),
        ("Transcribe", None),
        ("Go back", None),
    ],
)
def test_steps_are_told_apart_by_their_names(label, kind):
    assert correction_of(label) is kind


def test_corrections_are_the_steps_that_undo_would_take_back():
    session = Session(document("A: one two three"))
    session.apply(split_turn(session.document, 0, 4))
    session.apply(add_speaker(session.document, "Ines"))
    session.apply(retext(session.document, 0, 1, ["One"]))
    session.apply(retext(session.document, 1, 1, ["two  four"]))
    session.undo()
    labels = [step.label for step in session.history.undo_steps]
    assert corrections(labels) == {
        Correction.TURNS: 1, Correction.SPEAKERS: 1, Correction.TYPED: 1,
    }  # fmt: skip
    assert next(iter(corrections(["Typing", "Typing", "Split turn"]))) is Correction.TYPED


def test_pace_is_minutes_for_a_minute():
    assert pace(90_000, 60_000) == 1.5
    assert pace(90_000, 0) is None
