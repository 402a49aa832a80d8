"""The chapters that an audio file carries in its tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.media.source import open_source

if TYPE_CHECKING:
    from pathlib import Path


def stated_chapters(path: Path) -> tuple[tuple[str, int], ...]:
    """Title and start in ms of each chapter, in order; none for most files.

    Raises:
        MediaError: The file cannot be read, or holds no sound.
    """
    with open_source(path) as source:
        rows = source.container.chapters()
    found = [
        (str(row["metadata"].get("title", "")), round(1000 * row["start"] * row["time_base"]))
        for row in rows
    ]
    return tuple(sorted(((title, max(start, 0)) for title, start in found), key=lambda row: row[1]))
