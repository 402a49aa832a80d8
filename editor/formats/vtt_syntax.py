"""Whether a WebVTT file keeps to the syntax for authors (W3C recommendation, section 4).

Stricter than the reader, which takes whatever a browser takes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editor.formats.file_problem import FileProblem
from editor.formats.vtt_read import timing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STAMP = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_STAMP}[ \t]+-->[ \t]+{_STAMP}((?:[ \t]+[^\s:]+:\S+)*)[ \t]*", re.ASCII)
_PERCENT = r"(?:\d{1,2}(?:\.\d+)?|100(?:\.0+)?)%"
_SETTINGS = {
    "vertical": re.compile("rl|lr"),
    "line": re.compile(rf"(?:-?\d+|{_PERCENT})(?:,(?:start|center|end))?", re.ASCII),
    "position": re.compile(rf"{_PERCENT}(?:,(?:line-left|center|line-right))?", re.ASCII),
    "size": re.compile(_PERCENT, re.ASCII),
    "align": re.compile("start|center|end|left|right"),
    "region": re.compile(r"\S+"),
}
_TAG = re.compile(r"<([^>\n]*)>?")
_OPEN = re.compile(r"(c|i|b|u|ruby|rt|v|lang)((?:\.[^\s.&<>]+)*)(?:[ \t\n]+([^\n>]*))?")
_CLOSE = re.compile(r"/(c|i|b|u|ruby|rt|v|lang)?")
_INLINE = re.compile(_STAMP, re.ASCII)
_REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]*|#\d+|#[xX][0-9A-Fa-f]+);")
_ANNOTATED = ("v", "lang")
_LONGEST_LINE = 20_000


def vtt_problems(text: str) -> list[FileProblem]:
    """Every place where a text (with LF line ends) breaks the syntax."""
    if text.startswith("\ufeff"):
        text = text[1:]
    lines = text.split("\n")
    found: list[FileProblem] = []
    if not re.fullmatch(r"WEBVTT(?:[ \t][^\n]*)?", lines[0]):
        found.append(FileProblem("signature", "The file does not begin with WEBVTT.", line=1))
    if len(lines) > 1 and lines[1]:
        message = "After the line WEBVTT there is no empty line."
        found.append(FileProblem("header", message, line=2))
    if "\0" in text:
        found.append(FileProblem("character", "The file holds zero bytes."))
    return [*found, *_blocks(lines)]


def _blocks(lines: Sequence[str]) -> Iterator[FileProblem]:
    cue, last = -1, 0
    ids: set[str] = set()
    for number, block in _split(lines):
        first = block[0]
        at = next((n for n, line in enumerate(block[:2]) if "-->" in line), None)
        if at is None:
            yield from _other(first, number, cue, any("-->" in line for line in block))
            continue
        if first.startswith("NOTE") and first[4:5] in ("", " ", "\t"):
            yield FileProblem("arrow", "An arrow stands in a note.", line=number)
            continue
        kept = timing_of(block[at]) is not None
        cue += kept  # as the reader counts them
        place = cue if kept else None
        if at == 1:
            if first in ids:
                yield FileProblem("duplicate-id", f"The id {first} is used twice.", place, number)
            ids.add(first)
            if first.split()[:1] in (["STYLE"], ["REGION"]):
                message = f"{first.split()[0]} cannot be an id: it begins a block of its own."
                yield FileProblem("late-block", message, place, number)
        timing = _TIMING.fullmatch(block[at]) if len(block[at]) < _LONGEST_LINE else None
        if timing:
            times = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:8])
            yield from _cue(times, timing[9], last, cue, number + at)
            yield from _payload(block[at + 1 :], times, cue, number + at + 1)
            last = max(last, times[0])
        else:
            yield FileProblem("timing", "The timing line is malformed.", place, number + at)
        cue += sum("-->" in line and timing_of(line) is not None for line in block[at + 1 :])


def _cue(
    times: tuple[int, int], settings: str | None, last: int, cue: int, line: int
) -> Iterator[FileProblem]:
    yield from _settings(settings, cue, line)
    if times[1] <= times[0]:
        yield FileProblem("duration", "The cue does not end after it starts.", cue, line)
    if times[0] < last:
        yield FileProblem("order", "The cue starts before the one before it.", cue, line)


def _split(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Blocks with the number of their first line; the header's block is left out."""
    block: list[str] = []
    begins = 1
    header = True
    for number, line in enumerate([*lines, ""], start=1):
        if line:
            begins = begins if block else number
            block.append(line)
        elif block:
            if not header:
                yield begins, block
            elif (
                first := next((n for n, row in enumerate(block) if "-->" in row), None)
            ) is not None:
                yield begins + first, block[first:]  # no empty line: told already
            header, block = False, []


