"""Run as a process: what the core does without a window."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.big_document import big_transcript
from benchmarks.report import Figure
from benchmarks.speed.children import answer, facts
from benchmarks.speed.memory import peak_mb
from editor.formats.export import export
from editor.formats.profile import load_profiles
from editor.settings.data_files import data_file

if TYPE_CHECKING:
    from editor.transcript.document import Transcript


def exporting(document: Transcript) -> list[Figure]:
    """SRT and VTT of the whole document."""
    profile = load_profiles(data_file("resources/profiles"))["podcast"]
    start = time.perf_counter()
    texts = [export(document, kind, profile).text for kind in ("srt", "vtt")]
    took = (time.perf_counter() - start) * 1000
    size = sum(map(len, texts)) / 1e6
    return [Figure("export SRT and VTT", "ms", (took,), note=f"{size:.2g} MB of text")]


def importing(audio: Path, cache: Path) -> list[Figure]:
    """Decoding an episode for the player, the aligner and the waveform."""
    from editor.media.episode import prepare

    start = time.perf_counter()
    episode = prepare(audio, cache)
    took = time.perf_counter() - start
    hours = episode.info.duration_ms / 3_600_000
    size = sum(file.stat().st_size for file in (cache / episode.fingerprint).iterdir()) / 1e6
    speed = episode.info.duration_ms / 1000 / took
    note = f"{hours * 60:.0f} min of MP3"
    start = time.perf_counter()
    prepare(audio, cache)
    again = (time.perf_counter() - start) * 1000
    figures = [
        Figure("import of audio", "x real time", (speed,), 400, more_is_better=True, note=note),
        Figure("import of audio, in the cache", "ms", (again,), note=note),
        Figure("cache on disk per hour", "MB", (size / hours,), note=note),
    ]
    peak = peak_mb()
    return figures + ([Figure("import: peak memory", "MB", (peak,))] if peak else [])


def main() -> None:
    """Measure one part once and print it."""
    told = facts()
    if told["part"] == "export":
        words = told["words"]
        answer(*exporting(big_transcript(words, turns=max(1, words * 900 // 35_000))))
    else:
        answer(*importing(Path(told["audio"]), Path(told["home"]) / "audio"))


if __name__ == "__main__":
    main()
