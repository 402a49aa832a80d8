"""The one error of this package. Its message is a sentence for the user."""

from __future__ import annotations


class FormatError(Exception):
    """A transcript could not be read, or captions could not be written.

    The message is one sentence that says what, where and what to do.
    """
