"""`proofcast batch`: align and export a folder of episodes, as often as it is interrupted."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from editor.cli.batching import BEFORE, DONE, FAILED, SKIPPED, Aligner, Result, in_parallel
from editor.cli.console import as_json
from editor.cli.errors import CommandError
from editor.cli.files import OUTPUT, write_file
from editor.cli.options import PATH, json_option, show_option
from editor.cli.profiles import profile_named, profile_option
from editor.formats.cue_options import AdPolicy, Wording
from editor.formats.export import WRITERS

if TYPE_CHECKING:
    from pathlib import Path

    from editor.cli.console import Console
    from editor.cli.pairing import Episode, Pairs
    from editor.formats.profile import Profile

FOLDER = "proofcast"
"""Where the results go by default, inside the folder of the episodes."""
_COLUMNS = (
    "episode", "state", "words", "matched_percent", "text_without_sound", "uncertain",
    "caption_problems", "seconds", "project", "message",
)  # fmt: skip


@dataclass(frozen=True)
class _Plan:
    """What to do for every episode."""

    output: Path
    formats: tuple[str, ...]
    profile: Profile
    ads: AdPolicy
    wording: Wording
    force: bool
    transcribe: bool
    aligner: Aligner


@click.command()
@click.argument("folder", type=PATH)
@click.option("--pairs", type=PATH, metavar="CSV", help="Table of audio, transcript and title.")
@click.option("--feed", type=PATH, metavar="RSS", help="The podcast's feed, as a file.")
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FOLDER",
    help="Where to write; by default FOLDER/proofcast.",
)
@click.option(
    "--formats", default="srt,vtt", show_default=True, help="What to export, divided by commas."
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Episodes at a time; each takes a processor and 1 GB.")  # fmt: skip
@click.option("--report", type=PATH, metavar="FILE", help="One line per episode, as CSV or .json.")
@click.option("--ads", type=click.Choice([policy.value for policy in AdPolicy]), default="keep",
              show_default=True, help="What happens to ad reads that are marked.")  # fmt: skip
@click.option("--clean", is_flag=True,
              help="Leave out the words that are marked as fillers and false starts.")  # fmt: skip
@profile_option
@click.option("--language", metavar="CODE", help="What is spoken, such as en or de.")
@click.option("--model", metavar="NAME", help="A speech model by name or folder.")
@show_option
@click.option("--transcribe", is_flag=True, help="Also episodes without a transcript.")
@click.option("--force", is_flag=True, help="Do everything again, replacing projects.")
@json_option
@click.pass_obj
def batch(
    console: Console, /, folder: Path, pairs: Path | None, feed: Path | None, output: Path | None,
    formats: str, jobs: int, report: Path | None, ads: str, clean: bool, profile: str,
    language: str | None, model: str | None, show: str | None, transcribe: bool, force: bool,
) -> int:  # fmt: skip
    """Align and export all episodes in FOLDER.

    Audio and transcripts belong together by name, by a table or by a feed whose files lie in
    FOLDER. What is done already is not done again, so the command can be repeated after an
    interruption or when episodes were added. The exit code is 1 if an episode failed.
    """
    if pairs and feed:
        raise click.UsageError("Give either --pairs or --feed.")
    options = [
        *(("--language", language) if language else ()),
        *(("--model", model) if model else ()),
        *(("--show", show) if show else ()),
    ]
    plan = _Plan(
        (output or folder / FOLDER).absolute(), _formats(formats), profile_named(profile, console),
        AdPolicy(ads), Wording.CLEAN if clean else Wording.VERBATIM, force, transcribe,
        Aligner([*options, *(["--force"] if force else [])]),
    )  # fmt: skip
    found = _pairs(folder, pairs, feed)
    for note in found.notes:
        console.remark(note)
    if not found.episodes:
        raise CommandError(f"No audio was found in {folder}: choose the folder of the episodes.")
    _make_folder(plan.output)
    rows = _work(plan, found.episodes, jobs, report, console)
    failed = sum(row["state"] == FAILED for row in rows)
    console.result(_summary(rows), {"output": str(plan.output), "episodes": rows})
    return 1 if failed else 0


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in WRITERS]
    if unknown:
        raise click.BadParameter(
            f"{unknown[0]} is no format; use {', '.join(WRITERS)}.", param_hint="--formats"
        )
    return names


def _pairs(folder: Path, table: Path | None, feed: Path | None) -> Pairs:
    from editor.cli import pairing

    if not folder.is_dir():
        raise CommandError(f"There is no folder {folder}: check the name.")
    if table:
        return pairing.pairs_by_table(table, folder)
    return pairing.pairs_by_feed(feed, folder) if feed else pairing.pairs_by_name(folder)


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"The folder {path} cannot be made ({error.strerror}).") from error


def _work(
    plan: _Plan, episodes: tuple[Episode, ...], jobs: int, report: Path | None, console: Console
) -> list[dict[str, Any]]:
    """Do all episodes; the report is written after each, so that it can be watched."""
    rows: dict[str, dict[str, Any]] = {}
    order = {episode.name: n for n, episode in enumerate(episodes)}
    results = in_parallel(episodes, lambda one: _episode(plan, one), jobs, plan.aligner.stop)
    with console.bar("Episodes") as progress:
        for result, problems, seconds in results:
            row = _row(result, problems, seconds)
            rows[result.episode.name] = row
            done = sorted(rows.values(), key=lambda row: order[row["episode"]])
            if report and str(report) != OUTPUT:
                write_file(report, _report(done, report).encode("utf-8", "replace"))
            if not console.as_json:
                click.echo(_line(row), err=True)
            progress(len(rows), len(episodes))
    return done


def _episode(plan: _Plan, episode: Episode) -> tuple[Result, int, float]:
    """One episode: result, problems of its captions, seconds it took."""
    started = time.monotonic()
    project = plan.output / f"{episode.name}.proofcast"
    if project.exists() and not plan.force:
        result = Result(episode, BEFORE, project)
    elif episode.transcript is None and not plan.transcribe:
        result = Result(episode, SKIPPED, message="No transcript was found.")
    else:
        result = plan.aligner.align(episode, project)
    problems = 0
    if result.project:
        result, problems = _exported(plan, result)
    return result, problems, time.monotonic() - started


def _exported(plan: _Plan, result: Result) -> tuple[Result, int]:
    """Export what is missing or older than the project."""
    from editor.cli.errors import told
    from editor.formats.export import ExportOptions, export
    from editor.storage.project import Project

    assert result.project is not None
    try:
        with Project.open(result.project, read_only=True) as project:
            document = project.document()
            length = project.media.duration_ms if project.media else 0
        options = ExportOptions(
            ads=plan.ads,
            wording=plan.wording,
            title=result.episode.title or result.episode.name,
            duration_ms=length,
        )
        problems, made = 0, False
        for id in plan.formats:
            path = plan.output / f"{result.episode.name}{WRITERS[id].suffix}"
            exported = export(document, id, plan.profile, options)
            problems = max(problems, len(exported.problems))
            if plan.force or _is_stale(path, result.project):
                write_file(path, exported.content)
                made = True
    except Exception as error:
        if not told(error):
            raise
        return result._replace(state=FAILED, message=str(error)), 0
    state = DONE if made and result.state == BEFORE else result.state
    return result._replace(state=state), problems


def _is_stale(path: Path, project: Path) -> bool:
    try:
        return path.stat().st_mtime_ns < project.stat().st_mtime_ns
    except OSError:
        return True


def _row(result: Result, problems: int, seconds: float) -> dict[str, Any]:
    sums = result.sums
    return {
        "episode": result.episode.name,
        "state": result.state,
        **{key: sums.get(key) for key in _COLUMNS[2:6]},
        "caption_problems": problems,
        "seconds": round(seconds, 1),
        "project": str(result.project) if result.project else None,
        "message": result.message,
    }


def _line(row: dict[str, Any]) -> str:
    matched = f", {row['matched_percent']} % of {row['words']} words found" if row["words"] else ""
    why = f": {row['message']}" if row["message"] else ""
    return f"{row['episode']}: {row['state']}{matched}{why}"


def _report(rows: list[dict[str, Any]], path: Path) -> str:
    from editor.formats.cue_lists import csv_text

    if path.suffix.lower() == ".json":
        return as_json(rows) + "\n"
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for row in rows:
        cells = ("" if row[key] is None else str(row[key]) for key in _COLUMNS)
        writer.writerow([csv_text(cell) for cell in cells])
    return text.getvalue()


def _summary(rows: list[dict[str, Any]]) -> str:
    counts = {state: sum(row["state"] == state for row in rows) for state in
              (DONE, BEFORE, SKIPPED, FAILED)}  # fmt: skip
    told = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    return f"{len(rows)} episodes: {told}."
