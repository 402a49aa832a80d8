from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from editor.alignment.audio import Span
from editor.alignment.normalise import readings
from editor.alignment.sphinx import Aligner, Option, Slot, Word

if TYPE_CHECKING:
    from conftest import Spoken

END = 6_000


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner()


def fixed(text: str) -> Slot:
    return (Option((Word(readings(text)),)),)


def test_words_are_where_they_are_spoken(sample: Spoken, aligner: Aligner) -> None:
    truth = sample.until(END)
    found = aligner.align(sample.sound.window(Span(0, END)), [fixed(w) for w, _, _ in truth])
    assert found is not None
    for (_, start, _), chosen in zip(truth, found, strict=True):
        assert abs(chosen.words[0].start - start) < 80
    for left, right in pairwise(found):
        assert left.words[0].end <= right.words[0].start


def test_the_same_sound_gives_the_same_times(sample: Spoken, aligner: Aligner) -> None:
    slots = [fixed(w) for w, _, _ in sample.until(END)]
    sound = sample.sound.window(Span(0, END))
    first = aligner.align(sound, slots)
    aligner.align(sound[::-1].copy(), slots[:3])
    assert aligner.align(sound, slots) == first


def test_the_sound_decides_between_alternatives(sample: Spoken, aligner: Aligner) -> None:
    truth = sample.until(END)
    slots = [fixed(w) for w, _, _ in truth]
    wrong, right = Option((Word(readings("purple")),)), slots[3][0]
    slots[3] = (wrong, right)
    slots[5] = (slots[5][0], Option((), 1e-2))
    slots.insert(4, (Option((Word(readings("yesterday")),)), Option((), 1e-2)))
    found = aligner.align(sample.sound.window(Span(0, END)), slots)
    assert found is not None
    assert [found[k].option for k in (3, 4, 6)] == [1, 1, 0]
    assert found[4].words == ()


def test_punctuation_takes_no_time(sample: Spoken, aligner: Aligner) -> None:
    truth = sample.until(END)
    slots = [fixed("—"), *(fixed(w) for w, _, _ in truth), fixed("…")]
    found = aligner.align(sample.sound.window(Span(0, END)), slots)
    assert found is not None
    for dash in (found[0].words[0], found[-1].words[0]):
        assert dash.start == dash.end


def test_odd_words_are_no_trouble(sample: Spoken, aligner: Aligner) -> None:
    odd = ["Zwetsloot", "b", "ß", "你", "mm-hmm", "x99", "it's(2)", "<sil>"]
    aligner.align(sample.sound.window(Span(0, END)), [fixed(word) for word in odd])


def test_what_cannot_be_aligned(sample: Spoken, aligner: Aligner) -> None:
    many = [fixed("lighthouses")] * 40
    assert aligner.align(sample.sound.window(Span(0, 1000)), many) is None
    assert aligner.align(np.zeros(0, np.int16), [fixed("lamp")]) is None
