"""The steps of a job: listen, plan, place, report.

What is kept in memory is text and a bounded number of windows, whatever the length of the sound.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from editor.alignment import forced, outcome
from editor.alignment.aligner import WITHOUT_SOUND, Progress, WordTimes
from editor.alignment.audio import PER_MS, Span, speech_spans
from editor.alignment.listen import Listener, Rough
from editor.alignment.parted import parted
from editor.alignment.pauses import silences, without_pauses
from editor.alignment.plan import Plan, make_plan
from editor.alignment.refine import refine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.alignment.aligner import AlignRequest, Event, TranscribeRequest
    from editor.alignment.audio import Sound
    from editor.alignment.forced import Placed
    from editor.alignment.plan import Slot
    from editor.alignment.sphinx import Aligner as Hmm
    from editor.alignment.whisper import Encoded, Engine

BATCH = 4
"""Windows per call of the model: more gain little on a CPU and cost 100 MB each."""
KEEP = 32
"""Encoded windows kept until they are placed: 2.3 MB each for tiny, 7.7 MB for large."""
BEHIND = 2
"""A window is placed once so many after it have been heard: its text is then settled."""


@dataclass
class Job:
    """What a job knows so far."""

    request: AlignRequest | TranscribeRequest
    engine: Engine
    sound: Sound
    speech: list[Span]
    windows: list[Span]
    language: str = "en"
    hmm: Hmm | None = None
    heard: list[Rough] = field(default_factory=list)
    encoded: OrderedDict[int, Encoded] = field(default_factory=OrderedDict)
    placed: dict[int, tuple[tuple[Slot, ...], list[Placed]]] = field(default_factory=dict)
    heard_windows: int = 0

    @property
    def span(self) -> Span:
        """The stretch of sound that the job is about."""
        end = self.request.to_ms
        length = self.sound.length
        return Span(min(self.request.from_ms, length), length if end is None else min(end, length))

    def progress(self, stage: str) -> Progress:
        """How far the job is: hearing is about three fifths of the work."""
        total = self.span.length
        if not self.windows:
            return Progress(self.request.job, stage, total, total)
        done = (0.6 * self.heard_windows + 0.4 * len(self.placed)) / len(self.windows)
        return Progress(self.request.job, stage, min(total, round(total * done)), total)

    def encoding(self, index: int) -> Encoded:
        """The encoder's view of a window, computed again if it was dropped."""
        found = self.encoded.pop(index, None)
        if found is None:
            found = self.engine.encode([self.sound.floats(self.windows[index])])[0]
        return found


def speech(sound: Sound, span: Span) -> list[Span]:
    """Where somebody speaks in a span of the sound."""
    from editor.alignment.whisper import voice

    start = span.start * PER_MS
    blocks = list(voice(sound, start, span.end * PER_MS))
    likely = np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
    return [
        Span(min(span.end, s.start + span.start), min(span.end, s.end + span.start))
        for s in speech_spans(likely)
    ]


