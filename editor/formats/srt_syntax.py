"""Whether an SRT file is as strict readers want it: numbered, in order, with plain time stamps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editor.formats.file_problem import FileProblem
from editor.formats.srt_read import GUARD, is_timing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STAMP = r"(\d{2,4}):([0-5]\d):([0-5]\d),(\d{3})"
_TIMING = re.compile(rf"{_STAMP} --> {_STAMP}(?: +X1:\d+ X2:\d+ Y1:\d+ Y2:\d+)?[ \t]*", re.ASCII)
_TAG = re.compile(r"</?([A-Za-z]+)[^>]*>")
_KNOWN_TAGS = ("b", "i", "u", "font")


def srt_syntax(text: str) -> list[FileProblem]:
    """Every place where a text (with LF line ends) is not as strict readers want it."""
    found: list[FileProblem] = []
    cue, last = -1, 0
    for number, block in _split(text.lstrip("\ufeff").split("\n")):
        at = next((n for n, line in enumerate(block[:2]) if "-->" in line), None)
        if at is None:
            message = "These lines belong to no cue; perhaps an empty line cut one in two."
            found.append(FileProblem("stray", message, None if cue < 0 else cue, number))
            continue
        kept = is_timing(block[at])
        cue += kept  # as the reader counts them
        place = cue if kept else None
        if at == 0 or block[0].strip() != str(cue + 1):
            message = f"The cue should have the number {cue + 1}."
            found.append(FileProblem("index", message, place, number))
        timing = _TIMING.fullmatch(block[at]) if len(block[at]) < 500 else None
        if timing:
            start, end = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:8])
            found += _times(start, end, last, cue, number + at)
            found += _payload(block[at + 1 :], cue, number + at + 1)
            last = max(last, start)
        else:
            message = "The timing line is malformed."
            found.append(FileProblem("timing", message, place, number + at))
        cue += sum(is_timing(line) for line in block[at + 1 :])
    return found


def _split(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    begins = 1
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            begins = begins if block else number
            block.append(line)
        elif block:
            yield begins, block
            block = []


def _times(start: int, end: int, last: int, cue: int, line: int) -> Iterator[FileProblem]:
    if end <= start:
        yield FileProblem("duration", "The cue does not end after it starts.", cue, line)
    if start < last:
        yield FileProblem("order", "The cue starts before the one before it.", cue, line)


def _payload(lines: Sequence[str], cue: int, line: int) -> Iterator[FileProblem]:
    if not lines:
        yield FileProblem("no-text", "The cue has no text.", cue, line)
    for number, row in enumerate(lines, start=line):
        if "-->" in row:
            yield FileProblem("arrow", "An arrow stands in the text of the cue.", cue, number)
        if any(tag.lower() not in _KNOWN_TAGS for tag in _TAG.findall(row)) and GUARD not in row:
            message = "Players may take text in < > for a tag and hide it."
            yield FileProblem("tag", message, cue, number)


def _milliseconds(parts: Sequence[str]) -> int:
    hours, minutes, seconds, thousandths = (int(part) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
