"""Time stamps of caption files."""

from __future__ import annotations


def stamp(milliseconds: int, mark: str) -> str:
    """`hh:mm:ss` and thousandths after `mark`; hours have two digits or more."""
    seconds, thousandths = divmod(max(milliseconds, 0), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{thousandths:03}"
