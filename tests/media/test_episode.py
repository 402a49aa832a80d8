from __future__ import annotations

import subprocess
import sys
import textwrap
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from made_audio import BURSTS_MS, SECONDS, lag_ms, write_wav

from editor.media import episode
from editor.media.decode import decode
from editor.media.entry import PEAKS, PLAYBACK, SPEECH
from editor.media.episode import playback_form, prepare
from editor.media.errors import MediaCancelledError, MediaError
from editor.media.fingerprint import fingerprint

if TYPE_CHECKING:
    from editor.media.peaks import Peaks


def samples(path: Path) -> tuple[np.ndarray, int]:
    """(frames, channels) and the rate, read by the standard library."""
    with wave.open(str(path)) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return data.reshape(-1, file.getnchannels()), file.getframerate()


@pytest.mark.parametrize("name", ["source.wav", "vbr.mp3", "plain.m4a", "plain.opus", "late.mp4"])
def test_player_aligner_and_waveform_agree(episodes: Path, tmp_path: Path, name: str) -> None:
    audio = prepare(episodes / name, tmp_path)
    offset = 500 if name == "late.mp4" else 0
    heard, rate = samples(audio.playback)
    seen, speech_rate = samples(audio.speech)
    assert (heard.shape[1], seen.shape[1], speech_rate) == (2, 1, 16_000)
    assert abs(len(heard) / rate - len(seen) / 16_000) < 0.001
    assert audio.info.duration_ms == len(heard) * 1000 // rate
    assert abs(audio.peaks.duration_ms - audio.info.duration_ms) <= 1
    for at in BURSTS_MS:
        place = lag_ms(heard.mean(axis=1), rate, at + offset)
        assert abs(place) < 5
        assert abs(lag_ms(seen[:, 0], 16_000, at + offset) - place) < 0.1
        _, highs = audio.peaks.between(at + offset - 40, at + offset + 100, 70)
        assert highs[:19].max() < 0.1 < highs[21:40].max()
    assert audio.notes == ()


def test_the_stream_and_the_cached_speech_are_the_same_sound(
    episodes: Path, tmp_path: Path
) -> None:
    seen, _ = samples(prepare(episodes / "cbr.mp3", tmp_path).speech)
    streamed = np.concatenate(list(decode(episodes / "cbr.mp3")))
    assert len(streamed) == len(seen)
    assert np.abs(streamed.astype(int) - seen[:, 0]).max() < 16


