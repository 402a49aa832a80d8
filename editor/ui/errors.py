"""An error in a slot: said in one sentence, logged in full, and the window lives on."""

from __future__ import annotations

import functools
import logging
import sys
import time
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPixmap

from editor.transcript.speakers import SpeakerNameError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

Method = TypeVar("Method", bound="Callable[..., Any]")

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
    from editor.alignment.aligner import AlignmentError
    from editor.alignment.models.errors import ModelError
    from editor.alignment.other_edit import OtherEpisodeError
    from editor.commands.keymap import KeymapError
    from editor.formats.errors import FormatError
    from editor.media.errors import MediaError
    from editor.settings.atomic import WriteError
    from editor.settings.data_files import DataFileMissingError
    from editor.settings.errors import SettingsError
    from editor.storage.errors import ProjectError
    from editor.storage.opening import OpeningError

    return (
        AlignmentError,
        DataFileMissingError,
        FormatError,
        KeymapError,
        MediaError,
        ModelError,
        OtherEpisodeError,
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


QUIET_S = 60.0
"""A defect in something that is painted sixty times a second is told once in so many seconds."""
_ANSWERS: dict[str, Callable[[], object]] = {
    "event": bool,
    "eventFilter": bool,
    "setData": bool,
    "canInsertFromMimeData": bool,
    "rowCount": int,
    "columnCount": int,
    "flags": lambda: Qt.ItemFlag.NoItemFlags,
    "sizeHint": QSize,
    "pixmap": QPixmap,
    "scaledPixmap": QPixmap,
}
"""What an override answers when it fails, where it has to answer something."""
_told: dict[tuple[CodeType, int, type[BaseException]], float] = {}


def safe_override(method: Method) -> Method:
    """Keep an error in an override of a Qt method from leaving it.

    Qt calls overrides from C++, which no exception can pass; one that leaves an override which runs
    inside another (`paintEvent` inside `event`) even ends the process (Shiboken 6.11 on Python
    3.11). The error goes to `sys.excepthook` as soon as Qt is back in its event loop, where a
    message may be shown.
    """
    answer = _ANSWERS.get(method.__name__, lambda: None)

    @functools.wraps(method)
    def override(*arguments: Any) -> Any:
        try:
            return method(*arguments)
        except Exception as error:  # noqa: BLE001 - nothing may leave, whatever it is
            _tell_soon(method.__code__, error)
            return answer()

    return cast("Method", override)


def _tell_soon(code: CodeType, error: Exception) -> None:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = (code, trace.tb_lineno if trace else 0, type(error))
    now = time.monotonic()
    if now - _told.get(place, -QUIET_S) < QUIET_S:
        return
    _told[place] = now
    QTimer.singleShot(0, lambda: sys.excepthook(type(error), error, error.__traceback__))
