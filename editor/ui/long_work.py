"""Long work that the user asked for beside everything else: one at a time, shown, stoppable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from editor.ui.errors import sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.jobs.background import Background, Task
    from editor.ui.errors import Say


class LongWork(QObject):
    """Signals:
    worked: Title of the work under way ("": none), amount done, amount in all (0: unknown).
    """

    worked = Signal(str, int, int)

    def __init__(self, background: Background, say: Say, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._say = say
        self._task: Task | None = None
        self._title = ""

    def is_free(self) -> bool:
        """Whether something can be started; says what is under way if not."""
        if self._task:
            self._say(f"{self._title} is under way: wait until that ends, or stop it.")
        return self._task is None

    def start(
        self, title: str, work: Callable[[Task], Any], done: Callable[[Any], None], stopped: str
    ) -> None:
        """Run `work(task)` in another thread.

        Args:
            title: What is shown meanwhile.
            work: Reports (done, in all) to its task, or a title; asks it whether to stop.
            done: Called with the result.
            stopped: The sentence to say if the user stops it.
        """
        self._title = title
        self.worked.emit(title, 0, 0)

        def ended() -> None:
            if task.cancelled:
                self._say(stopped)
            self._task = None
            self.worked.emit("", 0, 0)

        task = self._background.start(
            work,
            done,
            lambda error: self._say(sentence_of(error), lasting=True),
            lambda report: self.worked.emit(title, *report),
        )
        task.ended.connect(ended)
        self._task = task

    def stop(self) -> None:
        """Stop what is under way."""
        if self._task:
            self._task.cancel()
