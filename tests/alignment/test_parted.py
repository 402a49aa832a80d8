from __future__ import annotations

from made_slots import placed, slot

from editor.alignment.aligner import SPEECH_WITHOUT_TEXT
from editor.alignment.audio import Span
from editor.alignment.forced import Said
from editor.alignment.outcome import differences
from editor.alignment.parted import parted


def test_a_short_word_is_not_what_took_half_a_second() -> None:
    one = placed(slot("a", "receiver", number=7), (1000, 1540))
    left, right = parted([one])
    assert (left.said, left.words, left.slot.heard) == (Said.GIVEN, (None,), ())
    assert left.slot.given == one.slot.given
    assert (right.said, right.words, right.slot.given) == (Said.HEARD, (Span(1000, 1540),), None)
    (gap,) = differences(1, [left, right])
    assert (gap.kind, gap.start, gap.end, gap.text) == (SPEECH_WITHOUT_TEXT, 1000, 1540, "receiver")


def test_what_may_be_a_wrong_word_stays_one() -> None:
    for one in (
        placed(slot("a", "the"), (1000, 1120)),  # as short as a word may be
        placed(slot("station", "harbour"), (1000, 1500)),  # as long as each other
        placed(slot("keep", "keepers"), (1000, 1500)),  # alike
        placed(slot("a", "receiver"), None),  # not spoken at all
        placed(slot("", "receiver"), (1000, 1500)),
        placed(slot("a", "receiver"), (1000, 1500), said=Said.GIVEN),
    ):
        assert parted([one]) == [one]