def language(job: Job) -> tuple[str, int]:
    """The language to go on with, and how sure that is in percent.

    Raises:
        AlignmentError: The model does not know the language asked for.
    """
    asked = job.request.language
    if asked:
        return asked, 100
    if not job.engine.multilingual:
        return "en", 100
    if not job.windows:
        return "en", 0
    # A jingle or a foreign guest at one place must not decide: ask in three.
    votes: dict[str, float] = {}
    places = sorted({len(job.windows) * k // 6 for k in (1, 3, 5)})
    for index in places:
        job.encoded[index] = job.encoding(index)
        code, likely = job.engine.language(job.encoded[index])
        votes[code] = votes.get(code, 0.0) + likely
    best = max(sorted(votes), key=lambda code: votes[code])
    return best, round(100 * votes[best] / len(places))


def listen(job: Job) -> Iterator[int]:
    """Hear batch after batch; yields how many windows are heard.

    While the caller works on what it got, the next batch is heard already: the speech model
    leaves a core to the HMM, and the HMM one to the model. What is heard depends on the sound
    alone, so that this changes no result.
    """
    ear = Listener(job.engine, job.sound, job.speech, job.request.prompt)
    firsts = range(0, len(job.windows), BATCH)
    with ThreadPoolExecutor(1, "listen") as ahead:
        batches = (ahead.submit(ear.hear, job.windows[at : at + BATCH], at) for at in firsts)
        coming = next(batches, None)
        while coming:
            found, coming = coming.result(), next(batches, None)
            for encoded, words in found:
                job.encoded[job.heard_windows] = encoded
                job.heard += words
                job.heard_windows += 1
            while len(job.encoded) > KEEP:
                job.encoded.popitem(last=False)
            yield job.heard_windows


def plan(job: Job, words: Sequence[str]) -> Plan:
    """What to look for in each window, as far as one knows."""
    return make_plan(words, job.heard, len(job.windows), job.language)


def place_ready(job: Job, planned: Plan, ready: int) -> Iterator[Event]:
    """Place the first `ready` windows, but not those that are placed like this already."""
    for index in range(ready):
        items = planned.windows[index]
        if index in job.placed and job.placed[index][0] == items:
            continue
        job.placed[index] = (items, place(job, index, items))
        yield from _times(job, job.placed[index][1])
        yield job.progress("aligning")


def place(job: Job, index: int, items: Sequence[Slot]) -> list[Placed]:
    """Where each item of a window is."""
    window = job.windows[index]
    if not items:
        return []
    placed = _place(job, window, list(items), job.encoding(index))
    quiet = silences([span for span in job.speech if span.overlap(window)], window)
    placed = without_pauses(placed, quiet)
    if job.hmm:
        placed = refine(placed, window, job.sound, job.hmm)
    return parted(placed)


def _place(job: Job, window: Span, items: list[Slot], encoded: Encoded) -> list[Placed]:
    if forced.count_tokens(job.engine, items, job.language) > forced.MAX_TOKENS and len(items) > 1:
        return _place_halves(job, window, items)
    return forced.place(
        job.engine, encoded, window, items,
        language=job.language, shift=job.request.shift_ms,
    )  # fmt: skip


def _place_halves(job: Job, window: Span, items: list[Slot]) -> list[Placed]:
    """Too much text for one pass: cut where the middle word was heard."""
    middle = len(items) // 2
    timed = [k for k in range(1, len(items)) if items[k].at is not None]
    cut = min(timed, key=lambda k: abs(k - middle), default=middle)
    at = items[cut].at
    if at is None or not window.start + 200 < at < window.end - 200:
        at = (window.start + window.end) // 2
    out: list[Placed] = []
    for span, part in (
        (Span(window.start, at + 100), items[:cut]),
        (Span(at - 200, window.end), items[cut:]),
    ):
        encoded = job.engine.encode([job.sound.floats(span)])[0]
        out += _place(job, span, part, encoded)
    return out


def _times(job: Job, placed: list[Placed]) -> Iterator[WordTimes]:
    """Events for the given words among the placed ones: one per run of neighbours."""
    found = sorted(pair for one in placed if (pair := outcome.judged(one)))
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and found[end][0] == found[end - 1][0] + 1:
            end += 1
        yield WordTimes(job.request.job, found[at][0], tuple(t for _, t in found[at:end]))
        at = end


def report(job: Job, planned: Plan, count: int) -> Iterator[Event]:
    """What is known only at the end: words without sound, speech without text, the sum."""
    number = job.request.job
    silent = set(planned.silent)
    for first, length in outcome.runs(sorted(silent)):
        yield WordTimes(number, first, (WITHOUT_SOUND,) * length)
    placed = [one for index in sorted(job.placed) for one in job.placed[index][1]]
    gaps = 0
    for heard in outcome.differences(number, placed):
        gaps += heard.end - heard.start if outcome.is_gap(heard) else 0
        yield heard
    yield outcome.summary(number, placed, count, gaps)
