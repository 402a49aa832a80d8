"""What a command says: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from editor.cli.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class Console:
    """Where a command speaks.

    Attributes:
        as_json: Whether the result is wanted as JSON; then nothing else goes to standard output.
        remarks: What was remarked, to be part of a JSON result.
    """

    as_json: bool = False
    remarks: list[str] = field(default_factory=list)

    def remark(self, sentence: str) -> None:
        """Say something worth knowing that does not stop the work."""
        self.remarks.append(sentence)
        click.echo(f"Note: {sentence}", err=True)

    def fail(self, sentence: str) -> None:
        """Say why the work could not be done."""
        with suppress(OSError, CommandError):  # perhaps that is what cannot be written to
            click.echo(f"Error: {sentence}", err=True)
            if self.as_json:
                write_output(f"{as_json({'error': sentence})}\n".encode("utf-8", "replace"))

    def result(self, text: str, values: dict[str, Any] | list[Any]) -> None:
        """Say what came of it: `values` if JSON is wanted, else `text`."""
        write_output(f"{as_json(values) if self.as_json else text}\n".encode("utf-8", "replace"))

    @contextmanager
    def bar(self, title: str, unit: str = "") -> Iterator[Callable[[int, int], None]]:
        """A progress bar on a terminal, nothing anywhere else.

        Args:
            title: What is going on.
            unit: "B" counts bytes; otherwise only the share and the time are shown.

        Yields:
            To be told (done, in all), as often as one likes.
        """
        if self.as_json or not sys.stderr.isatty():
            yield lambda done, total: None
            return
        from tqdm import tqdm

        counts = " {n_fmt}/{total_fmt}" if unit else ""
        shape = "{desc} {percentage:3.0f} %|{bar}|" + counts + " {elapsed} < {remaining}"
        with tqdm(
            desc=title, unit=unit, unit_scale=bool(unit), total=1, bar_format=shape, leave=False
        ) as bar:

            def tell(done: int, total: int) -> None:
                bar.total = max(total, 1)
                bar.update(min(done, bar.total) - bar.n)

            yield tell


def as_json(values: Any) -> str:
    """JSON as people can read it too."""
    return json.dumps(values, ensure_ascii=False, indent=2)


def prepare_streams() -> None:
    """Make both outputs take every character, wherever they lead.

    Into a file or pipe they are UTF-8 on every system, so that other programs can rely on it; a
    console keeps its own encoding and shows a question mark for what it does not have.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = stream.encoding if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="replace")


def write_output(content: bytes) -> None:
    """Write to standard output, all of it and as it is: line ends are not changed.

    Raises:
        CommandError: It cannot be written, for example into a file on a full disk.
        BrokenPipeError: Nobody reads it any more.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CommandError(
            f"The result cannot be written to standard output ({error.strerror}): free some space "
            "or write it elsewhere."
        ) from error
