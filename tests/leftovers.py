"""What a test left behind: threads, child processes, timers, windows. The core needs no Qt here."""

from __future__ import annotations

import gc
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

JOIN_SECONDS = 2.0
"""How long a thread that is already ending may take; far more than any of ours needs."""

_LONG_LIVED = ("TMonitor", "_DummyThread", "_MainThread")
"""Thread classes that live as long as the process by design (tqdm's watcher, foreign threads)."""


@dataclass(frozen=True)
class Before:
    """What was there when the test began."""

    threads: frozenset[int]
    windows: frozenset[int] = field(default_factory=frozenset)


def threads_now() -> list[threading.Thread]:
    """The Python threads that a test could have started and that still run."""
    return [
        thread
        for thread in threading.enumerate()
        if type(thread).__name__ not in _LONG_LIVED and thread is not threading.main_thread()
    ]


def snapshot(*, qt: bool) -> Before:
    """What exists before a test, so that only what it adds is held against it."""
    windows = frozenset(id(window) for window in _visible_windows()) if qt else frozenset()
    return Before(frozenset(id(thread) for thread in threads_now()), windows)


def left_threads(before: Before) -> list[str]:
    """Names of the threads that a test started and that do not end by themselves."""
    started = [thread for thread in threads_now() if id(thread) not in before.threads]
    for thread in started:
        thread.join(JOIN_SECONDS)
    return [f"thread {thread.name!r} still runs" for thread in started if thread.is_alive()]


def left_qt_objects(before: Before) -> list[str]:
    """What Qt objects of the test are still at work; each is ended, so that the next test is clean.

    Only objects that Python made or has seen are found: Qt's own inner timers are its business.
    """
    if _application() is None:
        return []
    _settle()
    return [*_left_windows(before), *_left_workers()]


def _application() -> Any:
    qt = sys.modules.get("PySide6.QtCore")
    return qt.QCoreApplication.instance() if qt else None


def _settle() -> None:
    """Carry out the deletions that closing has put off."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _visible_windows() -> list[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    widgets.QToolTip.hideText()
    return [
        window
        for window in widgets.QApplication.topLevelWidgets()
        if window.isVisible() and type(window).__name__ != "QTipLabel"
    ]


def _left_windows(before: Before) -> list[str]:
    left = [window for window in _visible_windows() if id(window) not in before.windows]
    messages = [f"window {_name(window)} is still open" for window in left]
    for window in left:
        window.hide()
        window.deleteLater()
    _settle()
    return messages


def _left_workers() -> list[str]:
    """Timers that tick, processes and threads that run."""
    from PySide6.QtCore import QProcess, QThread, QTimer
    from shiboken6 import Shiboken

    kinds = (QTimer, QProcess, QThread)
    found = [
        thing
        for thing in gc.get_objects()
        if issubclass(type(thing), kinds) and Shiboken.isValid(thing)
    ]
    messages = []
    for thing in found:
        if isinstance(thing, QTimer) and thing.isActive():
            messages.append(f"timer {_name(thing)} still ticks every {thing.interval()} ms")
            thing.stop()
        elif isinstance(thing, QProcess) and thing.state() != QProcess.ProcessState.NotRunning:
            messages.append(f"process {thing.program()!r} still runs")
            thing.kill()
            thing.waitForFinished(2000)
        elif (
            isinstance(thing, QThread)
            and thing is not QThread.currentThread()
            and thing.isRunning()
        ):
            messages.append(f"thread {_name(thing)} still runs")
            thing.quit()
    return messages


def _name(thing: Any) -> str:
    parent = thing.parent()
    owner = f" of {type(parent).__name__}" if parent is not None else ""
    return f"{type(thing).__name__}{owner} {thing.objectName()!r}"
