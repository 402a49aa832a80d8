"""What is known of a show as a prompt, damaged evidence, and words that nothing is like."""

from __future__ import annotations

import pytest
from review_lab import document, heard, queue_of

from editor.alignment.aligner import HeardWord
from editor.alignment.pieces import pieces_of
from editor.review import ad_cues
from editor.review.anchors import Anchor, carrier
from editor.review.evidence import gather, load, settled
from editor.review.pairing import LARGEST, alike, pairs
from editor.review.queue import ReviewQueue
from editor.review.show_memory import (
    LONGEST_PROMPT,
    AdText,
    Name,
    ShowMemory,
    ShowSpeaker,
    prompt_of,
)
from editor.transcript.document import AdKind, Place, TurnId
from editor.transcript.session import Session
from editor.transcript.text_edits import retext


def test_the_prompt_names_speakers_first_then_names_each_once_as_many_as_fit() -> None:
    memory = ShowMemory(
        speakers=(ShowSpeaker("Ann", 0),), names=(Name("Quist"), Name("Ann")), corrections=()
    )
    assert prompt_of(memory) == "Ann, Quist."
    assert prompt_of(ShowMemory()) == ""
    many = ShowMemory(names=tuple(Name(f"Name{n:04}") for n in range(1000)))
    assert len(prompt_of(many)) <= LONGEST_PROMPT
    assert prompt_of(many).startswith("Name0000, Name0001")


@pytest.mark.parametrize(
    "text",
    [None, 7, "", "{", "[[1]]", "[[2,1,[],[]]]", "[[-1,1,[],[]]]", '[[0,1,["a"],[["b",1]]]]'],
)
def test_evidence_that_is_damaged_is_none(text: object) -> None:
    assert load(TurnId(1), text) == ()


def test_words_that_are_not_said_are_like_nothing() -> None:
    assert alike(["—"], ["—"]) == 1.0
    assert alike(["—"], ["word"]) == 0.0
    assert alike(["word"], []) == 0.0
    assert alike(["colour"], ["colour"]) == 1.0


def test_a_stretch_too_long_to_be_paired_is_one_difference() -> None:
    words = [HeardWord("x", n, n + 1, 90) for n in range(LARGEST + 1)]
    assert [*pairs(["a"], words)] == [((0, 1), tuple(words))]


def test_what_was_heard_across_turns_stands_in_the_first_of_them() -> None:
    made = document("one ^two", "^three four")
    _, queue = queue_of(made, heard(1, 2, "too", "free"))
    first = queue.shown[0]
    assert first.anchor.turn == 1
    assert "too" in first.new


def test_listeners_of_ad_proposals_are_told_until_they_stop() -> None:
    queue = ReviewQueue(Session(document("one two")))
    told: list[int] = []
    stop = queue.ads.listen(lambda: told.append(1))
    queue.ads.forget()
    assert told == [1]
    stop()
    queue.ads.forget()
    assert told == [1]
    assert (queue.ads.next(Place(0, 0)), queue.ads.previous(Place(0, 0))) == (None, None)
    assert queue.ads.at(Place(0, 0)) is None


def test_known_ads_are_taken_once_and_found_again_when_they_change() -> None:
    queue = ReviewQueue(Session(document("one two")))
    told: list[int] = []
    queue.ads.listen(lambda: told.append(1))
    ads = (AdText("Quist", AdKind.MID_ROLL, "buy the bolts that hold"),)
    queue.ads.know(ads)
    queue.ads.know(ads)
    assert told == [1]
    assert not queue.ads.shown
    assert queue.ads.look_on()  # all is known: nothing is left to look at


def test_evidence_follows_its_words_and_goes_with_its_turn() -> None:
    made = document("one ^two three")
    row = gather(pieces_of(made, range(1)), [heard(1, 1, "too")])[TurnId(1)]
    assert settled(row, TurnId(1), made) == row.hearings
    moved = retext(made, 0, 1, ["so one two three"]).apply_to(made)
    (there,) = settled(row, TurnId(1), moved)
    assert there.anchor[1:] == (2, 3)
    assert settled(row, TurnId(9), made) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quist of Norway, who", "Quist of Norway"),
        ("Quist. The bolts", "Quist"),
        ("Quist and then", "Quist"),
        ("the bolts", ""),
        ("Quist's bolts", "Quist"),
    ],
)
def test_the_name_that_a_text_begins_with(text: str, name: str) -> None:
    assert ad_cues._name_after(text) == name


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("go to www.quist.com/show now", "quist"),
        ("go to quist dot com now", "quist"),
        ("no address", ""),
    ],
)
def test_the_name_in_an_address(text: str, host: str) -> None:
    assert ad_cues._host(text) == host


def test_anchors_of_different_turns_are_about_different_words() -> None:
    here = Anchor(TurnId(1), 0, 2)
    assert here.overlaps(Anchor(TurnId(1), 1, 3))
    assert not here.overlaps(Anchor(TurnId(2), 0, 2))
    turns = document("one two").turns
    elsewhere = Anchor(TurnId(9), 0, 1)
    assert carrier(turns, turns)(elsewhere, ()) == elsewhere


def test_listeners_of_doubts_are_told_where_the_user_has_gone_and_gone_turns_are_left_out() -> None:
    made = document("one ^two three")
    session, queue = queue_of(made, heard(1, 1, "too"))
    told: list[int] = []
    queue.listen(lambda: told.append(1))
    queue.look_at(queue.shown[0])
    assert told == [1]
    row = gather(pieces_of(made, range(1)), [heard(1, 1, "too")])[TurnId(1)]
    queue.take({TurnId(9): row})
    assert queue.left == 1
    queue.close()
    session.apply(retext(session.document, 0, 1, ["one"]))
    assert queue.left == 1  # it follows no more
