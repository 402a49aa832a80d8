"""Read Advanced SubStation Alpha (ASS) and SubStation Alpha (SSA): the lines of dialogue."""

from __future__ import annotations

import re
from typing import NamedTuple

from editor.formats.ass_write import GUARD
from editor.formats.errors import FormatError
from editor.formats.imported import Imported
from editor.formats.labelled_cues import RawCue, turns_of_cues

ID = "ass"

_STAMP = re.compile(r"\s*(\d{1,4}):(\d{1,2}):(\d{1,2})(?:[.:,](\d{1,3})\d*)?\s*", re.ASCII)
_FIELDS = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect"]
_FIELDS.append("text")
_TITLE = re.compile(r"^Title:[ \t]*(.*)$", re.MULTILINE)
# An escaped brace, an override block, a line break, a hard space, or our own guarded backslash.
_MARKUP = re.compile(rf"\\([{{}}])|\{{([^{{}}]*)\}}|\\([Nnh])|(\\){GUARD}")
_DRAWING = re.compile(r"\\p(\d{1,3})", re.ASCII)


class AssFile(NamedTuple):
    """The dialogue in order of time, and how many lines could not be read."""

    cues: list[RawCue]
    title: str
    damaged: int
    comments: int


def sniff(head: str) -> float:
    """How surely the beginning of a file is ASS, 0-1."""
    start = head.lstrip().lower()
    if start.startswith("[script info]"):
        return 0.98
    return 0.9 if "\n[events]" in start and "\ndialogue:" in start else 0.0


def read(text: str, name: str) -> Imported:
    """Read a whole file.

    Raises:
        FormatError: There is no line of dialogue in it.
    """
    file = parse(text)
    if not file.cues:
        raise FormatError(f"{name} has no lines of dialogue that can be read.")
    turns, notes = turns_of_cues(file.cues)
    skipped = ((file.comments, "comments"), (file.damaged, "damaged lines of dialogue"))
    told = tuple(f"{count} {what} were skipped." for count, what in skipped if count)
    title = "" if file.title == "Transcript" else file.title
    return Imported(turns, title=title, notes=(*told, *notes), format=ID)


def parse(text: str) -> AssFile:
    """The lines of dialogue, sorted by their starts: files may have them in any order."""
    fields = _FIELDS
    cues: list[RawCue] = []
    damaged = comments = 0
    for line in text.split("\n"):
        kind, colon, rest = line.partition(":")
        kind = kind.strip().lower()
        if kind == "format" and colon and "text" in rest.lower() and "start" in rest.lower():
            fields = [name.strip().lower() for name in rest.split(",")][:50]
        elif kind == "dialogue" and colon:
            cue = _cue(rest, fields)
            damaged += cue is None
            cues += [cue] if cue else []
        comments += kind == "comment" and bool(colon)
    title = _TITLE.search(text, 0, 20_000)
    named = any(cue.speaker for cue in cues)
    cues = [cue if named else cue._replace(speaker=None) for cue in cues]
    cues.sort(key=lambda cue: cue.start)
    return AssFile(cues, title[1].strip()[:200] if title else "", damaged, comments)


def _cue(rest: str, fields: list[str]) -> RawCue | None:
    values = dict(zip(fields, rest.split(",", len(fields) - 1), strict=False))
    start, end = _milliseconds(values.get("start", "")), _milliseconds(values.get("end", ""))
    if start is None or end is None or "text" not in values:
        return None
    name = " ".join((values.get("name") or values.get("actor") or "").split())
    return RawCue(start, end, plain_text(values["text"]), name)


def _milliseconds(text: str) -> int | None:
    match = _STAMP.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds = (int(part) for part in match.groups()[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((match[4] or "").ljust(3, "0"))


def plain_text(text: str) -> str:
    """The text as it is shown: without override blocks, comments and vector drawings."""
    shown: list[str] = []
    drawing, at = False, 0
    for mark in _MARKUP.finditer(text):
        shown.append("" if drawing else text[at : mark.start()])
        at = mark.end()
        brace, block, command, backslash = mark.groups()
        if block is not None:
            modes = _DRAWING.findall(block)
            drawing = int(modes[-1]) > 0 if modes else drawing
        elif not drawing:
            shown.append(brace or backslash or (" " if command == "h" else "\n"))
    return "".join([*shown, "" if drawing else text[at:]])
