"""Where playback is right now, between the coarse reports of the media player.

QMediaPlayer reports its position about every 50 ms, in steps of one audio buffer (85 ms at 48 kHz),
and each
report comes up to 50 ms after the step. The earliest of the recent reports, carried
forward by a monotonic clock at the playback rate, is therefore the best line through them. The
position shown follows that line smoothly: it never jumps on a report and never runs backwards
while playing.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = 16
"""Reports that the line is laid through: nearly a second of them."""

RUN_AHEAD_S = 0.3
"""How long the position runs on without a report; then it waits, because the sound does too.

At half speed reports are up to 220 ms apart.
"""

FIRST_REPORT_S = 0.15
"""How long it runs before the first report, which says that the sound has really begun."""

SLEW = 0.15
"""The most by which the shown position runs faster or slower than the sound to meet the line."""

JUMP_S = 0.25
"""Being behind by more than this is caught up at once: nobody can follow it anyway."""

WAIT_S = 0.1
"""Being ahead by more than this is waited out."""

REPORT_S = 0.05
"""How late one report can be; of n reports, the earliest is about an n-th of that late."""


class PlaybackClock:
    """Turns reports (seconds of real time, ms of audio) into a steady position.

    `clock` gives monotonic seconds. `latency(rate)` is how many seconds after the player reports a
    position its sound is heard; the position shown is that of the sound. `start_s` is how long the
    player takes to begin.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        latency: Callable[[float], float] = lambda _rate: 0.0,
        start_s: float = 0.0,
    ) -> None:
        self._clock = clock
        self._latency = latency
        self._start_s = start_s
        self._rate = 1.0
        self._running = False
        self._shown = 0.0
        self._shown_at = self._reported_at = clock()
        self._origins: deque[float] = deque(maxlen=WINDOW)

    @property
    def running(self) -> bool:
        """Whether time goes on."""
        return self._running

    def start(self) -> None:
        """Playback begins at the present position."""
        if not self._running:
            self._running = True
            self.seek(self._shown)

    def stop(self, position: float | None = None) -> None:
        """Playback stands still, at `position` ms if that is known."""
        self._shown = self.position() if position is None else position
        self._running = False

    def seek(self, position: float) -> None:
        """Playback goes on from `position` ms, which is heard after the usual delay."""
        self._shown = position
        self._begin(self._start_s + self._latency(self._rate))

    def set_rate(self, rate: float) -> None:
        """Playback goes on at `rate`; what was learnt at the old rate no longer holds."""
        self.position()
        self._begin(max(0.0, self._latency(rate) - self._latency(self._rate)))
        self._rate = rate

    def report(self, position: float) -> None:
        """The player says that it is at `position` ms."""
        if not self._running:
            return
        self.position()
        self._reported_at = self._clock()
        begun = self._reported_at - position / 1000 / self._rate
        self._origins.append(begun + self._latency(self._rate))

    def position(self) -> float:
        """The position of the sound heard now, in ms."""
        now = self._clock()
        if self._running and now > self._shown_at:
            now = min(now, self._reported_at + (RUN_AHEAD_S if self._origins else FIRST_REPORT_S))
            step = max(0.0, now - self._shown_at)
            self._shown += self._corrected(step, now) * 1000 * self._rate
            self._shown_at = max(now, self._shown_at)
        return self._shown

    def _begin(self, delay: float) -> None:
        """Wait `delay` seconds, then run."""
        self._shown_at = self._reported_at = self._clock() + delay
        self._origins.clear()

    def _corrected(self, step: float, now: float) -> float:
        """`step` seconds, changed a little so that the shown position meets the reported line."""
        if not self._origins:
            return step
        line = now - min(self._origins)
        error = line - (self._shown / 1000 / self._rate + step)
        if error < 0:
            error = min(0.0, error + REPORT_S / len(self._origins))
        if error > JUMP_S:
            return step + error
        most = step if error < -WAIT_S else SLEW * step
        return step + max(-most, min(most, error))
