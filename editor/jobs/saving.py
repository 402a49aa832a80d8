"""Saving one open project: when, in which thread, and what to say if it fails."""

from __future__ import annotations

import logging
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from editor.storage.autosave import Autosave
from editor.storage.errors import ProjectError
from editor.storage.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from editor.storage.content import State
    from editor.storage.journal import Steps
    from editor.storage.media_link import MediaReference
    from editor.storage.project import Project
    from editor.transcript.document import Transcript

log = logging.getLogger(__name__)


class Snapshot(NamedTuple):
    """Everything that a project keeps, at one moment; nothing in it ever changes.

    Attributes:
        document: The document.
        steps: Its undo and redo.
        state: What is to be kept of the window and of the review.
        media: The audio, or None.
    """

    document: Transcript
    steps: Steps
    state: State
    media: MediaReference | None

    def write(self, project: Project) -> None:
        """Write what differs from the file.

        Raises:
            ProjectError: The file holds what it held.
        """
        media = self.media if self.media != project.media else None
        project.save(self.document, history=self.steps, state=self.state, media=media)


class Saver(QObject):
    """Writes a project in a thread of its own, soon after every change, in order.

    One save at a time is under way; what changes meanwhile is in the next one.

    Signals:
        saved_changed: Whether everything is in the file.
        problem_changed: One sentence while saving fails; "" when it works again.

    Attributes:
        saved: Whether everything is in the file.
        problem: Why not, as one sentence, or "".
    """

    saved_changed = Signal(bool)
    problem_changed = Signal(str)
    _landed = Signal()

    def __init__(
        self,
        project: Project,
        take: Callable[[], Snapshot],
        give_back: Callable[[Snapshot], None],
        parent: QObject | None = None,
        autosave: Autosave | None = None,
    ) -> None:
        """Nothing is written before something changes.

        Args:
            project: The file; from now on only the thread in here writes to it.
            take: Makes a snapshot of what there is now.
            give_back: Told of a snapshot that could not be written.
            parent: The Qt parent.
            autosave: When to save; the usual when None.
        """
        super().__init__(parent)
        self.saved = True
        self.problem = ""
        self._name = project.path.name
        self._take = take
        self._give_back = give_back
        self._writer = Writer(project)
        self._autosave = autosave or Autosave()
        self._under_way: tuple[Snapshot, Future[None]] | None = None
        self._closed = False
        self._emitting = Lock()
        """Held while the writer's thread sends a signal, and to close: who is closed is deleted
        soon after, and a signal of what is being deleted ends the program."""
        self._asked: list[Callable[[bool], None]] = []
        self._served: list[Callable[[bool], None]] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._save_if_due)
        # Sent from the writer's thread, received in ours.
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def changed(self) -> None:
        """Something changed that is to be kept."""
        self._autosave.changed()
        self._tell()

    def save(self, then: Callable[[bool], None]) -> None:
        """Write what there is now as soon as possible, then say whether it is in the file."""
        self._autosave.changed()
        self._asked.append(then)
        if self._under_way is None:
            self._begin()

    def save_now(self) -> bool:
        """Write what there is now and wait for it. Returns whether it is in the file."""
        self._wait()
        self._autosave.changed()
        self._begin()
        self._wait()
        return self.saved

    def start(self, work: Callable[[Project], object]) -> Future[object]:
        """Have something done with the project in the writer's thread, after all saves so far."""
        return self._writer.start(work)

    def close(self) -> Future[None]:
        """Write what is not written yet, and let go of the file; the result says when.

        Waits only if somebody is to be told of a save. Whether the last one can be written is not
        asked any more, only logged: `save_now` before says it.
        """
        if not self._closed:
            if self._asked or self._served:
                if self._under_way is None:
                    self._begin()
                self._wait()
            with self._emitting:
                self._closed = True
            self._timer.stop()
            if self._autosave.dirty:
                self._writer.start(self._take().write).add_done_callback(_log_failure)
        return self._writer.close()

    def _save_if_due(self) -> None:
        if self._autosave.next_due_ms() == 0:
            self._begin()
        else:
            self._schedule()

    def _begin(self) -> None:
        snapshot = self._take()
        self._autosave.begin()
        self._served, self._asked = self._asked, []
        flight = self._writer.start(snapshot.write)
        self._under_way = snapshot, flight
        flight.add_done_callback(self._say_landed)
        self._tell()

    def _say_landed(self, _: Future[None]) -> None:
        """In the writer's thread."""
        with self._emitting, suppress(RuntimeError):  # gone without having been closed
            if not self._closed:
                self._landed.emit()

    def _wait(self) -> None:
        """Until no save is under way."""
        while self._under_way:
            self._under_way[1].exception()  # waits
            self._land()

    def _land(self) -> None:
        """In the window's thread: a save has ended, one way or the other."""
        if self._under_way is None or not self._under_way[1].done():
            return  # it was waited for, so this was seen to before
        (snapshot, flight), self._under_way = self._under_way, None
        error = flight.exception()
        if error is None:
            self._autosave.written()
        else:
            self._give_back(snapshot)
            self._autosave.failed(self._explained(error))
        self._tell()
        served, self._served = self._served, []
        for then in served:
            then(error is None)
        # One of them may have closed this, or begun another save.
        if self._asked and self._under_way is None and not self._closed:
            self._begin()

    def _explained(self, error: BaseException) -> Exception:
        if isinstance(error, ProjectError):
            return error
        log.error("saving met a defect", exc_info=error)
        return RuntimeError(
            f"“{self._name}” could not be saved because something went wrong inside Proofcast "
            f"({type(error).__name__}): save a copy of it; it is tried again."
        )

    def _tell(self) -> None:
        saved = not self._autosave.dirty
        if saved != self.saved:
            self.saved = saved
            self.saved_changed.emit(saved)
        if self._autosave.problem != self.problem:
            self.problem = self._autosave.problem
            self.problem_changed.emit(self.problem)
        self._schedule()

    def _schedule(self) -> None:
        due = None if self._closed else self._autosave.next_due_ms()
        if due is not None:
            self._timer.start(due)


def _log_failure(flight: Future[None]) -> None:
    error = flight.exception()
    if error is not None:
        log.warning("the last save failed", exc_info=error)
