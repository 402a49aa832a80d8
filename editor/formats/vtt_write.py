"""Write WebVTT that keeps to the syntax of the W3C recommendation, for any text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.formats.stamps import stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.cues import Cue
    from editor.transcript.document import Transcript

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\0": "\ufffd"})


def write_vtt(
    cues: Sequence[Cue], document: Transcript, *, voices: bool = True, newline: str = "\n"
) -> str:
    """The cues as the text of a WebVTT file.

    With `voices`, every cue of a named speaker begins with a voice span, without end tag as it
    covers the whole cue. No ids, styles or header lines: the widest set of readers takes this.
    """
    payloads = [newline.join(vtt_text(line) for line in cue.lines) for cue in cues]
    return write_blocks(cues, payloads, document, voices=voices, newline=newline)


def write_blocks(
    cues: Sequence[Cue],
    payloads: Sequence[str],
    document: Transcript,
    *,
    voices: bool = True,
    newline: str = "\n",
) -> str:
    """A file of these cues with these payloads, which are escaped already."""
    names = {row.id: " ".join(row.name.split()) for row in document.speakers} if voices else {}
    blocks = ["WEBVTT" + newline]
    for cue, text in zip(cues, payloads, strict=True):
        name = names.get(cue.speaker, "") if cue.speaker is not None else ""
        voice = f"<v {vtt_text(name)}>" if name else ""
        timing = f"{stamp(cue.start, '.')} --> {stamp(cue.end, '.')}"
        blocks.append(f"{timing}{newline}{voice}{text}{newline}")
    return newline.join(blocks)


def vtt_text(text: str) -> str:
    """Text with the characters escaped that WebVTT gives a meaning; `-->` is disarmed by it."""
    return text.translate(_ESCAPES)
