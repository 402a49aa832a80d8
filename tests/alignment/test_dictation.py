from __future__ import annotations

from editor.alignment.aligner import HeardWord, Segment
from editor.alignment.dictation import ENOUGH_WORDS, append_heard
from editor.transcript.document import SpeakerId, check, empty_transcript
from editor.transcript.session import Session
from editor.transcript.speakers import relabel_by_key
from editor.transcript.words import Match, Timing


def segment(*words: tuple[str, int, int]) -> Segment:
    heard = tuple(HeardWord(text, start, end, 90) for text, start, end in words)
    return Segment(heard[0].start, heard[-1].end, heard)


def test_the_first_words_fill_the_empty_turn():
    doc = empty_transcript()
    doc = append_heard(doc, [segment(("Hello", 100, 300), ("there.", 300, 600))]).apply_to(doc)
    check(doc)
    (turn,) = doc.turns
    assert turn.text == "Hello there."
    word = turn.words[0]
    assert (word.start, word.end, word.timing, word.match) == (
        100, 300, Timing.MEASURED, Match.MATCHED,
    )  # fmt: skip


def test_a_pause_begins_a_turn_and_no_pause_goes_on():
    doc = empty_transcript()
    for part in (
        segment(("One", 0, 300)),
        segment(("two.", 400, 600)),
        segment(("Three", 2000, 2300)),
    ):
        doc = append_heard(doc, [part]).apply_to(doc)
        check(doc)
    assert [turn.text for turn in doc.turns] == ["One two.", "Three"]
    assert [turn.id for turn in doc.turns] == [1, 2]


def test_a_new_turn_is_nobodys_though_the_last_one_was_named():
    session = Session(empty_transcript())
    session.apply(append_heard(session.document, [segment(("One.", 0, 300))]))
    session.apply(relabel_by_key(session.document, [0], 1))
    session.apply(append_heard(session.document, [segment(("on", 400, 500), ("Two.", 3000, 3300))]))
    assert [turn.speaker for turn in session.document.turns] == [SpeakerId(1), None]
    assert session.document.turns[0].text == "One. on"


def test_long_turns_end_with_a_sentence():
    words = [(f"w{n}{'.' if n % 7 == 6 else ''}", n * 100, n * 100 + 90) for n in range(100)]
    doc = empty_transcript()
    doc = append_heard(doc, [segment(*words)]).apply_to(doc)
    first = doc.turns[0]
    assert len(first.words) == 63 >= ENOUGH_WORDS
    assert first.text.endswith(".")


def test_overlapping_windows_of_the_model_stay_valid():
    doc = empty_transcript()
    doc = append_heard(doc, [segment(("a", 0, 500), ("b", 400, 450), ("c d", 480, 700))]).apply_to(
        doc
    )
    check(doc)
    assert doc.turns[0].text == "a b c d"
