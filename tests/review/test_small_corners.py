"""What is known of a show as a prompt, damaged evidence, and words that nothing is like."""

from __future__ import annotations

import pytest
from review_lab import document, heard, queue_of

from editor.alignment.aligner import HeardWord
from editor.review.evidence import load
from editor.review.pairing import LARGEST, alike, pairs
from editor.review.queue import ReviewQueue
from editor.review.show_memory import (
    LONGEST_PROMPT,
    Name,
    ShowMemory,
    ShowSpeaker,
    prompt_of,
)
from editor.transcript.document import Place, TurnId
from editor.transcript.session import Session


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
