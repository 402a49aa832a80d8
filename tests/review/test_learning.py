"""What an episode teaches: only corrections that would be wrong elsewhere too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.review.known import KnownMistakes
from editor.review.learning import (
    ads_in,
    corrections,
    names_in,
    speakers_in,
    texts_of,
)
from editor.review.show_memory import AdText, Correction, Name, ShowSpeaker, row_key, tidied
from editor.transcript.document import (
    AdKind,
    AdRead,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
)
from editor.transcript.text_edits import join_turns, split_turn
from editor.transcript.words import AdId, Word, words_of


def transcript(*lines: str) -> Transcript:
    turns = (Turn(TurnId(n), None, words_of(line)) for n, line in enumerate(lines, 1))
    return Transcript(tuple(turns))


def learned(before: list[str], after: list[str]) -> list[tuple[str, str, int]]:
    rows = corrections(texts_of(transcript(*before).turns), transcript(*after))
    return [(row.wrong, row.right, row.times) for row in rows]


def test_a_name_that_was_misheard_is_learned_with_the_number_of_places():
    before = ["so Jacko Zwetslu, came", "with jacko Zwetslu's boat", "the end"]
    after = ["so Jacques Vetsloo, came", "with Jacques Vetsloo's boat", "the end"]
    rows = corrections(texts_of(transcript(*before).turns), transcript(*after))
    assert rows == [Correction("Jacko Zwetslu", "Jacques Vetsloo", 2)]
    assert names_in(rows) == [Name("Jacques Vetsloo")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a cubernetes cluster", "a Kubernetes cluster"),
        ("a cooper netties cluster", "a Kubernetes cluster"),
        ("the proof cast editor", "the Proofcast editor"),
        ("my iphone rang", "my iPhone rang"),
        ("the harbor is cold", "the harbour is cold"),
        ("a profit in his land", "a prophet in his land"),
    ],
)
def test_what_is_sensible_is_learned(before: str, after: str):
    assert len(learned([before], [after])) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("over their now", "over there now"),  # right elsewhere
        ("on Monday then", "on Tuesday then"),  # a fact
        ("the boat sank", "the ship sank"),  # a choice of words
        ("some 15 of them", "some 50 of them"),  # a number
        ("one boat sank", "one boats sank"),  # grammar
        ("the harbour, so", "the harb so"),  # half typed
        ("yes, the harbour", "Yes the harbour."),  # punctuation
        ("it ends. the harbour", "it ends. The harbour"),  # a sentence begins
        ("five whole lines stand here", "quite other words altogether now"),  # rewritten
        ("um the harbour", "the harbour"),  # taken out
        ("the harbour", "the cold harbour"),  # put in
    ],
)
def test_what_is_not_is_not(before: str, after: str):
    assert learned([f"we {before} again"], [f"we {after} again"]) == []


def test_what_is_left_standing_as_often_is_not_learned():
    before = ["the profit spoke", "a profit was made", "more"]
    assert learned(before, ["the prophet spoke", "a profit was made", "more"]) == []
    more = [*before, "the profit slept", "the profit woke"]
    fixed = [line.replace("the profit", "the prophet") for line in more]
    assert learned(more, fixed) == [("profit", "prophet", 3)]


def test_what_was_taken_back_is_not_learned():
    assert learned(["so Zwetslu said"], ["so Zwetslu said"]) == []


def test_the_more_frequent_of_two_corrections_is_learned():
    before = ["Zwetslu came", "Zwetslu saw", "Zwetslu won"]
    after = ["Vetsloo came", "Vetslow saw", "Vetsloo won"]
    assert learned(before, after) == [("Zwetslu", "Vetsloo", 2)]


def test_a_mistake_twice_in_a_row_is_one_mistake():
    before = ["so Zwetslu Zwetslu Zwetslu said", "Zwetslu"]
    after = [line.replace("Zwetslu", "Vetsloo") for line in before]
    assert learned(before, after) == [("Zwetslu", "Vetsloo", 1)]


def test_splitting_and_joining_turns_makes_no_difference():
    document = transcript("one Zwetslu two three", "four Zwetslu five", "six")
    before = texts_of(document.turns)
    document = split_turn(document, 0, len("one Zwetslu two ")).apply_to(document)
    document = join_turns(document, 1).apply_to(document)
    assert corrections(before, document) == []
    fixed = Transcript(
        tuple(
            Turn(turn.id, None, words_of(turn.text.replace("Zwetslu", "Vetsloo")))
            for turn in document.turns
        )
    )
    assert corrections(before, fixed) == [Correction("Zwetslu", "Vetsloo", 2)]


def test_several_edits_in_one_turn_are_several_corrections():
    before = ["so Zwetslu met Mara at the cubernetes stand"]
    after = ["so Vetsloo met Mara at the Kubernetes stand"]
    assert learned(before, after) == [
        ("Zwetslu", "Vetsloo", 1), ("cubernetes", "Kubernetes", 1)
    ]  # fmt: skip


def test_speakers_who_say_something_and_have_a_name_are_learned():
    rows = (
        Speaker(SpeakerId(1), " Mara ", 3),
        Speaker(SpeakerId(2), "Speaker 2", 1),
        Speaker(SpeakerId(3), "Silent", 2),
    )
    turns = tuple(
        Turn(TurnId(n), SpeakerId(n), words_of("hello") if n < 3 else ()) for n in (1, 2, 3)
    )
    assert speakers_in(Transcript(turns, Tables(rows))) == [ShowSpeaker("Mara", 3)]


def test_ad_reads_are_learned_with_the_words_that_belong_to_them():
    ad = AdId(1)
    told = tuple(Word(text, ad=ad) for text in ["Socks", "by", "Sock", "&", "Sons."])
    turns = (
        Turn(TurnId(1), None, (*words_of("And now:"), *told)),
        Turn(TurnId(2), None, (Word("Buy!", ad=ad), Word("Back."))),
    )
    tables = Tables(ads=(AdRead(ad, AdKind.MID_ROLL, "Sock & Sons"),))
    assert ads_in(Transcript(turns, tables)) == [
        AdText("Sock & Sons", AdKind.MID_ROLL, "Socks by Sock & Sons. Buy!")
    ]


WORD = st.sampled_from(
    [
        "Zwetslu",
        "Vetsloo,",
        "vetsloo's",
        "the",
        "The",
        "harbor",
        "harbour.",
        "10",
        "fog",
        "—",
        "Fog-horn",
    ]
)
LINES = st.lists(st.lists(WORD, max_size=6).map(" ".join), min_size=1, max_size=4)


@given(LINES, LINES)
def test_nothing_is_learned_that_would_change_nothing_or_is_right_already(
    before: list[str], after: list[str]
):
    document = transcript(*after)
    rows = corrections(texts_of(transcript(*before).turns), document)
    assert len({row_key(row) for row in rows}) == len(rows)
    known = KnownMistakes(rows)
    for row in rows:
        assert tidied(row) == row
        found = known.doubts(Turn(TurnId(1), None, words_of(f"so {row.wrong} said")))
        assert found
        assert all(doubt.proposal not in (None, doubt.given) for doubt in found)
    assert corrections(texts_of(document.turns), document) == []
