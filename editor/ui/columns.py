"""How the room of the transcript is shared between gutter, text and free space."""

from __future__ import annotations

LEAST_SIDE = 16
"""Pixels that stay free right of the text, however narrow the window is."""


def side_margins(room: int, gutter: int, column: int) -> tuple[int, int]:
    """Room left and right of the text, in pixels, so that its lines keep their measure.

    Gutter and text stand together in the middle; in a narrow window the text gives way, the
    gutter does not.

    Args:
        room: Width of everything.
        gutter: Width of the column left of the text, which is part of the left margin.
        column: Width that the text wants.
    """
    free = max(0, room - gutter - column - LEAST_SIDE)
    left = gutter + free // 2
    return left, max(LEAST_SIDE, room - left - column)
