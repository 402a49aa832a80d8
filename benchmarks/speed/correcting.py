"""How long the deeds of a correction take in a long project: doubts, finding, replacing."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from editor.alignment.aligner import HEARD_DIFFERENTLY, Heard, HeardWord
from editor.alignment.pieces import pieces_of
from editor.review.evidence import gather
from editor.review.known import KnownMistakes
from editor.review.show_memory import Correction
from editor.transcript.patch import Patch
from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from benchmarks.speed.in_window import Bench
    from editor.transcript.document import Turn
    from editor.transcript.session import Session

PLANTED = 500
WRONG, RIGHT = "Kettel", "Kettle"
STEPS = 60
"""Doubts that are gone to."""

NEXT, FIND, REPLACE = "next doubt", "find, one keystroke", f"replace all of {PLANTED} hits"
ACCEPT = "accept a proposal and go on"
EVERYWHERE = f"accept a known mistake in {PLANTED} places and go on"
GOALS: dict[str, tuple[float | None, float | None]] = {
    NEXT: (None, 50),
    FIND: (None, 50),
    REPLACE: (300, None),
    f"{REPLACE}: undo": (300, None),
    EVERYWHERE: (300, None),
    f"{EVERYWHERE}: undo": (300, None),
    "relabel 300 turns": (100, None),
    "relabel 300 turns: undo": (100, None),
}
"""By name, for the median and for the 95th percentile, in ms."""


def measure(bench: Bench, idle: Callable[[], None]) -> None:
    """Plant errors, go through them, find and replace them.

    Times are until nothing is left to do; of large changes, until the text is painted as well.
    """
    plant(bench)
    bench.window.page.review.refresh()
    idle()
    _press(bench.window.page.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    idle()
    for name, command, times in (
        (NEXT, "review.next", STEPS),
        (ACCEPT, "review.accept", STEPS // 4),
    ):
        _until_known(bench, idle)
        for _ in range(times):
            with _timed(bench, name):
                bench.window.actions_[command].trigger()
                idle()
    for _ in range(STEPS // 4):
        bench.episode.session.undo()
    idle()
    _accept_everywhere(bench, idle)
    _find_and_replace(bench, idle)


def plant(bench: Bench) -> None:
    """Put the wrong word in many places, and have the right one heard there."""
    session = bench.episode.session
    events = _misspell(session)
    document = session.document
    pieces = pieces_of(document, range(len(document.turns)))
    bench.episode.review.take(gather(pieces, events))


def _misspell(session: Session) -> list[Heard]:
    document = session.document
    every = max(1, document.word_count // PLANTED)
    turns: list[Turn] = []
    events: list[Heard] = []
    at = 0
    for turn in document.turns:
        words = list(turn.words)
        for number, word in enumerate(words):
            if at % every == every // 2 and len(events) < PLANTED:
                words[number] = word._replace(text=WRONG, match=Match.UNCERTAIN, likelihood=5)
                heard = HeardWord(RIGHT, word.start, word.end, 95)
                row = Heard(1, HEARD_DIFFERENTLY, word.start, word.end, (heard,), at, at)
                events.append(row)
            at += 1
        turns.append(replace(turn, words=tuple(words)))
    session.apply(Patch(0, document.turns, tuple(turns), label="Plant"))
    return events


def _accept_everywhere(bench: Bench, idle: Callable[[], None]) -> None:
    """With the show's memory: the same mistake is known from an earlier episode."""
    review, session, actions = bench.episode.review, bench.episode.session, bench.window.actions_
    review.set_known(KnownMistakes([Correction(WRONG, RIGHT, 5)]))
    before = session.document
    for _ in range(5):
        actions["review.next"].trigger()
        _until_known(bench, idle)
        with _timed(bench, EVERYWHERE), bench.paints.awaited():
            actions["review.accept_everywhere"].trigger()
        idle()
        if any(word.text == WRONG for _, word in session.document.places()):
            raise AssertionError("a known mistake was left")
        with _timed(bench, f"{EVERYWHERE}: undo"), bench.paints.awaited():
            session.undo()
        idle()
    if session.document != before:
        raise AssertionError("undo did not bring the text back")
    review.set_known(KnownMistakes())
    idle()


def _until_known(bench: Bench, idle: Callable[[], None]) -> None:
    while not bench.episode.review.look_on():
        idle()
    idle()


def _find_and_replace(bench: Bench, idle: Callable[[], None]) -> None:
    bar, session = bench.window.page.find_bar, bench.episode.session
    bar.open(replacing=True)
    idle()
    for _ in range(5):
        bar.field.clear()
        idle()
        for letter in WRONG:
            with _timed(bench, FIND):
                _press(bar.field, Qt.Key(ord(letter.upper())), text=letter)
                idle()
    bar.replacement.setText(RIGHT)
    idle()
    before = session.document
    for name, deed in ((REPLACE, bar.replace_all.click), (f"{REPLACE}: undo", session.undo)):
        start = time.perf_counter()
        with _timed(bench, name), bench.paints.awaited():
            deed()
        idle()
        bench.clocked.note(f"{name}, idle", start)
    if session.document != before:
        raise AssertionError("undo did not bring the text back")
    bar.close_bar()
    idle()


@contextmanager
def _timed(bench: Bench, name: str) -> Iterator[None]:
    """Note the time, and the processor's in this thread: a busy machine lengthens only the one."""
    start, busy = time.perf_counter(), time.thread_time()
    yield
    bench.clocked.note(name, start)
    took = (time.thread_time() - busy) * 1000
    bench.clocked.took.setdefault(f"{name}: processor time", []).append(took)


def _press(
    widget: QWidget,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    text: str = "",
) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, held, text))
