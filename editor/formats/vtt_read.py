"""Read WebVTT as browsers do: the parser of the W3C recommendation, section 6.1.

It is far more lenient than the syntax that authors must keep to: cues without a blank line
between them, negative lengths and unknown settings are kept; a cue with a malformed timing line
is dropped.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from editor.formats.errors import FormatError
from editor.formats.imported import Imported
from editor.formats.labelled_cues import RawCue, turns_of_cues
from editor.formats.vtt_text import Span, spans_of

ID = "vtt"

_SPACE = r"[ \t\n\f\r]*"
_STAMP = r"(?:(\d+):)?(\d\d):(\d\d)\.(\d{3})(?!\d)"
# Hours may have any number of digits, all other groups exactly theirs; only ASCII digits count.
_TIMING = re.compile(rf"{_SPACE}{_STAMP}{_SPACE}-->{_SPACE}{_STAMP}", re.ASCII)
_MOST_HOURS = 2**32 - 2
_LANGUAGE = re.compile(r"^Language:\s*([A-Za-z]{2,3})\b", re.MULTILINE)


class VttCue(NamedTuple):
    """A cue as parsed: times in ms (the end may lie before the start) and the raw payload."""

    start: int
    end: int
    payload: str
    id: str = ""


class VttFile(NamedTuple):
    """What the parser found: cues, the header's text and how many cue-like blocks it dropped."""

    cues: tuple[VttCue, ...]
    header: str = ""
    dropped: int = 0


def sniff(head: str) -> float:
    """How surely the beginning of a file is WebVTT, 0-1."""
    return 1.0 if _has_signature(head) else 0.0


def read(text: str, name: str) -> Imported:
    """Read a whole file.

    Raises:
        FormatError: The signature is missing, or there is no cue.
    """
    if not _has_signature(text):
        raise FormatError(f"{name} does not begin with WEBVTT, so it is not a WebVTT file.")
    file = parse(text)
    if not file.cues:
        raise FormatError(f"{name} has no captions that can be read; it may be incomplete.")
    turns, notes = turns_of_cues([part for cue in file.cues for part in _raw_cues(cue)])
    if file.dropped:
        notes = (f"{file.dropped} captions with malformed times were skipped.", *notes)
    language = _LANGUAGE.search(file.header)
    return Imported(
        turns, language=language[1].lower() if language else None, notes=notes, format=ID
    )


def parse(text: str) -> VttFile:
    """Parse a text with LF line ends. A missing signature gives no cues."""
    if not _has_signature(text):
        return VttFile(())
    parser = _Parser(text.replace("\0", "\ufffd").split("\n"))
    header = parser.header()
    cues = parser.cues()
    return VttFile(tuple(cues), header, parser.dropped)


def _has_signature(text: str) -> bool:
    return text.startswith("WEBVTT") and text[6:7] in ("", " ", "\t", "\n")


class _Parser:
    """The block loop of the recommendation, over lines instead of characters."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 1  # the signature line is done
        self.dropped = 0

    def header(self) -> str:
        """The block after the signature, if no blank line separates it."""
        if self.at < len(self.lines) and self.lines[self.at]:
            first = self.at
            self._block(in_header=True)
            return "\n".join(self.lines[first : self.at])
        return ""

    def cues(self) -> list[VttCue]:
        found = []
        while self.at < len(self.lines):
            if not self.lines[self.at]:
                self.at += 1
                continue
            cue = self._block(in_header=False)
            if cue:
                found.append(cue)
        return found

    def _block(self, *, in_header: bool) -> VttCue | None:
        """Collect a block; its lines up to an empty one, or up to the next timing line."""
        cue: VttCue | None = None
        buffer: list[str] = []
        seen_arrow, count = False, 0
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            count += 1
            if "-->" in line:
                if in_header or count > 2 or seen_arrow:
                    self.at -= 1  # the line begins the next block
                    break
                seen_arrow = True
                cue = timing_of(line, "\n".join(buffer))
                self.dropped += cue is None
                buffer = [] if cue else buffer
            elif not line:
                break
            else:
                buffer.append(line)
        return cue._replace(payload="\n".join(buffer)) if cue else None


def timing_of(line: str, identifier: str = "") -> VttCue | None:
    """The cue that a timing line begins, or None if that is malformed."""
    match = _TIMING.match(line)
    if not match:
        return None
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    if start is None or end is None:
        return None
    return VttCue(start, end, "", identifier)


def _milliseconds(parts: tuple[str | None, ...]) -> int | None:
    first, *rest = parts
    hours = int(first or 0) if len(first or "") < 11 else _MOST_HOURS
    hours = min(hours, _MOST_HOURS)  # browsers take more for endless
    minutes, seconds, thousandths = (int(part or 0) for part in rest)
    if minutes > 59 or seconds > 59:
        return None
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _raw_cues(cue: VttCue) -> list[RawCue]:
    """A cue, cut where the voice changes or an inline time stands."""
    groups = [list(group) for _, group in groupby(spans_of(cue.payload), _voice_and_time)]
    if not groups:
        return [RawCue(cue.start, cue.end, "")]
    texts = ["".join(span.text for span in group) for group in groups]
    starts = _group_starts(cue, groups, texts)
    return [
        RawCue(start, max(start, end), text, group[0].voice, inside=group[0].time is not None)
        for start, end, text, group in zip(
            starts, [*starts[1:], cue.end], texts, groups, strict=True
        )
    ]


def _voice_and_time(span: Span) -> tuple[str | None, int | None]:
    return span.voice, span.time


def _group_starts(cue: VttCue, groups: list[list[Span]], texts: list[str]) -> list[int]:
    """Inline times where they are given and sensible, else shares by the length of the text."""
    total = sum(len(text) for text in texts) or 1
    starts, done, last = [], 0, cue.start
    for group, text in zip(groups, texts, strict=True):
        shared = cue.start + max(cue.end - cue.start, 0) * done // total
        inline = group[0].time
        start = inline if inline is not None and cue.start <= inline <= cue.end else shared
        last = max(last, start)
        starts.append(last)
        done += len(text)
    return starts
