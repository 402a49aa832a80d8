"""When to save: soon after every change, never on every key, and again after a failure.

Pure logic with a clock passed in; `editor.jobs.saving` asks `next_due_ms` and sets a timer. Writing
takes its time in another thread, so a save has a beginning and an end, and what changes in between
belongs to the next one.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


class Autosave:
    """Remembers that something has changed and says when to write it.

    A change is written `quiet` seconds after the last one, and at most `longest` seconds after the
    first that is not written yet, so that steady typing is saved too. After a failure the next
    attempt waits longer and longer, but no change waits more than `retry` seconds for it: whoever
    goes on working has a disk worth asking.

    Attributes:
        problem: One sentence for the user while saving fails, else "".
        writing: Whether a save has begun and not ended.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        quiet: float = 0.25,
        longest: float = 0.4,
        retry: float = 0.5,
        longest_retry: float = 4.0,
    ) -> None:
        """Nothing has changed yet.

        Args:
            clock: Seconds that never go back.
            quiet: Seconds without changes before saving.
            longest: Seconds that a change may wait for a save to begin. The promise is that it is
                on disk after 0.5 s; the rest is for writing it.
            retry: Seconds between a failure and the next attempt; doubles with every failure that
                no change comes after.
            longest_retry: What it does not grow beyond.
        """
        self._clock = clock
        self._quiet = quiet
        self._longest = longest
        self._retry = retry
        self._longest_retry = longest_retry
        self._first: float | None = None
        self._last = 0.0
        self._under_way: float | None = None
        self._failures = 0
        self._failed_at = 0.0
        self._not_before = 0.0
        self.problem = ""
        self.writing = False

    @property
    def dirty(self) -> bool:
        """Whether there are changes that are not known to be in the file."""
        return self._first is not None or self.writing

    def changed(self) -> None:
        """Something changed."""
        self._last = self._clock()
        if self._first is None:
            self._first = self._last
        if self._failures:
            self._failures = 1
            self._not_before = min(self._not_before, self._failed_at + self._retry)

    def next_due_ms(self) -> int | None:
        """In how many ms to save, 0 when it is time; None when nothing can or need be done."""
        if self._first is None or self.writing:
            return None
        at = min(self._last + self._quiet, self._first + self._longest)
        return max(0, round((max(at, self._not_before) - self._clock()) * 1000))

    def begin(self) -> None:
        """All there is now is being written.

        Raises:
            RuntimeError: A save is under way: two could end in the wrong order.
        """
        if self.writing:
            raise RuntimeError("a save is under way")
        self.writing = True
        self._under_way, self._first = self._first, None

    def written(self) -> None:
        """What was there at `begin` is in the file."""
        self.writing, self._under_way = False, None
        self._failures, self._not_before, self.problem = 0, 0.0, ""

    def failed(self, error: Exception) -> None:
        """What was there at `begin` is not known to be in the file; its text is the problem."""
        if str(error) != self.problem:
            log.warning("saving failed", exc_info=error)
        self.writing = False
        self._failed_at = self._clock()
        # What was under way is the oldest change again; a save nobody had a change for is one.
        self._first = self._failed_at if self._under_way is None else self._under_way
        self._under_way = None
        wait = min(self._retry * 2**self._failures, self._longest_retry)
        self._failures = min(self._failures + 1, 16)
        self._not_before = self._failed_at + wait
        self.problem = str(error)
