"""The table of formats, and reading a transcript of any of them.

A format is told by its content first and by its suffix only among equals: producers rename
files, and a `.txt` may hold anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from editor.formats import plain, srt_read, vtt_read, web_page, whisper_json
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
    Format("whisper-json", "Whisper JSON", (".json",), whisper_json.sniff, whisper_json.read),
    Format("plain", "Text with speaker names", (".txt", ".md", ".text"), plain.sniff, plain.read),
    Format(
        "web-page", "Transcript copied from a web page", (".txt",), web_page.sniff, web_page.read
    ),
)

_UNREADABLE = (
    ("<!doctype html", "a web page; open it in a browser and copy the transcript into a text file"),
    ("<html", "a web page; open it in a browser and copy the transcript into a text file"),
    ("<?xml", "an XML file, which cannot be read yet; export SRT or WebVTT instead"),
    ("<tt", "a TTML file, which cannot be read yet; export SRT or WebVTT instead"),
    ("[script info]", "an ASS file, which cannot be read yet; export SRT or WebVTT instead"),
)

SUFFIXES = tuple(sorted({suffix for row in FORMATS for suffix in row.suffixes}))
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
    decoded = decode(read_bytes(path), path.name)
    imported = read_text(decoded.text, path.name)
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
    start = text[:200].lstrip().lower()
    for mark, kind in _UNREADABLE:
        if start.startswith(mark):
            raise FormatError(f"{name} is {kind}.")
    row = format_of(text, Path(name).suffix)
    if row is None:
        raise FormatError(f"{name} is in no known transcript format; try text, SRT, VTT or JSON.")
    imported = row.read(text, name)
    if not imported.turns:
        raise FormatError(f"{name} holds no words; choose a file that holds a transcript.")
    return imported
