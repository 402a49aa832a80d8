"""The syntax of caption files, format by format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from editor.formats import ass_read, ttml_read
from editor.formats.file_problem import FileProblem
from editor.formats.srt_syntax import srt_syntax
from editor.formats.vtt_syntax import vtt_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editor.formats.cue_files import FileCue


def syntax_problems(text: str, format_id: str, name: str) -> list[FileProblem]:
    """What is wrong with the form of a file; nothing for formats without rules.

    Raises:
        FormatError: It cannot be read at all.
    """
    check = _CHECKS.get(format_id)
    return check(text, name) if check else []


def order_problems(cues: Sequence[FileCue], *, ordered: bool) -> list[FileProblem]:
    """Cues that overlap; unless `ordered` says that it was checked, those out of order, too."""
    found: list[FileProblem] = []
    latest, last = -1, -1
    for index, cue in enumerate(cues):
        if cue.start is None or cue.end is None:
            continue
        if not ordered and cue.end <= cue.start:
            message = "The cue does not end after it starts."
            found.append(FileProblem("duration", message, index))
        if not ordered and cue.start < last:
            message = "The cue starts before the one before it."
            found.append(FileProblem("order", message, index))
        if last <= cue.start < latest:
            message = "The cue starts before the one before it has ended."
            found.append(FileProblem("overlap", message, index))
        latest, last = max(latest, cue.end), max(last, cue.start)
    return found


def _ttml(text: str, name: str) -> list[FileProblem]:
    file = ttml_read.parse(text, name)
    told = (
        (file.language is None, "language", "The file does not say its language (xml:lang)."),
        ("http://www.w3.org/ns/ttml" not in text, "namespace", "The namespace of TTML is missing."),
        (file.untimed, "no-times", f"{file.untimed} paragraphs have no times."),
        (file.bad_times, "timing", f"{file.bad_times} times cannot be understood."),
    )
    return [FileProblem(kind, message) for wrong, kind, message in told if wrong]


def _ass(text: str, name: str) -> list[FileProblem]:
    file = ass_read.parse(text)
    message = f"{file.damaged} lines of dialogue cannot be understood."
    return [FileProblem("timing", message)] if file.damaged else []


def _json(text: str, name: str) -> list[FileProblem]:
    """A transcript of the podcast namespace has a version and number times; Whisper's is free."""
    data = json.loads(text)
    rows = data.get("segments") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not any(
        isinstance(row, dict) and ("startTime" in row or "body" in row) for row in rows
    ):
        return []
    found = []
    if not isinstance(data.get("version"), str):
        found.append(FileProblem("version", "The field version is missing."))
    for index, row in enumerate(rows):
        numbers = (
            [row.get(key) for key in ("startTime", "endTime")] if isinstance(row, dict) else []
        )
        if not numbers or not all(_is_number(value) for value in numbers):
            message = "A segment needs startTime and endTime as numbers."
            found.append(FileProblem("timing", message, index))
        elif not isinstance(row.get("body"), str):
            found.append(FileProblem("no-text", "A segment needs a body.", index))
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_CHECKS: dict[str, Callable[[str, str], list[FileProblem]]] = {
    "vtt": lambda text, name: vtt_problems(text),
    "srt": lambda text, name: srt_syntax(text),
    "ttml": _ttml,
    "ass": _ass,
    "whisper-json": _json,
}
