"""Taking “keep mine” back: places that were kept, in their order among the steps of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from editor.review.doubts import Doubt
    from editor.transcript.history import History, Step


class _Kept(NamedTuple):
    """A doubt that was kept, or asked about again, and between which steps that was."""

    doubt: Doubt
    after: Step | None
    before: Step | None


class Keeps:
    """Keeping changes no word, so it is no step of the document; but undo takes back what was done
    last, and often that was a keep.

    A keep belongs behind the step that was the last one when it was made. It is the next thing to
    take back whenever that step is the next one, and so stands in its place among the others
    however often one goes back and forth.
    """

    def __init__(self, history: History) -> None:
        self._history = history
        self._done: list[_Kept] = []
        self._undone: list[_Kept] = []

    def add(self, doubt: Doubt) -> None:
        """A doubt has been kept; what had been taken back is forgotten."""
        self._history.break_group()
        self._undone.clear()
        self._done.append(_Kept(doubt, self._history.last, self._history.next))

    @property
    def last(self) -> Doubt | None:
        """The keep that is the next thing to take back, if it is one."""
        if self._done and self._done[-1].after is self._history.last:
            return self._done[-1].doubt
        return None

    @property
    def next(self) -> Doubt | None:
        """The keep that is the next thing to do again, if it is one."""
        history = self._history
        if self._undone and self._undone[-1].after is history.last:
            return self._undone[-1].doubt if self._undone[-1].before is history.next else None
        return None

    def take_back(self) -> Doubt | None:
        """The keep to take back, as such; None if undo means a step of the document."""
        doubt = self.last
        if doubt is not None:
            row = self._done.pop()
            self._undone.append(row._replace(before=self._history.next))
        return doubt

    def do_again(self) -> Doubt | None:
        """The keep to do again, as such; None if redo means a step of the document."""
        doubt = self.next
        if doubt is not None:
            self._done.append(self._undone.pop())
        return doubt
