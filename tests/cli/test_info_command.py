from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli_lab import SAMPLE

from editor.media.fingerprint import fingerprint
from editor.storage.media_link import MediaReference
from editor.storage.project import Project
from editor.transcript.session import Session
from editor.transcript.speakers import add_speaker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_lab import Outcome

    from editor.transcript.document import Transcript


def test_a_project(run: Callable[..., Outcome], project: Path) -> None:
    values = run("info", project, "--json").json
    assert values["kind"] == "project"
    assert values["audio"]["state"] == "missing"
    assert values["audio"]["duration"] == 12.0
    assert (values["words"], values["turns"], values["timed"]) == (17, 4, 16)
    assert (values["matched"], values["text_without_sound"], values["uncertain"]) == (16, 1, 0)
    assert values["aligned_percent"] == 100.0
    assert values["speakers"] == [
        {"name": "Mia", "turns": 2, "words": 8},
        {"name": "Bø & Co", "turns": 1, "words": 3},
        {"name": None, "turns": 1, "words": 6},
    ]
    assert values["ads"] == [
        {"kind": "pre-roll", "sponsor": "Sock & Sons", "words": 3, "start": 1.0, "end": 1.85}
    ]
    assert values["undo_steps"] == 0


def test_a_project_in_words(run: Callable[..., Outcome], project: Path) -> None:
    text = run("info", project).out
    for fact in ("gone.mp3 (state missing", "Mia: turns 2", "pre-roll: sponsor Sock & Sons",
                 "without a name: turns 1", "0:00:01.0", "100.0 %"):  # fmt: skip
        assert fact in text


def test_audio_that_is_there_and_undo(
    run: Callable[..., Outcome], tmp_path: Path, document: Transcript
) -> None:
    sound = SAMPLE / "episode.mp3"
    media = MediaReference(sound, fingerprint(sound), 119_720)
    session = Session(document)
    path = tmp_path / "a.proofcast"
    with Project.create(path, document, media=media) as project:
        session.apply(add_speaker(session.document, "Ann"))
        project.save(session.document, history=session.history)
    values = run("info", path, "--json").json
    assert values["audio"]["state"] == "found"
    assert values["undo_steps"] == 1
    assert values["speakers"][2] == {"name": "Ann", "turns": 0, "words": 0}


def test_audio(run: Callable[..., Outcome]) -> None:
    values = run("info", SAMPLE / "episode.mp3", "--json").json
    assert values["kind"] == "audio"
    assert values["codec"] == "mp3"
    assert values["duration"] == pytest.approx(119.7, abs=0.2)
    assert values["sample_rate"] == 44_100


def test_a_transcript(run: Callable[..., Outcome]) -> None:
    values = run("info", SAMPLE / "transcript.txt", "--json").json
    assert values["kind"] == "transcript"
    assert values["words"] == 338
    assert values["title"].startswith("The Lamp Room")
    assert values["notes"]


def test_bad_files(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "noise.mp3").write_bytes(bytes(range(256)) * 30)
    assert "empty.txt is empty" in refused("info", tmp_path / "empty.txt")
    assert "noise.mp3" in refused("info", tmp_path / "noise.mp3")
    assert "gone.txt" in refused("info", tmp_path / "gone.txt")
    assert "folder" in refused("info", tmp_path)
