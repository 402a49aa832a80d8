"""How the aligner's child process is started: this program again, in another role."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from editor.settings.data_files import PACKAGE
from editor.settings.program import this_program

if TYPE_CHECKING:
    from collections.abc import Mapping


_ALLOCATION = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": str(512 * 1024 * 1024),
}
"""For the C library of Linux; others ignore it. The speech model asks for the same blocks of some
50 MB again and again. By default each comes fresh from the system and goes back to it, which is a
tenth of all processor time; and a heap for every thread costs 100 MB."""


def worker_command() -> tuple[str, ...]:
    """The command that starts the aligner."""
    return *this_program(), "--align-worker"


def worker_environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What the child needs in its environment beside what is in ours.

    Python would import from the current folder first, and a podcast's may hold anything; instead
    our package is found where it lies.
    """
    before = environ.get("PYTHONPATH")
    places = [str(PACKAGE.parent), *([before] if before else [])]
    return {
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": os.pathsep.join(places),
        **_ALLOCATION,
    }
