from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from made_audio import BURSTS_MS, SECONDS, ffmpeg, lag_ms

from editor.media.decode import decode
from editor.media.probe import probe

if TYPE_CHECKING:
    from pathlib import Path

# file -> (codec, container, largest shift of a sound in ms)
FORMATS = {
    "source.wav": ("pcm_s16le", "wav", 2),
    "deep.wav": ("pcm_s24le", "wav", 2),
    "plain.flac": ("flac", "flac", 2),
    "cbr.mp3": ("mp3", "mp3", 5),
    "vbr.mp3": ("mp3", "mp3", 5),
    "cover.mp3": ("mp3", "mp3", 5),
    # Nothing in the file tells of the encoder's delay: every player hears it (1105 samples).
    "headerless.mp3": ("mp3", "mp3", 30),
    "plain.m4a": ("aac", "mov", 5),
    "cover.m4a": ("aac", "mov", 5),
    "plain.ogg": ("vorbis", "ogg", 5),
    "plain.opus": ("opus", "ogg", 5),
    "video.mp4": ("aac", "mov", 5),
    "video.mkv": ("vorbis", "matroska", 5),
}


def sound_of(path: Path, rate: int = 16_000) -> np.ndarray:
    return np.concatenate(list(decode(path, rate)))


@pytest.mark.parametrize("name", FORMATS)
def test_a_sound_is_decoded_to_its_place(episodes: Path, name: str) -> None:
    _, _, limit = FORMATS[name]
    decoding = decode(episodes / name)
    mono = np.concatenate(list(decoding))
    lags = [lag_ms(mono, 16_000, at) for at in BURSTS_MS]
    assert max(map(abs, lags)) < limit, lags
    assert abs(len(mono) / 16 - SECONDS * 1000) < limit + 60  # a last AAC or MP3 frame
    assert mono.dtype == np.int16
    assert decoding.damage.packets == 0
    assert decoding.damage.filled_ms == 0


@pytest.mark.parametrize("name", FORMATS)
def test_probe_tells_what_the_file_is(episodes: Path, name: str) -> None:
    codec, container, _ = FORMATS[name]
    info = probe(episodes / name)
    assert info.codec == codec
    assert info.container == container
    assert info.channels == 2
    assert info.has_video == name.startswith("video")
    assert info.title == ("Pilot" if name == "cover.mp3" else "")
    assert abs(info.duration_ms - SECONDS * 1000) < 300


def test_sound_that_begins_later_than_the_pictures_stays_late(episodes: Path) -> None:
    mono = sound_of(episodes / "late.mp4")
    assert abs(lag_ms(mono, 16_000, BURSTS_MS[0] + 500)) < 5


def test_another_rate_can_be_asked_for(episodes: Path) -> None:
    mono = sound_of(episodes / "plain.flac", 22_050)
    assert abs(lag_ms(mono, 22_050, BURSTS_MS[1])) < 2


def test_blocks_are_small_however_long_the_file(episodes: Path) -> None:
    assert max(map(len, decode(episodes / "vbr.mp3"))) <= 16_000


@pytest.mark.parametrize("name", ["cbr.mp3", "plain.m4a", "video.mkv", "plain.opus", "plain.flac"])
def test_damage_in_the_middle_is_passed_over(episodes: Path, tmp_path: Path, name: str) -> None:
    data = bytearray((episodes / name).read_bytes())
    middle = len(data) * 4 // 10
    data[middle : middle + 900] = np.random.default_rng(3).bytes(900)
    broken = tmp_path / name
    broken.write_bytes(data)
    mono = sound_of(broken)
    assert abs(lag_ms(mono, 16_000, BURSTS_MS[0])) < 5
    assert abs(lag_ms(mono, 16_000, BURSTS_MS[2])) < 30


def test_lost_packets_become_silence_of_the_same_length(episodes: Path, tmp_path: Path) -> None:
    dropped = tmp_path / "dropped.mkv"
    between = "noise=drop='gte(pts*tb,3)*lt(pts*tb,4.5)'"
    ffmpeg("-i", str(episodes / "video.mkv"), "-c", "copy", "-bsf:a", between, str(dropped))
    decoding = decode(dropped)
    mono = np.concatenate(list(decoding))
    assert 1_400 < decoding.damage.filled_ms < 1_600
    assert not mono[3_200 * 16 : 4_400 * 16].any()
    assert [abs(lag_ms(mono, 16_000, at)) < 5 for at in BURSTS_MS] == [True] * 3


def test_a_file_cut_off_is_read_as_far_as_it_goes(episodes: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.mp3"
    data = (episodes / "cbr.mp3").read_bytes()
    short.write_bytes(data[: len(data) * 2 // 3])
    mono = sound_of(short)
    assert 7_500 < len(mono) / 16 < 8_500
    assert abs(lag_ms(mono, 16_000, BURSTS_MS[1])) < 5


def test_a_wrong_suffix_does_not_matter(episodes: Path, tmp_path: Path) -> None:
    odd = tmp_path / "episode.txt"
    shutil.copy(episodes / "plain.m4a", odd)
    assert probe(odd).codec == "aac"


def test_packets_that_overlap_are_laid_one_after_the_other(episodes: Path, tmp_path: Path) -> None:
    early = tmp_path / "early.mkv"
    shift = "setts=ts='PTS-gte(PTS*TB,3)*0.25/TB'"  # from 3 s on, a quarter second too early
    ffmpeg("-i", str(episodes / "plain.m4a"), "-c", "copy", "-bsf:a", shift, str(early))
    mono = sound_of(early)
    assert abs(lag_ms(mono, 16_000, BURSTS_MS[0])) < 5
    assert abs(lag_ms(mono, 16_000, BURSTS_MS[1] - 250)) < 5


def test_time_stamps_that_jump_by_minutes_are_not_believed(episodes: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.mkv"
    shift = "setts=ts='PTS+gte(PTS*TB,3)*1000/TB'"
    ffmpeg("-i", str(episodes / "plain.m4a"), "-c", "copy", "-bsf:a", shift, str(odd))
    assert abs(lag_ms(sound_of(odd), 16_000, BURSTS_MS[1])) < 5


def test_a_stream_may_change_its_form_on_the_way(episodes: Path, tmp_path: Path) -> None:
    """An advert in another rate, spliced in front by a hosting service."""
    source, advert = episodes / "headerless.mp3", tmp_path / "advert.mp3"
    bare = ("-write_xing", "0", "-id3v2_version", "0")
    ffmpeg("-i", str(source), "-t", "2", "-ar", "22050", "-ac", "1", *bare, str(advert))
    spliced = tmp_path / "spliced.mp3"
    spliced.write_bytes(advert.read_bytes() + source.read_bytes())
    mono = sound_of(spliced)
    ahead = len(sound_of(advert)) / 16
    late = [lag_ms(mono, 16_000, at + round(ahead)) for at in BURSTS_MS]
    assert max(map(abs, late)) < 60
