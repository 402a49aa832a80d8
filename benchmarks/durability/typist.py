"""Run as a process: somebody edits a project in the real window, by key, until the end.

Tells on standard output, one line each, what happened and when (`time.monotonic`, which all
processes have in common):

    ready                      the window is there
    change SECONDS STATE       the document has changed; STATE tells two documents apart
    saved SECONDS              the program says that everything is in the file
    said SECONDS SENTENCE      what it says when it cannot save
    trouble SECONDS on|off     writing fails from now on, or works again
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.speed.children import facts
from benchmarks.speed.in_window import until
from editor.app import build, start_logging
from editor.transcript.patch import Caret

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.jobs.episode import Episode
    from editor.transcript.document import Transcript

Key = Qt.Key
Modifier = Qt.KeyboardModifier
CTRL, SHIFT, ALT = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
NONE = Modifier.NoModifier

LONGEST_PAUSE_MS = 30
WORDS = ("so", "and", "kettle", "Tuesday,", "really?", "isn't", "grüß", "三", "harbour.")
LIMITS = (0, 4096, 8192, 20_480)
"""Bytes: a file that is written beyond this fails, on the first page or in the middle."""


def state_of(document: Transcript) -> int:
    """A number that tells this document from others: all of it counts, times included."""
    return crc32(repr(document).encode("utf-8", "surrogatepass"))


def tell(what: str, text: object = "") -> None:
    """Write one line, whole, at once: nothing may be left in a buffer when the end comes."""
    os.write(1, f"{what} {time.monotonic():.4f} {text}\n".encode())


class Typist:
    """Random keys, as a person presses them: mostly words, and now and then a command."""

    def __init__(self, window: Any, episode: Episode, rng: random.Random) -> None:
        self._window = window
        self._view = window.page.view
        self._episode = episode
        self._rng = rng
        self._waiting: list[tuple[Qt.Key | str, Qt.KeyboardModifier]] = []
        self._timer = QTimer(window, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        episode.session.subscribe(lambda *_: tell("change", state_of(episode.session.document)))

    def start(self) -> None:
        """Begin."""
        self._timer.start(0)

    def _go_on(self) -> None:
        if not self._waiting:
            self._think()
        if self._waiting:
            key, modifiers = self._waiting.pop(0)
            target = QApplication.focusWidget() or self._view
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key, modifiers)
        self._timer.start(self._rng.randrange(LONGEST_PAUSE_MS))

    def _think(self) -> None:
        """Decide what to do next."""
        rng = self._rng
        deeds: tuple[tuple[int, Callable[[], object]], ...] = (
            (10, lambda: self._press(*(rng.choice(WORDS) + " "))),
            (3, lambda: self._press(*[Key.Key_Backspace] * rng.randint(1, 8))),
            (2, lambda: self._press(*[Key.Key_Delete] * rng.randint(1, 4))),
            (2, lambda: self._press(Key.Key_Return)),
            (2, lambda: self._press(Key.Key_Home, Key.Key_Backspace)),
            (2, lambda: self._press((Key(Key.Key_0.value + rng.randint(0, 3)), ALT))),
            (4, lambda: self._press(*[(Key.Key_Z, CTRL)] * rng.randint(1, 5))),
            (3, lambda: self._press(*[(Key.Key_Z, CTRL | SHIFT)] * rng.randint(1, 5))),
            (1, lambda: self._press((Key.Key_Right, CTRL | SHIFT), (Key.Key_M, CTRL), Key.Key_F5)),
            (4, self._jump),
        )
        rng.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])[0]()

    def _press(self, *keys: str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        self._waiting += [key if isinstance(key, tuple) else (key, NONE) for key in keys]

    def _jump(self) -> None:
        turns = self._episode.session.document.turns
        turn = self._rng.randrange(len(turns))
        self._view.set_caret(Caret(turn, self._rng.randint(0, len(turns[turn].text))))
        self._view.setFocus()


class Trouble:
    """Makes writing files fail now and then: only for this process, by a limit of the system."""

    def __init__(self, window: Any, rng: random.Random) -> None:
        self._rng = rng
        self._on = False
        self._timer = QTimer(window, singleShot=True)
        self._timer.timeout.connect(self._switch)
        self._timer.start(500)

    def _switch(self) -> None:
        import resource

        self._on = not self._on
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        limit = self._rng.choice(LIMITS) if self._on else hard
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        tell("trouble", "on" if self._on else "off")
        self._timer.start(self._rng.randint(100, 900))


def main() -> None:
    """Open the window and type until somebody ends the process."""
    told = facts()
    rng = random.Random(told["seed"])
    application = build()
    start_logging(application.folders.logs)
    window, workspace = application.window, application.workspace
    workspace.failed.connect(lambda sentence: tell("failed", sentence))
    window.show()
    workspace.open_project(Path(told["project"]))
    until(lambda: workspace.episode is not None)
    episode = workspace.episode
    assert episode is not None
    episode.saving_changed.connect(lambda saved: tell("saved") if saved else None)
    episode.saving_failed.connect(lambda sentence: tell("said", sentence))
    typist = Typist(window, episode, rng)
    trouble = Trouble(window, rng) if told.get("trouble") else None
    tell("ready", bool(trouble))
    typist.start()
    QTimer.singleShot(told.get("longest_ms", 60_000), application.qt.quit)
    application.qt.exec()


if __name__ == "__main__":
    main()
