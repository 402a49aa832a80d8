"""Where a job may be cut when its worker is lost."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from made_slots import placed, slot

from editor.alignment.aligner import WITHOUT_SOUND, Event, Settled, WordTimes
from editor.alignment.audio import Span
from editor.alignment.plan import Plan, Slot
from editor.alignment.settling import BEHIND, Settling, cut_before


def row(*numbers: int) -> tuple[Slot, ...]:
    return tuple(slot("word", "word", number=number) for number in numbers)


def test_a_cut_is_where_no_word_before_it_is_spoken_after_it() -> None:
    assert cut_before([row(0, 1), row(2, 3), row(4)], 2) == (2, 4)
    # The second window has a line that belongs after the third one.
    assert cut_before([row(0, 1), row(2, 6, 7), row(3, 4, 5), row(8)], 2) == (1, 2)
    assert cut_before([row(0, 1), row(2, 6, 7), row(3, 4, 5), row(8)], 3) == (3, 8)


def test_windows_without_given_words_are_cut_too() -> None:
    assert cut_before([row(0), (), row(), row(1)], 3) == (3, 1)
    assert cut_before([(), ()], 1) == (1, 0)


def test_the_last_window_is_never_cut_off_and_too_few_are_none() -> None:
    assert cut_before([row(0), row(1)], 9) == (1, 1)
    assert cut_before([row(0), row(1)], 0) == (0, 0)
    assert cut_before([row(0), row(1)], -2) == (0, 0)
    assert cut_before([], 3) == (0, 0)


@given(st.lists(st.lists(st.integers(0, 30), max_size=4), max_size=8), st.integers(0, 9))
def test_both_sides_of_a_cut_are_apart(numbers: list[list[int]], most: int) -> None:
    windows, words = cut_before([row(*row_) for row_ in numbers], most)
    assert windows <= most
    assert all(number < words for row_ in numbers[:windows] for number in row_)
    assert all(number >= words for row_ in numbers[windows:] for number in row_)


def events(*steps: tuple[list[tuple[Slot, ...]], tuple[int, ...], int]) -> list[list[Event]]:
    """What is said after each step of a job: the slots by window, silent words, placed windows."""
    settling, said = Settling(), []
    for windows, silent, ready in steps:
        job: Any = SimpleNamespace(
            request=SimpleNamespace(job=7),
            windows=[Span(1000 * k, 1000 * k + 900) for k in range(len(windows))],
            placed={
                k: (slots, [placed(one, (1000 * k, 1000 * k + 50)) for one in slots])
                for k, slots in enumerate(windows)
            },
        )
        said.append(list(settling.settle(job, Plan(tuple(windows), silent), ready)))
    return said


def test_words_without_sound_and_differences_are_told_with_the_part_they_are_in() -> None:
    first = (slot("one", "one", number=1), slot("", "extra"))
    second = (slot("yesterday", "lamp", number=4),)
    windows = [first, second, row(5), row(6)]
    before, after = events((windows, (0, 2, 3, 9), 1 + BEHIND), (windows, (0, 2, 3, 9), 2 + BEHIND))
    assert before[0] == WordTimes(7, 0, (WITHOUT_SOUND,))
    settled = before[-1]
    assert isinstance(settled, Settled)
    assert (settled.words, settled.until) == (2, 1000)
    # Speech without text after word 1 belongs before word 2.
    assert [(h.text, h.first, h.last) for h in settled.heard] == [("extra", 2, 1)]
    assert after[0] == WordTimes(7, 2, (WITHOUT_SOUND,) * 2)
    settled = after[-1]
    assert isinstance(settled, Settled)
    assert (settled.words, settled.until) == (5, 2000)
    assert [(h.text, h.first, h.last) for h in settled.heard] == [("lamp", 4, 4)]


def test_speech_without_text_at_the_edge_knows_the_word_before_it() -> None:
    windows = [row(0, 1), (slot("", "extra"),), row(2), row(3)]
    _, (settled,) = events((windows, (), 1 + BEHIND), (windows, (), 2 + BEHIND))
    assert isinstance(settled, Settled)
    assert [(h.first, h.last) for h in settled.heard] == [(2, 1)]


def test_without_progress_nothing_is_said() -> None:
    windows = [row(0), row(1), row(2), row(3)]
    first, second = events((windows, (), 1 + BEHIND), (windows, (), 1 + BEHIND))
    assert len(first) == 1
    assert second == []
