"""The pure parts of the waveform views: values, edges and drawing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.ui.wave_edges import LEAST_MS, grip_at, with_edge
from editor.ui.wave_paint import coverage, tinted
from editor.ui.wave_values import WordBox, clock_text, source_of
from editor.ui.wave_words import step_for


class Steps:
    """A sound that is loud in its second half, known up to `duration_ms`."""

    def __init__(self, duration_ms=1000):
        self.duration_ms = duration_ms

    def between(self, start_ms, end_ms, columns):
        at = start_ms + (np.arange(columns) + 0.5) * (end_ms - start_ms) / columns
        loud = np.where((at >= 500) & (at < 1000), 0.5, 0.0).astype(np.float32)
        return -loud, loud


def boxes(*spans):
    return [WordBox(index, start, end, f"w{index}") for index, (start, end) in enumerate(spans)]


WORDS = boxes((100, 300), (300, 500), (700, 900))


@pytest.mark.parametrize(
    ("ms", "place", "edge"),
    [
        (100, 0, "start"),
        (95, 0, "start"),
        (299, 0, "end"),  # where words touch, the pointer's side decides
        (301, 1, "start"),
        (505, 1, "end"),
        (690, 2, "start"),
        (905, 2, "end"),
    ],
)
def test_the_nearest_edge_is_taken(ms, place, edge):
    grip = grip_at(WORDS, ms, 12, 2000)
    assert (grip.word.place, grip.edge) == (place, edge)


@pytest.mark.parametrize("ms", [50, 200, 400, 600, 800, 950])
def test_far_from_an_edge_nothing_is_taken(ms):
    assert grip_at(WORDS, ms, 12, 2000) is None
    assert grip_at([], ms, 12, 2000) is None


def test_an_edge_goes_into_the_neighbour_but_not_over_it():
    start = grip_at(WORDS, 301, 12, 2000)
    assert start.clamped(0) == 100 + LEAST_MS
    assert start.clamped(600) == 500 - LEAST_MS
    end = grip_at(WORDS, 501, 12, 2000)
    assert end.clamped(5000) == 900 - LEAST_MS
    assert grip_at(WORDS, 900, 12, 2000).clamped(5000) == 2000
    assert grip_at(WORDS, 100, 12, 2000).clamped(-5) == 0


def test_the_neighbour_gives_way_while_dragging():
    start = grip_at(WORDS, 301, 12, 2000)
    shown = with_edge(WORDS, start, 250)
    assert [(word.start, word.end) for word in shown] == [(100, 250), (250, 500), (700, 900)]
    end = grip_at(WORDS, 501, 12, 2000)
    shown = with_edge(WORDS, end, 800)
    assert [(word.start, word.end) for word in shown] == [(100, 300), (300, 800), (800, 900)]


@given(
    gaps=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 400)), min_size=1, max_size=8),
    at=st.integers(0, 4000),
    to=st.integers(-100, 5000),
)
def test_a_dragged_edge_never_turns_a_word_around(gaps, at, to):
    spans, here = [], 0
    for gap, length in gaps:
        spans.append((here + gap, here + gap + length))
        here = spans[-1][1]
    words = boxes(*spans)
    grip = grip_at(words, at, 5000, 6000)
    ms = grip.clamped(to)
    assert all(word.start <= word.end for word in with_edge(words, grip, ms))
    assert grip.clamped(grip.at) == grip.at


@given(
    lengths=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 900)), max_size=30),
    start=st.integers(-500, 8000),
    width=st.integers(0, 2000),
)
def test_the_source_gives_exactly_the_words_in_sight(lengths, start, width):
    words, here = [], 0
    for index, (gap, length) in enumerate(lengths):
        here += gap
        words.append(WordBox(index, here, here + length, "w"))
    end = start + width
    expected = [word for word in words if word.end >= start and word.start <= end]
    assert list(source_of(words)(start, end)) == expected


@pytest.mark.parametrize(
    ("ms", "text", "tenths"),
    [
        (0, "0:00", "0:00.0"),
        (7_940, "0:07", "0:07.9"),
        (754_500, "12:34", "12:34.5"),
        (3_723_000, "1:02:03", "1:02:03.0"),
    ],
)
def test_times_are_written_as_people_read_them(ms, text, tenths):
    assert clock_text(ms) == text
    assert clock_text(ms, tenths=True) == tenths


def test_the_ruler_has_room_for_its_numbers():
    assert step_for(1.0) == 100
    assert step_for(10_000 / 1280) == 1_000
    assert step_for(120_000 / 300) == 30_000
    assert step_for(1e6) == 60_000


def test_the_wave_covers_what_is_loud():
    mask = coverage(Steps(), 0, 1000, 100, 41)
    assert mask.shape == (41, 100)
    assert (mask[:, :50] > 0).sum(axis=0).max() <= 2  # silence is a line
    assert np.all(mask[20] > 0)
    assert abs(int((mask[:, 75] > 0).sum()) - 21) <= 1  # half of the height
    assert np.array_equal(mask, mask[::-1])


def test_what_is_not_decoded_yet_stays_empty():
    mask = coverage(Steps(duration_ms=600), 0, 1000, 100, 41)
    assert np.all(mask[20, :60] > 0)
    assert not mask[:, 60:].any()


def test_a_wave_has_one_colour_and_its_own_pixels(qapp):
    mask = np.array([[0, 255], [255, 0], [128, 0]], np.uint8)
    pixmap = tinted(mask, "#3366cc", 2.0)
    image = pixmap.toImage()
    assert (image.width(), image.height(), pixmap.devicePixelRatio()) == (2, 3, 2.0)
    assert image.pixelColor(1, 0).name() == "#3366cc"
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(0, 2).alpha() == 128
