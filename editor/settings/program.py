"""How this program is started again: for the aligner's process, and for the parts of a batch."""

from __future__ import annotations

import sys
from pathlib import Path

CONSOLE_TWIN = "proofcast-console.exe"
"""On Windows a program with a window has no standard streams; a built one has a twin with them."""


def this_program() -> tuple[str, ...]:
    """The command that starts Proofcast, with standard streams; arguments may follow."""
    if not getattr(sys, "frozen", False):
        return sys.executable, "-m", "editor"
    twin = Path(sys.executable).with_name(CONSOLE_TWIN)
    return (str(twin) if twin.exists() else sys.executable,)
