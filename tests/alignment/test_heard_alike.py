"""What the model wrote down is told even where the sound decided for the given word."""

from __future__ import annotations

import pytest

from editor.alignment import wire
from editor.alignment.aligner import (
    HEARD_ALIKE,
    HEARD_DIFFERENTLY,
    SPEECH_WITHOUT_TEXT,
    HeardWord,
)
from editor.alignment.audio import Span
from editor.alignment.forced import Placed, Said
from editor.alignment.listen import Rough
from editor.alignment.outcome import differences
from editor.alignment.plan import Given, Slot


def placed(given: str | None, heard: str, alike: float, said: Said) -> Placed:
    roughs = tuple(Rough(text, 100, 200, 0.9, 0) for text in heard.split())
    slot = Slot(Given(0, given) if given else None, roughs, alike)
    count = len(roughs) if said is Said.HEARD else 1
    spans = tuple(Span(1000 + 100 * n, 1100 + 100 * n) for n in range(count))
    return Placed(slot, said, spans, 0.9, 90, decided=True)


@pytest.mark.parametrize(("given", "heard", "alike", "said", "kind"), [
    ("not", "now", 0.67, Said.GIVEN, HEARD_ALIKE),
    ("Thu", "The", 0.83, Said.HEARD, HEARD_ALIKE),
    ("watch", "welcome", 0.3, Said.HEARD, HEARD_DIFFERENTLY),
    (None, "hurry", 0.0, Said.HEARD, SPEECH_WITHOUT_TEXT),
    ("The", "the,", 1.0, Said.GIVEN, None),
    ("$5", "five dollars", 1.0, Said.GIVEN, None),
])  # fmt: skip
def test_kinds(given, heard, alike, said, kind):
    found = list(differences(1, [placed(given, heard, alike, said)]))
    assert [event.kind for event in found] == ([kind] if kind else [])
    for event in found:
        assert wire.load_event(wire.dump_event(event)) == event


def test_heard_words_share_the_time_of_the_given_one():
    (event,) = differences(1, [placed("suitcase", "suit chase", 0.7, Said.GIVEN)])
    assert event.words == (HeardWord("suit", 1000, 1050, 90), HeardWord("chase", 1050, 1100, 90))
