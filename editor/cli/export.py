"""`proofcast export`: caption files and word lists from a project."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from editor.cli.errors import CommandError
from editor.cli.files import OUTPUT, write_file
from editor.cli.options import PATH, json_option
from editor.cli.profiles import profile_named, profile_option
from editor.formats.cue_options import AdPolicy, LabelStyle, Unspoken
from editor.formats.export import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import Enum
    from pathlib import Path

    from editor.cli.console import Console
    from editor.formats.export import Exported, ExportOptions
    from editor.formats.profile import Profile
    from editor.storage.project import Project
    from editor.transcript.document import Transcript

SHOWN = 5
"""How many problems of a file are told; all of them stand in the JSON."""


class Target(NamedTuple):
    """A file to write: the id of its format, and where to; `-` is standard output."""

    format: str
    path: Path

    @property
    def is_output(self) -> bool:
        """Whether it goes to standard output."""
        return str(self.path) == OUTPUT


class Written(NamedTuple):
    """A file and what was written to it."""

    target: Target
    exported: Exported


def _file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """One option for every format that can be written."""
    for writer in reversed(WRITERS.values()):
        command = click.option(
            f"--{writer.id}", f"to_{writer.id}", type=PATH, metavar="FILE", help=writer.label + "."
        )(command)
    return command


def _choice(name: str, choices: type[Enum], default: Enum, help: str) -> Callable[..., Any]:
    values = [choice.value for choice in choices]
    return click.option(
        name, type=click.Choice(values), default=default.value, show_default=True, help=help
    )


@click.command()
@click.argument("project", type=PATH)
@_file_options
@_choice(
    "--ads",
    AdPolicy,
    AdPolicy.KEEP,
    "Ad reads: kept, labelled as such, left out, "
    "or cut: then all times are those of an episode without them.",
)
@profile_option
@_choice("--srt-speakers", LabelStyle, LabelStyle.NAME, "How SRT names a speaker.")
@click.option(
    "--vtt-speakers",
    type=click.Choice(["voice", "none"]),
    default="voice",
    show_default=True,
    help="Whether WebVTT names the speaker of each cue.",
)
@_choice("--unspoken", Unspoken, Unspoken.KEEP, "Words of the text that are not in the audio.")
@json_option
@click.pass_obj
def export(
    console: Console,
    /,
    project: Path,
    ads: str,
    profile: str,
    srt_speakers: str,
    vtt_speakers: str,
    unspoken: str,
    **files: Path | None,
) -> None:
    """Write captions and word lists of PROJECT.

    Name at least one FILE; “-” is standard output. Files of these names are replaced. The audio is
    not needed, and PROJECT may be open in the window meanwhile.
    """
    from editor.formats.export import ExportOptions
    from editor.storage.project import Project

    targets = _targets(files, console)
    limits = profile_named(profile, console)
    options = ExportOptions(
        AdPolicy(ads), Unspoken(unspoken), LabelStyle(srt_speakers), vtt_speakers == "voice"
    )
    with Project.open(project, read_only=True) as opened:
        _protect(opened, targets)
        document = opened.document()
        options = replace(options, duration_ms=opened.media.duration_ms if opened.media else 0)
    written = _build(document, targets, limits, options)
    for one in written:
        write_file(one.target.path, one.exported.content)
    _report(project, document, limits, written, console)


def _targets(files: Mapping[str, Path | None], console: Console) -> list[Target]:
    targets = [
        Target(name.removeprefix("to_"), path) for name, path in files.items() if path is not None
    ]
    names = ", ".join(f"--{name}" for name in WRITERS)
    if not targets:
        raise click.UsageError(f"Nothing to write: name a file with {names}.")
    if len({os.path.realpath(target.path) for target in targets}) < len(targets):
        raise click.UsageError("Two formats cannot go to the same place.")
    if console.as_json and any(target.is_output for target in targets):
        raise click.UsageError("With --json, standard output is taken: name a file instead of “-”.")
    return targets


def _protect(project: Project, targets: list[Target]) -> None:
    """Never write over what the project is made of."""
    precious = [project.path, *([project.media.path] if project.media else [])]
    for target in targets:
        if any(os.path.realpath(target.path) == os.path.realpath(path) for path in precious):
            raise CommandError(
                f"{target.path} is the project or its audio: choose another name for the "
                f"{WRITERS[target.format].label}."
            )


def _build(
    document: Transcript, targets: list[Target], profile: Profile, options: ExportOptions
) -> list[Written]:
    """Make all texts before the first file is written."""
    from editor.formats.export import export as exported

    return [Written(t, exported(document, t.format, profile, options)) for t in targets]


def _report(
    project: Path,
    document: Transcript,
    profile: Profile,
    written: list[Written],
    console: Console,
) -> None:
    for target, exported in written:
        if exported.problems:
            console.remark(_problems_text(target, exported, profile))
    if any(target.is_output for target, _ in written):
        return
    values = {
        "project": str(project.absolute()),
        "profile": profile.id,
        "words": document.word_count,
        "files": [
            {
                "format": target.format,
                "path": str(target.path.absolute()),
                "problems": [
                    {"cue": p.cue + 1, "kind": p.kind, "message": p.message}
                    for p in exported.problems
                ],
            }
            for target, exported in written
        ],
    }
    console.result("\n".join(str(target.path) for target, _ in written), values)


def _problems_text(target: Target, exported: Exported, profile: Profile) -> str:
    problems = exported.problems
    over = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    lines = [f"{target.format.upper()}: {over} with the limits of the profile “{profile.id}”."]
    lines += [f"  cue {problem.cue + 1}: {problem.message}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  … and {len(problems) - SHOWN} more; --json lists all.")
    return "\n".join(lines)
