"""An error in a slot: said in one sentence, logged in full, and the window lives on."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from editor.transcript.speakers import SpeakerNameError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

DEFECT = "Something went wrong inside Proofcast; your work is safe, and the log says more."


class Say(Protocol):
    """Shows one sentence; a lasting one stays until it is closed."""

    def __call__(self, sentence: str, *, lasting: bool = False) -> None:
        """Show it."""


def sayable() -> tuple[type[Exception], ...]:
    """The errors whose message is a sentence for the user.

    Imported when there is an error: the window must not wait for them.
    """
    from editor.alignment.models.errors import ModelError
    from editor.commands.keymap import KeymapError
    from editor.formats.errors import FormatError
    from editor.media.errors import MediaError
    from editor.settings.atomic import WriteError
    from editor.settings.data_files import DataFileMissingError
    from editor.settings.errors import SettingsError
    from editor.storage.errors import ProjectError
    from editor.storage.opening import OpeningError

    return (
        DataFileMissingError,
        FormatError,
        KeymapError,
        MediaError,
        ModelError,
        OpeningError,
        ProjectError,
        SettingsError,
        SpeakerNameError,
        WriteError,
    )


def sentence_of(error: BaseException) -> str:
    """What to tell the user about an error; what nobody foresaw goes into the log in full."""
    if isinstance(error, sayable()):
        log.info("could not be done", exc_info=error)
        return str(error)
    log.error("an error nobody foresaw", exc_info=error)
    return DEFECT


def guarded(act: Callable[[], object], say: Say) -> Callable[..., None]:
    """`act`, with every error said instead of raised.

    Args:
        act: What a slot does.
        say: Shows the sentence. It stays, unless it only asks for another name.
    """

    def slot(*_: object) -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001 - a slot is where errors end: Qt has no caller
            say(sentence_of(error), lasting=not isinstance(error, SpeakerNameError))

    return slot
