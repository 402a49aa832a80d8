"""Plays the episode: play, pause, seek, speed, loops and snippets, and says where the sound is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from editor.ui.media_output import MediaOutput
from editor.ui.output_latency import USUAL_RATE, output_latency, samples_per_second
from editor.ui.playback_clock import PlaybackClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SLOWEST, FASTEST = 0.5, 2.5
"""The playback rates between which speech can still be followed."""

RATE_STEP = 0.05

TICK_MS = 16
"""How often the position is told while playing: once a frame."""

RESUME_BACK_MS = 1500
"""How far playing steps back after a pause, so that the sentence is heard whole."""

START_S = 0.01
"""How long the player takes from a command to the first sample, beside the output's latency."""


class Player(QObject):
    """One audio file and its transport. All positions are ms of the audio.

    `position_changed(int)` comes once a frame while playing and after each seek, and always is the
    position of the sound that is heard. `state_changed(bool)` says whether it plays, `failed(str)`
    carries a sentence for the user. The media objects are made by `prepare` or by the first
    command that needs them, so that building the window costs nothing.
    """

    position_changed = Signal(int)
    state_changed = Signal(bool)
    rate_changed = Signal(float)
    duration_changed = Signal(int)
    failed = Signal(str)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        latency: Callable[[float, int], float] = output_latency,
        resume_back_ms: int = RESUME_BACK_MS,
        output: Callable[[QObject], MediaOutput] = MediaOutput,
    ) -> None:
        super().__init__(parent)
        self.resume_back_ms = resume_back_ms
        self.extra_latency_ms = 0
        """What the user's own device adds, such as wireless headphones."""
        self._latency = latency
        self._make_output = output
        self._samples_per_second = USUAL_RATE
        self._clock = PlaybackClock(clock, self._output_latency, START_S)
        self._path: Path | None = None
        self._output: MediaOutput | None = None
        self._rate = 1.0
        self._duration = 0
        self._playing = False
        self._paused_at: int | None = None
        self._loop: tuple[int, int] | None = None
        self._stop_at: int | None = None
        self._usual_rate: float | None = None
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def path(self) -> Path | None:
        """The file that is loaded."""
        return self._path

    @property
    def duration_ms(self) -> int:
        """How long the file is; 0 until the player has looked."""
        return self._duration

    def load(self, path: Path | None) -> None:
        """Take another file, from its beginning; None unloads. Nothing is opened yet."""
        self.pause()
        self._path = path
        self._loop = self._stop_at = self._paused_at = None
        self._set_duration(0)
        self._clock.stop(0)
        if self._output is not None:
            self._open(self._output)
        self.position_changed.emit(0)

    def prepare(self) -> bool:
        """Open the file and the sound output, so that the first play begins at once.

        Worth calling when the window has been painted: opening a sound device can take a second.
        Returns whether there is something to play.
        """
        return self._ready() is not None

    def close(self) -> None:
        """Stop, and let go of the file and of the sound output."""
        self.pause()
        if self._output is not None:
            self._output.close()
            self._output.deleteLater()
            self._output = None

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._playing

    @property
    def position_ms(self) -> int:
        """The position of the sound heard now."""
        return round(self._clock.position())

    def play(self) -> None:
        """Play on; after a pause, from a little before it."""
        self._stop_at = None
        if not self._playing:
            self._start(self._resume_position())

    def pause(self) -> None:
        """Stand still."""
        if self._playing:
            self._halt(self.position_ms)
            self._paused_at = self.position_ms

    def toggle(self) -> None:
        """Pause or play."""
        if self._playing:
            self.pause()
        else:
            self.play()

    def seek(self, ms: int) -> None:
        """Go to a position, playing on if it plays."""
        self._stop_at = None
        self._paused_at = None
        self._go(ms)

    def skip(self, ms: int) -> None:
        """Go `ms` forward, or back if negative."""
        self.seek(self.position_ms + ms)

    def play_snippet(self, start: int, end: int, rate: float | None = None) -> None:
        """Play from `start` to `end` and pause there; with `rate`, at that speed until then."""
        self._restore_rate()
        if rate is not None and rate != self._rate:
            usual = self._rate
            self.set_rate(rate)
            self._usual_rate = usual
        self._start(start)
        self._stop_at = end

    @property
    def in_snippet(self) -> bool:
        """Whether it will pause by itself where a snippet ends."""
        return self._stop_at is not None

    def stop_at(self, ms: int | None) -> None:
        """Pause when `ms` is reached; None plays on."""
        self._stop_at = ms

    def set_volume(self, volume: float) -> None:
        """Play this loud: 0 to 1."""
        if (output := self._ready()) is not None:
            output.set_volume(volume)

    @property
    def loop(self) -> tuple[int, int] | None:
        """The stretch that is played again and again."""
        return self._loop

    def set_loop(self, start: int, end: int) -> None:
        """Play from `start` to `end` again and again; whoever is outside is taken to `start`.

        Raises:
            ValueError: The stretch is empty.
        """
        if end <= start:
            raise ValueError("A loop must end after it starts.")
        self._loop = (start, end)
        if not start <= self.position_ms < end:
            self.seek(start)

    def clear_loop(self) -> None:
        """Play on past the end of the loop."""
        self._loop = None

    @property
    def rate(self) -> float:
        """How fast it plays; 1.0 is as recorded. The pitch stays."""
        return self._rate

    def set_rate(self, rate: float) -> None:
        """Play faster or slower, between `SLOWEST` and `FASTEST`, in steps of `RATE_STEP`."""
        steps = round(min(FASTEST, max(SLOWEST, rate)) / RATE_STEP)
        rate = round(steps * RATE_STEP, 2)
        self._usual_rate = None
        if rate == self._rate:
            return
        self._rate = rate
        self._clock.set_rate(rate)
        if self._output is not None:
            self._output.set_rate(rate)
        self.rate_changed.emit(rate)

    def _output_latency(self, rate: float) -> float:
        return self._latency(rate, self._samples_per_second) + self.extra_latency_ms / 1000

    def _ready(self) -> MediaOutput | None:
        """The output with the file in it; None if there is no file."""
        if self._output is None and self._path is not None:
            self._output = output = self._make_output(self)
            output.reported.connect(self._clock.report)
            output.duration_changed.connect(self._set_duration)
            output.ended.connect(self._ended)
            output.failed.connect(self._failed)
            output.warned.connect(self.failed)
            output.set_rate(self._rate)
            self._open(output)
        return self._output if self._path is not None else None

    def _open(self, output: MediaOutput) -> None:
        if self._path is not None:
            self._samples_per_second = samples_per_second(self._path)
        output.open(self._path)
        output.go(self.position_ms)

    def _resume_position(self) -> int:
        here = self.position_ms
        if self._paused_at is None or here != self._paused_at:
            return 0 if self._duration and here >= self._duration else here
        earliest = self._loop[0] if self._loop and here >= self._loop[0] else 0
        return max(earliest, here - self.resume_back_ms)

    def _start(self, position: int) -> None:
        output = self._ready()
        if output is None:
            return
        if position != self.position_ms or position != output.position:
            self._go(position)
        self._paused_at = None
        self._clock.start()
        self._set_playing(True)
        output.play()

    def _go(self, ms: int) -> None:
        ms = max(0, min(ms, self._duration or ms))
        self._clock.seek(ms)
        if self._output is not None:
            self._output.go(ms)
        self.position_changed.emit(ms)

    def _halt(self, position: int) -> None:
        """Stand still at `position`: what was decoded ahead of the sound is played again."""
        self._clock.stop(position)
        if self._output is not None:
            self._output.pause()
        self._set_playing(False)
        self._restore_rate()
        self._go(position)

    def _restore_rate(self) -> None:
        """Go back to the speed from before a snippet that had its own."""
        if self._usual_rate is not None:
            self.set_rate(self._usual_rate)

    def _tick(self) -> None:
        here = self.position_ms
        if self._stop_at is not None and here >= self._stop_at:
            end, self._stop_at = self._stop_at, None
            self._halt(end)
        elif self._loop and here >= self._loop[1]:
            self._go(self._loop[0])
        else:
            self.position_changed.emit(here)

    def _ended(self) -> None:
        if not self._playing:
            return
        if self._loop:
            self._halt(self._loop[0])
            self._start(self._loop[0])
        else:
            self._stop_at = None
            self._halt(self._duration)

    def _failed(self, message: str) -> None:
        self._clock.stop()
        self._set_playing(False)
        self.failed.emit(message)

    def _set_playing(self, playing: bool) -> None:
        if playing == self._playing:
            return
        self._playing = playing
        if playing:
            self._timer.start()
        else:
            self._timer.stop()
        self.state_changed.emit(playing)

    def _set_duration(self, ms: int) -> None:
        if ms != self._duration:
            self._duration = ms
            self.duration_changed.emit(ms)
