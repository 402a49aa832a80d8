from __future__ import annotations

import sys
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.alignment.aligner import AlignmentError
from editor.alignment.audio import FRAME_MS, RATE, Span, cut_windows, open_sound, speech_spans


def write(path: Path, samples: np.ndarray, rate: int = 16000, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def test_windows_of_a_mapped_file(tmp_path: Path) -> None:
    samples = np.arange(16000)
    sound = open_sound(write(tmp_path / "a.wav", samples))
    assert sound.length == 1000
    assert isinstance(sound.samples, np.memmap)
    assert sound.window(Span(500, 501)).tolist() == list(range(8000, 8016))
    assert len(sound.window(Span(-10, 5))) == 80
    assert len(sound.window(Span(990, 2000))) == 160
    assert sound.floats(Span(0, 1))[8] == np.float32(8 / 32768)


def test_a_file_cut_off_in_the_middle_is_used_as_far_as_it_goes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", np.zeros(16000))
    path.write_bytes(path.read_bytes()[: 44 + 16001])
    assert open_sound(path).length == 500


@pytest.mark.parametrize("content", [None, b"", b"RIFF", b"no sound at all" * 20])
def test_what_is_no_sound(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AlignmentError, match="cannot be read"):
        open_sound(path)


def test_sound_of_the_wrong_kind(tmp_path: Path) -> None:
    with pytest.raises(AlignmentError, match="is empty"):
        open_sound(write(tmp_path / "a.wav", np.zeros(0)))
    with pytest.raises(AlignmentError, match="16 kHz mono"):
        open_sound(write(tmp_path / "b.wav", np.zeros(10), rate=44100))
    with pytest.raises(AlignmentError, match="16 kHz mono"):
        open_sound(write(tmp_path / "c.wav", np.zeros(10), channels=2))


def test_speech_begins_above_one_limit_and_ends_below_another() -> None:
    voice = np.array([0, 0.4, 0.6, 0.4, 0.1, 0.4, 0.2, 0, 0, 0, 0, 0, 0, 0.9, 0.9])
    spans = speech_spans(voice, pause_ms=3 * FRAME_MS)
    assert spans == [Span(2 * FRAME_MS, 6 * FRAME_MS), Span(13 * FRAME_MS, 15 * FRAME_MS)]
    assert speech_spans(np.zeros(9)) == []


def test_padded_spans_grow_together() -> None:
    voice = np.array([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
    assert speech_spans(voice, pause_ms=64, pad_ms=32) == [Span(0, 64), Span(224, 320)]
    assert speech_spans(voice, pause_ms=64, pad_ms=200) == [Span(0, 352)]


def test_windows_end_at_the_longest_pause() -> None:
    speech = [Span(1000, 9000), Span(9200, 15000), Span(17000, 22000), Span(22100, 30000)]
    first, second = cut_windows(speech, 40_000)
    assert first == Span(700, 15300)
    assert second == Span(16700, 30300)


def test_overlap() -> None:
    assert Span(0, 10).overlap(Span(5, 20)) == 5
    assert Span(0, 10).overlap(Span(10, 20)) == 0


SPEECH = st.lists(st.tuples(st.integers(32, 40_000), st.integers(32, 60_000)), max_size=15)


@given(SPEECH, st.integers(0, 3000))
def test_windows_hold_all_speech_and_are_short(rows: list[tuple[int, int]], tail: int) -> None:
    speech, at = [], 0
    for gap, length in rows:
        speech.append(Span(at + gap, at + gap + length))
        at += gap + length
    windows = cut_windows(speech, at + tail)
    assert all(0 < window.length <= 24_000 for window in windows)
    assert all(a.end <= b.start for a, b in pairwise(windows))
    for span in speech:
        assert sum(span.overlap(window) for window in windows) == span.length


@pytest.mark.skipif(sys.platform != "linux", reason="only there it is known how much is mapped")
def test_what_was_read_does_not_stay_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(bytes(60_000_000))
    sound = open_sound(path)
    before = _mapped_kb()
    heard = [sound.window(Span(at, at + 20_000)) for at in range(0, sound.length, 20_000)]
    assert sum(map(len, heard)) == 30_000_000
    assert _mapped_kb() - before < 10_000


def _mapped_kb() -> int:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssFile"))
