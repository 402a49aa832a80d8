"""What can go wrong with the memory of a show, each as one sentence for the user."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from editor.review.show_memory import tidy
from editor.storage.errors import ProjectError, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_USUAL = (
    "The memory of the show “{show}” could not be read or written: check the disk that holds your "
    "user folder, then try again."
)
_NAMELESS = "A show needs a name: type one, then try again."
_SENTENCES = {
    Reason.NEWER: "The memory of the show “{show}” was written by a newer Proofcast: update the "
    "program to use it.",
    Reason.BUSY: "Another window is writing the memory of the show “{show}”: try again.",
    Reason.IN_USE: "Another window is writing the memory of the show “{show}”: try again.",
    Reason.READ_ONLY: "The memory of the show “{show}” cannot be changed because your user folder "
    "is read-only.",
    Reason.FULL: "The disk that holds the memory of the show “{show}” is full: make room, then try "
    "again.",
    Reason.TOO_LARGE: "The memory of the show “{show}” is too large to be one: remove its file.",
}


class ShowError(ProjectError):
    """The memory of a show could not be read or changed; the text is one sentence for the user.

    Attributes:
        reason: What sort of trouble it is.
        show: The show.
    """

    def __init__(self, reason: Reason, show: str) -> None:
        super().__init__(reason, Path(show or "."))
        self.show = show
        sentence = _SENTENCES.get(reason, _USUAL) if tidy(show) else _NAMELESS
        self.args = (sentence.format(show=tidy(show)),)


@contextmanager
def explained_for(show: str) -> Iterator[None]:
    """Turn what the storage raises inside into the sentence about a show."""
    try:
        yield
    except ShowError:
        raise
    except ProjectError as error:
        raise ShowError(error.reason, show) from error
