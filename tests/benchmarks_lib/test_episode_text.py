"""Scripts of made-up episodes."""

from __future__ import annotations

import random
from collections import Counter
from itertools import islice, pairwise

import pytest

from benchmarks.episode_text import HOSTS, ad_read, talk
from benchmarks.episodes import CAST, EpisodeOptions, script_of
from benchmarks.speech import ends_sentence
from benchmarks.spoken_form import spoken_form
from benchmarks.vocabulary import AD_TEXTS, SAY, UNSPOKEN_AD


def test_talk_is_the_same_for_the_same_seed_only():
    first, same, other = (list(islice(talk(random.Random(s)), 40)) for s in (1, 1, 2))
    assert first == same != other


def test_every_slot_is_filled_and_every_word_can_be_said():
    lines = [*islice(talk(random.Random(5)), 800)]
    lines += [ad_read(number, "A", random.Random(number)) for number in range(8)]
    for line in lines:
        assert "{" not in line.text
        assert "}" not in line.text
        for token in line.text.split():
            assert all(word.isascii() for word in spoken_form(token, SAY).words)


def test_articles_fit():
    text = " ".join(line.text for line in islice(talk(random.Random(5)), 800)).lower()
    assert " a o" not in text
    assert " a a" not in text


def test_an_hour_does_not_repeat_too_obviously():
    script = list(script_of(60, 1, EpisodeOptions()))
    sentences: list[str] = []
    for line in script:
        words: list[str] = []
        for token in line.text.split():
            words.append(token)
            if ends_sentence(token):
                sentences.append(" ".join(words))
                words = []
    long = Counter(sentence for sentence in sentences if len(sentence.split()) > 5)
    assert len(long) > 0.8 * sum(long.values())
    assert max(long.values()) < 10


def test_ads_come_first_and_then_at_their_interval():
    script = list(script_of(30, 1, EpisodeOptions(minutes_between_ads=8)))
    labels = [line.ad for line in script if line.ad]
    assert script[0].ad
    assert labels == list(AD_TEXTS)
    assert ad_read(len(AD_TEXTS), "A", random.Random(1)).ad == "Harbour Kettle 2"


def test_nobody_talks_to_themselves():
    speakers = [line.speaker for line in islice(talk(random.Random(2), list(CAST)[:3]), 200)]
    repeats = sum(a == b for a, b in pairwise(speakers))
    assert repeats <= 7  # only where the topic changes
    assert set(speakers) >= set(HOSTS)


def test_unspoken_ad_has_about_sixty_words():
    assert len(UNSPOKEN_AD.split()) == pytest.approx(60, abs=6)
