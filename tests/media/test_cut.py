from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_audio import BURSTS_MS, SECONDS, lag_ms, write_wav

from editor.media.cut import write_clip, write_without
from editor.media.decode import decode
from editor.media.encode import SUFFIXES
from editor.media.episode import prepare
from editor.media.errors import MediaCancelledError, MediaError
from editor.media.probe import probe

LOSSLESS = {".wav", ".flac"}


@pytest.fixture(scope="session")
def playback(episodes: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(episodes / "source.wav", tmp_path_factory.mktemp("cache")).playback


def frames_of(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return data.reshape(-1, file.getnchannels())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_kept_moves_by_the_removed_lengths(
    playback: Path, tmp_path: Path, suffix: str
) -> None:
    dest = tmp_path / f"without{suffix}"
    # Takes out the second burst, and half a second before it.
    write_without(playback, [(6_400, 6_900), (7_000, 8_003)], dest)
    mono = np.concatenate(list(decode(dest)))
    limit = 1 if suffix in LOSSLESS else 5
    assert abs(lag_ms(mono, 16_000, BURSTS_MS[0])) < limit
    assert abs(lag_ms(mono, 16_000, BURSTS_MS[2] - 1_503)) < limit
    assert np.abs(mono[6_000 * 16 : 7_000 * 16]).max() < 2_000
    slack = 1 if suffix in LOSSLESS else 60
    assert abs(len(mono) / 16 - (SECONDS * 1000 - 1_503)) < slack
    assert probe(dest).channels == 2


@given(
    spans=st.lists(st.tuples(st.integers(-50, 1_100), st.integers(-50, 1_100)), max_size=5),
    crossfade=st.integers(0, 60),
)
@settings(deadline=None, max_examples=60)
def test_lengths_add_up_to_the_frame(
    tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[int, int]], crossfade: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    playback, dest = folder / "playback.wav", folder / "dest.wav"
    rate = 11_025  # a millisecond is no whole number of frames
    write_wav(playback, np.arange(rate, dtype=np.int16)[:, None], rate)
    keep = np.ones(rate, bool)
    for start, end in spans:
        edges = [max(0, min(rate, round(ms * rate / 1000))) for ms in (start, end)]
        keep[edges[0] : edges[1]] = False
    if not keep.any():
        with pytest.raises(MediaError, match="Nothing would be left"):
            write_without(playback, spans, dest, crossfade)
        return
    write_without(playback, spans, dest, crossfade)
    result = frames_of(dest)
    assert len(result) == keep.sum()
    if crossfade == 0:
        assert np.array_equal(result[:, 0], np.flatnonzero(keep))


def test_a_cut_does_not_click(tmp_path: Path) -> None:
    rate = 44_100
    levels = np.repeat([12_000, 0, -12_000], rate)[:, None]
    write_wav(tmp_path / "playback.wav", levels, rate)
    dest = tmp_path / "dest.wav"
    for crossfade, least, most in ((0, 24_000, 24_000), (10, 1, 1_500)):
        write_without(tmp_path / "playback.wav", [(900, 2_100)], dest, crossfade)
        steps = np.abs(np.diff(frames_of(dest)[:, 0].astype(int)))
        assert least <= steps.max() <= most
    write_without(tmp_path / "playback.wav", [(0, 500), (2_500, 3_000)], dest)
    edges = frames_of(dest)[[0, -1], 0]
    assert np.abs(edges.astype(int)).max() < 600


def test_a_clip_is_cut_to_the_sample(playback: Path, tmp_path: Path) -> None:
    whole = frames_of(playback)
    write_clip(playback, 6_900, 7_500, tmp_path / "clip.wav")
    assert np.array_equal(frames_of(tmp_path / "clip.wav"), whole[304_290:330_750])
    write_clip(playback, 11_000, 99_000, tmp_path / "clip.wav")
    assert np.array_equal(frames_of(tmp_path / "clip.wav"), whole[485_100:])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_clip_in_every_format(playback: Path, tmp_path: Path, suffix: str) -> None:
    write_clip(playback, 7_000, 7_600, tmp_path / f"clip{suffix.upper()}")
    mono = np.concatenate(list(decode(tmp_path / f"clip{suffix.upper()}")))
    assert abs(lag_ms(mono, 16_000, 250)) < 5
    assert 595 < len(mono) / 16 < 660  # Vorbis may lose 3 ms, AAC adds up to a frame


def test_an_empty_clip_is_refused(playback: Path, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="would be empty"):
        write_clip(playback, 5_000, 5_000, tmp_path / "clip.wav")


def test_progress_and_stopping(playback: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    dest = tmp_path / "dest.mp3"
    write_without(playback, [(0, 500)], dest, progress=lambda a, b: steps.append((a, b)))
    assert steps[-1] == (11_500, 11_500)
    before = dest.read_bytes()
    with pytest.raises(MediaCancelledError):
        write_without(playback, [(0, 900)], dest, cancelled=lambda: len(steps) > 0)
    assert dest.read_bytes() == before
    assert list(tmp_path.iterdir()) == [dest]


@pytest.mark.parametrize("name", ["dest.xyz", "dest", "dest.mp3.txt"])
def test_unknown_suffixes_are_told_apart(playback: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(MediaError, match=r"end the name in one of \.wav, \.mp3"):
        write_clip(playback, 0, 1_000, tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_missing_folder_is_told(playback: Path, tmp_path: Path, suffix: str) -> None:
    with pytest.raises(MediaError):
        write_clip(playback, 0, 1_000, tmp_path / "none" / f"clip{suffix}")


def test_a_lost_or_harmed_copy_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="not there any more"):
        write_clip(tmp_path / "playback.wav", 0, 1_000, tmp_path / "clip.mp3")
    (tmp_path / "playback.wav").write_bytes(b"RIFF" * 20)
    with pytest.raises(MediaError, match="open it again"):
        write_clip(tmp_path / "playback.wav", 0, 1_000, tmp_path / "clip.mp3")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("suffix", [".wav", ".mp3"])
def test_a_full_disk_is_told(
    playback: Path, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The half-made file is a link to the device that is always full."""
    monkeypatch.setattr("editor.media.encode.uuid4", lambda: type("Id", (), {"hex": "12345678"}))
    (tmp_path / ".clip-12345678.part").symlink_to("/dev/full")
    with pytest.raises(MediaError, match="No room is left"):
        write_clip(playback, 0, 12_000, tmp_path / f"clip{suffix}")
    assert list(tmp_path.iterdir()) == []
