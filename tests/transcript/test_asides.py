"""Fillers and false starts: marked, kept through edits, and left out of clean text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from notation import document, picture

from editor.transcript.asides import mark_asides, places_between, without_asides
from editor.transcript.document import Place, check
from editor.transcript.session import Session
from editor.transcript.text_edits import join_turns, retext, split_turn

TALK = "A: Um, so@0 the@300 the@600 boat@900 left, er. | B: you know, it's late"


def marked(doc, *places):
    return mark_asides(doc, [Place(*place) for place in places]).apply_to(doc)


def asides(doc) -> list[str]:
    return [word.text for _, word in doc.places() if word.aside]


def clean(text: str, *at: int) -> str:
    doc = marked(document(f"A: {text}"), *((0, n) for n in at))
    return " ".join(word.text for word in without_asides(doc.turns[0].words).values())


def test_marking_changes_nothing_but_the_mark():
    doc = document(TALK)
    after = marked(doc, (0, 0), (0, 2), (1, 0), (1, 1))
    assert asides(after) == ["Um,", "the", "you", "know,"]
    assert picture(after) == picture(doc)
    check(after)
    patch = mark_asides(after, places_between(after, Place(0, 0), Place(1, 9)), aside=False)
    assert patch.apply_to(after) == doc


def test_marking_is_undone_and_marking_again_changes_nothing():
    session = Session(document(TALK))
    before = session.document
    session.apply(mark_asides(before, [Place(0, 0)]))
    assert mark_asides(session.document, [Place(0, 0)]).is_nothing
    assert not mark_asides(session.document, []).touched
    session.undo()
    assert session.document == before
    session.redo()
    assert asides(session.document) == ["Um,"]


def test_marks_stay_with_their_words_through_edits():
    doc = marked(document(TALK), (0, 0), (0, 2))
    doc = retext(doc, 0, 1, ["Um, so then the the boat has left, er."]).apply_to(doc)
    assert asides(doc) == ["Um,", "the"]
    doc = split_turn(doc, 0, len("Um, so then ")).apply_to(doc)
    assert [word.text for word in doc.turns[1].words if word.aside] == ["the"]
    doc = join_turns(doc, 0).apply_to(doc)
    assert asides(doc) == ["Um,", "the"]


def test_a_filler_that_becomes_another_word_loses_its_mark_and_new_words_have_none():
    doc = marked(document("A: um so"), (0, 0))
    assert asides(retext(doc, 0, 1, ["Um, so"]).apply_to(doc)) == ["Um,"]
    assert asides(retext(doc, 0, 1, ["and so"]).apply_to(doc)) == []
    assert asides(retext(doc, 0, 1, ["um well so"]).apply_to(doc)) == ["um"]


def test_a_clean_text_reads_on():
    assert clean("Um, so the the boat", 0, 2) == "So the boat"
    assert clean("So, um, the boat", 1) == "So, the boat"
    assert clean("It left. Uh, the boat", 2) == "It left. The boat"
    assert clean("um the boat", 0) == "the boat"
    assert clean("Um, iPhones are late", 0) == "iPhones are late"
    assert clean("Um, I mean, we go", 0, 1, 2) == "We go"


def test_a_full_stop_behind_a_filler_stays():
    assert clean("It left, um.", 2) == "It left."
    assert clean("They said “go, er.” Then", 3) == "They said “go. Then"
    assert clean("Did it leave, er? Yes", 3) == "Did it leave? Yes"
    assert clean("It left. Um.", 2) == "It left."


@given(st.data())
def test_clean_text_has_exactly_the_other_words_with_their_times(data):
    texts = data.draw(st.lists(st.sampled_from(["um", "Um,", "er.", "the", "Boat", "go.", "“so”"]),
                               max_size=8))  # fmt: skip
    doc = document("A: " + " ".join(f"{text}@{n * 300}" for n, text in enumerate(texts)))
    chosen = data.draw(st.sets(st.integers(0, max(0, len(texts) - 1)))) if texts else set()
    words = marked(doc, *((0, n) for n in chosen)).turns[0].words
    kept = without_asides(words)
    assert list(kept) == [n for n in range(len(texts)) if n not in chosen]
    for at, word in kept.items():
        assert (word.start, word.end) == (words[at].start, words[at].end)
        assert word.text.split() == [word.text]
        letters = [c for c in word.text.casefold() if c.isalnum()]
        assert letters == [c for c in words[at].text.casefold() if c.isalnum()]


EDITS = st.sampled_from(["mark", "unmark", "retext", "split", "join", "undo", "redo"])


@given(st.lists(st.tuples(EDITS, st.integers(0, 5), st.integers(0, 9)), max_size=25))
def test_random_edits_leave_marks_only_on_words_that_had_them(steps):
    session = Session(document("A: um@0 so@300 we er@900 go | B: the@2000 the@2300 boat"))
    first = session.document
    for kind, a, b in steps:
        doc = session.document
        turn = a % len(doc.turns)
        words = len(doc.turns[turn].words)
        before = sorted(asides(doc))
        if kind in ("mark", "unmark") and words:
            session.apply(mark_asides(doc, [Place(turn, b % words)], kind == "mark"))
        elif kind == "retext":
            session.apply(retext(doc, turn, 1, [doc.turns[turn].text + " more"]))
            assert sorted(asides(session.document)) == before
        elif kind == "split" and words > 1:
            session.apply(split_turn(doc, turn, len(doc.turns[turn].words[0].text) + 1))
            assert sorted(asides(session.document)) == before
        elif kind == "join" and turn + 1 < len(doc.turns):
            session.apply(join_turns(doc, turn))
            assert sorted(asides(session.document)) == before
        elif kind == "undo":
            session.undo()
        elif kind == "redo":
            session.redo()
        check(session.document)
    last = session.document
    count = 0
    while session.undo():
        count += 1
    assert session.document == first
    for _ in range(count):
        session.redo()
    assert session.document == last
