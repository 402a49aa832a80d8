"""`python -m benchmarks confidence`: do the aligner's probabilities hold, for voices it never saw?

What the table in resources/confidence.toml is made of, and what it is judged on: made speech in
different voices, texts as they were said and as they were damaged, with edges refined and not.
`--write` replaces the table by what is measured now: do so after every change of the aligner.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.alignment.material import Case, damaged_and_clean
from benchmarks.alignment.scoring import NEAR_MS, promises
from benchmarks.alignment.systems import Told, request_for
from benchmarks.corpus import cached_episode, default_folder
from benchmarks.episode_text import ANNOUNCER, HOSTS
from benchmarks.episodes import GUEST, EpisodeOptions, make_episode
from benchmarks.report import Figure, Report, this_machine
from benchmarks.utterance import VoiceUnavailableError
from benchmarks.voices import VOICES
from editor.alignment import confidence, outcome
from editor.alignment.normalise import fold
from editor.alignment.pipeline import LocalAligner
from editor.settings.atomic import write_atomically
from editor.settings.data_files import data_file
from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from benchmarks.options import Options
    from benchmarks.speech import Speech
    from editor.alignment.aligner import AlignRequest, Event, TranscribeRequest
    from editor.alignment.confidence import Key
    from editor.alignment.stages import Job

_MINUTES, _FULL_MINUTES = 8.0, 30.0
_PRIOR = 8.0
"""A cell counts as if so many more words had been in it, right as often as those of its kind."""
_CASTS = {
    "seen": ("slt", "espeak-gb", "rms", "slt"),
    "unseen": ("awb", "espeak-us", "awb", "espeak-us"),
}
"""Hosts, guest and announcer of the episodes that the table is made of, and is judged on."""


class Row(NamedTuple):
    """What the aligner knew about a word, and whether it was right."""

    key: Key
    right: bool


class _Watched(LocalAligner):
    """An aligner that keeps its last job."""

    job: Job

    def _begin(self, request: AlignRequest | TranscribeRequest) -> Generator[Event, None, Job]:
        self.job = yield from super()._begin(request)
        return self.job


def run(options: Options) -> Report:
    """Judge the table on voices that it was not made of; with `write`, make it anew before."""
    minutes = _FULL_MINUTES if options.full else _MINUTES
    try:
        if options.write:
            _write(table_of([row for case in _cases("seen", minutes) for row in rows_of(case)]))
            confidence.table.cache_clear()
        judged = [row for case in _cases("unseen", minutes) for row in rows_of(case)]
    except VoiceUnavailableError as error:
        return Report("confidence", (), {"confidence": str(error)}, this_machine())
    figures = [
        figure
        for asked in ("timing", "text")
        for figure in reliability(asked, [row for row in judged if row.key[0] == asked])
    ]
    return Report("confidence", tuple(figures), {}, this_machine())


def _cases(cast: str, minutes: float) -> Iterator[Case]:
    voices = [VOICES[name] for name in _CASTS[cast]]
    voices[2] = replace(voices[2], stretch=1.15)
    voices[3] = replace(voices[3], stretch=0.9)
    roles = dict(zip((*HOSTS, GUEST, ANNOUNCER), voices, strict=True))
    for seed, noise in ((31, -60.0), (32, -45.0)):
        options = EpisodeOptions(cast=roles, noise_db=noise)

        def make(minutes: float, seed: int, options: EpisodeOptions = options) -> Speech:
            return make_episode(minutes, seed, options)

        folder = default_folder() / f"confidence-{cast}"
        yield from damaged_and_clean(cast, cached_episode(minutes / 2, seed, folder, make), seed)


def rows_of(case: Case) -> Iterator[Row]:
    """What is known about each word of a text, with edges refined and with times of attention."""
    aligner = _Watched()
    for refined in (True, False):
        told = Told(case.audio, case.given)
        list(aligner.align(request_for(told, refine=refined)))
        for _, placed in aligner.job.placed.values():
            for one in placed:
                found = outcome.judged(one)
                if found is None or found[1].match is Match.NO_SOUND:
                    continue
                number, time = found
                spoken = case.spoken[number]
                true = None if spoken is None else case.words[spoken]
                same = true is not None and fold(true.text) == fold(case.given[number])
                yield Row(confidence.text_key(one), same)
                if true is not None and time.start is not None:
                    near = abs(time.start - true.start_ms) <= NEAR_MS
                    yield Row(confidence.timing_key(one), near)


def table_of(rows: Sequence[Row]) -> dict[str, dict[str, list[float]]]:
    """How often words of each cell were right, in percent."""
    counts: dict[tuple[str, str], dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        counts[row.key[:2]][row.key[2]].append(row.right)
    table: dict[str, dict[str, list[float]]] = {"timing": {}, "text": {}}
    for (asked, kind), cells in sorted(counts.items()):
        usual = float(np.mean([right for cell in cells.values() for right in cell]))
        table[asked][kind] = [
            round(100 * (sum(cells[k]) + _PRIOR * usual) / (len(cells[k]) + _PRIOR), 1)
            for k in range(max(cells) + 1)
        ]
    return table


def reliability(asked: str, rows: Sequence[Row]) -> Iterator[Figure]:
    """What was promised beside what was kept, and the mean difference of both."""
    promised = np.array([confidence.percent(row.key) for row in rows])
    kept = np.array([100.0 * row.right for row in rows])
    steps, error = promises(promised, kept)
    for step in steps:
        name = f"{asked}, promised {step.step * 10}-{step.step * 10 + 10} %: right"
        note = f"promised {step.promised:.1f} %, {step.words:,} words"
        yield Figure(name, "%", (step.kept,), note=note)
    note = "mean difference of what is promised and what is kept, unseen voices"
    yield Figure(f"{asked}: expected calibration error", "%", (error,), 5, note=note)
    wrong = kept == 0
    if wrong.any() and not wrong.all():
        ranks = promised[wrong][:, None] - promised[~wrong][None, :]
        share = 100 * float((ranks < 0).mean() + 0.5 * (ranks == 0).mean())
        note = "how often a wrong word is less trusted than a right one"
        yield Figure(f"{asked}: told apart", "%", (share,), more_is_better=True, note=note)


def _write(table: Mapping[str, Mapping[str, Sequence[float]]]) -> None:
    lines = [
        "# How often words are right about which the aligner knows as much, in percent.",
        "# Made by `python -m benchmarks confidence --write`; editor/alignment/confidence.py says",
        "# what the kinds and cells are.",
    ]
    for asked, kinds in table.items():
        lines += ["", f"[{asked}]"]
        lines += [f'"{kind}" = {list(cells)}' for kind, cells in kinds.items()]
    write_atomically(data_file(confidence.TABLE_FILE), "\n".join(lines) + "\n")
