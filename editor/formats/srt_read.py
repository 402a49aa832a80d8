"""Read SubRip (SRT) files. No standard exists; this takes what players take, and more."""

from __future__ import annotations

import re
from typing import NamedTuple

from editor.formats.errors import FormatError
from editor.formats.imported import Imported
from editor.formats.labelled_cues import RawCue, turns_of_cues

ID = "srt"

_STAMP = r"(\d{1,4}):(\d{1,2}):(\d{1,2})(?:[,.:](\d{1,3})\d*)?"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-{{1,3}}>\s*{_STAMP}(?:\s.*)?$")
_TAGS = re.compile(r"</?(?:[biu]|font(?:\s[^<>]{0,200})?)\s*>|\{\\[^{}]{0,100}\}", re.IGNORECASE)
_INDEX = re.compile(r"\s*\d{1,7}\s*")
GUARD = "\u2060"
"""Word joiner: written after `<` so that players do not take text for a tag."""


class _Timing(NamedTuple):
    line: int
    start: int
    end: int


def sniff(head: str) -> float:
    """How surely the beginning of a file is SRT, 0-1."""
    lines = head.split("\n", 200)
    if head.lstrip().startswith("WEBVTT"):
        return 0.0
    return 0.95 if any(_timing(line, 0) for line in lines) else 0.0


def read(text: str, name: str) -> Imported:
    """Read a whole file.

    Raises:
        FormatError: There is no cue in it.
    """
    cues, skipped = read_cues(text)
    if not cues:
        raise FormatError(f"{name} has no captions that can be read; it may be no SRT file.")
    turns, notes = turns_of_cues(cues)
    if skipped:
        notes = (f"{skipped} lines outside the captions were skipped.", *notes)
    return Imported(turns, notes=notes, format=ID)


def read_cues(text: str) -> tuple[list[RawCue], int]:
    """The cues as written, without tags, and how many stray lines were skipped before them."""
    lines = text.split("\n")
    timings = [timing for n, line in enumerate(lines) if (timing := _timing(line, n))]
    if not timings:
        return [], 0
    ends = [timing.line for timing in timings[1:]] + [len(lines)]
    last = len(timings) - 1
    cues = [
        RawCue(t.start, t.end, _payload(lines[t.line + 1 : end], before_timing=n < last))
        for n, (t, end) in enumerate(zip(timings, ends, strict=True))
    ]
    before = [line for line in lines[: timings[0].line] if line.strip()]
    stray = before[:-1] if before and _INDEX.fullmatch(before[-1]) else before
    return cues, len(stray)


def is_timing(line: str) -> bool:
    """Whether a line is read as the times of a cue."""
    return _timing(line, 0) is not None


def _timing(line: str, number: int) -> _Timing | None:
    match = _TIMING.match(line) if "->" in line and len(line) < 500 else None
    if not match:
        return None
    return _Timing(number, _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:]))


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(
        fraction.ljust(3, "0")
    )


def _payload(lines: list[str], *, before_timing: bool) -> str:
    """The text of a cue; a number right before the next timing line is that cue's index."""
    if before_timing and lines and _INDEX.fullmatch(lines[-1]):
        lines = lines[:-1]
    return _TAGS.sub("", "\n".join(lines)).replace("<" + GUARD, "<").strip("\n")
