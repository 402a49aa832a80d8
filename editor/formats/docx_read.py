"""Read a Word document (.docx): its paragraphs, as if they were text with speaker names."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from editor.formats import plain, web_page
from editor.formats.errors import FormatError
from editor.formats.xml_events import attribute, local, xml_events

if TYPE_CHECKING:
    from editor.formats.imported import Imported

ID = "docx"
SIGNATURE = b"PK\x03\x04"

LARGEST_PART = 64 * 1024 * 1024
"""Unpacked bytes of the text: hundreds of hours of speech. More is an attack or an accident."""
_MOST_FILES = 10_000

_DOCUMENT = "word/document.xml"
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "\u2011"}
_HIDDEN = {"del", "moveFrom", "instrText", "delText", "footnoteReference", "pict", "drawing"}


def read(data: bytes, name: str) -> Imported:
    """Read the bytes of a whole file.

    Raises:
        FormatError: It is no Word document, damaged, unreasonably large, or holds no words.
    """
    paragraphs, title, hidden = _paragraphs(_document(data, name), name)
    text = "\n\n".join(paragraphs)
    if not text.strip():
        raise FormatError(f"{name} holds no words; choose a file that holds a transcript.")
    read_as = plain.read if plain.sniff(text[:20_000]) else web_page.read
    found = read_as(text, name)
    note = f"{hidden} deleted or embedded parts of the document were skipped."
    notes = (note,) if hidden else ()
    return replace(found, title=title or found.title, notes=(*notes, *found.notes), format=ID)


def _document(data: bytes, name: str) -> bytes:
    """The document's XML out of the packed file, unpacked no further than is reasonable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.filelist) > _MOST_FILES:
                raise FormatError(f"{name} holds too many files for a Word document.")
            if _DOCUMENT not in archive.NameToInfo:
                raise FormatError(
                    f"{name} is a packed file, but no Word document; unpack it, or save it as "
                    "plain text first."
                )
            with archive.open(_DOCUMENT) as part:
                # The sizes in the directory may lie; only what is read counts.
                content = part.read(LARGEST_PART + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
            RuntimeError):  # fmt: skip
        raise FormatError(
            f"{name} is a damaged or encrypted Word document; save it again, or as plain text."
        ) from None
    if len(content) > LARGEST_PART:
        raise FormatError(
            f"{name} unpacks to far more text than a transcript has; it was not read."
        )
    return content


def _paragraphs(data: bytes, name: str) -> tuple[list[str], str, int]:
    """The text of each paragraph, the title if one is styled so, and how much was skipped."""
    paragraphs: list[str] = []
    parts: list[str] = []
    title, style, hidden, skipped = "", "", 0, 0
    for event, element in xml_events(data, name):
        kind = local(element.tag)
        if kind in _HIDDEN:
            hidden += 1 if event == "start" else -1
            skipped += event == "start" and kind in ("del", "moveFrom", "pict", "drawing")
        if event == "start" or hidden:
            continue
        if kind == "pStyle":
            style = attribute(element, "val") or ""
        elif kind == "t":
            parts.append(element.text or "")
        elif kind in _BREAKS:
            parts.append(_BREAKS[kind])
        elif kind == "p":
            text = "".join(parts).strip()
            parts.clear()
            if style == "Title" and not title and not paragraphs:
                title = " ".join(text.split())[:200]
            elif text:
                paragraphs.append(text)
            style = ""
            element.clear()
    return paragraphs, title, skipped
