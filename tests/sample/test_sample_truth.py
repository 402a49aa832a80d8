"""The sample's three files agree with one another."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
KINDS = {
    "misheard name",
    "missing",
    "not spoken",
    "repeated half line",
    "repeated line",
    "wrong number",
    "wrong word",
}


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page() -> list[str]:
    return (SAMPLE / "transcript.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def sound() -> np.ndarray:
    """The episode as the program hears it: mono, 16 kHz."""
    resampler = av.AudioResampler("s16", "mono", 16_000)
    with av.open(str(SAMPLE / "episode.mp3")) as container:
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


def body_words(page: list[str], truth: dict[str, Any]) -> list[str]:
    return " ".join(page[truth["header_lines"] :]).split()


def test_files_are_small_enough_to_ship():
    assert (SAMPLE / "episode.mp3").stat().st_size < 1_000_000
    assert sum(path.stat().st_size for path in SAMPLE.iterdir() if path.is_file()) < 1_200_000


def test_audio_is_as_long_as_the_truth_says(truth, sound):
    assert 75_000 <= truth["duration_ms"] <= 120_000
    assert len(sound) / 16 == pytest.approx(truth["duration_ms"], abs=5)


def test_words_are_in_order_and_inside_the_audio(truth):
    spans = [(word["start_ms"], word["end_ms"]) for word in truth["words"]]
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert spans[-1][1] < truth["duration_ms"]


def test_words_are_where_there_is_sound(truth, sound):
    """Nearly every word is far louder than the room, and a pause is as quiet as the room."""
    pauses = [
        (a["end_ms"] + 150, b["start_ms"] - 100)
        for a, b in zip(truth["words"], truth["words"][1:], strict=False)
        if b["start_ms"] - a["end_ms"] >= 1500
    ]
    assert len(pauses) == 1
    room = max(level(sound, *pause) for pause in pauses)
    quiet = [word for word in truth["words"] if level(sound, *times(word)) < room + 20]
    assert room < -55
    assert quiet == []


def test_voices_are_balanced_and_not_clipped(truth, sound):
    levels = {
        speaker["name"]: level_of_words(
            sound, [word for word in truth["words"] if word["speaker"] == speaker["name"]]
        )
        for speaker in truth["speakers"]
    }
    assert len(levels) == 3
    assert max(levels.values()) - min(levels.values()) < 2
    assert np.abs(sound.astype(int)).max() < 30_000


def times(word: dict[str, Any]) -> tuple[int, int]:
    return word["start_ms"], word["end_ms"]


def level(sound: np.ndarray, start_ms: int, end_ms: int) -> float:
    stretch = sound[start_ms * 16 : end_ms * 16].astype(float)
    return 20 * np.log10(np.sqrt(np.mean(stretch**2)) / 32767 + 1e-9)


def level_of_words(sound: np.ndarray, words: list[dict[str, Any]]) -> float:
    spoken = np.concatenate([sound[word["start_ms"] * 16 : word["end_ms"] * 16] for word in words])
    return 20 * np.log10(np.sqrt(np.mean(spoken.astype(float) ** 2)) / 32767)


def test_page_has_the_form_of_a_web_page(truth, page):
    assert truth["header_lines"] == 4
    assert page[2:4] == ["Transcript", "Discussion (0)"]
    lines = page[4:]
    assert all(len(line) <= 110 for line in lines)
    assert sum(line[-1] not in ".?!" for line in lines) > len(lines) / 2
    assert not any(re.match(r"(\d+:\d\d|Maren:|Idris:)", line) for line in lines)


def test_every_word_of_the_page_is_accounted_for(truth, page):
    """Outside the planted errors the page says what is spoken, in order and completely."""
    written = body_words(page, truth)
    assert len(written) == len(truth["transcript_words"])
    spoken = [index for index in truth["transcript_words"] if index is not None]
    assert spoken == sorted(set(spoken))
    wrong = {
        index
        for error in truth["errors"]
        if error["words"]
        for index in range(error["words"][0], error["words"][1] + 1)
    }
    for text, index in zip(written, truth["transcript_words"], strict=True):
        if index is not None and index not in wrong:
            assert text == truth["words"][index]["text"]
    assert set(range(len(truth["words"]))) - set(spoken) <= wrong


def test_planted_errors_stand_where_the_truth_says(truth, page):
    assert {error["kind"] for error in truth["errors"]} == KINDS
    assert len(truth["errors"]) == 16
    for error in truth["errors"]:
        from_there = " ".join(page[error["line"] - 1 :])
        if error["written"]:
            assert error["written"] in from_there
            assert error["written"].split()[0] in page[error["line"] - 1].split()
        else:
            assert error["spoken"] not in from_there[:200]


def test_repetitions_repeat_the_line_above(truth, page):
    for error in truth["errors"]:
        if error["kind"].startswith("repeated"):
            above, line = page[error["line"] - 2], page[error["line"] - 1]
            assert above.endswith(error["written"])
            assert line.startswith(error["written"])


def test_ads_cover_the_words_that_carry_them(truth):
    assert [ad["kind"] for ad in truth["ads"]] == ["pre-roll", "house promo"]
    for ad in truth["ads"]:
        words = truth["words"][ad["first_word"] : ad["last_word"] + 1]
        assert {word["ad"] for word in words} == {ad["name"]}
        assert (ad["start_ms"], ad["end_ms"]) == (words[0]["start_ms"], words[-1]["end_ms"])
    carried = sum(word["ad"] is not None for word in truth["words"])
    assert carried == sum(ad["last_word"] - ad["first_word"] + 1 for ad in truth["ads"])
