"""Undo and redo: steps of patches, grouped the way people remember their typing."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from editor.transcript.patch import Patch


class Kind(Enum):
    """What sort of change a patch is, for grouping."""

    INSERT = "insert"
    DELETE = "delete"
    OTHER = "other"
    """A command, a paste, a new line: always a step of its own."""
    STREAM = "stream"
    """Results that arrive piece by piece: one step as long as nothing else is done in between."""


@dataclass(frozen=True)
class Step:
    """What one press of undo takes back: patches in the order they were made."""

    patches: tuple[Patch, ...]

    @property
    def label(self) -> str:
        """What the user did."""
        return self.patches[-1].label

    def __add__(self, patch: Patch) -> Step:
        last = self.patches[-1]
        if _continues(last, patch):
            merged = replace(last, new=patch.new, caret=patch.caret, label=patch.label)
            return Step((*self.patches[:-1], merged))
        return Step((*self.patches, patch))


class History:
    """Two stacks of steps.

    Typing is grouped: a new step begins after a pause, a switch between inserting and deleting, a
    caret move, or `LARGEST_GROUP` edits. Everything that is not typing is a step of its own,
    unless it is applied inside a group that was opened by hand.
    """

    PAUSE = 1.5
    """Seconds without typing after which a new step begins."""
    LARGEST_GROUP = 80
    """Edits (roughly characters) in one step: undo should never take back a whole paragraph."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, limit: int = 10_000) -> None:
        self._clock = clock
        self._limit = limit
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._open: Kind | None = None
        self._edits = 0
        self._last = 0.0
        self._depth = 0
        self._in_group = False

    @property
    def undo_steps(self) -> tuple[Step, ...]:
        """What can be taken back, oldest first."""
        return tuple(self._undo)

    @property
    def redo_steps(self) -> tuple[Step, ...]:
        """What can be done again; the last is the next."""
        return tuple(self._redo)

    @property
    def last(self) -> Step | None:
        """The step that undo would take back, as such: the same object however often one looks."""
        return self._undo[-1] if self._undo else None

    @property
    def next(self) -> Step | None:
        """The step that redo would do again."""
        return self._redo[-1] if self._redo else None

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, or None."""
        return self._redo[-1].label if self._redo else None

    @property
    def typing(self) -> bool:
        """Whether the last thing done was typing, and the caret has not been moved since."""
        return self._open in (Kind.INSERT, Kind.DELETE)

    def record(self, patch: Patch, kind: Kind) -> None:
        """Remember a change that was just made; what had been undone is forgotten."""
        now = self._clock()
        self._redo.clear()
        if self._joins(kind, now):
            self._undo[-1] += patch
            self._edits += 1
        else:
            self._undo.append(Step((patch,)))
            del self._undo[: -self._limit]
            self._edits = 1
        self._open = kind
        self._last = now
        self._in_group = True

    def break_group(self) -> None:
        """The caret moved, or the user did something else: the next change is a new step."""
        if not self._depth:
            self._open = None

    def open_group(self) -> None:
        """From here on, every change belongs to one step, until `close_group`."""
        if not self._depth:
            self._open, self._in_group = None, False
        self._depth += 1

    def close_group(self) -> None:
        """End what `open_group` began."""
        self._depth -= 1
        self.break_group()

    def take_undo(self) -> Step | None:
        """The step to take back, moved to the redo stack; None when there is none."""
        return self._move(self._undo, self._redo)

    def take_redo(self) -> Step | None:
        """The step to do again, moved to the undo stack; None when there is none."""
        return self._move(self._redo, self._undo)

    def restore(self, undo: Iterable[Step], redo: Iterable[Step]) -> None:
        """Take over the stacks of an earlier session."""
        self._undo, self._redo = list(undo), list(redo)
        self._open = None

    def clear(self) -> None:
        """Forget everything."""
        self.restore((), ())

    def _joins(self, kind: Kind, now: float) -> bool:
        if self._depth:
            return self._in_group
        if self._open is not kind or kind is Kind.OTHER:
            return False
        return kind is Kind.STREAM or (
            now - self._last < self.PAUSE and self._edits < self.LARGEST_GROUP
        )

    def _move(self, source: list[Step], target: list[Step]) -> Step | None:
        self._open = None
        if not source:
            return None
        step = source.pop()
        target.append(step)
        return step


def _continues(last: Patch, patch: Patch) -> bool:
    """Whether two patches rewrite the same turns, so that one patch can stand for both."""
    return (
        last.tables is None
        and patch.tables is None
        and last.at == patch.at
        # Equal, not only the same turns: if alignment came in between, the first patch has to be
        # taken back on its own, onto the times that were found since.
        and last.new == patch.old
    )
