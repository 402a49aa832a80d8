"""`proofcast info`: what is in a project, an audio file or a transcript."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from editor.cli.options import PATH, json_option
from editor.transcript.words import Match, to_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from editor.cli.console import Console
    from editor.storage.project import Project
    from editor.transcript.document import AdSpan, Transcript


@click.command()
@click.argument("file", type=PATH)
@json_option
@click.pass_obj
def info(console: Console, file: Path) -> None:
    """Show what is in FILE: a project, an episode's audio, or a transcript."""
    from editor.storage.opening import kind_of

    describe = {"project": _project, "audio": _audio, "transcript": _transcript}[kind_of(file)]
    values = describe(file)
    console.result("\n".join(_lines(values)), values)


def _project(path: Path) -> dict[str, Any]:
    from editor.storage.project import Project

    with Project.open(path, read_only=True) as project:
        document, steps = project.document(), project.history()
        return {
            "kind": "project",
            "path": str(project.path),
            "audio": _media(project),
            "imported": project.imported.name if project.imported else None,
            "language": document.language,
            **_counts(document),
            "speakers": _speakers(document),
            "ads": [_ad(document, span) for span in document.ad_spans],
            "undo_steps": len(steps.undo),
            "redo_steps": len(steps.redo),
        }


def _media(project: Project) -> dict[str, Any] | None:
    location = project.locate_media()
    if project.media is None:
        return None
    return {
        "path": str(location.path or project.media.path),
        "state": location.state.value,
        "duration": to_seconds(project.media.duration_ms),
    }


def _counts(document: Transcript) -> dict[str, Any]:
    words = [word for _, word in document.places()]
    matches = Counter(word.match for word in words)
    aligned = len(words) - matches[Match.UNKNOWN]
    return {
        "words": len(words),
        "turns": sum(bool(turn.words) for turn in document.turns),
        "aligned_percent": round(100 * aligned / len(words), 1) if words else 0.0,
        "timed": sum(word.timed for word in words),
        "matched": matches[Match.MATCHED],
        "text_without_sound": matches[Match.NO_SOUND],
        "uncertain": matches[Match.UNCERTAIN],
    }


def _speakers(document: Transcript) -> list[dict[str, Any]]:
    turns = Counter(turn.speaker for turn in document.turns if turn.words)
    words: Counter[Any] = Counter()
    for turn in document.turns:
        words[turn.speaker] += len(turn.words)
    names = [(row.id, row.name) for row in document.speakers]
    rows: list[tuple[Any, str | None]] = [*names, *([(None, None)] if turns[None] else [])]
    return [{"name": name, "turns": turns[key], "words": words[key]} for key, name in rows]


def _ad(document: Transcript, span: AdSpan) -> dict[str, Any]:
    words = [word for _, word in document.places() if word.ad == span.ad.id]
    timed = [word for word in words if word.timed]
    return {
        "kind": span.ad.kind.value,
        "sponsor": span.ad.sponsor,
        "words": len(words),
        "start": to_seconds(min(word.start for word in timed)) if timed else None,
        "end": to_seconds(max(word.end for word in timed)) if timed else None,
    }


def _audio(path: Path) -> dict[str, Any]:
    from editor.media.probe import probe

    found = probe(path)
    return {
        "kind": "audio",
        "path": str(path.absolute()),
        "title": found.title,
        "duration": to_seconds(found.duration_ms),
        "container": found.container,
        "codec": found.codec,
        "sample_rate": found.sample_rate,
        "channels": found.channels,
        "video": found.has_video,
    }


def _transcript(path: Path) -> dict[str, Any]:
    from editor.formats.registry import FORMATS, read_transcript

    read = read_transcript(path)
    document = read.to_transcript()
    return {
        "kind": "transcript",
        "path": str(path.absolute()),
        "format": next((row.label for row in FORMATS if row.id == read.format), read.format),
        "title": read.title,
        "language": read.language,
        "words": read.word_count,
        "turns": len(read.turns),
        "timed": sum(word.timed for _, word in document.places()),
        "speakers": _speakers(document),
        "notes": list(read.notes),
    }


def _lines(values: dict[str, Any]) -> Iterable[str]:
    """The values for people: one a line, lists as lines of their own."""
    width = max(len(name) for name in values) + 2
    for name, value in values.items():
        title = f"{name.replace('_', ' ').capitalize()}:".ljust(width)
        if isinstance(value, list):
            yield f"{title} {len(value) or 'none'}"
            yield from (f"  - {_row(entry)}" for entry in value)
        elif value not in (None, ""):
            yield f"{title} {_shown(name, value)}"


def _row(entry: dict[str, Any] | str) -> str:
    if isinstance(entry, str):
        return entry
    filled = {key: value for key, value in entry.items() if value not in (None, "")}
    title = filled.pop("name", None) or filled.pop("kind", None) or "without a name"
    return f"{title}: " + ", ".join(f"{key} {_shown(key, text)}" for key, text in filled.items())


def _shown(name: str, value: Any) -> str:
    if isinstance(value, dict):
        first, *rest = value.items()
        details = ", ".join(f"{key} {_shown(key, entry)}" for key, entry in rest)
        return f"{first[1]} ({details})"
    if name in ("duration", "start", "end"):
        return _clock(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value} %" if name.endswith("_percent") else str(value)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{int(minutes) // 60}:{int(minutes) % 60:02d}:{rest:04.1f}"
