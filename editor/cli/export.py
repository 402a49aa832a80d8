"""`proofcast export`: captions, transcripts, chapters and audio from a project."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from editor.cli.errors import CommandError
from editor.cli.files import OUTPUT, write_file
from editor.cli.options import PATH, json_option
from editor.cli.profiles import profile_named, profile_option
from editor.cli.sound import own_audio, prepared
from editor.formats.cue_options import AdPolicy, LabelStyle, Unspoken, Wording
from editor.formats.export import NEWLINES, WRITERS, ExportOptions
from editor.settings.folders import user_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import Enum
    from pathlib import Path

    from editor.cli.console import Console
    from editor.formats.export import Exported
    from editor.formats.profile import Profile
    from editor.storage.project import Project
    from editor.transcript.document import Transcript

ABOUT_FILE = ("file",)
"""Kinds of problems that concern the whole file."""
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


def _writing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What can be chosen about the files."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    _choice(
        "--ads",
        AdPolicy,
        AdPolicy.KEEP,
        "Ad reads: kept, labelled as such, left out, "
        "or cut: then all times are those of an episode without them.",
    ),
    profile_option,
    _choice("--srt-speakers", LabelStyle, LabelStyle.NAME, "How SRT names a speaker."),
    click.option(
        "--srt-lines",
        type=click.Choice(list(NEWLINES)),
        default="crlf",
        show_default=True,
        help="How lines of SRT end.",
    ),
    click.option(
        "--vtt-speakers",
        type=click.Choice(["voice", "none"]),
        default="voice",
        show_default=True,
        help="Whether WebVTT and the other captions name the speaker of each cue.",
    ),
    _choice(
        "--text-speakers",
        LabelStyle,
        LabelStyle.NAME,
        "How text, Markdown, HTML and Word name a speaker.",
    ),
    click.option("--text-times", is_flag=True, help="Say there when each passage begins."),
    _choice("--unspoken", Unspoken, Unspoken.KEEP, "Words of the text that are not in the audio."),
    click.option(
        "--clean",
        is_flag=True,
        help="Leave out the words that are marked as fillers and false starts.",
    ),
    click.option("--title", help="The episode's title. By default the name of PROJECT."),
    click.option(
        "--chapters-from",
        type=PATH,
        metavar="FILE",
        help="Your chapters: lines such as “12:30 The old mill”, or Podcasting 2.0 chapters. By "
        "default those in the tags of the audio.",
    ),
)


@click.command()
@click.argument("project", type=PATH)
@_file_options
@click.option(
    "--audio",
    type=PATH,
    metavar="FILE",
    help="The episode's audio with its chapters (MP3: as ID3 CHAP); without its ad reads, if they "
    "are cut.",
)
@_writing_options
@json_option
@click.pass_obj
def export(
    console: Console, /, project: Path, audio: Path | None, profile: str, **chosen: Any
) -> None:
    """Write captions, transcripts, chapters and word lists of PROJECT.

    Name at least one FILE; “-” is standard output. Files of these names are replaced. PROJECT may
    be open in the window meanwhile. Its audio is needed for --audio alone.
    """
    from editor.storage.project import Project

    targets = _targets(chosen, console, audio)
    limits = profile_named(profile, console)
    with Project.open(project, read_only=True) as opened:
        _protect(opened, targets, audio)
        document = opened.document()
        options = _options(chosen, opened)
        sound = own_audio(opened) if audio else None
    written = _build(document, targets, limits, options)
    for one in written:
        write_file(one.target.path, one.exported.content)
    if audio and sound:
        _write_audio(document, sound, audio, options, console)
    _report(project, document, limits, written, audio, console)


def _options(chosen: Mapping[str, Any], project: Project) -> ExportOptions:
    """The options of the writers, from those of the command."""
    from editor.formats.chapter_read import chapters_in_audio, read_chapters

    media, file = project.locate_media().path, chosen["chapters_from"]
    chapters = read_chapters(file) if file else chapters_in_audio(media) if media else ()
    return ExportOptions(
        ads=AdPolicy(chosen["ads"]),
        unspoken=Unspoken(chosen["unspoken"]),
        wording=Wording.CLEAN if chosen["clean"] else Wording.VERBATIM,
        srt_labels=LabelStyle(chosen["srt_speakers"]),
        vtt_voices=chosen["vtt_speakers"] == "voice",
        srt_newline=NEWLINES[chosen["srt_lines"]],
        text_labels=LabelStyle(chosen["text_speakers"]),
        text_times=chosen["text_times"],
        title=project.path.stem if chosen["title"] is None else chosen["title"],
        chapters=chapters,
        duration_ms=project.media.duration_ms if project.media else 0,
    )


def _write_audio(
    document: Transcript, source: Path, dest: Path, options: ExportOptions, console: Console
) -> None:
    from editor.formats.episode_audio import write_episode

    sound = prepared(source, user_folders(), console)
    with console.bar(f"Writing {dest.name}") as progress:
        write_episode(document, sound, dest, options, progress=progress)


def _targets(chosen: Mapping[str, Any], console: Console, audio: Path | None) -> list[Target]:
    files = {key: path for key, path in chosen.items() if key.startswith("to_") and path}
    targets = [Target(key.removeprefix("to_"), path) for key, path in files.items()]
    names = ", ".join(f"--{name}" for name in (*WRITERS, "audio"))
    if not targets and not audio:
        raise click.UsageError(f"Nothing to write: name a file with {names}.")
    if audio and str(audio) == OUTPUT:
        raise click.UsageError("Audio cannot go to standard output: name a file.")
    places = [*(target.path for target in targets), *([audio] if audio else [])]
    if len({os.path.realpath(path) for path in places}) < len(places):
        raise click.UsageError("Two formats cannot go to the same place.")
    if console.as_json and any(target.is_output for target in targets):
        raise click.UsageError("With --json, standard output is taken: name a file instead of “-”.")
    return targets


def _protect(project: Project, targets: list[Target], audio: Path | None) -> None:
    """Never write over what the project is made of."""
    precious = [project.path, *([project.media.path] if project.media else [])]
    places = [(target.path, WRITERS[target.format].label) for target in targets]
    for place, label in [*places, *([(audio, "audio")] if audio else [])]:
        if any(os.path.realpath(place) == os.path.realpath(path) for path in precious):
            raise CommandError(
                f"{place} is the project or its audio: choose another name for the {label}."
            )


def _build(
    document: Transcript, targets: list[Target], profile: Profile, options: ExportOptions
) -> list[Written]:
    """Make and check all texts before the first file is written."""
    from editor.formats.export import export as exported
    from editor.formats.export_check import checked

    made = ((target, exported(document, target.format, profile, options)) for target in targets)
    return [
        Written(target, checked(one, target.format, document, profile, options))
        for target, one in made
    ]


def _report(
    project: Path,
    document: Transcript,
    profile: Profile,
    written: list[Written],
    audio: Path | None,
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
                    {
                        "cue": None if p.kind in ABOUT_FILE else p.cue + 1,
                        "kind": p.kind,
                        "message": p.message,
                    }
                    for p in exported.problems
                ],
            }
            for target, exported in written
        ],
        "audio": str(audio.absolute()) if audio else None,
    }
    paths = [*(target.path for target, _ in written), *([audio] if audio else [])]
    console.result("\n".join(map(str, paths)), values)


def _problems_text(target: Target, exported: Exported, profile: Profile) -> str:
    problems = exported.problems
    over = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    lines = [f"{target.format.upper()}: {over} (profile “{profile.id}”)."]
    lines += [
        f"  {problem.message}"
        if problem.kind in ABOUT_FILE
        else f"  cue {problem.cue + 1}: {problem.message}"
        for problem in problems[:SHOWN]
    ]
    if len(problems) > SHOWN:
        lines.append(f"  … and {len(problems) - SHOWN} more; --json lists all.")
    return "\n".join(lines)
