"""`proofcast retime`: a project for another edit of the same episode."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from editor.cli.errors import CommandError
from editor.cli.options import PATH, json_option
from editor.cli.sound import own_audio, prepared
from editor.settings.folders import user_folders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from editor.alignment.other_cut import CutMap
    from editor.alignment.retimed import Retimed
    from editor.cli.console import Console

SUFFIX = ".proofcast"


@click.command()
@click.argument("project", type=PATH)
@click.argument("audio", type=PATH)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="PROJECT",
    help="The project to write. By default it lies beside AUDIO, with its name.",
)
@click.option(
    "--keep-lost",
    is_flag=True,
    help="Keep words that were cut out in the text, as not spoken. By default they go.",
)
@click.option("--force", is_flag=True, help="Replace the output if it is there already.")
@json_option
@click.pass_obj
def retime(
    console: Console,
    project: Path,
    audio: Path,
    output: Path | None,
    keep_lost: bool,
    force: bool,
) -> None:
    """Move all times of PROJECT to AUDIO, another edit of its episode.

    For an episode with other ads, a trimmed intro or another encoding: where the sound is the
    same, nothing is aligned again. PROJECT stays as it is, and needs its own audio.
    """
    output = (output or audio.with_suffix(SUFFIX)).absolute()
    _check_target(project, output, force=force)
    _run(project, audio, output, console, keep_lost=keep_lost, force=force)


def _check_target(project: Path, output: Path, *, force: bool) -> None:
    if output.suffix.lower() != SUFFIX:
        raise click.UsageError(f"The name of a project ends in {SUFFIX}: {output.name}")
    if os.path.realpath(project) == os.path.realpath(output):
        raise click.UsageError(f"{project.name} cannot be read and replaced at the same time.")
    if not output.parent.is_dir():
        raise CommandError(
            f"There is no folder {output.parent}: make it, or choose another one with -o."
        )
    if output.exists() and not force:
        raise CommandError(
            f"There is a project {output} already: choose another name with -o, or replace it "
            "with --force."
        )


def _run(
    project: Path, audio: Path, output: Path, console: Console, *, keep_lost: bool, force: bool
) -> None:
    from editor.alignment.other_edit import OtherEpisodeError
    from editor.alignment.other_edit import retime as retimed
    from editor.storage.media_link import MediaReference
    from editor.storage.project import Project

    folders = user_folders()
    with Project.open(project, read_only=True) as opened:
        document, imported = opened.document(), opened.imported
        old = prepared(own_audio(opened), folders, console)
    new = prepared(audio, folders, console)
    try:
        with console.bar("Comparing") as progress:
            found = retimed(document, old, new, keep_lost=keep_lost, progress=progress)
    except OtherEpisodeError as error:
        raise CommandError(str(error)) from None
    media = MediaReference(audio.absolute(), new.fingerprint, new.info.duration_ms)
    Project.create(
        output, found.made.document, media=media, imported=imported, overwrite=force
    ).close()
    _report(output, found.mapping, found.made, console)


def _report(output: Path, mapping: CutMap, made: Retimed, console: Console) -> None:
    values: dict[str, Any] = {
        "project": str(output),
        "words": made.kept,
        "words_cut_out": made.lost,
        "shared_percent": round(100 * mapping.shared, 1),
        "pieces": [
            {"start": p.start / 1000, "end": p.end / 1000, "shift": p.shift / 1000}
            for p in mapping.pieces
        ],
        "removed": _spans(mapping.removed),
        "inserted": _spans(mapping.inserted),
        "notes": list(console.remarks),
    }
    lines = [f"{output}: {made.kept} words moved, {made.lost} cut out"]
    lines += [
        f"  removed   {_clock(a)} to {_clock(b)} of the old audio" for a, b in mapping.removed
    ]
    lines += [
        f"  inserted  {_clock(a)} to {_clock(b)} of the new audio" for a, b in mapping.inserted
    ]
    console.result("\n".join(lines), values)


def _spans(spans: Sequence[tuple[int, int]]) -> list[dict[str, float]]:
    return [{"start": start / 1000, "end": end / 1000} for start, end in spans]


def _clock(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest // 100}"
