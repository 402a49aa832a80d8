"""Write SubRip (SRT). The format has no escapes, so what players misread is made harmless."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editor.formats.cues import CueProblem
from editor.formats.srt_read import GUARD
from editor.formats.stamps import stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.cues import Cue

ARROW = "\u2192"

_TAG_LIKE = re.compile(r"<(?=[A-Za-z/])")
_RISKY = re.compile(r"\{|\\[Nnh]")


def write_srt(cues: Sequence[Cue], *, newline: str = "\r\n") -> str:
    """The cues as the text of an SRT file, numbered from 1.

    `-->` in text becomes an arrow, since it would end the cue in some readers; a word joiner
    after `<` keeps players from taking text for a tag.
    """
    blocks = [
        newline.join(
            (
                str(number),
                f"{stamp(cue.start, ',')} --> {stamp(cue.end, ',')}",
                *(srt_text(line) for line in cue.lines),
                "",
            )
        )
        for number, cue in enumerate(cues, start=1)
    ]
    return newline.join(blocks)


def srt_text(line: str) -> str:
    """A line of text as SRT can hold it."""
    plain = line.replace("\0", "\ufffd").replace("-->", ARROW)
    return _TAG_LIKE.sub("<" + GUARD, plain)


def srt_problems(cues: Sequence[Cue]) -> tuple[CueProblem, ...]:
    """Text that SRT cannot hold as it is, or that some players hide."""
    found = []
    for index, cue in enumerate(cues):
        if "-->" in cue.text:
            found.append(CueProblem(index, "changed", "“-->” is written as an arrow in SRT."))
        if _RISKY.search(cue.text):
            message = "Some players hide text in braces, or after a backslash, in SRT."
            found.append(CueProblem(index, "risky", message))
    return tuple(found)
