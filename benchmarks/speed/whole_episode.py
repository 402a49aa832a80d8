"""Run as a process: three hours with their sound in the real window, from import to closing.

While the sound is decoded and while results of alignment arrive somebody types, and a watchdog
tells how long the window ever failed to answer. The results are the true times, window by window as
the aligner sends them but one for every key: far more often than any aligner can.
"""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.report import Figure
from benchmarks.speed.children import answer, facts
from benchmarks.speed.in_window import Bench, idle, until
from benchmarks.speed.memory import peak_mb
from benchmarks.stalls import Watchdog
from benchmarks.three_hours import MadeTurn, long_episode
from editor.transcript.patch import Caret, Patch
from editor.transcript.words import Match, Timing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.transcript.document import Transcript

SETTINGS = 'model = "none-such"\n'
"""Without a model nothing is aligned."""
WINDOW_WORDS = 80
"""What is said in 30 s."""
KEYS_WHILE_ALIGNING = 200


class WholeEpisode(Bench):
    """The window, and somebody who works through a long episode."""

    def import_files(self, audio: Path, transcript: Path) -> None:
        """From the command to the text, and on to the sound, typing meanwhile."""
        workspace = self.application.workspace
        start = time.perf_counter()
        workspace.open_paths([audio, transcript])
        until(lambda: workspace.episode is not None)
        with self.paints.awaited():
            pass
        self.clocked.note("import: until the text is there", start)
        self.window.page.view.setFocus()
        self.window.page.view.set_caret(Caret(3, 0))
        while self.episode.audio is None:
            self._key("keystroke to paint while importing")
            self._rest(0.05)
        self.clocked.note("import: until the sound is there", start)

    def align(self, results: Sequence[tuple[int, list[tuple[int, int]]]]) -> None:
        """Let results arrive, one for every key; then the rest of them."""
        turns = self.episode.session.document.turns
        self.window.page.view.set_caret(Caret(len(turns) // 2, 0))
        for number, result in enumerate(results):
            self._arrive(*result)
            if number < KEYS_WHILE_ALIGNING:
                self._key("keystroke to paint while results arrive")
            else:
                idle()

    def _arrive(self, turn: int, times: list[tuple[int, int]]) -> None:
        session = self.episode.session
        old = session.document.turns[turn]
        if len(old.words) == len(times):  # typed into: the aligner's result would be dropped too
            words = tuple(
                w._replace(
                    start=start, end=end, timing=Timing.MEASURED, confidence=95,
                    match=Match.MATCHED,
                )
                for w, (start, end) in zip(old.words, times, strict=True)
            )  # fmt: skip
            patch = Patch(turn, (old,), (replace(old, words=words),))
            session.apply(patch, origin=self.episode.queue, record=False)

    def _key(self, name: str) -> None:
        start = time.perf_counter()
        with self.paints.awaited():
            self._press("a")
        self.clocked.note(name, start)
        idle()

    def _rest(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        until(lambda: time.perf_counter() > end)


def results_of(
    turns: Sequence[MadeTurn], document: Transcript
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The true times of each turn, by the turn's number, in order; empty ones must not be sent."""
    for number, (made, turn) in enumerate(zip(turns, document.turns, strict=False)):
        times, last = [], 0
        for word in made.words:
            start = max(last, word.start_ms)
            last = max(start + 20, word.end_ms)
            times.append((start, last))
        if len(times) == len(turn.words):
            yield number, times


def _copied(path: Path, folder: Path) -> Path:
    """Linked, so that the project comes to stand in the folder; copied where that cannot be."""
    copy = folder / f"episode{path.suffix}"
    try:
        copy.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, copy)
    return copy


def _size_mb(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def main() -> None:
    """Do it once and print the figures."""
    told = facts()
    home = Path(told["home"])
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    made = long_episode(told["words"])
    audio, transcript = _copied(made.audio, home), _copied(made.transcript, home)
    bench = WholeEpisode()
    stalls = {}
    with Watchdog() as stalls["importing"]:
        bench.import_files(audio, transcript)
    project, info = bench.episode.project.path, bench.episode.audio.info  # type: ignore[union-attr]
    results = list(results_of(made.turns, bench.episode.session.document))
    with Watchdog() as stalls["aligning"]:
        bench.align(results)
        until(lambda: bench.episode.saved)
    with Watchdog() as stalls["closing and opening"]:
        bench.close()
        bench.application.workspace.settle()
        bench.open(project, "open again, with sound")
        until(lambda: bench.episode.audio is not None)
        bench._rest(0.5)
    bench.window.close()
    for name, watchdog in stalls.items():
        sys.stderr.write(f"{name}:\n{watchdog.report()}\n")
    answer(*_figures(bench, stalls, info.duration_ms, project, home))


def _figures(
    bench: WholeEpisode, stalls: dict[str, Watchdog], length_ms: int, project: Path, home: Path
) -> Iterator[Figure]:
    goals = {name: (8, 16) for name in bench.clocked.took if name.startswith("keystroke")}
    for name, took in bench.clocked.took.items():
        yield Figure(name, "ms", tuple(took), *goals.get(name, (None, None)))
    hours = length_ms / 3_600_000
    waited = bench.clocked.took["import: until the sound is there"][0]
    yield Figure("import in the window", "x real time", (length_ms / waited,), 400,
                 more_is_better=True, note=f"{hours:.2f} h of MP3, typing meanwhile")  # fmt: skip
    for name, watchdog in stalls.items():
        yield watchdog.figure(f"longest GUI stall while {name}")
    yield Figure("project on disk, with its undo", "MB", (project.stat().st_size / 1e6,))
    yield Figure("cache on disk, per hour", "MB", (_size_mb(home / "cache") / hours,))
    peak = peak_mb()
    if peak:
        yield Figure("window with sound: peak memory", "MB", (peak,), 400)


if __name__ == "__main__":
    main()
