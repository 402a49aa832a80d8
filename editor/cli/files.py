"""Writing a result to where the user wants it: a file, a pipe, standard output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.cli.console import write_output
from editor.cli.errors import CommandError

if TYPE_CHECKING:
    from pathlib import Path

OUTPUT = "-"
"""The name of standard output."""


def write_file(path: Path, content: bytes) -> None:
    """Write to a file by replacing it, into a pipe or device, or to standard output (`-`).

    Raises:
        CommandError, WriteError: It cannot be written.
    """
    from editor.settings.atomic import write_atomically

    if str(path) == OUTPUT:
        write_output(content)
    elif path.exists() and not path.is_file() and not path.is_dir():
        # A pipe or device, such as /dev/null or what `>(…)` makes: never to be replaced.
        _write_into(path, content)
    else:
        write_atomically(path, content)


def _write_into(path: Path, content: bytes) -> None:
    try:
        with path.open("wb") as file:
            file.write(content)
    except OSError as error:
        raise CommandError(f"{path} cannot be written ({error.strerror}).") from error
