"""`proofcast check`: whether caption files are sound, and say what a project says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from editor.cli.options import PATH, json_option
from editor.cli.profiles import profile_named, profile_option

if TYPE_CHECKING:
    from pathlib import Path

    from editor.cli.console import Console
    from editor.formats.check import Checked
    from editor.formats.cue_files import FileCue
    from editor.transcript.document import Transcript

FOUND = 1
"""Exit code when a file has problems."""
SHOWN = 20
"""How many problems of a file are told; all of them stand in the JSON."""


class _File(NamedTuple):
    path: Path
    checked: Checked


@click.command()
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--against", type=PATH, metavar="PROJECT", help="What the files should say, word for word."
)
@profile_option
@json_option
@click.pass_obj
def check(console: Console, files: tuple[Path, ...], against: Path | None, profile: str) -> int:
    """Check caption files and transcripts: syntax, times, limits, speakers, words.

    With PROJECT, words that are missing or added are told, cues that stand far from their words,
    and wrong speakers. The exit code is 1 if there are problems.
    """
    from editor.formats.check import check_data
    from editor.formats.encoding import read_bytes

    limits = profile_named(profile, console)
    document = _document(against) if against else None
    found = [
        _File(path, check_data(read_bytes(path), path.name, limits, document)) for path in files
    ]
    problems = sum(len(row.checked.problems) for row in found)
    rows = [_json(row) for row in found]
    values: dict[str, Any] = {
        "ok": problems == 0,
        "profile": limits.id,
        "against": str(against.absolute()) if against else None,
        # Of one file they stand here too.
        **({key: rows[0][key] for key in ("cues", "problems")} if len(rows) == 1 else {}),
        "files": rows,
    }
    console.result("\n".join(line for row in found for line in _lines(row)), values)
    return FOUND if problems else 0


def _document(path: Path) -> Transcript:
    from editor.storage.project import Project

    with Project.open(path, read_only=True) as project:
        return project.document()


def _json(row: _File) -> dict[str, Any]:
    checked = row.checked
    return {
        "path": str(row.path.absolute()),
        "format": checked.format or None,
        "cues": [_cue(cue) for cue in checked.cues],
        "problems": [
            {
                "kind": problem.kind,
                "message": problem.message,
                "cue": None if problem.cue is None else problem.cue + 1,
                "line": problem.line,
                "start": _start(checked, problem.cue),
            }
            for problem in checked.problems
        ],
    }


def _cue(cue: FileCue) -> dict[str, Any]:
    return {
        "start": None if cue.start is None else cue.start / 1000,
        "end": None if cue.end is None else cue.end / 1000,
        "text": cue.text,
        "speaker": cue.speaker,
    }


def _start(checked: Checked, cue: int | None) -> float | None:
    start = checked.cues[cue].start if cue is not None and cue < len(checked.cues) else None
    return None if start is None else start / 1000


def _lines(row: _File) -> list[str]:
    problems = row.checked.problems
    if not problems:
        count = len(row.checked.cues)
        return [f"{row.path}: no problems in {count} {'cue' if count == 1 else 'cues'}."]
    lines = [f"{row.path}: {len(problems)} {'problem' if len(problems) == 1 else 'problems'}."]
    for problem in problems[:SHOWN]:
        places = (
            f"line {problem.line}" if problem.line else "",
            f"cue {problem.cue + 1}" if problem.cue is not None else "",
        )
        where = ", ".join(filter(None, places))
        lines.append(f"  {where + ': ' if where else ''}{problem.message}")
    if len(problems) > SHOWN:
        lines.append(f"  … and {len(problems) - SHOWN} more; --json lists all.")
    return lines
