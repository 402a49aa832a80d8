"""Write the transcript for reading: plain text and Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editor.formats.cue_options import LabelStyle, speaker_label
from editor.formats.passages import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editor.formats.passages import Passage

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&]")
_LINE_START = re.compile(r"^(?:(\d{1,9})([.)])(?=\s|$)|([-+=])|(:))")


def write_text(passages: Iterable[Passage], style: LabelStyle, *, times: bool = False) -> str:
    """The passages as paragraphs, one line each, with a blank line between them.

    A speaker's name stands before the first passage of a row of them; with `times`, the time at
    which each passage begins.
    """
    return _paragraphs(
        " ".join(filter(None, (_time(passage, times), passage.notice, label, passage.text)))
        for passage, label in _labelled(passages, style)
    )


def write_markdown(
    passages: Iterable[Passage], style: LabelStyle, *, times: bool = False, title: str = ""
) -> str:
    """The same as Markdown (CommonMark): names bold, notices in italics, all text escaped."""
    paragraphs = [f"# {markdown_text(title)}"] if title.split() else []
    for passage, label in _labelled(passages, style):
        parts = (
            _time(passage, times),
            f"*{markdown_text(passage.notice)}*" if passage.notice else "",
            f"**{markdown_text(label)}**" if label else "",
            passage.text,
        )
        first = not any(parts[:3])
        text = markdown_text(passage.text) if first else _escaped(passage.text)
        paragraphs.append(" ".join(filter(None, (*parts[:3], text))))
    return _paragraphs(paragraphs)


def markdown_text(text: str) -> str:
    """One line of text that Markdown shows as it is, at the beginning of a line too."""
    return _LINE_START.sub(_disarmed, _escaped(" ".join(text.split())))


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _disarmed(match: re.Match[str]) -> str:
    number, mark, *signs = match.groups()
    return f"{number}\\{mark}" if number else "\\" + "".join(filter(None, signs))


def _labelled(passages: Iterable[Passage], style: LabelStyle) -> list[tuple[Passage, str]]:
    """Each passage with its label; none where the same person goes on."""
    found, last = [], ""
    for passage in passages:
        new = passage.speaker != last
        found.append((passage, speaker_label(passage.speaker, style) if new else ""))
        last = passage.speaker
    return found


def _time(passage: Passage, times: bool) -> str:
    return f"[{clock(passage.start)}]" if times and passage.start is not None else ""


def _paragraphs(paragraphs: Iterable[str]) -> str:
    rows: Sequence[str] = list(paragraphs)
    return "\n\n".join(rows) + "\n" if rows else ""
