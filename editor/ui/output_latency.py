"""How long after the player reports a position its sound is heard, as measured.

Measured with Qt 6.11's FFmpeg backend, its audio going into a PulseAudio null sink whose monitor
was recorded with 10 ms of buffering, from ticks at known times; `tests/ui/test_player_sound.py`
repeats it. A real device adds its own delay (5-20 ms for a built-in one, 150 ms and more for
wireless headphones): that is the user's to set.
"""

from __future__ import annotations

import wave
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FIXED_S = 0.007
_BUFFERED_SAMPLES = 830
# 60, 40, 18 and 25 ms at 16, 24, 44.1 and 48 kHz.

_PITCH_KEEPER_S = (
    (0.5, 0.100),
    (0.75, 0.112),
    (1.25, 0.112),
    (1.5, 0.106),
    (2.0, 0.097),
    (2.5, 0.094),
)
# The time stretcher's own delay by rate; at 1.0 the sound does not pass through it.

USUAL_RATE = 48_000


def output_latency(rate: float, samples_per_second: int = USUAL_RATE) -> float:
    """Seconds from a reported position to its sound, at a playback rate, for a file."""
    direct = _FIXED_S + _BUFFERED_SAMPLES / samples_per_second
    return direct if rate == 1.0 else direct + _interpolated(rate)


def _interpolated(rate: float) -> float:
    rates = [known for known, _ in _PITCH_KEEPER_S]
    after = bisect_right(rates, rate)
    if after in (0, len(rates)):
        return _PITCH_KEEPER_S[max(0, after - 1)][1]
    (low, low_s), (high, high_s) = _PITCH_KEEPER_S[after - 1 : after + 1]
    return low_s + (high_s - low_s) * (rate - low) / (high - low)


def samples_per_second(path: Path) -> int:
    """What the header of a WAV file says; `USUAL_RATE` where it cannot be read."""
    try:
        with wave.open(str(path), "rb") as file:
            return file.getframerate() or USUAL_RATE
    except (OSError, EOFError, wave.Error):
        return USUAL_RATE
