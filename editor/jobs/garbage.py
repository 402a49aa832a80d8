"""Python's search for cycles that nobody needs, kept away from moments when somebody waits.

A search of everything looks at each word, caption and step of undo, and stops all threads
meanwhile: 150 to 400 ms for an episode of 35,000 words, and Python begins one whenever enough is
new, such as while captions are made. Nearly all of what we make is freed without any search.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from editor.jobs.workspace import Workspace

YOUNG, MIDDLE = 2_000, 5
"""Objects until the new ones are searched, and so many such searches until the last few are."""
NEVER = 1_000_000_000


def search_when_nobody_waits(workspace: Workspace) -> None:
    """Search everything after an episode was closed, and at no other time."""
    gc.set_threshold(YOUNG, MIDDLE, NEVER)
    # Queued: not in the middle of closing, nor when the program ends.
    workspace.closed.connect(_search, Qt.ConnectionType.QueuedConnection)


def _search() -> None:
    gc.collect()
