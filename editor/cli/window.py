"""`proofcast open`: the wish to see the window. It is granted by whoever may import Qt."""

from __future__ import annotations

from typing import NamedTuple

import click

from editor.cli.errors import CommandError
from editor.cli.options import PATH


class Window(NamedTuple):
    """What to show in the window: these files, or the sample episode."""

    paths: tuple[str, ...]
    sample: bool


@click.command("open")
@click.argument("files", nargs=-1, type=PATH)
@click.option("--sample", is_flag=True, help="Open the sample episode that comes with Proofcast.")
def open_command(files: tuple[object, ...], sample: bool) -> Window:
    """Open the window, with FILES if there are any.

    FILES are a project, or an episode and its transcript in any order. The word “open” may be
    left out.
    """
    from pathlib import Path

    paths = tuple(str(file) for file in files)
    if sample and paths:
        raise click.UsageError("--sample opens the sample episode: name no files with it.")
    missing = next((path for path in paths if not Path(path).exists()), None)
    if missing:
        raise CommandError(f"There is no file “{missing}”: check the name and the folder.")
    return Window(paths, sample)
