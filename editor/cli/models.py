"""`proofcast models`: which speech models there are, and getting more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from editor.cli.errors import CommandError
from editor.cli.options import json_option
from editor.settings.folders import user_folders

if TYPE_CHECKING:
    from editor.alignment.models import ModelFolder, ModelRow
    from editor.cli.console import Console


@click.group()
def models() -> None:
    """List, download and check speech models.

    tiny.en comes with Proofcast. Nothing is ever downloaded unless “download” is called.
    """


@models.command("list")
@json_option
@click.pass_obj
def list_models(console: Console) -> None:
    """List the models that Proofcast knows, and which of them are here."""
    from editor.alignment.models import find_folders, load_catalog, model_rows

    rows = model_rows(load_catalog(), find_folders(user_folders().models))
    width = max(len(row.entry.name) for row in rows)
    text = "\n".join(
        f"{'*' if row.installed else ' '} {row.entry.name:{width}}  {row.state}. {row.entry.about}"
        for row in rows
    )
    console.result(f"{text}\n* can be used now", {"models": [_values(row) for row in rows]})


def _values(row: ModelRow) -> dict[str, Any]:
    return {
        "name": row.entry.name,
        "title": row.entry.title,
        "languages": row.entry.languages,
        "size": row.entry.size,
        "licence": row.entry.licence,
        "installed": row.installed,
        "folder": str(row.folder.path) if row.folder else None,
        "state": row.state,
    }


@models.command()
@click.argument("name")
@json_option
@click.pass_obj
def download(console: Console, name: str) -> None:
    """Download the model NAME, check it, and install it in your models folder.

    What has arrived when a download breaks off, or is stopped with Ctrl+C, is used the next time.
    """
    from editor.alignment.models import fetch, load_catalog

    entry = load_catalog().get(name)
    with console.bar(f"Downloading {entry.name}", unit="B") as progress:
        folder = fetch(entry, user_folders().models, progress=progress)
    console.result(f"{entry.name} is in {folder}.", {"name": entry.name, "folder": str(folder)})


@models.command()
@click.argument("name")
@json_option
@click.pass_obj
def verify(console: Console, name: str) -> None:
    """Check every byte of the model NAME (a name, or a folder) against its checksums."""
    from editor.alignment.models import find_folders, load_catalog, resolve

    folders = find_folders(user_folders().models)
    found = resolve(name, catalog=load_catalog(), folders=folders)
    for sentence in found.passed_over:
        console.remark(sentence)
    problems = _problems(found, console)
    if problems:
        raise CommandError(
            f"The speech model in {found.path} is broken: {', '.join(problems)}; remove that "
            "folder and download the model again."
        )
    checked = found.entry is not None
    how = "every checksum is right" if checked else "all files are there; it has no checksums"
    values = {"name": name, "folder": str(found.path), "checked": checked, "problems": []}
    console.result(f"{found.path}: {how}.", values)


def _problems(found: ModelFolder, console: Console) -> list[str]:
    from editor.alignment.models import verify as check

    done, total = 0, found.entry.size if found.entry else 0
    with console.bar("Checking", unit="B") as progress:

        def count(size: int) -> None:
            nonlocal done
            done += size
            progress(done, total)

        return check(found.path, found.entry, thorough=True, on_bytes=count)
