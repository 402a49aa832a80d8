"""Run as a process: does the word that is lit agree with the sound that is heard, and how soon?

A file with a tick every half second, encoded as podcasts are (MP3 of variable bitrate, M4A), is
opened in the real window with a word for every tick. A null sink records what would be heard. A
word is lit late or early by the time between its tick in the recording and the moment at which the
window shows it.
"""

from __future__ import annotations

import random
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.null_sink import installed, running_sink
from benchmarks.report import Figure
from benchmarks.speed.children import MeasurementError, answer, facts

if TYPE_CHECKING:
    from benchmarks.null_sink import Ear, SoundSink
    from editor.app import Application

RATE, TICK_MS, LENGTH_S = 44_100, 500, 40
RATES = (1.0, 1.5, 0.75)
PLAYED_MS = 6000
SOURCES = {"VBR MP3": ("mp3", ["-q:a", "4"]), "M4A": ("m4a", ["-b:a", "96k"])}
SETTINGS = 'model = "none-such"\n'
"""Without a model nothing is aligned."""
QUIET_S = 0.25
BEFORE_MS = 60
"""So long before a tick is sought: one that begins at the very place may be cut short."""


def ticks() -> bytes:
    """Faint noise with a beep of 20 ms every half second, as mono int16 at `RATE`."""
    samples = np.random.default_rng(1).normal(0, 100, LENGTH_S * RATE)
    size = RATE // 50
    beep = 20_000 * np.sin(2 * np.pi * 1000 * np.arange(size) / RATE)
    beep *= np.hanning(2 * size)[size:]
    for tick in range(TICK_MS, LENGTH_S * 1000, TICK_MS):
        first = tick * RATE // 1000
        samples[first : first + size] += beep
    return samples.astype("<i2").tobytes()


def encode(path: Path, options: list[str]) -> None:
    """Write the ticks to a file of another kind."""
    import imageio_ffmpeg

    raw = ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *raw, *options, str(path)]
    subprocess.run(command, input=ticks(), check=True)


def project_of(audio: Path) -> Path:
    """A project with a word for every tick, which begins with it and lasts until the next."""
    from editor.storage.media_link import MediaReference
    from editor.storage.project import Project
    from editor.transcript.document import Transcript, Turn, TurnId
    from editor.transcript.words import Match, Timing, Word

    starts = range(TICK_MS, LENGTH_S * 1000 - TICK_MS, TICK_MS)
    words = tuple(
        Word(f"w{at}", at, at + TICK_MS, Timing.HAND, 100, None, Match.MATCHED, 99) for at in starts
    )
    turns = tuple(
        Turn(TurnId(number + 1), None, words[first : first + 10])
        for number, first in enumerate(range(0, len(words), 10))
    )
    path = audio.with_suffix(".proofcast")
    media = MediaReference(audio, "", LENGTH_S * 1000)
    Project.create(path, Transcript(turns), media=media).close()
    return path


@dataclass
class Hearing:
    """A window, an ear, and notes of when which word was lit."""

    program: Application
    ear: Ear
    lit: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.player = self.program.player
        self.player.resume_back_ms = 0
        self.player.position_changed.connect(self._look)

    def _look(self, _: int) -> None:
        view = self.program.window.page.view
        place = view.lit_word()
        if place is None:
            return
        at = view.session.document.word(place).start
        if not self.lit or self.lit[-1][1] != at:
            self.lit.append((time.monotonic(), at))

    def wait(self, seconds: float) -> None:
        """Let the window work."""
        from benchmarks.speed.in_window import until

        end = time.monotonic() + seconds
        until(lambda: time.monotonic() > end)

    def play(self, start: int, ms: int) -> list[float]:
        """Play a stretch; how late each word was lit after its tick was heard, in ms."""
        self.wait(QUIET_S)
        begun, first = time.monotonic(), len(self.lit)
        self.player.seek(start)
        self.player.play()
        self.wait(ms / 1000)
        self.player.pause()
        self.wait(QUIET_S)
        return self._errors(begun, self.lit[first:])

    def _errors(self, begun: float, lit: list[tuple[float, int]]) -> list[float]:
        heard = [at for at in self.ear.onsets() if at > begun]
        # The first lit word is the one that was sought, not one whose beginning was played.
        return [
            (moment - min(heard, key=lambda at: abs(at - moment))) * 1000
            for moment, _ in lit[1:]
            if heard and min(abs(at - moment) for at in heard) < TICK_MS / 2000
        ]

    def seek(self, tick: int) -> tuple[float, list[float]]:
        """Seek while playing: ms until that place is heard, and how late words were lit then."""
        from benchmarks.speed.in_window import until

        # A tick of the old place, still on its way, must not be taken for one of the new.
        until(lambda: 100 < self.player.position_ms % TICK_MS < 300)
        first, asked = len(self.lit), time.monotonic()
        self.player.seek(tick - BEFORE_MS)
        self.wait(1.3)
        heard = [at for at in self.ear.onsets() if at > asked]
        if not heard:
            raise MeasurementError("Nothing was heard after a seek.")
        delay = (heard[0] - asked) * 1000 - BEFORE_MS
        return delay, self._errors(asked, self.lit[first:])


def measure(folder: Path, sink: SoundSink, seeks: int) -> list[Figure]:
    """Everything, for every kind of source."""
    from benchmarks.speed.in_window import until
    from editor.app import FOR_OPENING, THE_REST, build, load

    program = build()
    program.window.show()
    load((*FOR_OPENING, *THE_REST))
    figures = []
    ear = sink.listen()
    try:
        hearing = Hearing(program, ear)
        for name, (suffix, options) in SOURCES.items():
            audio = folder / f"ticks.{suffix}"
            encode(audio, options)
            project = project_of(audio).rename(folder / f"{suffix}.proofcast")
            program.workspace.open_project(project)
            until(lambda: bool(program.workspace.episode and program.workspace.episode.audio))
            hearing.wait(1.5)
            figures += _of_source(hearing, name, seeks)
            program.workspace.close_episode()
    finally:
        ear.stop()
    program.window.close()
    return figures


def _of_source(hearing: Hearing, name: str, seeks: int) -> list[Figure]:
    figures = []
    for rate in RATES:
        hearing.player.set_rate(rate)
        late = hearing.play(2250, PLAYED_MS)
        figures.append(_agreement(f"lit word beside sound, {name}, speed {rate:g}", late))
    hearing.player.set_rate(1.0)
    rng, delays, late = random.Random(5), [], list[float]()
    hearing.player.play()
    for _ in range(seeks):
        tick = rng.randrange(2, LENGTH_S * 1000 // TICK_MS - 8) * TICK_MS
        delay, errors = hearing.seek(tick)
        delays.append(delay)
        late += errors
    hearing.player.pause()
    figures.append(Figure(f"seek to sound, {name}", "ms", tuple(delays), 100))
    figures.append(_agreement(f"lit word beside sound, {name}, after {seeks} seeks", late))
    return figures


def _agreement(name: str, late: list[float]) -> Figure:
    if not late:
        raise MeasurementError(f"No word was lit while something was heard ({name}).")
    note = f"{len(late)} words; median {np.median(late):+.0f} ms (positive: lit late)"
    return Figure(name, "ms", tuple(abs(one) for one in late), 40, 80, note=note)


def main() -> None:
    """Measure once and print it."""
    told = facts()
    if not installed():
        raise SystemExit("PulseAudio and parec are needed to hear anything.")
    home = Path(told["home"])
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    with running_sink() as sink:
        answer(*measure(home, sink, told["seeks"]))


if __name__ == "__main__":
    main()
