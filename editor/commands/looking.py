"""What some commands have to know first, looked for in small steps so that the window goes on."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.commands.desk import Desk

AT_ONCE_S = 0.01
"""Seconds of the processor: so long the window may be kept from doing anything else."""


def doubts_known(desk: Desk) -> bool:
    """Look for doubts for a moment; whether all are known."""
    return _looked(desk.review.look_on)


def ads_known(desk: Desk) -> bool:
    """Look for ad reads for a moment; whether all proposals are known."""
    return _looked(desk.review.ads.look_on)


def _looked(look: Callable[[], bool]) -> bool:
    end = thread_time() + AT_ONCE_S
    while not look():
        if thread_time() > end:
            return False
    return True
