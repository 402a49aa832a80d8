from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from caption_documents import document, spoken

from editor.formats.chapter_read import read_chapters
from editor.formats.chapters import Chapter, write_podcast_chapters, write_youtube_chapters
from editor.formats.errors import FormatError

if TYPE_CHECKING:
    from pathlib import Path

CHAPTERS = (Chapter("Welcome", 0), Chapter("The old mill", 83_000), Chapter("Goodbye", 3_725_000))


def save(folder: Path, content: str | bytes) -> Path:
    path = folder / "chapters"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_what_is_written_for_youtube_is_read_back(tmp_path: Path) -> None:
    text, problems = write_youtube_chapters(CHAPTERS)
    assert not problems
    assert read_chapters(save(tmp_path, text)) == CHAPTERS


def test_podcast_chapters_are_read_back(tmp_path: Path) -> None:
    rows = (
        Chapter("Pictures", 0, 4_500, url="https://example.org", image="https://example.org/a.png"),
        Chapter("Quiet", 5_250, listed=False),
    )
    assert read_chapters(save(tmp_path, write_podcast_chapters(rows))) == rows


def test_silent_chapters_of_ad_reads_are_made_anew_by_each_export(tmp_path: Path) -> None:
    from editor.formats.export import ExportOptions, export
    from editor.formats.profile import Profile
    from editor.transcript.document import AdKind, AdRead
    from editor.transcript.words import AdId

    ad = AdRead(AdId(1), AdKind.MID_ROLL, "Quist")
    source = document((None, (*spoken("One two."), *spoken("Buy it.", 9_000, ad=ad.id))), ads=(ad,))
    options = ExportOptions(chapters=CHAPTERS[:1])
    first = export(source, "chapters", Profile("podcast", ""), options).text
    assert json.loads(first)["chapters"][1]["toc"] is False
    again = ExportOptions(chapters=read_chapters(save(tmp_path, first)))
    assert export(source, "chapters", Profile("podcast", ""), again).text == first


@pytest.mark.parametrize(
    "line",
    [
        "1:23 The old mill",
        "00:01:23 - The old mill",
        "(01:23) The old  mill",
        "[1:23.000] – The old mill",
        "* 0:01:23: The old mill",
    ],
)
def test_lines_as_people_write_them(tmp_path: Path, line: str) -> None:
    text = f"Chapters of the show:\r\n\r\n0:00 Welcome\r\n{line}\r\nsee you\r\n"
    assert read_chapters(save(tmp_path, text)) == CHAPTERS[:2]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no times at all",
        "0:00",
        b"\0\xff\xfe\0" * 20,
        "{",
        "{}",
        '{"chapters": 7}',
        '{"chapters": [{"title": "x"}]}',
        '{"chapters": [{"startTime": -1}]}',
        '{"chapters": [{"startTime": NaN}]}',
        '{"chapters": [{"startTime": 1e999}]}',
        '{"chapters": [3]}',
        '{"chapters": ' + "[" * 100_000,
        "9999:9999:99 " * 500_000,
    ],
)
def test_other_files_are_refused_in_a_sentence(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(FormatError) as raised:
        read_chapters(save(tmp_path, content))
    assert str(raised.value).endswith(".")
    assert len(str(raised.value)) < 200


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="cannot be read"):
        read_chapters(tmp_path / "none.txt")
