from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from made_slots import placed, slot

from editor.alignment.audio import Span
from editor.alignment.pauses import silences, without_pauses

WINDOW = Span(0, 10_000)


def words(*spans: tuple[int, int], quiet: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    row = [placed(slot("word", "word"), span) for span in spans]
    found = without_pauses(row, [Span(*pause) for pause in quiet])
    return [tuple(one.words[0]) for one in found if one.words[0]]


def test_silences_lie_between_speech() -> None:
    speech = [Span(500, 2000), Span(3000, 12_000)]
    assert silences(speech, WINDOW) == [Span(0, 500), Span(2000, 3000)]
    assert silences([], WINDOW) == [WINDOW]


def test_a_word_keeps_the_side_of_a_pause_with_more_speech() -> None:
    assert words((1000, 3000), quiet=((1300, 2900),)) == [(1000, 1300)]
    assert words((1000, 3000), quiet=((1100, 2500),)) == [(2500, 3000)]
    assert words((1000, 3000), quiet=((1500, 2970),)) == [(1000, 1500)]
    assert words((1000, 3000), quiet=((1300, 1400), (1900, 2400))) == [(2400, 3000)]


def test_a_word_all_in_silence_stays() -> None:
    assert words((1000, 1500), quiet=((900, 2000),)) == [(1000, 1500)]


def test_words_beside_a_pause_stay() -> None:
    assert words((0, 100), (100, 300), quiet=((300, 900),)) == [(0, 100), (100, 300)]


def test_unspoken_words_stay_unspoken() -> None:
    assert without_pauses([placed(slot("word"), None)], [])[0].words == (None,)


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 800)), max_size=12),
    st.lists(st.integers(0, 9000), max_size=12, unique=True),
)
def test_times_stay_in_order(spans: list[tuple[int, int]], edges: list[int]) -> None:
    edges = sorted(edges)
    quiet = tuple(zip(edges[::2], edges[1::2], strict=False))
    found = words(*((a, a + b) for a, b in sorted(spans)), quiet=quiet)
    flat = [edge for word in found for edge in word]
    assert flat == sorted(flat)
