"""The same sound and text give the same times, bit for bit, however much is done at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from editor.alignment import stages
from editor.alignment.audio import RATE, Span
from editor.alignment.pipeline import LocalAligner
from editor.alignment.stages import Job
from editor.alignment.whisper import FRAME_MS, SPARE_MS, Engine, load

if TYPE_CHECKING:
    from conftest import Spoken

    from editor.alignment.aligner import AlignRequest, Event

pytestmark = pytest.mark.whisper


@pytest.fixture(scope="module")
def whole(sample: Spoken) -> tuple[str, ...]:
    """The words of the first minute, some of them missing, some never spoken."""
    words = [text for text, _, _ in sample.until(60_000)]
    return (*words[:20], "subscribe", "to", "our", "letter", *words[32:])


def events_of(request: AlignRequest, words: tuple[str, ...], threads: int) -> list[Event]:
    request = replace(request, words=words, to_ms=60_000, threads=threads)
    return list(LocalAligner().align(request))


def test_however_many_threads(request_to_align: AlignRequest, whole: tuple[str, ...]) -> None:
    one = events_of(request_to_align, whole, 1)
    assert len([event for event in one if type(event).__name__ == "WordTimes"]) > 1
    for threads in (2, 5):
        assert events_of(request_to_align, whole, threads) == one


@pytest.fixture(scope="module")
def engine(request_to_align: AlignRequest) -> Engine:
    return load(request_to_align.model, request_to_align.heads, "cpu", 1)


def test_the_encoder_sees_no_more_than_the_window(engine: Engine, sample: Spoken) -> None:
    long, short = sample.sound.floats(Span(0, 7300)), sample.sound.floats(Span(0, 2000))
    first, second = engine.encode([long, short])
    assert (first.frames, second.frames) == (7300 // FRAME_MS, 2000 // FRAME_MS)
    assert first.states.shape == second.states.shape == (400, first.states.shape[1])
    assert (400 - first.frames) * FRAME_MS >= SPARE_MS
    (alone,) = engine.encode([short])
    assert len(alone.states) == 150
    (full,) = engine.encode([np.zeros(30 * RATE, np.float32)])
    assert (full.frames, len(full.states)) == (1500, 1500)


def job_of(engine: Engine, sample: Spoken, request: AlignRequest) -> Job:
    cuts = range(0, 60_001, 10_000)
    windows = [Span(a, b) for a, b in pairwise(cuts)]
    return Job(request, engine, sample.sound, windows, windows)


def test_batches_are_heard_in_order_while_others_work(
    engine: Engine, sample: Spoken, request_to_align: AlignRequest
) -> None:
    job = job_of(engine, sample, request_to_align)
    assert list(stages.listen(job)) == [4, 6]
    assert [word.window for word in job.heard] == sorted(word.window for word in job.heard)
    assert {word.window for word in job.heard} == set(range(6))
    assert list(job.encoded) == list(range(6))


def test_who_stops_early_leaves_no_thread(
    engine: Engine, sample: Spoken, request_to_align: AlignRequest
) -> None:
    hearing = stages.listen(job_of(engine, sample, request_to_align))
    assert next(hearing) == 4
    hearing.close()  # type: ignore[attr-defined]
    assert not [t for t in threading.enumerate() if t.name.startswith("listen")]
