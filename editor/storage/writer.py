"""The one thread that touches an open project file, so that nobody else waits for the disk."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from editor.storage.project import Project

Result = TypeVar("Result")


class Writer:
    """Owns an open project. What it is given to do is done in that order, one after the other.

    The project's plain attributes (`path`, `media`, `state`, `imported`, `read_only`) may be read
    in any thread: they are replaced, never changed. Everything else goes through `start`.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        # A thread that is not a daemon: the interpreter does not end before it has written.
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._end: Future[None] | None = None

    def start(self, work: Callable[[Project], Result]) -> Future[Result]:
        """Have something done with the project after all that was asked for before.

        Raises:
            RuntimeError: The writer is closed.
        """
        return self._pool.submit(work, self._project)

    def close(self) -> Future[None]:
        """When everything is done, let go of the file and end: the result says that it is so."""
        if self._end is None:
            self._end = self._pool.submit(self._project.close)
            self._pool.shutdown(wait=False)
        return self._end
