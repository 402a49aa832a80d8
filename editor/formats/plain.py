"""Read text with speaker labels: `Name: text`, `NAME:`, `[Name]`, `>> NAME:`, `Name 00:12`."""

from __future__ import annotations

from typing import NamedTuple

from editor.formats.errors import FormatError
from editor.formats.furniture import strip_furniture
from editor.formats.imported import DraftTurn, Imported
from editor.formats.labelled_cues import without_notices
from editor.formats.labels import Label, accepted, split_label
from editor.formats.markdown_read import SUFFIXES as MARKDOWN
from editor.formats.markdown_read import markdown_plain
from editor.formats.paragraphs import paragraphs
from editor.formats.web_page import page_notes
from editor.transcript.words import words_of

ID = "plain"

_LEAST_SHARE = 0.04  # of the lines; a monologue wrapped at 80 characters has few labels


class _Section(NamedTuple):
    speaker: str | None
    lines: list[str]


def sniff(head: str) -> float:
    """How surely the beginning of a file is labelled text, 0-1."""
    page = strip_furniture(head.split("\n")[:400])
    lines = [line for line in page.lines if line.strip()]
    labels = [label for label in accepted([split_label(line) for line in lines]) if label]
    enough = len(labels) >= 2 and len(labels) >= len(lines) * _LEAST_SHARE
    return 0.7 if enough or (labels and len(lines) <= 3) else 0.0


def read(text: str, name: str) -> Imported:
    """Read a whole text.

    Raises:
        FormatError: There are no words in it.
    """
    if name.lower().endswith(MARKDOWN):
        text = markdown_plain(text)
    text, notices = without_notices(text)
    page = strip_furniture(text.split("\n"))
    turns = tuple(
        DraftTurn(section.speaker, words_of(part))
        for section in _sections(page.lines)
        for part in paragraphs(section.lines, one_voice=section.speaker is not None)
    )
    if not turns:
        raise FormatError(f"{name} holds no spoken words; choose a file that holds a transcript.")
    return Imported(turns, title=page.title, notes=(*notices, *page_notes(page)), format=ID)


def _sections(lines: list[str]) -> list[_Section]:
    """Lines under their labels. What stands before the first label has no speaker."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    believed = accepted([split_label(lines[n]) for n in filled])
    labels: dict[int, Label | None] = dict(zip(filled, believed, strict=True))
    sections = [_Section(None, [])]
    for number, line in enumerate(lines):
        label = labels.get(number)
        if label:
            sections.append(_Section(label.speaker, [label.rest]))
        else:
            sections[-1].lines.append(line)
    return sections
