"""The table of formats, and reading a transcript of any of them.

A format is told by its content first and by its suffix only among equals: producers rename
files, and a `.txt` may hold anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from editor.formats import (
    ass_read,
    docx_read,
    html_read,
    plain,
    srt_read,
    ttml_read,
    vtt_read,
    web_page,
    whisper_json,
)
from editor.formats.encoding import clean_text, decode, read_bytes
from editor.formats.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.formats.imported import Imported

HEAD = 20_000
"""How many characters of a file are looked at to tell its format."""
_SUFFIX_BONUS = 0.05
_LEAST = 0.1


@dataclass(frozen=True)
class Format:
    """A kind of transcript file that can be read.

    Attributes:
        id: Short name, stable; used in messages and by the command line.
        label: What the user sees in a file dialogue.
        suffixes: Usual suffixes in lower case, with the dot.
        sniff: From the beginning of a text to how surely it is this format, 0-1.
        read: From a whole text and the file's name to the transcript; raises FormatError.
    """

    id: str
    label: str
    suffixes: tuple[str, ...]
    sniff: Callable[[str], float]
    read: Callable[[str, str], Imported]


FORMATS = (
    Format("vtt", "WebVTT captions", (".vtt",), vtt_read.sniff, vtt_read.read),
    Format("srt", "SubRip captions", (".srt",), srt_read.sniff, srt_read.read),
    Format("ttml", "TTML captions", (".ttml", ".dfxp", ".xml"), ttml_read.sniff, ttml_read.read),
    Format("ass", "SubStation Alpha captions", (".ass", ".ssa"), ass_read.sniff, ass_read.read),
    Format("html", "Web page", (".html", ".htm", ".xhtml"), html_read.sniff, html_read.read),
    Format("whisper-json", "Whisper JSON", (".json",), whisper_json.sniff, whisper_json.read),
    Format("plain", "Text with speaker names", (".txt", ".md", ".text"), plain.sniff, plain.read),
    Format(
        "web-page", "Transcript copied from a web page", (".txt",), web_page.sniff, web_page.read
    ),
)

LABELS = {row.id: row.label for row in FORMATS} | {docx_read.ID: "Word document"}
"""From the id of every format, text or not, to what the user sees."""

_MARKUP = ("ttml", "html")

SUFFIXES = tuple(sorted({".docx", *(suffix for row in FORMATS for suffix in row.suffixes)}))
"""Every suffix that the file dialogue offers."""


def format_of(text: str, suffix: str = "") -> Format | None:
    """The format that a text most likely is, or None when it is like none."""
    head = text[:HEAD]
    scores = [(row.sniff(head), row) for row in FORMATS]
    scores = [
        (score + _SUFFIX_BONUS * (suffix.lower() in row.suffixes), row)
        for score, row in scores
        if score >= _LEAST
    ]
    return max(scores, key=lambda scored: scored[0])[1] if scores else None


def read_transcript(path: Path | str) -> Imported:
    """Read a transcript file of any known format.

    Raises:
        FormatError: It is missing, empty, binary, of no known format or holds no words.
    """
    path = Path(path)
    return read_data(read_bytes(path), path.name)


def read_data(data: bytes, name: str) -> Imported:
    """Read a transcript from the bytes of a file called `name`.

    Raises:
        FormatError: It is empty, binary, of no known format or holds no words.
    """
    if data.startswith(docx_read.SIGNATURE):
        return docx_read.read(data, name)
    decoded = decode(data, name)
    imported = read_text(decoded.text, name)
    return replace(imported, notes=(*decoded.notes, *imported.notes))


def read_text(text: str, name: str = "The text") -> Imported:
    """Read a transcript that is text already, for example from the clipboard.

    `name` is the file's name: its suffix decides between equals and messages begin with it.

    Raises:
        FormatError: It is empty, of no known format or holds no words.
    """
    text = clean_text(text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise FormatError(f"{name} is empty; choose a file that holds a transcript.")
    row = format_of(text, Path(name).suffix)
    if text[:200].lstrip().startswith("<?xml") and (row is None or row.id not in _MARKUP):
        raise FormatError(f"{name} is an XML file that holds no captions; use SRT or WebVTT.")
    if row is None:
        raise FormatError(f"{name} is in no known transcript format; try text, SRT, VTT or JSON.")
    imported = row.read(text, name)
    if not imported.turns:
        raise FormatError(f"{name} holds no words; choose a file that holds a transcript.")
    return imported
