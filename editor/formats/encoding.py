"""From bytes to text: UTF-8, UTF-16 and Windows-1252, told apart by their bytes alone."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.errors import FormatError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
"""Larger than any transcript: a day of Whisper words is about 15 MB of JSON."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF", "a PDF file; copy its text into a text file first"),
    (b"PK\x03\x04", "a packed file such as a Word document; save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Word document; save it as plain text first"),
    (b"{\\rtf", "a rich text document; save it as plain text first"),
    (b"SQLite format 3\x00", "a database, perhaps a project; open it as a project"),
    (b"ID3", "an audio file; open it as the episode's audio"),
    (b"RIFF", "an audio file; open it as the episode's audio"),
    (b"OggS", "an audio file; open it as the episode's audio"),
    (b"fLaC", "an audio file; open it as the episode's audio"),
    (b"\x1f\x8b", "a packed file; unpack it first"),
    (b"\x89PNG", "a picture; choose a text file"),
    (b"\xff\xd8\xff", "a picture; choose a text file"),
)

_SAMPLE = 65_536
_MAX_CONTROL_SHARE = 0.02
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b"))
_CLEAN = {0: "\ufffd", 0xFEFF: None} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Decoded(NamedTuple):
    """A file's text with line feeds as the only line ends, and the encoding it was in."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def read_bytes(path: Path) -> bytes:
    """The bytes of a transcript file.

    Raises:
        FormatError: The file is missing, unreadable or far too large to be a transcript.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise FormatError(
                f"{path.name} is too large for a transcript "
                f"({size // 2**20} MB; the limit is {MAX_BYTES // 2**20} MB)."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise FormatError(f"There is no file {path}; check the name.") from None
    except IsADirectoryError:
        raise FormatError(f"{path} is a folder; choose a transcript file.") from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise FormatError(f"{path.name} cannot be read: {reason}.") from None


def decode(data: bytes, name: str = "The file") -> Decoded:
    """The text in `data`. Line ends become LF, NUL becomes U+FFFD, byte order marks go.

    Raises:
        FormatError: The data is empty or not text.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise FormatError(f"{name} is empty; choose a file that holds a transcript.")
    _refuse_known_binaries(data, name)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], encoding)
    wide = _utf16_by_nuls(data)
    if wide:
        return _decoded(data, wide)
    _refuse_controls(data, name)
    return _decoded(data, _eight_bit_encoding(data))


def clean_text(text: str) -> str:
    """`text` without byte order marks; NUL and lone surrogates become U+FFFD."""
    return text.translate(_CLEAN)


def _decoded(data: bytes, encoding: str) -> Decoded:
    raw = data.decode(encoding, errors="replace")
    lost = raw.count("\ufffd")
    text = clean_text(raw.replace("\r\n", "\n").replace("\r", "\n"))
    notes = (f"{lost} characters could not be read and show as \ufffd.",) if lost else ()
    return Decoded(text, encoding, notes)


def _refuse_known_binaries(data: bytes, name: str) -> None:
    kind = next((kind for magic, kind in _SIGNATURES if data.startswith(magic)), None)
    if kind is None and data[4:8] == b"ftyp":
        kind = "an audio or video file; open it as the episode's audio"
    if kind:
        raise FormatError(f"{name} is {kind}.")


def _utf16_by_nuls(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every other byte is zero."""
    sample = data[:_SAMPLE]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def _refuse_controls(data: bytes, name: str) -> None:
    # A WebVTT file may hold NULs and is still read, as browsers do.
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > len(sample) * _MAX_CONTROL_SHARE and not data.startswith(b"WEBVTT"):
        raise FormatError(f"{name} is not a text file; choose a transcript or caption file.")


def _eight_bit_encoding(data: bytes) -> str:
    """UTF-8 if it decodes, or nearly does (a damaged file); else Windows-1252."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        lenient = data.decode("utf-8", errors="replace")
        broken = lenient.count("\ufffd")
        good = sum(1 for character in lenient if character > "\x7f") - broken
        return "utf-8" if good > broken or data.startswith(b"WEBVTT") else "cp1252"
    return "utf-8"
