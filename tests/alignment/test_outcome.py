from __future__ import annotations

from made_slots import placed, slot

from editor.alignment.aligner import (
    HEARD_ALIKE,
    HEARD_DIFFERENTLY,
    SPEECH_WITHOUT_TEXT,
    WITHOUT_SOUND,
    HeardWord,
)
from editor.alignment.forced import Said
from editor.alignment.outcome import differences, is_gap, judged, runs, segments, summary
from editor.transcript.words import Match


def match_of(one: object) -> Match:
    found = judged(one)  # type: ignore[arg-type]
    assert found
    return found[1].match


def test_a_word_heard_as_given_is_matched() -> None:
    number, time = judged(placed(slot("lamp", "lamp", number=4), (10, 200))) or (None, None)
    assert number == 4
    assert time
    assert (time.start, time.end, time.match) == (10, 200, Match.MATCHED)
    assert time.likelihood > 80


def test_an_extra_word_is_about_no_given_one() -> None:
    assert judged(placed(slot("", "lamp"), (0, 5))) is None


def test_a_word_heard_differently_is_uncertain_at_the_time_of_what_was_heard() -> None:
    _, time = judged(placed(slot("yesterday", "the", "lamp"), (0, 50), (60, 90))) or (
        0,
        WITHOUT_SOUND,
    )
    assert (time.start, time.end, time.match) == (0, 90, Match.UNCERTAIN)
    assert time.likelihood < 70


def test_the_sound_may_decide_for_the_text() -> None:
    one = placed(slot("yesterday", "lamp"), (0, 50), said=Said.GIVEN, decided=True)
    assert match_of(one) is Match.MATCHED
    (event,) = differences(1, [one])
    assert (event.kind, event.text, event.start, event.end) == (HEARD_ALIKE, "lamp", 0, 50)


def test_a_difference_of_spelling_is_none() -> None:
    one = placed(slot("harbour", "harbor"), (0, 50), said=Said.HEARD, decided=True)
    assert match_of(one) is Match.MATCHED
    assert [event.kind for event in differences(1, [one])] == [HEARD_ALIKE]


def test_an_unheard_word() -> None:
    assert match_of(placed(slot("lamp"), None)) is Match.NO_SOUND
    assert match_of(placed(slot("lamp"), (0, 50), decided=True)) is Match.UNCERTAIN
    # Only attention was asked: it counts if it took the time that the word needs.
    assert match_of(placed(slot("lamp"), (0, 300))) is Match.UNCERTAIN
    assert match_of(placed(slot("lamp"), (0, 50))) is Match.NO_SOUND


def test_differences_in_order_of_sound() -> None:
    row = [
        placed(slot("one", "one", number=0), (0, 10)),
        placed(slot("", "two"), (10, 20)),
        placed(slot("", "three"), (20, 30)),
        placed(slot("yesterday", "lamp", number=1), (30, 40)),
        placed(slot("carpet", "moon", number=2), (40, 50)),
        placed(slot("", "unsure"), None),
        placed(slot("four", "four", number=3), (50, 60)),
        placed(slot("", "five"), (60, 70)),
    ]
    found = list(differences(7, row))
    assert [(e.kind, e.text, e.start, e.end, e.first, e.last) for e in found] == [
        (SPEECH_WITHOUT_TEXT, "two three", 10, 30, 1, 0),
        (HEARD_DIFFERENTLY, "lamp moon", 30, 50, 1, 2),
        (SPEECH_WITHOUT_TEXT, "five", 60, 70, 4, 3),
    ]
    assert [is_gap(event) for event in found] == [True, False, True]
    done = summary(7, row, 5, 30)
    assert (done.matched, done.uncertain, done.without_sound) == (2, 2, 1)


def test_runs() -> None:
    assert runs([]) == []
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 1), (9, 2)]


def test_segments_end_at_pauses_and_at_long_sentences() -> None:
    row = [
        placed(slot("", "One"), (0, 400)),
        placed(slot("", "pause."), (500, 800)),
        placed(slot("", "Two"), (2000, 16000)),
        placed(slot("", "long."), (16100, 18000)),
        placed(slot("", "Three."), (18100, 18300)),
    ]
    found = segments(row)
    assert [[word.text for word in part.words] for part in found] == [
        ["One", "pause."], ["Two", "long."], ["Three."],
    ]  # fmt: skip
    assert found[0].words[0] == HeardWord("One", 0, 400, 80)
    assert (found[1].start, found[1].end) == (2000, 18000)
