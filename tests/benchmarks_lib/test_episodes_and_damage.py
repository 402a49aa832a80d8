"""Made-up episodes, their damaged transcripts and the cache."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpus import cached_episode, samples_of
from benchmarks.damage import DamageOptions, damage
from benchmarks.episodes import CAST, EpisodeOptions, ad_spans, make_episode, script_of
from benchmarks.speech import RATE, Speech, SpokenWord
from benchmarks.voices import missing

if TYPE_CHECKING:
    from pathlib import Path

WHY_NOT = missing(CAST.values())
needs_flite = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "flite is installed")


def spoken(minutes: float, seed: int = 1) -> tuple[SpokenWord, ...]:
    """Words with made-up times, so that damage can be tested without a synthesiser."""
    words, now = [], 0
    for number, line in enumerate(script_of(minutes, seed, EpisodeOptions())):
        now += line.gap_ms
        for token in line.text.split():
            words.append(SpokenWord(token, now, now + 300, line.speaker, line.ad, number))
            now += 350
    return tuple(words)


HALF_HOUR = spoken(30)


@pytest.fixture(scope="module")
def episode() -> Speech:
    return make_episode(1, seed=6)


@needs_flite
def test_episode_has_the_length_and_the_voices_asked_for(episode: Speech):
    assert episode.duration_ms == pytest.approx(60_000, abs=20_000)
    assert {word.speaker for word in episode.words} == set(CAST)
    assert np.abs(episode.samples.astype(int)).max() < 32_000


@needs_flite
def test_music_lies_under_the_ad_and_noise_under_everything(episode: Speech):
    (start, end), *_ = ad_spans(episode)
    assert start < 3000
    assert end > 8000
    before_ad = episode.samples[: start * RATE // 1000 - RATE // 10].astype(float)
    assert np.sqrt(np.mean(before_ad**2)) > 60
    pauses = [
        episode.samples[(a.end_ms + 100) * 16 : (b.start_ms - 70) * 16].astype(float)
        for a, b in pairwise(episode.words)
        if a.start_ms > end + 2000 and b.start_ms - a.end_ms > 400
    ]
    assert pauses
    assert all(10 < np.sqrt(np.mean(pause**2)) < 80 for pause in pauses)


@needs_flite
def test_episode_is_the_same_every_time(episode: Speech):
    again = make_episode(1, seed=6)
    assert again.words == episode.words
    assert np.array_equal(again.samples, episode.samples)


@needs_flite
def test_cache_makes_an_episode_once(tmp_path: Path, episode: Speech):
    made = []

    def make(minutes: float, seed: int) -> Speech:
        made.append((minutes, seed))
        return episode

    first = cached_episode(2, 4, tmp_path, make)
    second = cached_episode(2, 4, tmp_path, make)
    assert made == [(2, 4)]
    assert first == second
    assert first.words == episode.words
    assert np.array_equal(samples_of(first.audio), episode.samples)
    assert len(list(tmp_path.iterdir())) == 2


def test_damage_has_the_shares_asked_for():
    damaged = damage(HALF_HOUR, seed=3)
    kinds = [token.kind for token in damaged.tokens]
    count = len(HALF_HOUR)
    assert kinds.count("substituted") / count == pytest.approx(0.09, abs=0.015)
    assert kinds.count("inserted") / count == pytest.approx(0.03, abs=0.01)
    assert kinds.count("unspoken ad") == pytest.approx(60, abs=6)
    assert kinds.count("repeated") > 5
    first, last = damaged.missing or (0, 0)
    assert 40_000 <= HALF_HOUR[last].end_ms - HALF_HOUR[first].start_ms <= 61_000
    absent = set(range(count)) - {token.spoken for token in damaged.tokens}
    assert set(range(first, last + 1)) <= absent
    assert (len(absent) - (last + 1 - first)) / count == pytest.approx(0.03, abs=0.01)


def test_text_is_the_tokens_under_a_header():
    damaged = damage(HALF_HOUR, seed=3)
    assert damaged.text.splitlines()[2:4] == ["Transcript", "Discussion (0)"]
    assert damaged.body.split() == [token.text for token in damaged.tokens]
    assert damaged.spoken == tuple(token.spoken for token in damaged.tokens)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_truth_holds_for_every_seed(seed: int):
    """Spoken words come in order, once; "same" is the same and "substituted" never is."""
    damaged = damage(HALF_HOUR, seed)
    places = [token.spoken for token in damaged.tokens if token.spoken is not None]
    assert all(a < b for a, b in pairwise(places))
    for token in damaged.tokens:
        if token.kind in {"same", "substituted"}:
            assert token.spoken is not None
            assert (token.text == HALF_HOUR[token.spoken].text) == (token.kind == "same")
        else:
            assert token.spoken is None
        assert token.text.split() == [token.text]
    lines = damaged.body.splitlines()
    assert any(a == b for a, b in pairwise(lines))


def test_no_damage_leaves_the_words_alone():
    nothing = DamageOptions(0, 0, 0, (0, 0), repeats_line=False, unspoken_ad=False)
    damaged = damage(HALF_HOUR, 1, nothing)
    assert damaged.spoken == tuple(range(len(HALF_HOUR)))
    assert damaged.body.split() == [word.text for word in HALF_HOUR]


def test_short_speech_can_be_damaged():
    assert damage(HALF_HOUR[:12], 1).missing is None
