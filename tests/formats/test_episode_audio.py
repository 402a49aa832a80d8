"""The episode written as sound, with its chapters, and without its ad reads."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest
from notation import document

from editor.formats.ad_free import write_ad_free
from editor.formats.chapter_read import chapters_in_audio
from editor.formats.chapters import Chapter, moved
from editor.formats.cue_options import AdPolicy
from editor.formats.episode_audio import write_episode
from editor.formats.export import ExportOptions
from editor.media.decode import decode
from editor.media.episode import prepare
from editor.media.errors import MediaCancelledError, MediaError
from editor.transcript.cut import Shift

if TYPE_CHECKING:
    from pathlib import Path

    from editor.media.entry import EpisodeAudio

RATE = 16_000
TALK = document("A: one@0-900 [1 buy@1000-1900 it@2000-2900 1] two@3000-3900")
CHAPTERS = (Chapter("Beginning", 0), Chapter("Two", 3000))


@pytest.fixture
def audio(tmp_path: Path) -> EpisodeAudio:
    tone = (3000 * np.sin(np.arange(4 * RATE) / 9)).astype(np.int16)
    path = tmp_path / "show.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(tone.tobytes())
    return prepare(path, tmp_path / "cache")


def length_ms(path: Path) -> int:
    return sum(len(block) for block in decode(path)) * 1000 // RATE


def left_over(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"show.wav", "cache"}


def test_a_file_of_another_format_has_all_the_sound_and_the_chapters(audio, tmp_path) -> None:
    dest = tmp_path / "show.mp3"
    write_episode(TALK, audio, dest, ExportOptions(chapters=CHAPTERS, title="Show"))
    assert [(row.title, row.start) for row in chapters_in_audio(dest)] == [
        ("Beginning", 0), ("Two", 3000),
    ]  # fmt: skip
    assert abs(length_ms(dest) - 4000) < 120
    assert left_over(tmp_path) == {"show.mp3"}


def test_a_file_of_the_same_format_keeps_its_sound_untouched(audio, tmp_path) -> None:
    dest = tmp_path / "copy.wav"
    write_episode(TALK, audio, dest, ExportOptions())
    assert [*map(bytes, decode(dest))] == [*map(bytes, decode(audio.info.path))]
    assert chapters_in_audio(dest) == ()


def test_without_the_ads_the_chapters_move_with_the_sound(audio, tmp_path) -> None:
    dest = tmp_path / "free.mp3"
    options = ExportOptions(ads=AdPolicy.CUT, chapters=CHAPTERS, title="Show")
    write_episode(TALK, audio, dest, options)
    shorter = length_ms(dest)
    assert 1500 < shorter < 2500
    (_, two) = chapters_in_audio(dest)
    assert two.title == "Two"
    assert two.start < 1500
    assert left_over(tmp_path) == {"free.mp3"}


def test_stopped_at_the_very_end_nothing_is_left(audio, tmp_path) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append((tmp_path / "free.wav").exists())
        return bool([*tmp_path.glob(".free-*.wav")])

    with pytest.raises(MediaCancelledError, match=r"Writing free\.wav was stopped"):
        write_ad_free(TALK, audio.playback, tmp_path / "free.wav", cancelled=cancelled)
    assert asked
    assert left_over(tmp_path) == set()


def test_an_error_names_the_file_that_was_asked_for(audio, tmp_path) -> None:
    with pytest.raises(MediaError) as error:
        write_ad_free(TALK, audio.playback, tmp_path / "gone" / "free.wav")
    assert "free.wav" in str(error.value)
    assert ".free-" not in str(error.value)


def test_what_is_no_audio_has_no_chapters(tmp_path) -> None:
    (tmp_path / "talk.mp3").write_bytes(b"no sound")
    assert chapters_in_audio(tmp_path / "talk.mp3") == ()


def test_a_chapter_that_is_cut_out_whole_goes() -> None:
    rows = (Chapter("a", 0, 500), Chapter("ad", 1000, 1800, listed=False), Chapter("b", 2000))
    assert [row.title for row in moved(rows, Shift([(900, 1900)]))] == ["a", "b"]
