"""A lock between processes that the system itself drops when its holder dies."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Hold the lock on `path` while inside; gives False, at once, if somebody else holds it.

    The empty file stays: removing it while another process opens it would let two in.

    Raises:
        OSError: The file cannot be made, or its disk knows no locks.
    """
    with path.open("ab") as file:
        yield _try_lock(file.fileno())
