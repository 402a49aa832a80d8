"""What a command says when it cannot do its work."""

from __future__ import annotations

EXIT_CODES = """\b
Exit codes:
  0    done
  1    it could not be done; one sentence on standard error says why
  2    wrong usage
  130  stopped with Ctrl+C (143: ended by the system)
Stopped or failed, a command leaves nothing half-written behind.

With --json, the only thing on standard output is one JSON object. When the work
could not be done that is {"error": "the sentence"}."""
"""For the help, and for the documentation."""


class CommandError(Exception):
    """A command cannot do its work; the message is one sentence for the user."""


class StoppedError(BaseException):
    """The system asked the program to end. Not an `Exception`: nothing may take it for a defect."""


def told(error: Exception) -> bool:
    """Whether an error is one of those whose message is a sentence for the user.

    The families are imported here, because the window's start should not pay for them.
    """
    from editor.alignment.aligner import AlignmentError
    from editor.alignment.models.errors import ModelError
    from editor.formats.errors import FormatError
    from editor.media.errors import MediaError
    from editor.settings.atomic import WriteError
    from editor.settings.data_files import DataFileMissingError
    from editor.settings.errors import SettingsError
    from editor.storage.errors import ProjectError

    families = (
        CommandError, AlignmentError, ModelError, FormatError, MediaError, WriteError,
        DataFileMissingError, SettingsError, ProjectError,
    )  # fmt: skip
    return isinstance(error, families)
