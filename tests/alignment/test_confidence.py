from __future__ import annotations

import pytest
from made_slots import placed, slot

from editor.alignment import confidence
from editor.alignment.confidence import (
    ALIKE,
    APART_MS,
    PROBABILITY,
    table,
    text,
    text_key,
    timing,
    timing_key,
)
from editor.alignment.forced import Said

LAMP = slot("lamp", "lamp")


def test_the_table_holds_percents_for_every_cell() -> None:
    lengths = {"timing": len(APART_MS) + 2, "text": max(len(ALIKE), len(PROBABILITY)) + 1}
    for asked, longest in lengths.items():
        assert table()[asked]
        for cells in table()[asked].values():
            assert 1 <= len(cells) <= longest
            assert all(0 <= value <= 100 for value in cells)


def test_methods_that_agree_are_trusted_more_than_methods_that_do_not() -> None:
    one = placed(LAMP, (10, 200), decided=True)
    near, far = one._replace(apart=5), one._replace(apart=900)
    assert timing_key(near) == ("timing", "hmm, heard", 0)
    assert timing_key(far) == ("timing", "hmm, heard", len(APART_MS))
    assert timing(near) >= 95
    assert timing(near) > timing(far)


def test_without_the_hmm_recognition_is_the_other_opinion() -> None:
    there = slot("lamp", "lamp", at=1000)
    near = placed(there, (1060, 1200))
    assert timing_key(near) == ("timing", "attention, heard", 0)
    far = placed(there, (1900, 2000))
    assert timing_key(far) == ("timing", "attention, heard", len(APART_MS))
    assert timing(near) > timing(far)


def test_where_nothing_was_heard_there_is_no_other_opinion() -> None:
    one = placed(slot("lamp"), (0, 300))
    assert timing_key(one) == ("timing", "attention, unheard", len(APART_MS) + 1)
    assert text_key(one) == ("text", "undecided, unheard", 0)
    assert 5 < text(one) < 95


@pytest.mark.parametrize("decided", [False, True])
def test_a_word_heard_as_written_is_likelier_than_one_that_gave_way(decided: bool) -> None:
    same = placed(LAMP, (0, 200), decided=decided)
    other = placed(slot("yesterday", "lamp"), (0, 200), said=Said.HEARD, decided=decided)
    assert text(same) >= 95
    assert text(other) <= 70


def test_what_the_table_lacks_is_undecided() -> None:
    assert confidence.percent(("text", "no such kind", 3)) == confidence.UNKNOWN
    assert confidence.percent(("text", "decided, unheard", 99)) == confidence.UNKNOWN
