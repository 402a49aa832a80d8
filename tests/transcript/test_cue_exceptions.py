from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notation import document

from editor.transcript.ads import mark_ad
from editor.transcript.cue_exceptions import change_cues, locate
from editor.transcript.cut import cut_document, cut_spans
from editor.transcript.document import CueChange, Place, Transcript, Turn, TurnId, check
from editor.transcript.session import Session
from editor.transcript.speakers import add_speaker, remove_speaker
from editor.transcript.text_edits import join_turns, retext, split_turn
from editor.transcript.words import words_of

if TYPE_CHECKING:
    import random

FOUR = Place(0, 3)
TEXT = "A: one two three four five six | B: seven eight nine ten"


def session(place: Place = FOUR) -> Session:
    made = Session(document(TEXT))
    made.apply(change_cues(made.document, "Break", add=[(CueChange.BREAK, place, 0)]))
    return made


def word_found(document_: Transcript) -> str | None:
    (found,) = locate(document_)
    return document_.word(found.place).text if found.place else None


def retype(made: Session, turn: int, text: str) -> None:
    made.apply(retext(made.document, turn, 1, [text]))


def test_it_knows_its_word_at_once() -> None:
    assert locate(session().document)[0].place == Place(0, 3)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("zero one two three four five six", "four"),
        ("four four one two three four five six", "four"),
        ("one two three fore five six", "fore"),
        ("one two thre four five six", "four"),
        ("one two thre four fife six", "four"),
        ("three four", "four"),
        ("one two three five six", None),
        ("one two three and five six", "and"),
        ("four", None),
        ("", None),
    ],
)
def test_it_survives_edits_as_long_as_its_word_can_be_told(text: str, word: str | None) -> None:
    made = session()
    retype(made, 0, text)
    assert word_found(made.document) == word
    made.undo()
    assert word_found(made.document) == "four"


def test_it_goes_along_into_another_turn() -> None:
    made = session()
    made.apply(split_turn(made.document, 0, len("one two ")))
    assert locate(made.document)[0].place == Place(1, 1)
    made.apply(join_turns(made.document, 1))
    assert locate(made.document)[0].place == Place(1, 1)
    made.apply(join_turns(made.document, 0))
    assert locate(made.document)[0].place == Place(0, 3)


def test_it_is_found_when_the_turn_with_its_id_is_gone() -> None:
    made = session(Place(1, 1))
    made.apply(join_turns(made.document, 0))
    assert word_found(made.document) == "eight"


def test_the_same_words_elsewhere_do_not_attract_it() -> None:
    made = Session(document("A: we say yes to it | B: we say yes to it | A: we say yes to it"))
    made.apply(change_cues(made.document, "Break", add=[(CueChange.BREAK, Place(1, 2), 0)]))
    retype(made, 1, "we said yes to it")
    assert locate(made.document)[0].place == Place(1, 2)
    retype(made, 1, "we said")
    assert locate(made.document)[0].place is None


def test_every_change_ties_the_others_to_the_words_as_they_read_now() -> None:
    made = session()
    for text in ("one two three four FIVE six", "one two THREE four FIVE six"):
        retype(made, 0, text)
        made.apply(change_cues(made.document, "Line", add=[(CueChange.LINE, Place(0, 1), 0)]))
    retype(made, 0, "one two THREE fore FIVE six")
    assert [found.place for found in locate(made.document)] == [Place(0, 3), Place(0, 1)]


def test_break_and_join_exclude_each_other_and_times_replace_each_other() -> None:
    made = session()
    kinds = CueChange
    for kind, ms, expected in (
        (kinds.JOIN, 0, {(kinds.JOIN, 0)}),
        (kinds.START, 40, {(kinds.START, 40)}),
        (kinds.START, -40, {(kinds.START, -40)}),
        (kinds.END, 10, {(kinds.START, -40), (kinds.END, 10)}),
        (kinds.BREAK, 0, {(kinds.START, -40), (kinds.END, 10), (kinds.BREAK, 0)}),
        (kinds.JOIN, 0, {(kinds.END, 10), (kinds.JOIN, 0)}),
    ):
        made.apply(change_cues(made.document, "Change", add=[(kind, Place(0, 3), ms)]))
        assert {(row.kind, row.ms) for row in made.document.breaks} == expected


