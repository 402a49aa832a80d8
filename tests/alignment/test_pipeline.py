"""The whole aligner on the beginning of the sample, with the real model."""

from __future__ import annotations

import shutil
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import pytest

from editor.alignment.aligner import (
    SPEECH_WITHOUT_TEXT,
    AlignmentError,
    AlignRequest,
    Done,
    Event,
    Heard,
    Language,
    Progress,
    Text,
    TranscribeRequest,
    WordTime,
    WordTimes,
)
from editor.alignment.pipeline import LocalAligner, align
from editor.transcript.words import Match

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Spoken

pytestmark = pytest.mark.whisper


@pytest.fixture(scope="module")
def aligner() -> LocalAligner:
    return LocalAligner()


def times_of(events: list[Event], count: int) -> list[WordTime]:
    found: dict[int, WordTime] = {}
    for event in events:
        if isinstance(event, WordTimes):
            found |= dict(enumerate(event.times, event.first))
    assert sorted(found) == list(range(count))
    return [found[k] for k in range(count)]


def starts_off(sample: Spoken, times: list[WordTime]) -> list[int]:
    return [
        abs(time.start - start) if time.start is not None else 10**6
        for time, (_, start, _) in zip(times, sample.words, strict=False)
    ]


def test_words_are_found(
    sample: Spoken, aligner: LocalAligner, request_to_align: AlignRequest
) -> None:
    events = list(aligner.align(request_to_align))
    times = times_of(events, len(request_to_align.words))
    off = starts_off(sample, times)
    assert median(off) <= 15
    assert sum(error <= 50 for error in off) >= 0.9 * len(off)
    assert max(off) < 1000
    positions = [event.position for event in events if isinstance(event, Progress)]
    assert positions == sorted(positions)
    assert positions[-1] == 20_000
    assert Language(1, "en", 100) in events
    assert isinstance(events[-1], Done)
    assert events[-1].words == len(times)
    assert list(aligner.align(request_to_align)) == events


def test_without_refinement_words_are_found_by_attention(
    sample: Spoken, aligner: LocalAligner, request_to_align: AlignRequest
) -> None:
    times = times_of(
        list(aligner.align(replace(request_to_align, refine=False))), len(request_to_align.words)
    )
    off = starts_off(sample, times)
    assert median(off) <= 40
    assert sum(error <= 100 for error in off) >= 0.8 * len(off)


def test_damage_is_told_and_moves_nothing(
    sample: Spoken, aligner: LocalAligner, request_to_align: AlignRequest
) -> None:
    page = ["Episode", "transcript", "share", "download", "subscribe", "now"]
    given = [*page, *request_to_align.words]
    del given[len(page) + 10 : len(page) + 18]
    events = list(aligner.align(replace(request_to_align, words=tuple(given))))
    times = times_of(events, len(given))
    assert [time.match for time in times[: len(page)]] == [Match.NO_SOUND] * len(page)
    truth = [*sample.words[:10], *sample.words[18:]]
    for time, (_, start, _) in zip(times[len(page) :], truth, strict=False):
        assert time.start is not None
        assert abs(time.start - start) < 200
    gaps = [e for e in events if isinstance(e, Heard) and e.kind == SPEECH_WITHOUT_TEXT]
    (gap,) = [e for e in gaps if e.end - e.start > 500]
    assert abs(gap.start - sample.words[10][1]) < 200
    assert abs(gap.end - sample.words[17][2]) < 200
    assert (gap.first, gap.last) == (len(page) + 10, len(page) + 9)


def test_a_window_is_aligned_alone(
    sample: Spoken, aligner: LocalAligner, request_to_align: AlignRequest
) -> None:
    first, last = 12, 25
    window = replace(
        request_to_align,
        words=tuple(text for text, _, _ in sample.words[first:last]),
        from_ms=sample.words[first][1] - 100,
        to_ms=sample.words[last - 1][2] + 100,
    )
    times = times_of(list(aligner.align(window)), last - first)
    for time, (_, start, _) in zip(times, sample.words[first:last], strict=True):
        assert time.start is not None
        assert abs(time.start - start) < 150


def test_nothing_to_align_and_nothing_to_hear(
    aligner: LocalAligner, request_to_align: AlignRequest
) -> None:
    events = list(aligner.align(replace(request_to_align, words=(), to_ms=8000)))
    assert any(isinstance(event, Heard) for event in events)
    silent = replace(request_to_align, words=("one", "two"), to_ms=400)
    times = times_of(list(aligner.align(silent)), 2)
    assert {time.match for time in times} == {Match.NO_SOUND}


def test_audio_alone_is_written_down(
    sample: Spoken, aligner: LocalAligner, request_to_align: AlignRequest
) -> None:
    row = {k: v for k, v in vars(request_to_align).items() if k != "words"}
    events = list(aligner.transcribe(TranscribeRequest(**row)))
    words = [
        word for e in events if isinstance(e, Text) for part in e.segments for word in part.words
    ]
    assert abs(len(words) - len(sample.until(20_000))) < 8
    assert all(a.start <= a.end for a in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert words[0].text == "This"
    assert abs(words[0].start - sample.words[0][1]) < 100
    assert isinstance(events[-1], Done)


def test_in_this_process(request_to_align: AlignRequest) -> None:
    events: list[Event] = []
    done = align(replace(request_to_align, to_ms=3000, words=("This",)), events.append)
    assert events[-1] is done


def test_another_language_needs_another_model(
    aligner: LocalAligner, request_to_align: AlignRequest
) -> None:
    with pytest.raises(AlignmentError, match="knows English only"):
        list(aligner.align(replace(request_to_align, language="de")))


def test_a_broken_model(tmp_path: Path, request_to_align: AlignRequest) -> None:
    whole = request_to_align.model
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        shutil.copy(whole / name, tmp_path / name)
    (tmp_path / "model.bin").write_bytes((whole / "model.bin").read_bytes()[:1000])
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(AlignmentError, match="cannot be loaded: fetch it again"):
            list(LocalAligner().align(replace(request_to_align, model=folder)))
