"""Chapters of an episode, and the files that carry them.

The user's chapters and the kept ad reads are joined here. An ad read becomes a silent chapter: a
player that knows them can skip it, but does not list it.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.cue_options import ad_notice
from editor.formats.cues import CueProblem
from editor.formats.passages import clock
from editor.transcript.cut import ad_times
from editor.transcript.words import to_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editor.transcript.cut import Shift
    from editor.transcript.document import Transcript

YOUTUBE_LEAST, YOUTUBE_SHORTEST = 3, 10_000
"""YouTube shows chapters only if there are so many, each of at least so many ms."""

NOTICE = ad_notice("").strip("[]")
"""How the silent chapter of every ad read begins."""

_WHOLE = "Episode"
_META = re.compile(r"[=;#\\\n]")


class Chapter(NamedTuple):
    """A part of an episode. Times in ms; without an `end` it lasts until the next one.

    `listed` is False for a silent chapter, which players skip by but do not show.
    """

    title: str
    start: int
    end: int | None = None
    listed: bool = True
    url: str = ""
    image: str = ""


def ad_chapters(document: Transcript) -> tuple[Chapter, ...]:
    """A silent chapter for each stretch of an ad read."""
    return tuple(
        Chapter(ad_notice(ad.sponsor).strip("[]"), start, end, listed=False)
        for ad, start, end in ad_times(document)
    )


def moved(chapters: Iterable[Chapter], shift: Shift) -> tuple[Chapter, ...]:
    """Chapters on the timeline after a cut; those that were cut out go."""
    found: list[Chapter] = []
    for chapter in sorted(chapters, key=lambda row: row.start):
        end = None if chapter.end is None else shift(chapter.end)
        start = shift(chapter.start)
        if found and found[-1].start == start and found[-1].listed == chapter.listed:
            found.pop()  # nothing of it is left
        if end is None or end > start:
            found.append(chapter._replace(start=start, end=end))
    return tuple(found)


def whole_show(chapters: Sequence[Chapter], title: str) -> tuple[Chapter, ...]:
    """The chapters in order; with one for the whole episode where the user has made none."""
    listed = any(row.listed for row in chapters)
    more = () if listed else (Chapter(" ".join(title.split()) or _WHOLE, 0),)
    return tuple(sorted((*more, *chapters), key=lambda row: (row.start, not row.listed)))


def write_podcast_chapters(chapters: Iterable[Chapter]) -> str:
    """Chapters of the podcast namespace, version 1.2.0 (JSON), in order of their starts."""
    rows = [
        {
            "startTime": to_seconds(max(row.start, 0)),
            **({"endTime": to_seconds(row.end)} if row.end is not None else {}),
            "title": row.title,
            **({} if row.listed else {"toc": False}),
            **({"url": row.url} if row.url else {}),
            **({"img": row.image} if row.image else {}),
        }
        for row in sorted(chapters, key=lambda row: row.start)
    ]
    return json.dumps({"version": "1.2.0", "chapters": rows}, ensure_ascii=False, indent=1) + "\n"


def write_youtube_chapters(chapters: Iterable[Chapter]) -> tuple[str, tuple[CueProblem, ...]]:
    """Lines for a video's description, and what keeps YouTube from showing them.

    The first chapter always begins at 0:00, as YouTube demands; silent ones are left out.
    """
    rows = sorted((row for row in chapters if row.listed), key=lambda row: row.start)
    if rows and rows[0].start > 0:
        rows[0] = rows[0]._replace(start=0)
    text = "".join(f"{clock(row.start)} {' '.join(row.title.split())}\n" for row in rows)
    return text, _youtube_problems(rows)


def _youtube_problems(rows: Sequence[Chapter]) -> tuple[CueProblem, ...]:
    found = []
    if len(rows) < YOUTUBE_LEAST:
        message = f"YouTube shows chapters only if there are at least {YOUTUBE_LEAST}."
        found.append(CueProblem(0, "few-chapters", message))
    for index, (row, following) in enumerate(pairwise(rows)):
        if following.start // 1000 * 1000 - row.start // 1000 * 1000 < YOUTUBE_SHORTEST:
            message = f"The chapter “{row.title}” is shorter than 10 s, so YouTube shows none."
            found.append(CueProblem(index, "short-chapter", message))
    return tuple(found)


def write_ffmetadata(chapters: Sequence[Chapter], duration_ms: int) -> str:
    """Chapters as FFmpeg's metadata file, from which it writes ID3 CHAP and CTOC frames (MP3).

    All chapters end where the next begins or at `duration_ms`. Silent ones are left out: these
    tags cannot say that a chapter is not to be listed.
    """
    rows = sorted((row for row in chapters if row.listed), key=lambda row: row.start)
    ends = [row.start for row in rows[1:]] + [duration_ms]
    parts = [";FFMETADATA1\n"]
    for row, end in zip(rows, ends, strict=True):
        start = max(row.start, 0)
        title = _META.sub(r"\\\g<0>", " ".join(row.title.split()))
        title += " " if title.endswith("\\") else ""  # FFmpeg would join the next line to it
        parts.append(
            f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={max(end, start + 1)}\ntitle={title}\n"
        )
    return "".join(parts)
