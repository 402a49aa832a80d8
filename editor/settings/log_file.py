"""What happened, in the user's folder: for reports of defects."""

from __future__ import annotations

import logging
import logging.handlers
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BYTES, FILES = 1_000_000, 3
_SHAPE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def open_log(path: Path) -> logging.Handler | None:
    """A handler that writes to a file, a few small ones at most; None if it cannot be written.

    A log that cannot be written is done without: it is no reason not to work.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=BYTES, backupCount=FILES, encoding="utf-8", errors="replace"
        )
    except OSError:
        return None
    # What fails while it logs (a full disk) must not write to standard error.
    handler.handleError = lambda record: None  # type: ignore[method-assign]
    handler.setFormatter(logging.Formatter(_SHAPE))
    return handler


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Write the log of everything inside to a file, if it can be written (`open_log`)."""
    handler = open_log(path)
    if handler is None:
        yield
        return
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        handler.close()
