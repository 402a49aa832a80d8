"""The clock between the reports: close to the sound, steady, never backwards."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.ui.output_latency import USUAL_RATE, output_latency, samples_per_second
from editor.ui.playback_clock import FIRST_REPORT_S, RUN_AHEAD_S, PlaybackClock

BUFFER_MS = 4096 / 48
"""The step in which the player's own position moves, in ms of real time."""


class Time:
    """A clock that stands until it is told."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def playing(rate=1.0, latency=0.0, **more):
    time = Time()
    clock = PlaybackClock(time, lambda _rate: latency, **more)
    clock.set_rate(rate)
    clock.start()
    return time, clock


def run(time, clock, seconds, *, rate=1.0, delay=0.0, phase=0.0):
    """Play for so long; return (true position, shown position) of every frame.

    The player's account moves one buffer at a time and is read every 50 ms, as Qt does it.
    """
    begun, told = time.now, 0.0
    pairs = []
    for frame in range(1, int(seconds * 200)):
        time.now = begun + frame * 0.005
        true = max(0.0, (time.now - begun - delay) * 1000 * rate)
        account = true // (BUFFER_MS * rate) * BUFFER_MS * rate
        if (frame * 5 + phase) % 50 < 5 and account > told:
            told = account
            clock.report(account)
        pairs.append((true, clock.position()))
    return pairs


@pytest.mark.parametrize("rate", [0.5, 0.75, 1.0, 1.5, 2.5])
@pytest.mark.parametrize("phase", [0, 15, 35])
def test_the_position_stays_within_ten_milliseconds_of_the_sound(rate, phase):
    time, clock = playing(rate)
    pairs = run(time, clock, 4, rate=rate, phase=phase)
    errors = [abs(true - shown) / rate for true, shown in pairs[300:]]
    assert max(errors) < 10
    assert max(abs(true - shown) / rate for true, shown in pairs) < 55


@given(
    rate=st.sampled_from([0.5, 0.95, 1.0, 1.5, 2.5]),
    delay=st.floats(0, 1.5),
    phase=st.integers(0, 49),
)
def test_the_position_never_runs_backwards_while_playing(rate, delay, phase):
    time, clock = playing(rate)
    shown = [there for _, there in run(time, clock, 3, rate=rate, delay=delay, phase=phase)]
    assert all(after >= before for before, after in itertools.pairwise(shown))


def test_a_slow_start_is_waited_for_and_met():
    time, clock = playing()
    pairs = run(time, clock, 5, delay=1.2)
    assert max(shown for _, shown in pairs[:240]) <= FIRST_REPORT_S * 1000 + 1
    assert all(abs(true - shown) < 10 for true, shown in pairs[-200:])


def test_latency_is_taken_off_and_the_start_is_held_back_by_it():
    time, clock = playing(latency=0.1, start_s=0.01)
    time.now += 0.105
    assert clock.position() == 0
    time.now += 0.050
    assert clock.position() == pytest.approx(45, abs=0.1)
    clock.report(150)
    assert clock.position() == pytest.approx(45, abs=1)


def test_without_reports_the_position_waits():
    time, clock = playing()
    clock.report(0)
    time.now += 10
    assert clock.position() == pytest.approx(RUN_AHEAD_S * 1000)


def test_stopped_it_stands_and_reports_change_nothing():
    time, clock = playing()
    time.now += 0.1
    clock.stop()
    time.now += 5
    clock.report(4000)
    assert clock.position() == pytest.approx(100)
    clock.stop(250)
    assert clock.position() == 250
    assert not clock.running


def test_a_seek_forgets_what_was_reported_before_it():
    time, clock = playing()
    run(time, clock, 2)
    clock.seek(60_000)
    assert clock.position() == 60_000
    time.now += 0.1
    assert clock.position() == pytest.approx(60_100)


def test_a_change_of_rate_keeps_the_place():
    time, clock = playing()
    run(time, clock, 2)
    before = clock.position()
    clock.set_rate(2.0)
    assert clock.position() == pytest.approx(before)
    time.now += 0.1
    assert clock.position() == pytest.approx(before + 200)


def test_far_behind_is_caught_up_at_once():
    time, clock = playing()
    clock.report(5000)
    time.now += 0.016
    assert clock.position() == pytest.approx(5016)


def test_latency_depends_on_rate_and_file():
    assert output_latency(1.0) == pytest.approx(0.024, abs=0.001)
    assert output_latency(1.0, 16_000) == pytest.approx(0.059, abs=0.001)
    assert output_latency(1.5) - output_latency(1.0) == pytest.approx(0.106)
    assert output_latency(1.05) - output_latency(1.0) == pytest.approx(0.112)
    assert output_latency(1.75) - output_latency(1.0) == pytest.approx(0.1015)
    assert output_latency(0.4) == output_latency(0.5)
    assert output_latency(3.0) == output_latency(2.5)


def test_a_file_that_is_no_wav_counts_as_usual(tmp_path):
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFFgarbage")
    assert samples_per_second(broken) == USUAL_RATE
    assert samples_per_second(tmp_path / "missing.wav") == USUAL_RATE
