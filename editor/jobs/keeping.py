"""When backups are made: on opening, after an alignment, and every ten minutes of work."""

from __future__ import annotations

import logging
import time
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.storage.backups import Why, back_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from editor.jobs.background import Background, Task

log = logging.getLogger(__name__)

EVERY_S = 600.0
"""Seconds of work between backups."""


class BackupKeeper(QObject):
    """Makes the backups of one open project, in another thread: one takes some 50 ms.

    Signals:
        made: The path of a new backup.
        failed: One sentence, once: backups cannot be written. The project itself is not concerned.
    """

    made = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        project: Path,
        folder: Path,
        background: Background,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        """Args:
        project: The project file.
        folder: Where its backups are.
        background: The pool to work in.
        parent: The Qt parent.
        clock: Seconds that never go back.
        now: Local time.
        """
        super().__init__(parent)
        self.folder = folder
        self._project = project
        self._background = background
        self._clock = clock
        self._now = now
        self._last = clock()
        self._running: Task | None = None
        self._next: Why | None = None
        self._complained = False

    def saved(self) -> None:
        """Changes have reached the file: time for a backup, now and then."""
        if self._clock() - self._last >= EVERY_S:
            self.make(Why.WORK)

    def make(self, why: Why) -> None:
        """Make a backup of what is in the file."""
        self._last = self._clock()
        if self._running:
            self._next = why  # of several that wait, the last one holds the most
            return
        project, folder, now = self._project, self.folder, self._now()
        self._running = self._background.start(
            lambda _: back_up(project, folder, now, why), self._made, self._not_made
        )
        self._running.ended.connect(self._ended)

    def close(self) -> None:
        """Make no more."""
        self._next = None
        if self._running:
            self._running.cancel()

    def _made(self, path: Path | None) -> None:
        self._complained = False
        if path:
            self.made.emit(path)

    def _not_made(self, error: Exception) -> None:
        log.warning("no backup could be made", exc_info=error)
        if not self._complained:
            self._complained = True
            self.failed.emit(f"No backup was made: {error}")

    def _ended(self) -> None:
        self._running = None
        why, self._next = self._next, None
        if why:
            self.make(why)
