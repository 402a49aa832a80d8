"""A watchdog for the thread of the window: how long it did not answer, and what it did meanwhile.

A thread of its own posts an event to the window's thread, waits until it is delivered, and looks
at the Python stack in between. So what counts is what a user feels: the time from anything that
happens until the window takes notice. Time in which the system gave the processor to somebody else
is not counted where the system tells it (Linux), because it says nothing about the program.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from benchmarks.report import Figure

if TYPE_CHECKING:
    from types import FrameType, TracebackType

MOST_MS = 50.0
"""A window that does not answer for longer is felt to hang."""
_EVERY_S = 0.004
_PATIENCE_S = 0.012
"""An event is answered sooner by a thread that does nothing else."""
_PROGRAM = str(Path(__file__).resolve().parents[1] / "editor")
_QT_LOOPS = (
    "exec",
    "processEvents",
    "qWait",
    "keyClick",
    "keyClicks",
    "wait",
    "waitUntil",
    "until",
)
_DEEPEST = 9


@dataclass(frozen=True)
class Stall:
    """The window did not answer.

    Attributes:
        ms: For how long; without the time that the processor was somebody else's.
        wall_ms: For how long by the clock.
        stack: What it did most of the time, the innermost call last; and if it did nothing but
            wait for its turn, what the other threads did.
        at_s: When, since the watchdog was let loose.
    """

    ms: float
    wall_ms: float
    stack: str
    at_s: float


class _Receiver(QObject):
    """Lives in the window's thread; answers."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()
        self.moment = 0.0

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self.moment = time.perf_counter()
            self.answered.set()
            return True
        return super().event(event)


@dataclass
class Watchdog:
    """Watches as long as its block runs. Begin it in the window's thread.

    Attributes:
        stalls: Every stall of more than `longest_ms`, in order.
        longest: The longest time without an answer, in ms, stall or not.
    """

    longest_ms: float = MOST_MS
    stalls: list[Stall] = field(default_factory=list)
    longest: float = 0.0
    _end: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._receiver = _Receiver()
        self._main = threading.get_ident()
        self._waited = _RunQueue(threading.get_native_id())
        self._begun = time.perf_counter()
        self._thread = threading.Thread(target=self._watch, name="watchdog")
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end.set()
        self._receiver.answered.set()
        self._thread.join()
        self._waited.close()
        QCoreApplication.removePostedEvents(self._receiver)
        self._receiver.deleteLater()

    def figure(self, name: str) -> Figure:
        """The longest time without an answer, with the place where most of it was spent."""
        worst = max(self.stalls, key=lambda stall: stall.ms, default=None)
        place = worst.stack.strip().splitlines()[-1].strip()[-70:] if worst else ""
        note = f"{len(self.stalls)} over {MOST_MS:.0f} ms; {place}".rstrip("; ")
        return Figure(name, "ms", (self.longest,), MOST_MS, note=note)

    def report(self) -> str:
        """The stalls, the longest first, for people."""
        worst = sorted(self.stalls, key=lambda stall: -stall.ms)[:8]
        return "\n".join(
            f"{stall.ms:.0f} ms (by the clock {stall.wall_ms:.0f}) at {stall.at_s:.1f} s:\n"
            f"{stall.stack}"
            for stall in worst
        )

    def _watch(self) -> None:
        while not self._end.wait(_EVERY_S):
            self._ask()

    def _ask(self) -> None:
        answered, looks, ours = self._receiver.answered, Counter[str](), 0
        answered.clear()
        waited, asked = self._waited.seconds(), time.perf_counter()
        QCoreApplication.postEvent(self._receiver, QEvent(QEvent.Type.User))
        answered.wait(_PATIENCE_S)
        while not answered.wait(_EVERY_S):
            frame = sys._current_frames().get(self._main)
            ours += _is_ours(frame)
            looks[self._described(frame)] += 1
        if self._end.is_set():
            return
        wall = (self._receiver.moment - asked) * 1000
        own = wall - (self._waited.seconds() - waited) * 1000
        # What a test does between two events is no work of the window.
        own *= ours / looks.total() if looks else 1.0
        self.longest = max(self.longest, own)
        if own > self.longest_ms:
            # Without a look, one call kept all of Python from running.
            seen = [f"{count} x {stack}" for stack, count in looks.most_common(3)] or ["unseen"]
            self.stalls.append(Stall(own, wall, "\n".join(seen), asked - self._begun))

    def _described(self, frame: FrameType | None) -> str:
        described = _stack(frame)
        if frame is None or frame.f_code.co_name not in _QT_LOOPS:
            return described
        for name, other in sys._current_frames().items():
            if name not in (self._main, threading.get_ident()):
                described += f"  beside it:\n{_stack(other)}"
        return described


class _RunQueue:
    """How long a thread has been ready to run and was not let, in seconds; 0 where nobody tells."""

    def __init__(self, thread: int) -> None:
        path = Path(f"/proc/self/task/{thread}/schedstat")
        self._file = os.open(path, os.O_RDONLY) if path.exists() else None

    def seconds(self) -> float:
        if self._file is None:
            return 0.0
        return int(os.pread(self._file, 100, 0).split()[1]) / 1e9

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)


def _stack(frame: FrameType | None) -> str:
    """The innermost calls, a line each, the innermost last."""
    calls = traceback.extract_stack(frame)[-_DEEPEST:]
    return "".join(f"    {c.filename[-50:]}:{c.lineno} {c.name}: {c.line}\n" for c in calls)


def _is_ours(frame: FrameType | None) -> bool:
    """Whether the program is at work, or Qt for it, and not the test or benchmark around it."""
    if frame is not None and frame.f_code.co_name in _QT_LOOPS:
        return True
    while frame is not None:
        if frame.f_code.co_filename.startswith(_PROGRAM):
            return True
        frame = frame.f_back
    return False
