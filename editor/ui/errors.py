"""An error in a slot: said in one sentence, logged in full, and the window lives on."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from editor.formats.errors import FormatError
from editor.media.errors import MediaError
from editor.storage.errors import ProjectError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

SAYABLE = (FormatError, MediaError, ProjectError, ValueError)
"""Errors whose message is a sentence for the user."""


def guarded(act: Callable[[], None], say: Callable[[str], None]) -> Callable[[], None]:
    """`act`, with every error said instead of raised.

    Args:
        act: What a slot does.
        say: Shows one sentence.
    """

    def slot(*_: object) -> None:
        try:
            act()
        except SAYABLE as error:
            log.info("could not be done", exc_info=error)
            say(str(error))
        except Exception:
            log.exception("an error in a command")
            say("Something went wrong inside Proofcast; your work is safe, and the log says more.")

    return slot
