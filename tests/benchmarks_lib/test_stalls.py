"""The watchdog sees what keeps the window from answering, and only the program's own doing."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from benchmarks import stalls
from benchmarks.stalls import Watchdog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUSY = """
def keep_busy(seconds, clock):
    end = clock() + seconds
    while clock() < end:
        pass
"""


@pytest.fixture(autouse=True)
def _no_search_for_garbage() -> Iterator[None]:
    """The tests before this one leave much to search through, which would be a stall, too."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def busy(file: str) -> Callable[..., None]:
    """A function that takes its time, as if it stood in that file."""
    names: dict[str, Callable[..., None]] = {}
    exec(compile(BUSY, file, "exec"), names)  # its place is what is tested
    return names["keep_busy"]


def watched(qtbot, deed: Callable[..., None], seconds: float) -> Watchdog:
    done: list[bool] = []
    with Watchdog() as watchdog:
        QTimer.singleShot(0, lambda: (deed(seconds, time.thread_time), done.append(True)))
        qtbot.waitUntil(lambda: bool(done))
        QTimer.singleShot(50, lambda: done.append(True))
        qtbot.waitUntil(lambda: len(done) == 2)
    return watchdog


def test_a_stall_is_measured_and_its_place_is_named(qtbot):
    watchdog = watched(qtbot, busy(f"{stalls._PROGRAM}/pretended.py"), 0.3)
    (stall,) = watchdog.stalls
    assert 200 < stall.ms < 450
    assert "keep_busy" in stall.stack
    assert "pretended.py" in watchdog.report()
    figure = watchdog.figure("longest stall")
    assert figure.values == (watchdog.longest,)
    assert figure.note.startswith("1 over 50 ms; ")


def test_what_the_test_itself_does_is_no_stall(qtbot):
    assert not watched(qtbot, busy("some_test.py"), 0.3).stalls


def test_a_window_that_answers_has_no_stall(qtbot):
    watchdog = watched(qtbot, busy(f"{stalls._PROGRAM}/pretended.py"), 0.004)
    assert not watchdog.stalls
    assert watchdog.longest < 50
