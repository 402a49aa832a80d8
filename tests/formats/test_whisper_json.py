"""The JSON of Whisper and its kin."""

from __future__ import annotations

import json
from typing import Any

import pytest
from caption_documents import texts

from editor.formats.errors import FormatError
from editor.formats.registry import read_text
from editor.formats.whisper_json import segments_of
from editor.transcript.document import check
from editor.transcript.words import Timing


def read(data: Any) -> Any:
    return read_text(json.dumps(data), "talk.json")


def word(text: str, start: float | None, end: float | None, **more: Any) -> dict[str, Any]:
    return {"word": text} | ({} if start is None else {"start": start, "end": end}) | more


SEGMENT = {
    "id": 0, "start": 0.5, "end": 2.0, "text": " Hello well-known mill.",
    "words": [
        word(" Hello", 0.5, 0.9, probability=0.98), word(" well", 0.9, 1.1, probability=0.5),
        word("-known", 1.1, 1.4, probability=0.9), word(" mill.", 1.5, 2.0, probability=0.75),
    ],
}  # fmt: skip


@pytest.mark.parametrize("data", [{"language": "en", "segments": [SEGMENT]}, [SEGMENT]])
def test_whisper_words(data: Any) -> None:
    words = read(data).turns[0].words
    assert [(w.text, w.start, w.end, w.confidence) for w in words] == [
        ("Hello", 500, 900, 98), ("well-known", 900, 1400, 50), ("mill.", 1500, 2000, 75),
    ]  # fmt: skip
    assert {w.timing for w in words} == {Timing.MEASURED}


def test_segments_without_words_are_interpolated() -> None:
    imported = read({"segments": [{"start": 1, "end": 2, "text": " a bbb"}], "language": "de"})
    assert imported.language == "de"
    assert [(w.start, w.end, w.timing) for w in imported.turns[0].words] == [
        (1000, 1333, Timing.ESTIMATED), (1333, 2000, Timing.ESTIMATED),
    ]  # fmt: skip


def test_whisperx_speakers_and_words_without_times() -> None:
    rows = [word("In", 1.0, 1.2, score=0.9), word("1987,", None, None), word("yes", 2.0, 2.5)]
    first = {"start": 1.0, "end": 2.5, "text": "In 1987, yes", "words": rows, "speaker": "S_00"}
    other = {"start": 2.5, "end": 3.0, "words": [word("No", 2.5, 3.0)], "speaker": "S_01"}
    imported = read({"segments": [first, other], "word_segments": rows})
    assert [turn.speaker for turn in imported.turns] == ["S_00", "S_01"]
    year = imported.turns[0].words[1]
    assert (year.start, year.end, year.timing) == (1200, 2000, Timing.ESTIMATED)


def test_whisper_cpp_and_podcast_json() -> None:
    cpp = {
        "result": {"language": "en"},
        "transcription": [{"offsets": {"from": 1000, "to": 2000}, "text": " hi"}],
    }
    podcast = {"version": "1.0.0", "segments": [
        {"startTime": 1.0, "endTime": 2.0, "speaker": "Ann", "body": "hi"}
    ]}  # fmt: skip
    for data in (cpp, podcast):
        words = read(data).turns[0].words
        assert [(w.text, w.start, w.end) for w in words] == [("hi", 1000, 2000)]
    assert read(podcast).turns[0].speaker == "Ann"


@pytest.mark.parametrize(
    "segment",
    [
        {"text": "a b", "start": "x", "end": None},
        {"text": "a b", "start": 1e308, "end": -5},
        {"text": "a b", "start": True, "end": [1]},
        {"text": "a b"},
        {"text": "a b", "start": 5, "end": 1, "words": "nonsense"},
        {"text": "a b", "start": "1.5", "end": "2.5", "words": [1, {"word": 5}, {}]},
        {"text": "a b", "start": 1, "end": 2, "words": [word("a", 9, 3), word("b", 2, 1)]},
    ],
)
def test_odd_values_never_break_a_document(segment: dict[str, Any]) -> None:
    imported = read([segment, {"text": None}, 5])
    assert texts(imported) == ["a", "b"]
    check(imported.to_transcript())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"segments": [', "damaged JSON"),
        ('{"segments": []}', "no transcript"),
        ('[{"start": 1}]', "no transcript"),
        ('{"start": NaN, "words": {}}', "no transcript"),
        ('[{"start": ' + "9" * 6000 + "}]", "damaged JSON"),
        ('{"segments": ' + "[" * 200_000, "damaged JSON|nested too deeply"),
    ],
)
def test_bad_json_is_one_sentence(text: str, why: str) -> None:
    with pytest.raises(FormatError, match=why) as caught:
        read_text(text, "talk.json")
    assert str(caught.value).startswith("talk.json is ")


def test_lone_surrogates_are_made_harmless() -> None:
    assert texts(read_text('[{"start": 0, "end": 1, "text": "a\\ud800"}]')) == ["a\ufffd"]


def test_json_that_is_something_else_is_refused() -> None:
    with pytest.raises(FormatError, match="no transcript"):
        read_text('{"name": "x", "list": [1]}', "talk.json")


def test_segments_without_text_are_left_out() -> None:
    rows = [
        {"start": 0, "end": 1, "text": "one"},
        {"start": 1, "end": 2, "text": " "},
        {"start": 2, "end": 3, "words": []},
    ]
    assert [row[2] for row in segments_of({"segments": rows})] == ["one"]
