from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_slots import placed, rough, slot

from editor.alignment.audio import Span
from editor.alignment.forced import Placed, Said
from editor.alignment.plan import Given, Slot
from editor.alignment.refine import CHUNK_MS, chunks, options, refine
from editor.alignment.sphinx import Aligner

if TYPE_CHECKING:
    from conftest import Spoken


def sides(one: Slot) -> list[tuple[Said | str, int]]:
    return [
        (choice.said[0] if len(choice.said) == 1 else "both", len(choice.option.words))
        for choice in options(one)
    ]


def test_what_may_be_said_in_a_slot() -> None:
    given, heard = Said.GIVEN, Said.HEARD
    assert sides(slot("lamp", "lamp")) == [(given, 1)]
    assert sides(slot("harbour", "harbor")) == [(given, 1), (heard, 1)]
    assert sides(slot("lamp", "lump")) == [(given, 1), (heard, 1)]
    assert sides(slot("lamp", "yes", "sir")) == [
        (given, 1), (heard, 2), ("both", 3), ("both", 3), (given, 0),
    ]  # fmt: skip
    assert sides(slot("lamp")) == [(given, 1), (given, 0)]
    assert sides(slot("", "lamp")) == [(heard, 1), (heard, 0)]


def row(*spans: tuple[int, int]) -> list[Placed]:
    return [placed(slot("word", "word", number=k), span) for k, span in enumerate(spans)]


def test_a_short_window_is_one_chunk() -> None:
    words = row((100, 400), (500, 900))
    assert chunks(words, Span(0, CHUNK_MS)) == [(Span(0, CHUNK_MS), words)]
    assert chunks([], Span(0, 99)) == []


def test_a_long_window_is_cut_at_its_longest_pause() -> None:
    words = row((0, 5000), (5100, 9000), (10_000, 14_000), (14_050, 19_000))
    (first, left), (second, right) = chunks(words, Span(0, 19_000))
    assert (first, left) == (Span(0, 9500), words[:2])
    assert (second, right) == (Span(9500, 19_000), words[2:])


def test_no_cut_beside_a_word_that_got_no_time() -> None:
    words = row((0, 5000), (5600, 9000), (10_000, 10_010), (14_000, 19_000))
    (first, _), *_ = chunks(words, Span(0, 16_000))
    assert first.end == 5300


def test_no_cut_where_there_is_none() -> None:
    words = row((0, 1000), (1100, 19_000))
    assert len(chunks(words, Span(0, 20_000))) == 1
    nowhere = [placed(slot("word"), None)] * 3
    assert len(chunks(nowhere, Span(0, 20_000))) == 1


@pytest.fixture(scope="module")
def hmm() -> Aligner:
    return Aligner()


def shifted(sample: Spoken, end: int, by: int) -> list[Placed]:
    return [
        placed(Slot(Given(k, text), (rough(text, start),), 1.0), (start + by, stop + by))
        for k, (text, start, stop) in enumerate(sample.until(end))
    ]


def test_times_get_better_and_sure(sample: Spoken, hmm: Aligner) -> None:
    found = refine(shifted(sample, 14_000, 60), Span(0, 14_100), sample.sound, hmm)
    for one, (_, start, _) in zip(found, sample.until(14_000), strict=True):
        assert one.decided
        assert one.words[0]
        assert abs(one.words[0].start - start) < 80
    assert sum(one.apart is not None and one.apart <= 160 for one in found) > 0.9 * len(found)


def test_a_chunk_far_from_where_attention_had_it_is_not_believed(
    sample: Spoken, hmm: Aligner
) -> None:
    before = shifted(sample, 6_000, 1500)
    assert refine(before, Span(0, 7_500), sample.sound, hmm) == before


def test_a_word_on_the_wrong_side_of_a_cut_is_mended(sample: Spoken, hmm: Aligner) -> None:
    before = shifted(sample, 15_000, 0)
    parts = chunks(before, Span(0, 15_100))
    assert len(parts) == 2
    cut, number = parts[0][0].end, len(parts[0][1])
    # The word after the pause is put before it, where it has no sound.
    wrong = before[number]._replace(words=(Span(cut - 300, cut - 20),))
    before[number] = wrong
    found = refine(before, Span(0, 15_100), sample.sound, hmm)
    truth = sample.until(15_000)[number]
    assert found[number].words[0]
    assert abs(found[number].words[0].start - truth[1]) < 100


def test_what_nobody_said_is_left_out(sample: Spoken, hmm: Aligner) -> None:
    before = shifted(sample, 6_000, 0)
    before.insert(4, placed(slot("yesterday", number=99), (before[4].span or Span(0, 0))))
    found = refine(before, Span(0, 6_100), sample.sound, hmm)
    assert found[4].words == (None,)
    assert found[4].apart is None


def test_where_the_text_lacks_a_word_and_the_recogniser_missed_its_neighbour_both_are_found(
    sample: Spoken, hmm: Aligner
) -> None:
    """Said is "a b"; the text has only a, and only b was heard."""
    words = sample.until(6_000)
    number = next(k for k, (text, _, _) in enumerate(words) if len(text) > 4 and k > 2)
    (first, start, _), (second, begin, end) = words[number : number + 2]
    before = shifted(sample, 6_000, 0)
    mixed = Slot(Given(number, first), (rough(second, begin),), 0.1)
    before[number : number + 2] = [placed(mixed, (start, end))]
    found = refine(before, Span(0, 6_100), sample.sound, hmm)
    assert len(found) == len(before) + 1
    left, right = found[number : number + 2]
    assert (left.slot, left.said) == (Slot(mixed.given, (), 0.0), Said.GIVEN)
    assert (right.slot, right.said) == (Slot(None, mixed.heard, 0.0), Said.HEARD)
    assert left.span
    assert right.span
    assert abs(left.span.start - start) < 80
    assert abs(right.span.start - begin) < 80
