"""What is heard and what is said to be heard agree: measured with an ear on a null sink.

The file has a tick every half second, so the position at every tick is known. The bounds are those
of a listener, not of the machine: a busy computer delays sound and clock alike.
"""

from __future__ import annotations

import itertools
import time
import wave

import numpy as np
import pytest

from editor.ui.player import Player

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("sound_sink")]

RATE = 48_000
TICK_MS = 500
TONE_HZ = 440


def write_wav(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


@pytest.fixture(scope="module")
def ticks(tmp_path_factory):
    """Twenty seconds of faint noise with a 20 ms beep at 0.5, 1.0, 1.5 s and so on."""
    samples = np.random.default_rng(1).normal(0, 100, 20 * RATE)
    beep = 20_000 * np.sin(2 * np.pi * 1000 * np.arange(960) / RATE) * np.hanning(1920)[960:]
    for tick in range(TICK_MS, 20_000, TICK_MS):
        first = tick * RATE // 1000
        samples[first : first + 960] += beep
    return write_wav(tmp_path_factory.mktemp("sound") / "ticks.wav", samples)


class Stage:
    """A player with an ear at its sound, and notes of every position that it told."""

    def __init__(self, path, sink, qtbot=None):
        self.qtbot = qtbot
        self.ear = sink.listen()
        self.notes = []
        self.player = Player(resume_back_ms=0)
        self.player.position_changed.connect(lambda ms: self.notes.append((time.monotonic(), ms)))
        self.player.load(path)
        self.player.prepare()

    def play_to(self, ms):
        """Play until `ms` is told, then pause."""
        self.player.play()
        self.qtbot.waitUntil(lambda: self.player.position_ms >= ms, timeout=20_000)
        self.player.pause()

    def quiet(self):
        """Wait until the ear has heard silence after all else."""
        end = time.monotonic() + 0.3
        self.qtbot.waitUntil(lambda: time.monotonic() > end, timeout=2000)

    def close(self):
        self.player.close()
        self.ear.stop()

    def errors(self, since, until):
        """Told minus heard, in ms of real time, at every tick heard between two times."""
        times, positions = (np.array(column) for column in zip(*self.notes, strict=True))
        heard = [at for at in self.ear.onsets() if since < at < until]
        told = np.interp(heard, times, positions)
        return (told - np.round(told / TICK_MS) * TICK_MS) / self.player.rate


@pytest.fixture(scope="module")
def warm_stage(ticks, sound_sink, qapp):
    """One player for all tests: to open the sound device takes a second."""
    made = Stage(ticks, sound_sink)
    made.player.play()
    yield made
    made.close()


@pytest.fixture
def stage(warm_stage, qtbot):
    warm_stage.qtbot = qtbot
    qtbot.waitUntil(lambda: warm_stage.player.position_ms > 300, timeout=5000)
    warm_stage.player.pause()
    warm_stage.player.set_rate(1.0)
    return warm_stage


@pytest.mark.parametrize("rate", [0.75, 1.0, 1.5])
def test_the_position_told_is_the_position_heard(stage, rate):
    stage.player.set_rate(rate)
    stage.player.seek(2250)
    begun = time.monotonic()
    stage.play_to(2250 + 2400 * rate)
    errors = stage.errors(begun, time.monotonic())
    assert len(errors) >= 3
    assert np.median(np.abs(errors)) < 40
    assert np.percentile(np.abs(errors), 95) < 80
    inside = [ms for at, ms in stage.notes if at > begun + 0.02][:-1]
    assert all(after >= before for before, after in itertools.pairwise(inside))


def test_a_seek_is_heard_in_a_tenth_of_a_second(stage):
    stage.player.play()
    delays = []
    for target in (9500, 4000, 15_000, 6500, 12_000):
        stage.quiet()
        asked = time.monotonic()
        stage.player.seek(target)  # a tick begins exactly there
        stage.qtbot.waitUntil(lambda t=target: stage.player.position_ms > t + 120, timeout=3000)
        stage.quiet()
        delays += [at - asked for at in stage.ear.onsets() if asked < at][:1]
    stage.player.pause()
    assert len(delays) == 5
    assert np.median(delays) < 0.1


def test_the_pitch_is_kept_at_other_speeds(sound_sink, qtbot, tmp_path):
    tone = 10_000 * np.sin(2 * np.pi * TONE_HZ * np.arange(20 * RATE) / RATE)
    stage = Stage(write_wav(tmp_path / "tone.wav", tone), sound_sink, qtbot)
    try:
        for rate in (0.75, 2.0):
            stage.player.set_rate(rate)
            stage.player.seek(0)
            stage.play_to(1500 * rate)
            stage.quiet()
            _, samples = stage.ear.heard()
            loud = samples[-round(1.4 * RATE) : -round(0.6 * RATE)].astype(float)
            spectrum = np.abs(np.fft.rfft(loud * np.hanning(len(loud))))
            assert np.argmax(spectrum) * RATE / len(loud) == pytest.approx(TONE_HZ, abs=9)
    finally:
        stage.close()


def test_a_snippet_ends_before_the_next_tick_is_heard(stage):
    stage.quiet()
    begun = time.monotonic()
    stage.player.play_snippet(5400, 5930)
    stage.qtbot.waitUntil(lambda: not stage.player.playing, timeout=5000)
    stage.quiet()
    assert stage.player.position_ms == 5930
    heard = [at for at in stage.ear.onsets() if at > begun]
    assert len(heard) == 1  # the tick at 5500, and not the one at 6000
