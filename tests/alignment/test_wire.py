from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.alignment import aligner
from editor.alignment.aligner import (
    AlignRequest,
    Done,
    Event,
    Failed,
    Heard,
    HeardWord,
    Language,
    Progress,
    Ready,
    Request,
    Segment,
    Settled,
    StopRequest,
    Text,
    TranscribeRequest,
    WordTime,
    WordTimes,
)
from editor.alignment.wire import WireError, dump_event, dump_request, load_event, load_request
from editor.transcript.words import Match

TEXTS = st.text(max_size=12)
TIMES = st.integers(0, 10**8)
JOBS = st.integers(0, 10**6)
HEADS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4).map(tuple)
COMMON = {
    "job": JOBS,
    "audio": st.just(Path("/a b/spéech.wav")),
    "model": st.just(Path("/model")),
    "heads": HEADS,
    "shift_ms": st.integers(-500, 500),
    "language": st.none() | st.just("en"),
    "from_ms": TIMES,
    "to_ms": st.none() | TIMES,
    "refine": st.booleans(),
    "prompt": TEXTS,
    "device": st.sampled_from(["cpu", "auto"]),
    "threads": st.integers(0, 64),
}
REQUESTS = st.one_of(
    st.builds(AlignRequest, words=st.lists(TEXTS, max_size=5).map(tuple), **COMMON),
    st.builds(TranscribeRequest, **COMMON),
    st.builds(StopRequest, JOBS),
)
PERCENT = st.integers(0, 100)
WORD_TIMES = st.builds(
    WordTime, st.none() | TIMES, st.none() | TIMES, PERCENT, st.sampled_from(Match), PERCENT
)
HEARD_WORDS = st.lists(st.builds(HeardWord, TEXTS, TIMES, TIMES, PERCENT), max_size=4).map(tuple)
KINDS = st.sampled_from(
    [aligner.SPEECH_WITHOUT_TEXT, aligner.HEARD_DIFFERENTLY, aligner.HEARD_ALIKE]
)
HEARDS = st.builds(Heard, JOBS, KINDS, TIMES, TIMES, HEARD_WORDS, JOBS, st.integers(-1, 100))
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.just(Ready()),
    st.builds(Progress, JOBS, TEXTS, TIMES, TIMES),
    st.builds(WordTimes, JOBS, JOBS, st.lists(WORD_TIMES, max_size=4).map(tuple)),
    HEARDS,
    st.builds(
        Text, JOBS, st.lists(st.builds(Segment, TIMES, TIMES, HEARD_WORDS)).map(tuple), TIMES
    ),
    st.builds(Settled, JOBS, JOBS, TIMES, st.lists(HEARDS, max_size=2).map(tuple)),
    st.builds(Language, JOBS, TEXTS, PERCENT),
    st.builds(Done, JOBS, JOBS, JOBS, JOBS, JOBS, TIMES, st.floats(0, 1e6)),
    st.builds(Failed, JOBS, TEXTS),
)


@given(REQUESTS)
def test_requests_come_back_as_they_were(request_: Request) -> None:
    line = dump_request(request_)
    assert "\n" not in line
    assert load_request(line) == request_


@given(EVENTS)
def test_events_come_back_as_they_were(event: Event) -> None:
    line = dump_event(event)
    assert "\n" not in line
    assert load_event(line) == event


def test_every_kind_of_event_is_tried() -> None:
    assert len(get_args(Event)) == 9


def test_a_request_needs_little() -> None:
    line = '{"op":"align","job":3,"audio":"/a.wav","model":"/m","words":["Hi"],"new":1}'
    assert load_request(line) == AlignRequest(3, Path("/a.wav"), Path("/m"), ("Hi",))


def test_text_of_a_difference() -> None:
    words = (HeardWord("two", 0, 1, 9), HeardWord("words", 2, 3, 9))
    assert Heard(1, aligner.SPEECH_WITHOUT_TEXT, 0, 3, words, 0, -1).text == "two words"


GOOD = {"op": "align", "job": 7, "audio": "/a.wav", "model": "/m", "words": ["a"]}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"op": "dance"}, "unknown: 'dance'"),
        ({"words": None}, '"words" is not a list'),
        ({"words": [1]}, '"words" is not a list'),
        ({"audio": ""}, '"audio" is not a path'),
        ({"audio": 5}, '"audio" is not a path'),
        ({"heads": [[1]]}, '"heads" is not a list of pairs'),
        ({"heads": [[1, -1]]}, '"heads" is not a list of pairs'),
        ({"heads": 5}, '"heads" is not a list of pairs'),
        ({"from_ms": -1}, '"from_ms" is not a number'),
        ({"from_ms": True}, '"from_ms" is not a number'),
        ({"to_ms": "5"}, '"to_ms" is not a number'),
        ({"refine": 1}, '"refine" is not true or false'),
    ],
)
def test_a_malformed_request_is_told(change: dict[str, object], why: str) -> None:
    with pytest.raises(WireError, match=why) as caught:
        load_request(json.dumps({**GOOD, **change}))
    assert caught.value.job == 7


def test_a_request_that_lacks_something() -> None:
    with pytest.raises(WireError, match="lacks something"):
        load_request('{"op":"align","job":7}')


@pytest.mark.parametrize("line", ["", "hello", "[1]", "{}", '{"job":true}', "[" * 100_000])
def test_no_request_at_all(line: str) -> None:
    with pytest.raises(WireError):
        load_request(line)


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        '{"event":"party"}',
        '{"event":"progress","job":1}',
        '{"event":"words","job":1,"first":-1,"words":[]}',
        '{"event":"words","job":1,"first":0,"words":[[1,2]]}',
        '{"event":"words","job":1,"first":0,"words":[[1,2,3,"sung",5]]}',
        '{"event":"heard","job":1,"kind":"smelt","start":0,"end":0,"words":[],"first":0,"last":0}',
        '{"event":"done","job":1}',
    ],
)
def test_a_malformed_event_is_told(line: str) -> None:
    with pytest.raises(WireError):
        load_event(line)


@given(st.text(max_size=60))
def test_no_line_does_more_than_raise_one_error(line: str) -> None:
    for load in (load_request, load_event):
        with pytest.raises(WireError):
            load(line)
