"""Fillers by key."""

from __future__ import annotations

from desk_stand_in import Desk
from notation import document

from editor.commands.all import registry
from editor.transcript.patch import Caret

COMMANDS = registry()


def desk_with(text: str) -> Desk:
    return Desk(document(text))


def asides(desk: Desk) -> list[str]:
    return [word.text for _, word in desk.session.document.places() if word.aside]


def test_the_word_at_the_caret_or_the_selection_is_marked_and_unmarked():
    desk = desk_with("A: Well so the boat")
    COMMANDS["aside.toggle"].run(desk)
    assert asides(desk) == ["Well"]
    desk.view.set_caret(Caret(0, 7, (0, 0)))
    COMMANDS["aside.toggle"].run(desk)
    assert asides(desk) == ["Well", "so"]
    COMMANDS["aside.toggle"].run(desk)
    assert asides(desk) == []
    assert desk.said[-1] == "2 words are part of clean text again."


def test_in_an_empty_turn_it_says_what_to_do():
    desk = desk_with("A:")
    COMMANDS["aside.toggle"].run(desk)
    assert desk.said == ["Put the caret on a word, or select some."]


def test_proposals_are_walked_accepted_and_kept_with_the_keys_of_doubts():
    desk = desk_with("A: Um, so the the boat er left now | B: uh right")
    COMMANDS["aside.review"].run(desk)
    assert COMMANDS["aside.review"].checked(desk)
    assert desk.said[-1].startswith("“Um,” can be left out of clean text.")
    for name in ("accept", "accept", "keep", "accept"):
        COMMANDS[f"review.{name}"].run(desk)
    assert asides(desk) == ["Um,", "the", "uh"]
    assert desk.said[-1] == "No doubts are left."
    COMMANDS["aside.review"].run(desk)
    assert not COMMANDS["aside.review"].checked(desk)


def test_all_are_marked_in_one_step():
    desk = desk_with("A: Um, so the the boat | B: uh right")
    COMMANDS["aside.accept_all"].run(desk)
    assert asides(desk) == ["Um,", "the", "uh"]
    desk.session.undo()
    assert asides(desk) == []
    desk = desk_with("A: So.")
    COMMANDS["aside.accept_all"].run(desk)
    COMMANDS["aside.review"].run(desk)
    assert desk.said == ["No filler is proposed."] * 2