def _other(first: str, number: int, cue: int, arrow: bool) -> Iterator[FileProblem]:
    word = first.rstrip(" \t")
    if arrow:
        message = "An arrow stands where no timing line can be."
        yield FileProblem("arrow", message, None if cue < 0 else cue, number)
    elif first.startswith("NOTE") and first[4:5] in ("", " ", "\t"):
        return
    elif word in ("STYLE", "REGION"):  # nothing else may stand in that line
        if cue >= 0:
            message = f"A {word} block stands after the first cue, where players ignore it."
            yield FileProblem("late-block", message, line=number)
    else:
        message = "These lines belong to no cue; perhaps an empty line cut one in two."
        yield FileProblem("stray", message, None if cue < 0 else cue, number)


def _settings(text: str | None, cue: int, line: int) -> Iterator[FileProblem]:
    for setting in (text or "").split():
        name, _, value = setting.partition(":")
        if name not in _SETTINGS:
            yield FileProblem("setting", f"There is no cue setting {name[:40]}.", cue, line)
        elif not _SETTINGS[name].fullmatch(value):
            message = f"The cue setting {name} has a value that is not allowed."
            yield FileProblem("setting", message, cue, line)


def _payload(
    lines: Sequence[str], times: tuple[int, int], cue: int, line: int
) -> Iterator[FileProblem]:
    if not any(row.strip() for row in lines):
        yield FileProblem("no-text", "The cue has no text.", cue, line)
    for number, row in enumerate(lines, start=line):
        if "-->" in row:
            yield FileProblem("arrow", "An arrow stands in the text of the cue.", cue, number)
    text = "\n".join(lines)
    plain = _TAG.sub("", text)
    if "&" in _REFERENCE.sub("", plain):
        yield FileProblem("ampersand", "A plain & must be written as &amp;.", cue, line)
    yield from _tags(text, times, cue, line)


def _tags(text: str, times: tuple[int, int], cue: int, line: int) -> Iterator[FileProblem]:
    opened: list[str] = []
    last = times[0]
    for match in _TAG.finditer(text):
        inside, at = match[1], line + text.count("\n", 0, match.start())
        inline, begin, end = _INLINE.fullmatch(inside), _OPEN.fullmatch(inside), None
        if inline:
            time = _milliseconds(inline.groups())
            if not last < time < times[1]:
                message = "A time inside the cue is not later than the one before, or outside."
                yield FileProblem("inline-time", message, cue, at)
            last = max(last, time)
        elif not begin:
            end = _CLOSE.fullmatch(inside)
        if not match[0].endswith(">") or not (inline or begin or end):
            message = "A < begins no tag that WebVTT knows; in text it must be written as &lt;."
            yield FileProblem("tag", message, cue, at)
        elif begin:
            yield from _opening(begin, opened, cue, at)
            opened.append(begin[1])
        elif end and (not opened or (end[1] and opened.pop() != end[1])):
            yield FileProblem("tag", "An end tag closes nothing that is open.", cue, at)
    left = opened[1:] if opened[:1] == ["v"] and text.startswith("<v") else opened
    if left:
        yield FileProblem("tag", f"The tag <{left[-1]}> is never closed.", cue, line)


def _opening(begin: re.Match[str], opened: list[str], cue: int, at: int) -> Iterator[FileProblem]:
    tag, note = begin[1], begin[3]
    if tag in _ANNOTATED and not (note or "").strip():
        yield FileProblem("tag", f"The tag <{tag}> needs a name or language.", cue, at)
    if tag not in _ANNOTATED and note:
        yield FileProblem("tag", f"The tag <{tag}> takes no annotation.", cue, at)
    if note and "&" in _REFERENCE.sub("", note):
        yield FileProblem("ampersand", "A plain & must be written as &amp;.", cue, at)
    if tag == "v" and "v" in opened:
        yield FileProblem("tag", "A voice stands inside another voice.", cue, at)


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
