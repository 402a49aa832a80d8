"""How far an answer is from the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.report import Figure
from editor.alignment.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.alignment.material import Case

NO_SOUND = "text_without_sound"
_STEP_MS = 10
NEAR_MS = 100
"""A start so near the truth is right."""
STEPS = 10
"""Parts of the reliability table: 0-10 %, 10-20 % and so on."""


class Found(NamedTuple):
    """What a program says about a given word.

    Attributes:
        start: Where it begins, in ms, or None.
        end: Where it ends.
        status: Whether it is spoken; "" if the program cannot tell.
        near: How likely the start is within `NEAR_MS` of the truth, percent, if it says so.
        said: How likely this word is said there, percent.
    """

    start: float | None
    end: float | None
    status: str = ""
    near: float | None = None
    said: float | None = None


@dataclass(frozen=True)
class Answer:
    """What a program found.

    Attributes:
        words: One entry for each given word.
        untold: Stretches of speech that it says the text lacks, in ms; None if it cannot tell.
        seconds: What it took, without loading.
        processor: Processor seconds of all threads, with loading; tells more on a busy machine.
        peak_mb: The most memory it held.
    """

    words: tuple[Found, ...]
    untold: tuple[tuple[float, float], ...] | None
    seconds: float
    processor: float
    peak_mb: float | None


class Goals(NamedTuple):
    """What is asked for; None where nothing is."""

    start_median: float | None = None
    start_50: float | None = None
    start_100: float | None = None
    off: float | None = None
    end_median: float | None = None
    end_50: float | None = None


def figures(case: Case, system: str, answer: Answer, goals: Goals) -> Iterator[Figure]:
    """All figures of one answer."""
    name = f"{system}, {case.name}: "
    starts, ends = errors(case, answer)
    count = sum(k is not None for k in case.spoken)
    for what, found, median, within_50 in (
        ("starts", starts, goals.start_median, goals.start_50),
        ("ends", ends, goals.end_median, goals.end_50),
    ):
        missing = count - len(found)
        # A word without a time is as wrong as can be.
        off = np.concatenate([np.abs(found), np.full(missing, 1e6)])
        yield Figure(f"{name}{what}, median", "ms", (float(np.median(off)),), median)
        mean = float(np.abs(found).mean()) if len(found) else 1e6
        yield Figure(f"{name}{what}, mean of those timed", "ms", (mean,))
        yield Figure(f"{name}{what}, bias", "ms", (float(np.median(found)) if len(found) else 0,))
        for limit in (20, 50, 100, 200):
            goal = {50: within_50, 100: goals.start_100 if what == "starts" else None}.get(limit)
            share = 100 * float((off <= limit).mean())
            label = f"{name}{what} within {limit} ms"
            yield Figure(label, "%", (share,), goal, more_is_better=True)
        far = 100 * float((np.abs(found) > 1000).sum()) / count
        yield Figure(f"{name}{what} off by more than 1 s", "%", (far,), goals.off)
    yield Figure(f"{name}spoken words without a time", "%", (100 * (count - len(starts)) / count,))
    yield from _statuses(case, name, answer)
    yield from _promises(case, name, answer)
    yield Figure(f"{name}real-time factor", "x length", (answer.seconds / case.seconds,), 0.05)
    busy = answer.processor / case.seconds
    yield Figure(f"{name}processor time", "x length", (busy,), note="all threads, with loading")
    if answer.peak_mb is not None:
        yield Figure(f"{name}peak memory", "MB", (answer.peak_mb,), 1000)


def errors(case: Case, answer: Answer) -> tuple[np.ndarray, np.ndarray]:
    """Found minus true starts and ends, in ms, of the spoken words that have times."""
    starts, ends = [], []
    for number, found in zip(case.spoken, answer.words, strict=True):
        if number is not None and found.start is not None and found.end is not None:
            starts.append(found.start - case.words[number].start_ms)
            ends.append(found.end - case.words[number].end_ms)
    return np.array(starts, float), np.array(ends, float)


def _statuses(case: Case, name: str, answer: Answer) -> Iterator[Figure]:
    rows = list(zip(case.spoken, answer.words, strict=True))
    if not any(found.status for _, found in rows):
        return
    wrongly = [found.status == NO_SOUND for number, found in rows if number is not None]
    share = 100 * sum(wrongly) / len(wrongly)
    yield Figure(f"{name}spoken words marked as without sound", "%", (share,), 2)
    rightly = [found.status == NO_SOUND for number, found in rows if number is None]
    if rightly:
        share = 100 * sum(rightly) / len(rightly)
        label = f"{name}unspoken words marked as without sound"
        yield Figure(label, "%", (share,), 90, more_is_better=True, note="recall")
        marked = sum(rightly) + sum(wrongly)
        share = 100 * sum(rightly) / marked if marked else 100.0
        label = f"{name}words marked as without sound that are unspoken"
        yield Figure(label, "%", (share,), more_is_better=True, note="precision")
    if answer.untold is None:
        return
    spoken = _painted(case, [(w.start_ms, w.end_ms) for w in case.words])
    untold, heard = _painted(case, case.untold), _painted(case, answer.untold)
    told = spoken & ~untold
    if untold.any():
        share = 100 * float((untold & heard).sum() / untold.sum())
        label = f"{name}speech without text, found"
        yield Figure(label, "%", (share,), 95, more_is_better=True, note="recall")
        found = spoken & heard
        share = 100 * float((untold & found).sum() / found.sum()) if found.any() else 100.0
        label = f"{name}speech taken for without text that is"
        yield Figure(label, "%", (share,), more_is_better=True, note="precision")
    share = 100 * float((told & heard).sum() / told.sum())
    yield Figure(f"{name}speech with text, taken for such", "%", (share,), 2)


def _painted(case: Case, spans: Sequence[tuple[float, float]]) -> np.ndarray:
    line = np.zeros(case.words[-1].end_ms // _STEP_MS + 2, bool)
    for start, end in spans:
        line[max(0, int(start) // _STEP_MS) : int(end) // _STEP_MS] = True
    return line


class Promise(NamedTuple):
    """One step of the reliability table, in percent: what was promised, what came true."""

    step: int
    promised: float
    kept: float
    words: int


def promises(promised: np.ndarray, kept: np.ndarray) -> tuple[list[Promise], float]:
    """The reliability table, and the expected calibration error: the mean difference.

    Args:
        promised: Percent, for each word.
        kept: 100 where it was right, else 0.
    """
    steps = np.minimum(promised * STEPS // 100, STEPS - 1)
    rows = [
        Promise(k, float(promised[there].mean()), float(kept[there].mean()), int(there.sum()))
        for k in range(STEPS)
        if (there := steps == k).any()
    ]
    apart = sum(abs(row.promised - row.kept) * row.words for row in rows)
    return rows, apart / max(1, len(promised))


def _promises(case: Case, name: str, answer: Answer) -> Iterator[Figure]:
    """How far one can go by what a program says about its own answers."""
    near: list[tuple[float, bool]] = []
    said: list[tuple[float, bool]] = []
    for number, given, found in zip(case.spoken, case.given, answer.words, strict=True):
        if found.start is None or found.near is None or found.said is None:
            continue
        true = None if number is None else case.words[number]
        said.append((found.said, true is not None and fold(true.text) == fold(given)))
        if true is not None:
            near.append((found.near, abs(found.start - true.start_ms) <= NEAR_MS))
    for asked, rows in (("times", near), ("text", said)):
        if rows:
            told = np.array([promise for promise, _ in rows], float)
            _, error = promises(told, np.array([100.0 * right for _, right in rows]))
            yield Figure(f"{name}confidence in {asked}, expected calibration error", "%", (error,))
