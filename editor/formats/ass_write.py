"""Write Advanced SubStation Alpha (ASS). Its times are whole hundredths of a second."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editor.formats.cues import CueProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.cues import Cue

GUARD = "\u2060"
"""Word joiner: written after a backslash so that players do not take it for a command."""

_HEAD = """\
[Script Info]
; Written by Proofcast
Title: {title}
ScriptType: v4.00+
WrapStyle: 2
ScaledBorderAndShadow: yes
PlayResX: 1280
PlayResY: 720

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,44,&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,2,1,2,\
40,40,40,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
_NEVER = 1 << 60
_COMMAND = re.compile(r"\\(?=[NnhH{}])")
_BRACES = re.compile(r"[{}]")


def write_ass(cues: Sequence[Cue], names: Sequence[str], *, title: str = "") -> str:
    """The cues as the text of an ASS file; speakers stand in the field Name."""
    head = _HEAD.format(title=_field(" ".join(title.split()) or "Transcript"))
    lines = []
    for (start, end), cue, name in zip(_times(cues), cues, names, strict=True):
        text = r"\N".join(ass_text(line) for line in cue.lines)
        times = f"{_stamp(start)},{_stamp(end)}"
        lines.append(f"Dialogue: 0,{times},Default,{_field(name)},0,0,0,,{text}\n")
    return head + "".join(lines)


def _times(cues: Sequence[Cue]) -> list[tuple[int, int]]:
    """Starts and ends in hundredths of a second: no cue gets shorter, unless one follows at once.

    Cues may shift by a hundredth where they are shorter than that.
    """
    starts: list[int] = []
    for cue in cues:
        starts.append(max(max(cue.start, 0) // 10, starts[-1] + 1 if starts else 0))
    return [
        (start, max(start + 1, min(start + (cue.end - cue.start + 9) // 10, following)))
        for cue, start, following in zip(cues, starts, [*starts, _NEVER][1:], strict=True)
    ]


def ass_text(line: str) -> str:
    """A line of text that is no command: braces escaped, backslashes disarmed."""
    guarded = _COMMAND.sub("\\\\" + GUARD, line.replace("\0", "\ufffd"))
    return _BRACES.sub(r"\\\g<0>", guarded)


def ass_problems(cues: Sequence[Cue], names: Sequence[str]) -> tuple[CueProblem, ...]:
    """Text that old players hide, and names that had to be changed."""
    found = [
        CueProblem(index, "risky", "Some older players hide text in braces in ASS.")
        for index, cue in enumerate(cues)
        if _BRACES.search(cue.text)
    ]
    for name in sorted({name for name in names if "," in name}):
        message = f"A comma cannot stand in a name in ASS: {name} is written without it."
        found.append(CueProblem(names.index(name), "changed", message))
    return tuple(found)


def _field(text: str) -> str:
    """A field of a line: commas divide fields."""
    return " ".join(text.replace("\0", "\ufffd").replace(",", " ").split())


def _stamp(hundredths: int) -> str:
    seconds, rest = divmod(hundredths, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:02}"
