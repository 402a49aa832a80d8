"""Chapters that the user has already: in a file of their own, or in the episode's audio."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from editor.formats.chapters import NOTICE, Chapter
from editor.formats.encoding import decode
from editor.formats.errors import FormatError
from editor.media.chapters import stated_chapters
from editor.media.errors import MediaError
from editor.transcript.words import from_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 4 * 2**20
"""Bytes of a file of chapters; a longer one is something else."""
_LONGEST_S = 10_000 * 3600
_LINE = re.compile(r"\s*[-*\u2022(\[]*\s*((?:\d{1,4}:)?\d{1,4}:\d\d(?:[.,]\d{1,3})?)[)\]]*(.*)")
_BETWEEN = " \t\u00a0-\u2013\u2014:.|"


def read_chapters(path: Path) -> tuple[Chapter, ...]:
    """The chapters in a file, in order of their starts.

    It holds lines of a time and a title, as in a video's description, or the chapters of the
    podcast namespace (JSON). Silent chapters of ad reads are left out, because every export makes
    them anew.

    Raises:
        FormatError: The file cannot be read, or holds no chapters.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FormatError(f"{path} cannot be read ({error.strerror}).") from error
    text = decode(data).text if len(data) <= LARGEST else ""
    rows = _of_json(text, path) if text.lstrip().startswith("{") else _of_lines(text)
    found = sorted(rows, key=lambda row: row.start)
    if not found:
        raise FormatError(
            f"{path.name} holds no chapters: write a line such as “12:30 The old mill” for each."
        )
    return tuple(row for row in found if row.listed or not row.title.startswith(NOTICE))


def chapters_in_audio(path: Path) -> tuple[Chapter, ...]:
    """The chapters in the tags of an audio file; none if it cannot be read."""
    try:
        rows = stated_chapters(path)
    except MediaError:
        return ()
    return tuple(Chapter(title, start) for title, start in rows)


def _of_lines(text: str) -> Iterator[Chapter]:
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        title = " ".join(found[2].strip(_BETWEEN).split()) if found else ""
        if found and title:
            yield Chapter(title, _ms_of(found[1]))


def _ms_of(clock: str) -> int:
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return from_seconds(seconds)


def _of_json(text: str, path: Path) -> list[Chapter]:
    try:
        rows = json.loads(text)["chapters"]
        return [_of_row(row) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FormatError(
            f"{path.name} is not a file of Podcasting 2.0 chapters: choose another one."
        ) from None


def _of_row(row: Any) -> Chapter:
    start, end = _time(row["startTime"]), row.get("endTime")
    return Chapter(
        " ".join(str(row.get("title") or "").split()),
        start,
        None if end is None else max(_time(end), start),
        listed=row.get("toc") is not False,
        url=str(row.get("url") or ""),
        image=str(row.get("img") or ""),
    )


def _time(value: Any) -> int:
    seconds = float(value)
    if not 0 <= seconds <= _LONGEST_S:
        raise ValueError("no time in an episode")
    return from_seconds(seconds)
