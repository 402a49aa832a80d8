"""How much memory a process took at most."""

from __future__ import annotations

import sys


def peak_mb(*, of_children: bool = False) -> float | None:
    """The largest resident size of this process (or of a child that has ended) so far, in MB.

    None where the system does not tell.
    """
    if sys.platform == "win32":
        return None
    import resource

    whose = resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF
    size = resource.getrusage(whose).ru_maxrss
    return size / 1e6 if sys.platform == "darwin" else size * 1024 / 1e6
