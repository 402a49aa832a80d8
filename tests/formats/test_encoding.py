"""Bytes to text."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

import pytest

from editor.formats import encoding
from editor.formats.encoding import clean_text, decode, read_bytes
from editor.formats.errors import FormatError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Grüße – “quoted” naïve café\nsecond line\n"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_each_encoding_is_told_by_its_bytes(data: bytes, name: str) -> None:
    assert decode(data) == (TEXT, name, ())


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_line_feeds(end: str) -> None:
    assert decode(f"a{end}{end}b".encode()).text == "a\n\nb"


def test_one_damaged_byte_does_not_turn_utf8_into_windows_1252() -> None:
    decoded = decode(("é" * 20).encode() + b"\xff" + "é".encode())
    assert decoded.encoding == "utf-8"
    assert decoded.text == "é" * 20 + "\ufffd" + "é"
    assert "1 characters could not be read" in decoded.notes[0]


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\0\0\0"]
)
def test_empty_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"^talk\.txt is empty; choose a file"):
        decode(data, "talk.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"ID3\x04" + bytes(100), "audio file"),
        (b"RIFF\x00\x00\x00\x00WAVE" + bytes(100), "audio file"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(100), "audio or video file"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04" + bytes(50), "Word document"),
        (b"{\\rtf1 hello}", "rich text"),
        (bytes(range(256)) * 20, "not a text file"),
    ],
)
def test_binary_files_are_named_for_what_they_are(data: bytes, what: str) -> None:
    with pytest.raises(FormatError, match=what) as caught:
        decode(data, "talk.txt")
    assert str(caught.value).startswith("talk.txt")
    assert str(caught.value).count("\n") == 0


def test_a_stray_nul_and_a_mark_inside_are_made_harmless() -> None:
    assert decode(b"one two\x00 three " + "\ufeff".encode() + b"four" * 20).text.startswith(
        "one two\ufffd three four"
    )
    assert clean_text("a\ud800b\x00\ufeff") == "a\ufffdb\ufffd"


def test_a_missing_file_and_a_folder_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="There is no file"):
        read_bytes(tmp_path / "none.srt")
    with pytest.raises(FormatError, match="is a folder"):
        read_bytes(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "secret.srt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(FormatError, match=r"secret\.srt cannot be read"):
        read_bytes(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.srt"
    with path.open("wb") as file:
        file.truncate(encoding.MAX_BYTES + 1)
    with pytest.raises(FormatError, match="too large for a transcript"):
        read_bytes(path)


def test_a_path_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(FormatError) as error:
        read_bytes(tmp_path / "file" / "talk.txt")
    assert "talk.txt" in str(error.value)
