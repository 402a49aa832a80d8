"""What a check of a file finds."""

from __future__ import annotations

from typing import NamedTuple


class FileProblem(NamedTuple):
    """Something wrong with a file.

    Attributes:
        kind: A short stable name, such as "overlap".
        message: A sentence for the user.
        cue: Index of the cue, from 0; None if it is about no cue.
        line: Number of the line, from 1; None if that is not known.
    """

    kind: str
    message: str
    cue: int | None = None
    line: int | None = None
