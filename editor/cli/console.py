"""What a command says: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

import click

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
        if self.as_json:
            click.echo(as_json({"error": sentence}))
        click.echo(f"Error: {sentence}", err=True)

    def result(self, text: str, values: dict[str, Any] | list[Any]) -> None:
        """Say what came of it: `values` if JSON is wanted, else `text`."""
        click.echo(as_json(values) if self.as_json else text)

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
        if reconfigure is None:
            continue
        reconfigure(errors="replace")
        if not stream.isatty():
            reconfigure(encoding="utf-8")


def binary_output() -> IO[bytes]:
    """Standard output for bytes, so that line ends arrive as they were written."""
    return sys.stdout.buffer