def test_progress_and_growing_waveform(
    episodes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor.media.episode.TOLD_EVERY_S", 0)
    steps: list[tuple[int, int]] = []
    shown: list[Peaks] = []
    audio = prepare(
        episodes / "vbr.mp3",
        tmp_path,
        progress=lambda done, total: steps.append((done, total)),
        on_peaks=shown.append,
    )
    done = [step for step, _ in steps]
    assert done == sorted(done)
    assert len(done) >= SECONDS
    assert all(step <= total for step, total in steps)
    assert steps[-1] == (audio.info.duration_ms, audio.info.duration_ms)
    lengths = [peaks.duration_ms for peaks in shown]
    assert lengths == sorted(lengths)
    assert 0 < lengths[2] < lengths[-1] == audio.peaks.duration_ms


def test_the_second_time_nothing_is_decoded(episodes: Path, tmp_path: Path) -> None:
    first = prepare(episodes / "cbr.mp3", tmp_path)
    written = first.playback.stat().st_mtime_ns
    again = prepare(episodes / "cbr.mp3", tmp_path, cancelled=lambda: True)
    assert again.playback.stat().st_mtime_ns == written
    assert again.info == first.info
    assert np.array_equal(again.peaks.between(0, 12_000, 50), first.peaks.between(0, 12_000, 50))


@pytest.mark.parametrize("name", [SPEECH, PLAYBACK, PEAKS, "episode.json"])
@pytest.mark.parametrize("harm", ["cut", "gone", "garbage"])
def test_a_harmed_cache_is_made_anew(episodes: Path, tmp_path: Path, name: str, harm: str) -> None:
    first = prepare(episodes / "plain.opus", tmp_path)
    file = first.playback.parent / name
    good = file.read_bytes()
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(good[: len(good) // 2] if harm == "cut" else b"x" * len(good))
    again = prepare(episodes / "plain.opus", tmp_path)
    assert file.read_bytes() == good
    assert again.info == first.info


def test_stopping_leaves_nothing(episodes: Path, tmp_path: Path) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    with pytest.raises(MediaCancelledError, match=r"cbr\.mp3 was stopped"):
        prepare(episodes / "cbr.mp3", tmp_path, cancelled=cancelled)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_elsewhere_shares_the_cache(episodes: Path, tmp_path: Path) -> None:
    copy = tmp_path / "renamed.bin"
    copy.write_bytes((episodes / "cbr.mp3").read_bytes())
    first = prepare(episodes / "cbr.mp3", tmp_path / "cache")
    again = prepare(copy, tmp_path / "cache")
    assert again.playback == first.playback
    assert again.info.path == copy


def test_fingerprint_sees_size_head_middle_and_tail(tmp_path: Path) -> None:
    data = bytearray(np.random.default_rng(0).bytes(2_000_000))
    path = tmp_path / "one"
    seen = set()
    for change in (None, 0, 1_000_000, 1_999_999):
        if change is not None:
            data[change] ^= 1
        path.write_bytes(data)
        seen.add(fingerprint(path))
    path.write_bytes(data + b"x")
    seen.add(fingerprint(path))
    assert len(seen) == 5
    assert all(len(name) == 32 for name in seen)


def test_damage_and_missing_ends_are_noted(episodes: Path, tmp_path: Path) -> None:
    data = (episodes / "cbr.mp3").read_bytes()
    (tmp_path / "short.mp3").write_bytes(data[: len(data) // 2])
    (note,) = prepare(tmp_path / "short.mp3", tmp_path / "cache").notes
    assert "ends 6 s before the length it states" in note
    # Where the length is a guess from the size, nothing is said.
    data = (episodes / "headerless.mp3").read_bytes()
    (tmp_path / "guess.mp3").write_bytes(data[: len(data) // 2])
    assert prepare(tmp_path / "guess.mp3", tmp_path / "cache").notes == ()


def test_mono_stays_mono_and_high_rates_come_down(tmp_path: Path) -> None:
    ramp = np.linspace(-9000, 9000, 2 * 88_200)[:, None]
    write_wav(tmp_path / "mono.wav", ramp, 88_200)
    heard, rate = samples(prepare(tmp_path / "mono.wav", tmp_path / "cache").playback)
    assert heard.shape == (88_200, 1)
    assert rate == 44_100


@pytest.mark.parametrize(
    ("rate", "channels", "hours", "wanted"),
    [
        (44_100, 2, 1, (44_100, 2)),
        (48_000, 6, 3, (48_000, 2)),
        (48_000, 2, 3.2, (48_000, 1)),
        (96_000, 1, 1, (48_000, 1)),
        (44_100, 2, 7, (22_050, 1)),
        (48_000, 2, 30, (16_000, 1)),
        (22_050, 1, 40, (16_000, 1)),
        (8_000, 1, 40, (8_000, 1)),
    ],
)
def test_long_episodes_give_up_channels_then_rate(
    rate: int, channels: int, hours: float, wanted: tuple[int, int]
) -> None:
    assert playback_form(rate, channels, round(hours * 3_600_000)) == wanted


def test_too_little_room_is_told_before_the_work(
    episodes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1_000})
    monkeypatch.setattr("editor.media.episode.shutil.disk_usage", lambda path: usage)
    with pytest.raises(MediaError, match=r"GB are free: free some space"):
        prepare(episodes / "cbr.mp3", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on file sizes there")
def test_a_disk_that_fills_up_on_the_way(episodes: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands in for the full disk: a real refusal to write."""
    script = f"""
        import resource, signal
        from pathlib import Path
        from editor.media.episode import prepare
        from editor.media.errors import MediaError
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
        try:
            prepare(Path({str(episodes / "cbr.mp3")!r}), Path({str(tmp_path)!r}))
        except MediaError as error:
            print(error)
    """
    said = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert "No room is left on the disk" in said.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_cache_that_cannot_be_written(episodes: Path) -> None:
    with pytest.raises(MediaError, match="/proc/audio"):
        prepare(episodes / "cbr.mp3", Path("/proc/audio"))


def test_the_work_of_a_quicker_program_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs decode the same sound at the same time; the first one is reading already."""
    sound = tmp_path / "a.wav"
    write_wav(sound, np.zeros((16_000, 1)))
    cache = tmp_path / "cache"
    real, seen = episode._move, []

    def after_another(path: Path, part: Path, folder: Path) -> None:
        monkeypatch.setattr(episode, "_move", real)
        seen.append(prepare(path, cache).speech.stat().st_ino)
        real(path, part, folder)

    monkeypatch.setattr(episode, "_move", after_another)
    assert [prepare(sound, cache).speech.stat().st_ino] == seen
    assert len(list(cache.iterdir())) == 1
