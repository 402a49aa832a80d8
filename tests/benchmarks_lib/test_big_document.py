"""The made-up document of three hours."""

from __future__ import annotations

import itertools
import time

import pytest

from benchmarks.big_document import big_transcript
from editor.transcript.document import check


@pytest.mark.parametrize(("words", "turns", "speakers", "ads"), [(35_000, 900, 3, 8), (5, 5, 1, 0)])
def test_size_is_exact_and_the_document_sound(words: int, turns: int, speakers: int, ads: int):
    document = big_transcript(words, turns, speakers, ads)
    check(document)
    assert document.word_count == words
    assert len(document.turns) == turns
    assert len(document.speakers) == speakers
    assert len(document.ad_spans) == len(document.ads) == ads
    assert all(turn.words for turn in document.turns)


def test_turns_follow_one_another_and_begin_like_sentences():
    turns = big_transcript(4000, 100).turns
    assert all(a.end < b.start for a, b in itertools.pairwise(turns))
    assert all(turn.text[0].isupper() or not turn.text[0].isalpha() for turn in turns)
    assert all(turn.text[-1] in ".?!" for turn in turns)
    assert all(a.speaker != b.speaker for a, b in itertools.pairwise(turns))


def test_same_seed_same_document():
    assert big_transcript(2000, 50) == big_transcript(2000, 50)
    assert big_transcript(2000, 50, seed=2) != big_transcript(2000, 50)


def test_it_is_made_in_a_moment():
    started = time.perf_counter()
    big_transcript()
    assert time.perf_counter() - started < 2
