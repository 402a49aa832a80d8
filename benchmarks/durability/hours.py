"""Run as a process: hours of playback and editing in the real window, without waiting for them.

The position of the sound is told as the player tells it, one simulated frame after the other; in
between somebody types, undoes, opens dialogues, and closes and opens the episode. The media player
itself does not run. What the program holds is counted each time the episode is closed.
"""

from __future__ import annotations

import gc
import os
import random
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.big_document import big_transcript
from benchmarks.durability.edits import memory_mb
from benchmarks.report import Figure
from benchmarks.speed.children import answer, facts
from benchmarks.speed.in_window import until
from editor.app import build
from editor.jobs.background import THREADS
from editor.media.encode import open_encoder
from editor.media.pcm import Form
from editor.storage.media_link import MediaReference
from editor.storage.project import Project
from editor.transcript.patch import Caret

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FRAMES_PER_S = 10
WORDS, TURNS = 4000, 130
SOUND_S, SOUND_HZ = 600, 8000
TYPES_EVERY_S, UNDOES_EVERY_S, DIALOG_EVERY_S, REOPENS_EVERY_S = 2, 30, 60, 300
WARM_UP = 3
"""Closings before the first count that others are compared with: caches fill up."""
MOST_GROWTH_MB = 50
DIALOGUES = ("help.palette", "help.keys", "file.go_back", "help.about", "file.export")
KEYS = "and so it went, "
SETTINGS = 'model = "none-such"\n'
"""Without a model nothing is aligned: the aligner is another process."""


class Hours:
    """The window, a simulated clock, and somebody at the keyboard."""

    def __init__(self, project: Path, seed: int) -> None:
        self.application = build()
        self.workspace = self.application.workspace
        self.window = self.application.window
        self.rng = random.Random(seed)
        self.project = project
        self.counts: list[dict[str, float]] = []
        self.window.show()
        self.fill_pool()
        self.open()

    def fill_pool(self) -> None:
        """Let the pool have all its threads: it makes one when it first needs it, and keeps it."""
        background = self.workspace.background
        all_there = threading.Barrier(THREADS)
        for _ in range(THREADS):
            background.start(lambda _: all_there.wait(), lambda _: None, lambda _: None)
        until(lambda: not background.busy)

    def open(self) -> None:
        """Open the episode and wait for its sound."""
        self.workspace.open_project(self.project)
        until(lambda: bool(self.workspace.episode and self.workspace.episode.audio))

    def reopen(self) -> None:
        """Close the episode, count, and open it."""
        self.workspace.close_episode()
        until(lambda: not self.workspace.background.busy)
        self.workspace.settle()
        until(lambda: not _writers())  # a thread whose work is done still takes a moment to end
        self.counts.append(held(self.application.window, self.workspace))
        self.open()

    def second(self, number: int) -> None:
        """One simulated second: frames, and now and then a deed."""
        length = SOUND_S * 1000
        for frame in range(FRAMES_PER_S):
            moment = (number * 1000 + frame * 1000 // FRAMES_PER_S) % length
            self.application.player.position_changed.emit(moment)
            QCoreApplication.processEvents()
        if number % TYPES_EVERY_S == 0:
            self.type(number)
        if number % UNDOES_EVERY_S == 0:
            self.undo()
        if number % DIALOG_EVERY_S == 0:
            self.dialogue(DIALOGUES[number // DIALOG_EVERY_S % len(DIALOGUES)])
        if number % REOPENS_EVERY_S == 0:
            self.reopen()

    def type(self, number: int) -> None:
        """Press a letter, and sometimes another key."""
        view = self.window.page.view
        if number % 10 == 0:
            turns = self.workspace.episode.session.document.turns if self.workspace.episode else ()
            view.set_caret(Caret(self.rng.randrange(len(turns)), 0))
        view.setFocus()
        if self.rng.random() < 0.1:
            keys = (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
            QTest.keyClick(view, self.rng.choice(keys))
        else:
            QTest.keyClicks(view, self.rng.choice(KEYS))

    def undo(self) -> None:
        """Take back a few steps, so that the text stays what it was by and large."""
        for _ in range(12):
            QTest.keyClick(self.window.page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def dialogue(self, command: str) -> None:
        """Open a dialogue and close it again."""
        closing = QTimer(self.window, interval=20)
        closing.timeout.connect(lambda: _close(QApplication.activeModalWidget()))
        closing.start()
        self.window.actions_[command].trigger()
        closing.stop()
        closing.deleteLater()


def _close(dialog: QObject | None) -> None:
    if dialog is not None:
        dialog.close()  # type: ignore[attr-defined]


def held(window: QObject, workspace: QObject) -> dict[str, float]:
    """What the program holds now."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
    objects = [*window.findChildren(QObject), *workspace.findChildren(QObject)]
    timers = [thing for thing in objects if isinstance(thing, QTimer)]
    return {
        "threads": _entries("/proc/self/task") or threading.active_count(),
        "file handles": _entries("/proc/self/fd"),
        "timers": len(timers),
        "timers that tick": sum(timer.isActive() for timer in timers),
        "Qt objects": len(objects) + len(QApplication.topLevelWidgets()),
        "memory [MB]": memory_mb(),
    }


def _writers() -> list[str]:
    """The threads that write into projects; none may outlive its project."""
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if name.startswith("writer")]


def _entries(folder: str) -> int:
    return len(os.listdir(folder)) if Path(folder).is_dir() else 0  # noqa: PTH208


def made_project(folder: Path) -> Path:
    """A project with sound as long as its text is thought to be."""
    sound = folder / "talk.wav"
    rng = np.random.default_rng(1)
    with open_encoder(sound, Form(SOUND_HZ, 1)) as write:
        for _ in range(SOUND_S):
            write(rng.integers(-4000, 4000, SOUND_HZ, "<i2").tobytes())
    path = folder / "talk.proofcast"
    media = MediaReference(sound, "", SOUND_S * 1000)
    Project.create(path, big_transcript(WORDS, TURNS, ads=3), media=media).close()
    return path


def figures(counts: Sequence[Mapping[str, float]], seconds: int) -> list[Figure]:
    """How much more was held at the end than after warming up."""
    first, last = counts[min(WARM_UP, len(counts) - 1)], counts[-1]
    made = [Figure("hours: simulated", "h", (seconds / 3600,))]
    for name in first:
        goal = MOST_GROWTH_MB if "MB" in name else 0
        note = f"{first[name]:g} to {last[name]:g}, counted {len(counts)} times"
        made.append(
            Figure(f"hours: {name} grown", "", (last[name] - first[name],), goal, note=note)
        )
    return made


def main() -> None:
    """Let the hours pass and print what is left of them."""
    told = facts()
    home = Path(told["home"])
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    hours = Hours(made_project(home), told["seed"])
    for number in range(1, told["seconds"] + 1):
        hours.second(number)
    while len(hours.counts) < WARM_UP + 2:
        hours.reopen()
    hours.reopen()
    hours.window.close()
    answer(*figures(hours.counts, told["seconds"]))


if __name__ == "__main__":
    main()
