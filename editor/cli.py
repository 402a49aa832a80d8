"""The same core without Qt, for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main(argv: Sequence[str], open_window: Callable[[list[str], bool], int]) -> int:
    """Run a command line. Returns the exit code."""
    return open_window([arg for arg in argv if not arg.startswith("-")], "--sample" in argv)