def test_one_is_taken_away_and_comes_back_with_undo() -> None:
    made = session()
    made.apply(change_cues(made.document, "Take away", drop=made.document.breaks))
    assert not made.document.breaks
    made.undo()
    assert word_found(made.document) == "four"
    made.undo()
    assert not made.document.breaks


def test_changes_of_speakers_and_ads_leave_them_alone() -> None:
    made = session()
    made.apply(mark_ad(made.document, Place(1, 0), Place(1, 1)))
    made.apply(add_speaker(made.document, "Cy"))
    made.apply(remove_speaker(made.document, made.document.speakers[-1].id))
    assert word_found(made.document) == "four"
    spans = cut_spans(made.document)
    assert word_found(cut_document(made.document, spans)) == "four"


def test_a_stale_one_is_kept() -> None:
    made = session()
    retype(made, 0, "something else")
    made.apply(change_cues(made.document, "Break", add=[(CueChange.BREAK, Place(1, 2), 0)]))
    assert [found.place for found in locate(made.document)] == [None, Place(1, 2)]


EDIT = st.tuples(st.sampled_from(["split", "join", "insert", "delete", "correct"]), st.integers(0))


@settings(max_examples=150, deadline=None)
@given(st.lists(EDIT, max_size=12), st.integers(0, 47), st.randoms(use_true_random=False))
def test_random_edits_elsewhere_never_lose_or_move_it(
    edits: list[tuple[str, int]], at: int, rng: random.Random
) -> None:
    """A word that nobody touches, nor its neighbours, keeps its exception; and none is dropped."""
    names = [f"w{n}" for n in range(48)]
    turns = tuple(
        Turn(TurnId(t + 1), None, words_of(" ".join(names[t * 8 : t * 8 + 8]))) for t in range(6)
    )
    made = Session(Transcript(turns))
    mine = Place(at // 8, at % 8)
    made.apply(change_cues(made.document, "Break", add=[(CueChange.BREAK, mine, 0)]))
    protected = set(names[max(0, at - 1) : at + 2])
    for kind, number in edits:
        _edit(made, kind, number, protected, names[at], rng)
        check(made.document)
        assert word_found(made.document) == names[at]
    while made.undo() and made.document.breaks:
        assert word_found(made.document) == names[at]


def _edit(
    made: Session, kind: str, number: int, protected: set[str], mine: str, rng: random.Random
) -> None:
    turns = made.document.turns
    turn = number % len(turns)
    tokens = turns[turn].text.split()
    if kind == "split":
        made.apply(split_turn(made.document, turn, number % (len(turns[turn].text) + 1)))
        texts = [token for t in made.document.turns for token in t.text.split()]
        if not protected <= set(texts):
            made.undo()  # the caret was inside one of these words
    elif kind == "join":
        if turn + 1 < len(turns):
            made.apply(join_turns(made.document, turn))
    elif kind == "insert":
        slot = rng.randint(0, len(tokens))
        beside = {*tokens[max(0, slot - 1) : slot + 1]}
        # At the edge of a turn its neighbour stands in another one.
        before = [word.text for t in turns[:turn] for word in t.words][-1:]
        after = [word.text for t in turns[turn + 1 :] for word in t.words][:1]
        beside |= {*before} if slot == 0 else set()
        beside |= {*after} if slot == len(tokens) else set()
        if mine not in beside:
            retype(made, turn, " ".join([*tokens[:slot], "new", *tokens[slot:]]))
    else:
        free = [index for index, token in enumerate(tokens) if token not in protected]
        if free:
            tokens[rng.choice(free)] = "" if kind == "delete" else "other"
            retype(made, turn, " ".join(tokens))


def test_finding_thousands_takes_no_time_worth_speaking_of() -> None:
    """Bounded work: by index of words, not by walking the text for each."""
    words = words_of(" ".join(f"word{n % 500}" for n in range(20_000)))
    big = Transcript((Turn(TurnId(1), None, words),))
    rows = [(CueChange.BREAK, Place(0, n), 0) for n in range(0, 20_000, 20)]
    big = change_cues(big, "Many", add=rows).apply_to(big)
    assert [found.place for found in locate(big)] == [place for _, place, _ in rows]
    moved = replace(big.turns[0], words=(*words_of("new " * 50), *words))
    shifted = replace(big, turns=(moved,))
    assert all(
        found.place == Place(0, place.word + 50)
        for found, (_, place, _) in zip(locate(shifted), rows, strict=True)
    )
