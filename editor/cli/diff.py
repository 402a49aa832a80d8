"""`proofcast diff`: what changed since the transcript was imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from editor.cli.console import write_output
from editor.cli.errors import CommandError
from editor.cli.files import write_file
from editor.cli.options import PATH

if TYPE_CHECKING:
    from pathlib import Path

    from editor.cli.console import Console
    from editor.transcript.document import Transcript


@click.command()
@click.argument("project", type=PATH)
@click.option(
    "--html",
    "page",
    type=PATH,
    metavar="FILE",
    help="Write a page with both texts side by side; “-” is standard output.",
)
@click.option("--unified", is_flag=True, help="Print a unified diff; so it is without options.")
@click.pass_obj
def diff(console: Console, project: Path, page: Path | None, unified: bool) -> None:
    """Show what became of the transcript that PROJECT began with."""
    from editor.formats import provenance

    before, after, name = _both(project)
    if page is not None:
        html = provenance.side_by_side(before, after, name, project.name, after.language)
        write_file(page, html.encode("utf-8", "replace"))
    if unified or page is None:
        text = provenance.unified(before, after, f"{name} (imported)", f"{project.name} (now)")
        write_output(text.encode("utf-8", "replace"))
    console.remark(provenance.changes_of(before, after).sentence)


def _both(path: Path) -> tuple[Transcript, Transcript, str]:
    """The document as it was imported, as it is now, and the name of the imported file."""
    from editor.formats.registry import read_data
    from editor.storage.project import Project

    with Project.open(path, read_only=True) as project:
        imported, now = project.imported, project.document()
    if imported is None:
        raise CommandError(
            f"{path.name} was made without a transcript, so there is nothing to compare it with."
        )
    return read_data(imported.content, imported.name).to_transcript(), now, imported.name
