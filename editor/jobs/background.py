"""Short pure work in other threads, with its results on the GUI thread."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor

log = logging.getLogger(__name__)

THREADS = 2


class Task(QObject):
    """One piece of work under way. Callbacks run on the GUI thread, in the order they were sent.

    Signals:
        done: The result.
        failed: The exception.
        progressed: Whatever the work reported.
        ended: After `done` or `failed`, and after a cancelled task too.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)
    ended = Signal()
    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancel = threading.Event()
        # Sent from the worker's thread, received in ours.
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def cancelled(self) -> bool:
        """Whether somebody wants the work to end; the work asks from its own thread."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask the work to end. Its result, if it still comes, is dropped."""
        self._cancel.set()

    def report(self, value: object) -> None:
        """Called by the work, from its own thread: hand `value` to `progressed`."""
        if not self.cancelled:
            self.progressed.emit(value)

    def run(self, work: Callable[[Task], Any]) -> None:
        """Do the work, in the calling thread."""
        try:
            result = work(self)
        except Exception as error:  # noqa: BLE001 - whatever it is, the GUI thread must hear of it
            self._finished.emit(None, error)
        else:
            self._finished.emit(result, None)

    def _deliver(self, result: object, error: Exception | None) -> None:
        if not self.cancelled:
            if error is None:
                self.done.emit(result)
            else:
                log.info("background work failed", exc_info=error)
                self.failed.emit(error)
        self.ended.emit()


class Background(QObject):
    """A small pool of threads for work that takes values and returns values."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._tasks: dict[Task, Future[None]] = {}

    def start(
        self,
        work: Callable[[Task], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progressed: Callable[[Any], None] | None = None,
    ) -> Task:
        """Run `work(task)` in another thread.

        Args:
            work: Gets the task, to ask `cancelled` and to `report`.
            done: Called with the result, on the GUI thread.
            failed: Called with the exception, on the GUI thread.
            progressed: Called with what the work reports, on the GUI thread.
        """
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # not before there is work

            self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="background")
        task = Task(self)
        task.done.connect(done)
        task.failed.connect(failed)
        if progressed:
            task.progressed.connect(progressed, Qt.ConnectionType.QueuedConnection)
        task.ended.connect(lambda: self._forget(task))
        self._tasks[task] = self._pool.submit(task.run, work)
        return task

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._tasks)

    def close(self) -> None:
        """Cancel everything and wait for the threads to end."""
        for task in self._tasks:
            task.cancel()
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        for task in self._tasks:
            task.deleteLater()
        self._tasks.clear()

    def _forget(self, task: Task) -> None:
        if self._tasks.pop(task, None):
            task.deleteLater()
