"""Run as a process: the real window with a long project, and how long it takes to do things in it.

All times are taken in the thread of the window, from the command or key to where the name says:
"patch" is when the document has changed and everybody was told, "paint" when the text has been
painted, "idle" when nothing is left to do.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from benchmarks.report import Figure
from benchmarks.speed import correcting, waves
from benchmarks.speed.children import answer, facts
from editor.app import FOR_OPENING, THE_REST, build, load
from editor.transcript.document import Place
from editor.transcript.patch import Caret
from editor.transcript.speakers import relabel
from editor.ui.transcript_view import TranscriptView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from editor.jobs.episode import Episode

KEYS = 150
TICKS = 300
RELABELLED = 300
_TICK_MS = 16
_LONGEST_S = 60.0
_TYPED = "and so it went "


class Clocked:
    """Collects how long things took, in ms, by name."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = {}

    def note(self, name: str, since: float) -> None:
        """It took from `since` (perf_counter) until now."""
        self.took.setdefault(name, []).append((time.perf_counter() - since) * 1000)


class Paints:
    """Counts the paintings of the text."""

    def __init__(self) -> None:
        self.count = 0
        before = TranscriptView.paintEvent

        def paint(view: TranscriptView, event: Any) -> None:
            before(view, event)
            self.count += 1

        TranscriptView.paintEvent = paint  # type: ignore[method-assign,assignment]

    @contextmanager
    def awaited(self) -> Iterator[None]:
        """Goes on when what is done inside has been painted."""
        before = self.count
        yield
        until(lambda: self.count > before)


def until(reached: Callable[[], bool]) -> None:
    """Let the window work until something is so.

    Raises:
        TimeoutError: It does not come about.
    """
    end = time.perf_counter() + _LONGEST_S
    while not reached():
        QCoreApplication.processEvents()
        if time.perf_counter() > end:
            raise TimeoutError("The window did not do what was waited for.")


def idle() -> None:
    """Let the window do what it has put off until it has time."""
    for _ in range(3):
        QCoreApplication.processEvents()


class Bench:
    """The window and what is measured in it."""

    def __init__(self) -> None:
        self.paints = Paints()
        self.application = build()
        self.window = self.application.window
        self.clocked = Clocked()
        self.window.show()
        until(self.window.isVisible)
        load((*FOR_OPENING, *THE_REST))  # as the program does after its first frame
        idle()

    @property
    def episode(self) -> Episode:
        """What is open."""
        episode = self.application.workspace.episode
        assert episode is not None
        return episode

    def open(self, project: Path, name: str) -> None:
        """From the command to the painted text."""
        workspace = self.application.workspace
        start = time.perf_counter()
        workspace.open_project(project)
        until(lambda: workspace.episode is not None)
        with self.paints.awaited():
            pass
        self.clocked.note(name, start)
        idle()
        self.clocked.note(f"{name}, idle", start)

    def close(self) -> None:
        """Close the episode, the window stays."""
        self.application.workspace.close_episode()
        idle()

    def type(self, caret: Caret, *, playing: bool) -> None:
        """Type in the middle of the text, key by key."""
        view, when = self.window.page.view, " while playing" if playing else ""
        view.set_caret(caret)
        view.setFocus()
        idle()
        moment = self.episode.session.document.turns[caret.turn].start or 0
        for number in range(KEYS):
            letter = _TYPED[number % len(_TYPED)]
            start = time.perf_counter()
            with self.paints.awaited():
                self._press(letter)
                self.clocked.note(f"keystroke to patch{when}", start)
                if playing:
                    self._tick(moment + number * _TICK_MS)
            self.clocked.note(f"keystroke to paint{when}", start)
            idle()
            self.clocked.note(f"keystroke to idle{when}", start)

    def _press(self, letter: str) -> None:
        view, none = self.window.page.view, Qt.KeyboardModifier.NoModifier
        key = Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(view, QKeyEvent(kind, key, none, letter))

    def save(self) -> None:
        """Write a typed letter to the file, as autosave does."""
        self._press("x")
        start = time.perf_counter()
        self.episode.save_now()
        self.clocked.note("save after typing", start)

    def play(self, turn: int) -> None:
        """Light word after word, as sixty times a second while it plays."""
        moment = self.episode.session.document.turns[turn].start or 0
        for number in range(TICKS):
            start = time.perf_counter()
            self._tick(moment + number * _TICK_MS)
            idle()
            self.clocked.note("lit word, one tick of playback", start)

    def _tick(self, moment: int) -> None:
        self.application.player.position_changed.emit(moment)

    def show_words(self, turn: int) -> None:
        """Light each word of a turn, without looking up which it is."""
        view = self.window.page.view
        for word in range(len(self.episode.session.document.turns[turn].words)):
            start = time.perf_counter()
            view.show_word(Place(turn, word))
            idle()
            self.clocked.note("lit word, another word", start)

    def relabel(self) -> None:
        """Give many turns another speaker, and take it back."""
        session = self.episode.session
        turns = range(min(RELABELLED, len(session.document.turns)))
        speaker = session.document.speakers[-1].id

        def relabelled() -> bool:
            return session.apply(relabel(session.document, turns, speaker))

        for name, deed in (
            ("relabel 300 turns", relabelled),
            ("relabel 300 turns: undo", session.undo),
        ):
            start = time.perf_counter()
            with self.paints.awaited():
                deed()
            self.clocked.note(name, start)
            idle()


GOALS: dict[str, tuple[float | None, float | None]] = {
    "open project": (500, None),
    "waveform: scroll, one frame": (None, 16),
    "waveform: zoom, one frame": (None, 16),
    "keystroke to patch": (5, None),
    "keystroke to patch while playing": (5, None),
    "keystroke to paint": (8, 16),
    "keystroke to paint while playing": (8, 16),
    **correcting.GOALS,
}


def main() -> None:
    """Measure everything once and print it."""
    told = facts()
    project = Path(told["project"])
    bench = Bench()
    bench.open(project, "open project")
    bench.close()
    bench.open(project, "open project again")
    turns = bench.episode.session.document.turns
    middle = next(n for n in range(len(turns) // 2, len(turns)) if len(turns[n].words) > 3)
    bench.type(Caret(middle, len(turns[middle].words[0].text)), playing=False)
    bench.type(Caret(middle, len(turns[middle].words[0].text)), playing=True)
    for _ in range(5):
        bench.save()
    bench.play(middle)
    bench.show_words(middle)
    bench.relabel()
    correcting.measure(bench, idle)
    waves.frames(bench.window.page.waveforms, bench.clocked.note)
    bench.window.close()
    figures = [
        Figure(name, "ms", tuple(took), *GOALS.get(name, (None, None)))
        for name, took in bench.clocked.took.items()
    ]
    answer(*figures, *_memory())


def _memory() -> list[Figure]:
    from benchmarks.speed.memory import peak_mb

    peak = peak_mb()
    return [] if peak is None else [Figure("window: peak memory", "MB", (peak,), 400)]


if __name__ == "__main__":
    main()
