"""When to save: soon after every change, never on every key, and again after a failure.

Pure logic with a clock passed in; the window asks `next_due_ms` and sets a timer.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from editor.storage.errors import ProjectError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


class Autosave:
    """Remembers that something has changed and says when to write it.

    A change is written `quiet` seconds after the last one, and at most `longest` seconds after the
    first that is not written yet, so that steady typing is saved too.

    Attributes:
        problem: One sentence for the user while saving fails, else "".
    """

    def __init__(
        self,
        save: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
        *,
        quiet: float = 0.25,
        longest: float = 0.5,
        retry: float = 2.0,
        longest_retry: float = 30.0,
    ) -> None:
        """`save` writes everything as it is now and raises `ProjectError` when it cannot.

        Args:
            save: Writes everything as it is now; raises `ProjectError` when it cannot.
            clock: Seconds that never go back.
            quiet: Seconds without changes before saving.
            longest: Seconds that a change may wait.
            retry: Seconds between a failure and the next attempt; doubles with every failure.
            longest_retry: What it does not grow beyond.
        """
        self._save = save
        self._clock = clock
        self._quiet = quiet
        self._longest = longest
        self._retry = retry
        self._longest_retry = longest_retry
        self._first: float | None = None
        self._last = 0.0
        self._failures = 0
        self._not_before = 0.0
        self.problem = ""

    @property
    def dirty(self) -> bool:
        """Whether there are changes that are not in the file."""
        return self._first is not None

    def changed(self, patch: object = None, origin: object = None) -> None:
        """Something changed. Can be subscribed to a session as it is."""
        self._last = self._clock()
        if self._first is None:
            self._first = self._last

    def next_due_ms(self) -> int | None:
        """In how many ms to save, 0 when it is time; None when there is nothing to save."""
        if self._first is None:
            return None
        at = min(self._last + self._quiet, self._first + self._longest)
        return max(0, round((max(at, self._not_before) - self._clock()) * 1000))

    def due(self) -> bool:
        """Whether it is time to save."""
        return self.next_due_ms() == 0

    def tick(self) -> bool:
        """Save if it is time to. Returns whether that was done."""
        return self.due() and self.flush()

    def flush(self) -> bool:
        """Save now, if there is anything to save; on closing, and when the user asks.

        A failure keeps the changes, sets `problem`, and puts the next attempt off.

        Returns:
            Whether everything is in the file.
        """
        if self._first is None:
            return True
        try:
            self._save()
        except ProjectError as error:
            self._failed(error)
            return False
        self._first = None
        self._failures, self._not_before, self.problem = 0, 0.0, ""
        return True

    def _failed(self, error: ProjectError) -> None:
        if str(error) != self.problem:
            log.warning("saving failed", exc_info=error)
        wait = min(self._retry * 2**self._failures, self._longest_retry)
        self._failures = min(self._failures + 1, 16)
        self._not_before = self._clock() + wait
        self.problem = str(error)
