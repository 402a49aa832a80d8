"""Read a transcript as copied from a web page: broken lines between titles and buttons.

Nothing here says who speaks, so no turn gets a speaker: the user names them.
"""

from __future__ import annotations

import re

from editor.formats.errors import FormatError
from editor.formats.furniture import Page, is_furniture, strip_furniture
from editor.formats.imported import DraftTurn, Imported
from editor.formats.labelled_cues import without_notices
from editor.formats.markdown_read import SUFFIXES, markdown_plain
from editor.formats.paragraphs import paragraphs, repeated_lines
from editor.transcript.words import words_of

ID = "web-page"

_SHOWN = 3
_CLOCK = re.compile(r"^[ \t]*\[(?:\d{1,3}:)?\d{1,2}:\d\d\][ \t]+(?=\S)", re.MULTILINE)
"""When a passage begins, as our own files say it; no spoken words."""


def sniff(head: str) -> float:
    """How surely the beginning of a file is copied text: any text may be, furniture tells."""
    start = head.lstrip()
    if start[:1] in "{[" and '"' in start[:200]:
        return 0.0
    return 0.5 if any(is_furniture(line) for line in head.split("\n", 12)[:12] if line) else 0.3


def read(text: str, name: str) -> Imported:
    """Read a whole text.

    Raises:
        FormatError: Nothing is left without the page's furniture.
    """
    if name.lower().endswith(SUFFIXES):
        text = markdown_plain(text)
    text, notices = without_notices(_CLOCK.sub("", text))
    page = strip_furniture(text.split("\n"))
    turns = tuple(DraftTurn(None, words_of(part)) for part in paragraphs(page.lines))
    if not turns:
        raise FormatError(f"{name} holds no spoken words; copy the transcript itself into it.")
    return Imported(turns, title=page.title, notes=(*notices, *page_notes(page)), format=ID)


def page_notes(page: Page) -> tuple[str, ...]:
    """Sentences on what was left out of a page, and on lines that stand there twice."""
    notes = []
    if page.dropped:
        notes.append(
            f"{len(page.dropped)} lines of the page were left out: {_sample(page.dropped)}."
        )
    doubled = repeated_lines(page.lines)
    if doubled:
        lines = "line stands" if len(doubled) == 1 else "lines stand"
        kept = "was" if len(doubled) == 1 else "were"
        notes.append(f"{len(doubled)} {lines} there twice and {kept} kept: {_sample(doubled)}.")
    return tuple(notes)


def _sample(lines: list[str]) -> str:
    shown = ", ".join(f"“{_short(line)}”" for line in lines[:_SHOWN])
    return shown + (" …" if len(lines) > _SHOWN else "")


def _short(line: str) -> str:
    return line if len(line) <= 50 else line[:49].rstrip() + "…"
