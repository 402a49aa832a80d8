"""Options that several commands share, and the user's settings for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from editor.cli.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.settings.folders import Folders
    from editor.settings.options import Settings

F = TypeVar("F", bound="Callable[..., Any]")

PATH = click.Path(path_type=Path)
"""A file that may not exist: what is wrong with it is told by whoever opens it."""


def json_option(command: F) -> F:
    """Adds `--json`; it sets `Console.as_json`."""

    def set_json(context: click.Context, parameter: click.Parameter, value: bool) -> None:
        context.ensure_object(Console).as_json |= value

    return click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=set_json,
        help="Print the result as JSON.",
    )(command)


def settings_in(folders: Folders, console: Console) -> Settings:
    """The user's settings; what is wrong with the file is remarked."""
    from editor.settings.user_file import load_settings

    loaded = load_settings(folders.settings_file)
    for problem in loaded.problems:
        console.remark(problem)
    return loaded.settings
