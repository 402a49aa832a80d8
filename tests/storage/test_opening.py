from __future__ import annotations

import os
from pathlib import Path

import pytest

from editor.storage.opening import (
    Opening,
    OpeningError,
    free_path,
    kind_of,
    project_path,
    sort_files,
)


@pytest.fixture
def files(tmp_path):
    def make(**contents: bytes | str):
        paths = []
        for name, content in contents.items():
            path = tmp_path / name.replace("_", ".")
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(path)
        return paths

    return make


def test_audio_and_transcript_are_told_apart_in_any_order(files):
    text, audio = files(page_txt="Hello there.", show_mp3=b"ID3\x04")
    for paths in ([text, audio], [audio, text]):
        opening = sort_files(paths)
        assert (opening.audio, opening.transcript, opening.project) == (audio, text, None)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.proofcast", b"", "project"),
        ("renamed.bin", b"SQLite format 3\x00rest", "project"),
        ("a.MP4", b"", "audio"),
        ("a.vtt", b"WEBVTT", "transcript"),
        ("a.transcript", "Grüße".encode(), "transcript"),
        ("a.utf16", "Hello there".encode("utf-16"), "transcript"),
        ("a.xyz", bytes(range(256)) * 8, "audio"),
        ("a.xyz", b"", "transcript"),
    ],
)
def test_kinds(tmp_path, name, content, kind):
    path = tmp_path / name
    path.write_bytes(content)
    assert kind_of(path) == kind


def test_a_file_that_is_not_there_is_told_by_its_suffix(tmp_path):
    assert kind_of(tmp_path / "gone.mp3") == "audio"
    assert kind_of(tmp_path / "gone.txt") == "transcript"


def test_what_cannot_be_opened_together_is_one_sentence(files):
    a, b, project = files(a_mp3=b"x", b_mp3=b"y", c_proofcast=b"z")
    with pytest.raises(OpeningError, match=r"a\.mp3 and b\.mp3 are both audio"):
        sort_files([a, b])
    with pytest.raises(OpeningError, match="open it alone"):
        sort_files([a, project])
    with pytest.raises(OpeningError, match="Nothing was opened"):
        sort_files([])


def test_the_project_belongs_beside_the_audio(files, tmp_path):
    text, audio = files(page_txt="x", show_mp3=b"y")
    assert project_path(sort_files([text, audio]), tmp_path / "away") == tmp_path / "show.proofcast"
    assert project_path(sort_files([text]), tmp_path / "away") == tmp_path / "page.proofcast"


@pytest.mark.skipif(os.name == "nt", reason="/proc is a folder that nobody can write to")
def test_where_nothing_can_be_written_it_goes_to_the_fallback(tmp_path):
    opening = Opening(audio=Path("/proc/show.mp3"))
    assert project_path(opening, tmp_path) == tmp_path / "show.proofcast"


def test_without_files_there_is_no_place(tmp_path):
    with pytest.raises(ValueError, match="neither"):
        project_path(Opening(), tmp_path)


def test_a_taken_name_gets_a_number(tmp_path):
    path = tmp_path / "show.proofcast"
    assert free_path(path) == path
    path.touch()
    (tmp_path / "show 2.proofcast").touch()
    assert free_path(path) == tmp_path / "show 3.proofcast"
