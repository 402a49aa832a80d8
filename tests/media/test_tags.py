"""Tags and chapters of audio files, written and read back."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import pytest

from editor.media.chapters import stated_chapters
from editor.media.cut import write_without
from editor.media.errors import MediaError
from editor.media.tags import write_tagged

if TYPE_CHECKING:
    from pathlib import Path

CHAPTERS = """;FFMETADATA1
title=The show
[CHAPTER]
TIMEBASE=1/1000
START=0
END=500
title=One
[CHAPTER]
TIMEBASE=1/1000
START=500
END=1000
title=Two
"""


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(range(250)) * 128)
    return path


@pytest.mark.parametrize("suffix", [".mp3", ".m4a"])
def test_chapters_are_written_and_read_back(sound: Path, tmp_path: Path, suffix: str) -> None:
    plain = tmp_path / f"plain{suffix}"
    write_without(sound, (), plain)
    assert stated_chapters(plain) == ()
    write_tagged(plain, tmp_path / f"show{suffix}", chapters=CHAPTERS)
    assert stated_chapters(tmp_path / f"show{suffix}") == (("One", 0), ("Two", 500))
    write_tagged(tmp_path / f"show{suffix}", plain)  # without any: they go
    assert stated_chapters(plain) == ()


def test_a_file_that_can_hold_no_chapters_keeps_its_sound(sound: Path, tmp_path: Path) -> None:
    write_tagged(sound, tmp_path / "copy.wav", chapters=CHAPTERS)
    with wave.open(str(sound)) as one, wave.open(str(tmp_path / "copy.wav")) as other:
        assert one.readframes(99_999) == other.readframes(99_999)


def test_what_cannot_be_written_is_one_sentence_and_nothing_is_left(
    sound: Path, tmp_path: Path
) -> None:
    with pytest.raises(MediaError, match=r"copy\.txt cannot be written"):
        write_tagged(sound, tmp_path / "copy.txt")
    with pytest.raises(MediaError, match=r"copy\.wav"):
        write_tagged(sound, tmp_path / "gone" / "copy.wav")
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"no sound at all")
    with pytest.raises(MediaError, match=r"tags of copy\.mp3 could not be written"):
        write_tagged(broken, tmp_path / "copy.mp3")
    assert {path.name for path in tmp_path.iterdir()} == {"sound.wav", "broken.mp3"}
