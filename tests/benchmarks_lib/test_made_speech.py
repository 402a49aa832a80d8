"""Synthetic speech: the words are where the times say, and come out the same every time."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from benchmarks.speech import RATE, Line, Speech, resampled, synthesise
from benchmarks.utterance import VoiceUnavailableError
from benchmarks.voices import VOICES, Voice, missing

SCRIPT = (
    Line("A", "Take 10,000 steps. Stop, tick, then take $5 to shop.example.", 700),
    Line("B", "Mm-hmm.", 200, gain_db=-3),
    Line("A", "Pat the cat, then stop.", 1500, ad="Soap"),
)
WHY_NOT = missing([VOICES["slt"], VOICES["rms"]])
NO_ESPEAK = missing([VOICES["espeak-us"]])
needs_flite = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "flite is installed")
needs_espeak = pytest.mark.skipif(bool(NO_ESPEAK), reason=NO_ESPEAK or "espeak-ng is installed")


def spoken_by(a: str, b: str) -> Speech:
    return synthesise(SCRIPT, {"A": VOICES[a], "B": VOICES[b]})


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(("slt", "rms"), marks=needs_flite),
        pytest.param(("awb", "slt"), marks=needs_flite),
        pytest.param(("espeak-us", "espeak-gb"), marks=needs_espeak),
    ],
)
def speech(request: pytest.FixtureRequest) -> Speech:
    return spoken_by(*request.param)


def test_one_transcript_word_stays_one_word(speech: Speech):
    texts = [token for line in SCRIPT for token in line.text.split()]
    assert [word.text for word in speech.words] == texts
    assert [word.speaker for word in speech.words] == ["A"] * 10 + ["B"] + ["A"] * 5
    assert {word.text for word in speech.words if word.ad} == {
        "Pat",
        "the",
        "cat,",
        "then",
        "stop.",
    }
    ten_thousand = speech.words[1]
    assert ten_thousand.end_ms - ten_thousand.start_ms > 400


def test_words_are_in_order_with_the_gaps_asked_for(speech: Speech):
    spans = [(word.start_ms, word.end_ms) for word in speech.words]
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] + 1 for a, b in itertools.pairwise(spans))
    assert spans[0][0] == 700
    assert spans[10][0] - spans[9][1] == pytest.approx(200, abs=1)
    assert spans[11][0] - spans[10][1] == pytest.approx(1500, abs=1)


def test_sound_is_in_the_words_and_not_between_the_lines(speech: Speech):
    """The vowel of each word is loud; the gap between two lines is empty."""
    for word in speech.words:
        part = speech.samples[word.start_ms * RATE // 1000 : word.end_ms * RATE // 1000]
        assert np.abs(part.astype(int)).max() > 1500, word
    pause = speech.samples[
        (speech.words[10].end_ms + 100) * 16 : (speech.words[11].start_ms - 100) * 16
    ]
    assert np.abs(pause.astype(int)).max() == 0


def test_stop_consonants_begin_where_the_words_do(speech: Speech):
    """Where a stop follows a pause, the first 10 ms are silent and the word soon is not."""
    for index in (0, 11):
        start = speech.words[index].start_ms * RATE // 1000
        assert np.abs(speech.samples[start - 480 : start].astype(int)).max() < 700
        assert np.abs(speech.samples[start : start + RATE // 5].astype(int)).max() > 1500


@needs_flite
@needs_espeak
def test_speech_is_the_same_every_time():
    first, second = spoken_by("slt", "espeak-us"), spoken_by("slt", "espeak-us")
    assert first.words == second.words
    assert np.array_equal(first.samples, second.samples)


@needs_espeak
def test_words_that_espeak_merges_are_marked():
    speech = synthesise([Line("A", "Keep out of the sun.")], {"A": VOICES["espeak-us"]})
    assert [word.text for word in speech.words if not word.exact] == ["out", "of"]


@needs_flite
def test_slower_speech_is_longer():
    fast, slow = (
        synthesise([Line("A", "Two ships passed.")], {"A": Voice("flite", "rms", stretch)})
        for stretch in (1.0, 1.5)
    )
    first, second = (speech.words[-1].end_ms - speech.words[0].start_ms for speech in (fast, slow))
    assert second == pytest.approx(first * 1.5, rel=0.02)


@needs_flite
def test_negative_gap_talks_over_the_line_before():
    script = [Line("A", "Two ships passed."), Line("B", "Right.", -300)]
    speech = synthesise(script, {"A": VOICES["slt"], "B": VOICES["rms"]})
    assert speech.words[3].start_ms == pytest.approx(speech.words[2].end_ms - 300, abs=1)


def test_a_voice_that_is_not_installed_is_named():
    with pytest.raises(VoiceUnavailableError, match=r"libflite_cmu_us_nobody\.so\.1|libflite"):
        Voice("flite", "nobody").say([("hello", ".")])
    assert "nobody" in missing([Voice("espeak", "nobody")]) or NO_ESPEAK


@pytest.mark.parametrize("rate", [22_050, 44_100, 8_000])
def test_resampling_keeps_a_tone(rate: int):
    tone = np.rint(8000 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)).astype(np.int16)
    wanted = np.rint(8000 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.int16)
    assert np.abs(resampled(tone, rate).astype(int) - wanted).max() <= 2
