from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from editor.storage.media_link import MediaReference, MediaState, locate, resolved_path
from editor.storage.project import Project
from editor.transcript.document import empty_transcript

if TYPE_CHECKING:
    from pathlib import Path


def test_audio_is_found_after_moving_the_whole_folder(saved: Path, tmp_path: Path) -> None:
    moved = tmp_path.parent / f"{tmp_path.name}-moved"
    shutil.move(tmp_path, moved)
    with Project.open(moved / saved.name) as project:
        location = project.locate_media()
        assert location == (MediaState.FOUND, moved / "audio" / "socks.wav", "")


def test_audio_is_found_beside_the_project(saved: Path, audio: MediaReference) -> None:
    shutil.move(audio.path, saved.parent)
    with Project.open(saved) as project:
        assert project.locate_media().path == saved.parent / "socks.wav"


def test_missing_audio_is_said_and_can_be_linked_again(
    saved: Path, audio: MediaReference, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "renamed.wav"
    shutil.move(audio.path, elsewhere)
    with Project.open(saved) as project:
        location = project.locate_media()
        assert location.state is MediaState.MISSING
        assert "socks.wav" in location.sentence
        assert location.path is None
        project.relink(audio._replace(path=elsewhere))
        assert project.locate_media().path == elsewhere
    with Project.open(saved) as project:
        assert project.locate_media().path == elsewhere


def test_another_file_of_that_name_is_recognised(saved: Path, audio: MediaReference) -> None:
    audio.path.write_bytes(b"something else")
    with Project.open(saved) as project:
        location = project.locate_media()
    assert (location.state, location.path) == (MediaState.CHANGED, audio.path)
    assert "another file" in location.sentence


def test_a_project_without_audio_looks_for_nothing(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.proofcast", empty_transcript()) as project:
        assert project.locate_media() == (MediaState.NONE, None, "")


@pytest.mark.parametrize(
    "stored",
    [
        "//server/share/a.wav",
        r"\\server\share\a.wav",
        r"\/server/share/a.wav",
        "https://example.org/a.wav",
        "/net/server/a.wav",
        "../../../../../../../../../../net/server/a.wav",
        "smb://server/a.wav",
        "//server\0/a.wav",
    ],
)
def test_no_address_in_a_project_is_followed(stored: str, tmp_path: Path) -> None:
    assert resolved_path(stored, tmp_path) == tmp_path / "a.wav"


@pytest.mark.parametrize("stored", ["", ".", "..", "//", "x" * 5000, "//a/.."])
def test_odd_paths_are_just_missing(stored: str, tmp_path: Path) -> None:
    path = resolved_path(stored, tmp_path / "sub")
    assert locate(MediaReference(path, "0" * 32, 1), tmp_path / "sub").state is MediaState.MISSING
