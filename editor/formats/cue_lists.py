"""Cues as data: Podcasting 2.0 JSON, Audacity labels and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from editor.transcript.words import to_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editor.formats.cues import Cue
    from editor.transcript.document import Transcript

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def names_of(cues: Iterable[Cue], document: Transcript, *, names: bool = True) -> list[str]:
    """The speaker's name of each cue; "" where there is none, or none is wanted."""
    known = {row.id: " ".join(row.name.split()) for row in document.speakers} if names else {}
    return [known.get(cue.speaker, "") if cue.speaker is not None else "" for cue in cues]


def write_podcast_json(cues: Sequence[Cue], names: Sequence[str], language: str = "") -> str:
    """A transcript of the podcast namespace, version 1.0.0: one segment a cue, times in seconds.

    Start, end and body are always written, because readers insist on them.
    """
    segments = [
        {
            **({"speaker": name} if name else {}),
            "startTime": to_seconds(cue.start),
            "endTime": to_seconds(cue.end),
            "body": cue.text,
        }
        for cue, name in zip(cues, names, strict=True)
    ]
    content = {"version": "1.0.0", **({"language": language} if language else {})}
    return json.dumps({**content, "segments": segments}, ensure_ascii=False, indent=1) + "\n"


def write_audacity(cues: Sequence[Cue], names: Sequence[str]) -> str:
    """A label track of Audacity: start and end in seconds and the text, apart by tabs."""
    rows = (
        f"{cue.start / 1000:.6f}\t{cue.end / 1000:.6f}\t{f'{name}: ' if name else ''}{cue.text}\n"
        for cue, name in zip(cues, names, strict=True)
    )
    return "".join(rows)


def write_csv(cues: Sequence[Cue], names: Sequence[str]) -> str:
    """A table of cues: start and end in seconds, speaker, text."""
    rows = [
        (f"{cue.start / 1000:.3f}", f"{cue.end / 1000:.3f}", csv_text(name), csv_text(cue.text))
        for cue, name in zip(cues, names, strict=True)
    ]
    return csv_table(("start", "end", "speaker", "text"), rows)


def csv_table(head: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Rows as RFC 4180 has them. Cells that hold foreign text must come from `csv_text`."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


def csv_text(text: str) -> str:
    """Text for a cell, with an apostrophe before what a spreadsheet would take for a formula."""
    plain = text.replace("\0", "\ufffd")
    return f"'{plain}" if plain.startswith(_FORMULA_STARTS) else plain
