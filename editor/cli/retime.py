"""`proofcast retime`: a project for another edit of the same episode."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from editor.cli.errors import CommandError
from editor.cli.options import PATH, json_option, settings_in
from editor.cli.sound import own_audio, prepared
from editor.settings.folders import user_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from editor.alignment.other_edit import OtherEdit
    from editor.alignment.text_anchors import Hearing
    from editor.cli.console import Console
    from editor.settings.folders import Folders
    from editor.transcript.document import Transcript

SUFFIX = ".proofcast"


class Job(NamedTuple):
    """What was asked for."""

    project: Path
    audio: Path
    output: Path
    keep_lost: bool
    text_anchors: bool
    force: bool


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
@click.option(
    "--text-anchors/--no-text-anchors",
    default=True,
    help="Whether to look, by what is said, for passages whose sound is another now, such as those "
    "recorded again. By default that is done with the speech model of the settings.",
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
    text_anchors: bool,
    force: bool,
) -> None:
    """Move all times of PROJECT to AUDIO, another edit of its episode.

    For an episode with other ads, a trimmed intro or another encoding: where the sound is the
    same, nothing is aligned again. PROJECT stays as it is, and needs its own audio.
    """
    output = (output or audio.with_suffix(SUFFIX)).absolute()
    _check_target(project, output, force=force)
    job = Job(project, audio, output, keep_lost, text_anchors, force)
    _run(job, console)


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


def _run(job: Job, console: Console) -> None:
    from editor.alignment.other_edit import OtherEpisodeError
    from editor.alignment.other_edit import retime as retimed
    from editor.storage.media_link import MediaReference
    from editor.storage.project import Project

    folders = user_folders()
    with Project.open(job.project, read_only=True) as opened:
        document, imported = opened.document(), opened.imported
        old = prepared(own_audio(opened), folders, console)
    new = prepared(job.audio, folders, console)
    hearing = _hearing(document, folders, console) if job.text_anchors else None
    try:
        with console.bar("Comparing") as comparing, _later(console, "Listening") as listening:
            found = retimed(
                document, old, new, keep_lost=job.keep_lost, progress=comparing,
                hearing=hearing, listening=listening,
            )  # fmt: skip
    except OtherEpisodeError as error:
        raise CommandError(str(error)) from None
    if found.note:
        console.remark(found.note)
    media = MediaReference(job.audio.absolute(), new.fingerprint, new.info.duration_ms)
    Project.create(
        job.output, found.made.document, media=media, imported=imported, overwrite=job.force
    ).close()
    _report(job.output, found, console)


@contextmanager
def _later(console: Console, title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar that is not there before there is progress."""
    with ExitStack() as stack:
        bars: list[Callable[[int, int], None]] = []

        def tell(done: int, total: int) -> None:
            if not bars:
                bars.append(stack.enter_context(console.bar(title)))
            bars[0](done, total)

        yield tell


def _hearing(document: Transcript, folders: Folders, console: Console) -> Hearing | None:
    """The speech model of the settings; None, with a remark, where there is none."""
    from editor.alignment.models import ModelError, find_folders, load_catalog, resolve
    from editor.alignment.other_edit import NOT_LOOKED_FOR
    from editor.alignment.text_anchors import hearing_of

    name = settings_in(folders, console).model
    try:
        model = resolve(name, catalog=load_catalog(), folders=find_folders(folders.models))
    except ModelError as error:
        console.remark(f"{NOT_LOOKED_FOR} {error}")
        return None
    return hearing_of(model, document.language)


def _report(output: Path, found: OtherEdit, console: Console) -> None:
    made, mapping = found.made, found.mapping
    by_text = [passage.new for passage in found.passages]
    values: dict[str, Any] = {
        "project": str(output),
        "words": made.kept,
        "words_by_text": made.by_text,
        "words_cut_out": made.lost,
        "shared_percent": round(100 * mapping.shared, 1),
        "pieces": [
            {"start": p.start / 1000, "end": p.end / 1000, "shift": p.shift / 1000}
            for p in mapping.pieces
        ],
        "removed": _spans(found.removed),
        "inserted": _spans(found.inserted),
        "aligned_by_text": _spans(by_text),
        "notes": list(console.remarks),
    }
    lines = [f"{output}: {made.kept} words moved, {made.lost} cut out"]
    rows = [("removed", "old", span) for span in found.removed]
    rows += [("inserted", "new", span) for span in found.inserted]
    rows += [("aligned by text", "new", span) for span in by_text]
    lines += [
        f"  {what:<9} {_clock(a)} to {_clock(b)} of the {which} audio"
        for what, which, (a, b) in rows
    ]
    console.result("\n".join(lines), values)


def _spans(spans: Sequence[tuple[int, int]]) -> list[dict[str, float]]:
    return [{"start": start / 1000, "end": end / 1000} for start, end in spans]


def _clock(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest // 100}"
