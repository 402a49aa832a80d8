"""Options that several commands share, and the user's settings for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from editor.cli.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.review.show_memory import ShowMemory
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


def show_option(command: F) -> F:
    """Adds `--show`."""
    return click.option(
        "--show",
        metavar="NAME",
        help="The show that the episode belongs to: its names are expected in the sound.",
    )(command)


def memory_of(show: str | None, folders: Folders, console: Console) -> ShowMemory:
    """What is remembered of a show; nothing where none was named.

    Raises:
        ProjectError: It cannot be read.
    """
    from editor.review.show_memory import ShowMemory
    from editor.storage.library import Library

    if show is None:
        return ShowMemory()
    memory = Library(folders.shows, console.remark).read(show)
    if not memory.rows:
        console.remark(f"Nothing is remembered of a show “{show}” yet.")
    return memory


def settings_in(folders: Folders, console: Console) -> Settings:
    """The user's settings; what is wrong with the file is remarked."""
    from editor.settings.user_file import load_settings

    loaded = load_settings(folders.settings_file)
    for problem in loaded.problems:
        console.remark(problem)
    return loaded.settings
