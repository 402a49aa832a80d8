"""Run as a process: what the doubts of one episode are worth, wherever one stops showing them.

`python -m benchmarks session --only cuts` does it with the episodes that the weights were fitted
on: `editor.review.queue.SHOWN_FROM` is chosen by that, and judged on the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.alignment.systems import Told, request_for
from benchmarks.report import Figure
from benchmarks.session.judging import WORD_ERRORS, judge, planted_errors, pointed_at
from benchmarks.session.material import lesson
from benchmarks.speed.children import MeasurementError, answer, facts
from editor.alignment.aligner import Heard, WordTimes
from editor.alignment.pieces import pieces_of, results_patch
from editor.alignment.pipeline import LocalAligner
from editor.formats.registry import read_text
from editor.review.doubts import USUAL_KINDS, Kind
from editor.review.evidence import gather
from editor.review.queue import ReviewQueue
from editor.transcript.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.session.judging import Judgement
    from benchmarks.session.material import Lesson

CUTS = range(20, 65, 2)
"""Percent: doubts with a lower score are left out."""


def reviewed(taught: Lesson, model: str) -> tuple[Session, ReviewQueue]:
    """The episode as it is when alignment has finished, without a window.

    Raises:
        MeasurementError: The text is read as other words.
    """
    session = Session(read_text(taught.damaged.body, "lesson.txt").to_transcript())
    words = [word.text for _, word in session.document.places()]
    if words != [token.text for token in taught.damaged.tokens]:
        raise MeasurementError("The text was not read as the words that it has.")
    queue = ReviewQueue(session)
    pieces = pieces_of(session.document, range(len(session.document.turns)))
    heard: list[Heard] = []
    for event in LocalAligner().align(request_for(Told(taught.audio, words, model), refine=True)):
        if isinstance(event, WordTimes):
            patch = results_patch(session.document, pieces, event)
            if patch:
                session.apply(patch, record=False)
        elif isinstance(event, Heard):
            heard.append(event)
    queue.take(gather(pieces, heard))
    return session, queue


def judged_at(taught: Lesson, session: Session, queue: ReviewQueue, cut: int) -> Judgement:
    """What the doubts with at least this score are worth."""
    shown = [
        doubt
        for doubt in queue.everything()
        if doubt.score >= cut and doubt.kind in USUAL_KINDS - {Kind.TWO_VOICES}
    ]
    errors = planted_errors(taught.damaged, len(taught.words))
    return judge(taught.damaged, errors, pointed_at(session.document, shown))


def figures(taught: Lesson, session: Session, queue: ReviewQueue) -> Iterator[Figure]:
    """Both shares for every cut."""
    for cut in CUTS:
        found = judged_at(taught, session, queue, cut)
        yield Figure(f"score >= {cut}: errors queued", "%", (found.queued_percent,))
        yield Figure(f"score >= {cut}: false alarms", "/100", (found.false_per_100,))
        for kind in WORD_ERRORS:
            if found.planted.get(kind):
                share = 100 * found.found.get(kind, 0) / found.planted[kind]
                yield Figure(f"score >= {cut}: errors queued: {kind}", "%", (share,))


def main() -> None:
    """Listen to one episode and print the figures."""
    told = facts()
    taught = lesson(told["cast"], told["seed"])
    answer(*figures(taught, *reviewed(taught, told["model"])))


if __name__ == "__main__":
    main()
