"""Caption profiles by name, the user's own included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from editor.settings.folders import user_folders

if TYPE_CHECKING:
    from editor.cli.console import Console
    from editor.formats.profile import Profile

profile_option = click.option(
    "--profile", default="podcast", show_default=True, help="Limits that the captions keep to."
)


def profile_named(name: str, console: Console) -> Profile:
    """The profile of that name; what is wrong with others of the user is remarked.

    Raises:
        click.BadParameter: There is none.
    """
    from editor.formats.profile import available_profiles
    from editor.settings.data_files import data_file

    profiles, problems = available_profiles(
        data_file("resources/profiles"), user_folders().profiles
    )
    if name not in profiles:
        for problem in problems:
            console.remark(problem)
        raise click.BadParameter(
            f"there is no profile “{name}”; choose one of {', '.join(profiles)}.",
            param_hint="--profile",
        )
    return profiles[name]
