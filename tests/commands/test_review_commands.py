"""Going through the doubts by key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_stand_in import Desk
from review_lab import SLOT, document, heard, texts

from editor.alignment.pieces import pieces_of
from editor.commands import review
from editor.commands.all import registry
from editor.review.anchors import Anchor
from editor.review.doubts import Doubt, Kind
from editor.review.evidence import gather
from editor.transcript.document import Place, TurnId
from editor.transcript.patch import Caret

COMMANDS = registry()
MADE = ("I ^proud for the seat", "you cannot it. Did he ~know so", "we ^hour away and it ~was ~the")
EVENTS = (heard(1, 1, "paid"), heard(7, 6, "hurry"), heard(13, 13, "are"))


def desk_with(*turns: str, events: tuple = ()) -> Desk:
    desk = Desk(document(*turns))
    made = desk.session.document
    desk.review.take(gather(pieces_of(made, range(len(made.turns))), events))
    return desk


@pytest.fixture
def desk() -> Desk:
    return desk_with(*MADE, events=EVENTS)


def run(desk: Desk, name: str) -> None:
    COMMANDS[f"review.{name}"].run(desk)


def test_next_selects_plays_and_says_and_previous_goes_back(desk):
    run(desk, "next")
    assert desk.view.caret() == Caret(0, 7, (0, 2))
    around = desk.settings.review_context_ms
    assert desk.player.snippet == (max(0, 2 * SLOT - around), 2 * SLOT + 45 + around, None)
    assert desk.said == ["“proud” was heard as “paid”. 5 left."]
    run(desk, "next")
    assert desk.said[-1] == "Heard, but not in the text: “hurry”. 5 left."
    run(desk, "previous")
    assert desk.view.caret() == Caret(0, 7, (0, 2))


def test_between_words_the_caret_stands_in_the_gap(desk):
    for _ in range(2):
        run(desk, "next")
    assert desk.view.caret() == Caret(1, len("you cannot "))
    assert desk.said[-1].startswith("Heard, but not in the text: “hurry”.")
    run(desk, "hear")
    assert desk.player.snippet is not None
    run(desk, "accept")
    assert texts(desk.session)[1] == "you cannot hurry it. Did he know so"


def test_without_a_doubt_at_the_caret_each_key_says_so_and_changes_nothing(desk):
    desk.view.set_caret(Caret(1, 0))
    before = desk.session.document
    for name in ("accept", "accept_everywhere", "keep", "hear"):
        run(desk, name)
    assert desk.said == ["There is no doubt at the caret: go to the next one first."] * 4
    assert desk.session.document is before
    assert desk.player.snippet is None


def test_the_doubt_at_the_caret_is_meant_when_one_went_there_by_hand(desk):
    desk.view.set_caret(Caret(0, 3))
    run(desk, "accept")
    assert texts(desk.session)[0] == "I paid for the seat"
    desk.view.set_caret(Caret(1, len("you cannot it. Did he know")))
    run(desk, "keep")
    assert all(doubt.old != "know" for doubt in desk.review.shown)


def test_editing_selects_in_silence_and_gives_the_text_the_keys(desk):
    run(desk, "edit")
    assert desk.view.caret() == Caret(0, 7, (0, 2))
    run(desk, "edit")  # the same one: it is not settled yet
    assert desk.view.caret() == Caret(0, 7, (0, 2))
    assert desk.player.snippet is None
    assert desk.panels.calls == [("focus_text",)] * 2


def test_staying_where_one_is_says_what_is_left(desk):
    desk.settings = replace(desk.settings, review_advance=False)
    run(desk, "next")
    run(desk, "keep")
    assert desk.said[-1] == "4 left."
    assert desk.review.current is None
    for _ in range(4):
        run(desk, "next")
        run(desk, "accept")
    assert desk.said[-1] == "No doubts are left."


def test_when_none_are_left_going_on_and_editing_say_so():
    desk = desk_with("all is well")
    for name in ("next", "previous", "edit"):
        run(desk, name)
    assert desk.said == ["No doubts are left."] * 3


def test_everywhere_changes_each_place_as_one_step_and_says_how_many():
    events = (heard(1, 1, "Hagrid"), heard(5, 5, "Hagrid"))
    desk = desk_with("I ^Hagert saw you", "then ^Hagert left early", events=events)
    run(desk, "next")
    run(desk, "accept_everywhere")
    assert texts(desk.session) == ["I Hagrid saw you", "then Hagrid left early"]
    assert desk.said[-1] == "Changed in 2 places. No doubts are left."
    desk.session.undo()
    assert texts(desk.session) == ["I Hagert saw you", "then Hagert left early"]


def test_where_nothing_is_proposed_there_is_nothing_to_accept_here_or_everywhere():
    desk = desk_with("we ^know it")
    desk.review.show_kinds(frozenset(Kind))
    run(desk, "next")
    before = desk.session.document
    run(desk, "accept")
    assert desk.said[-1] == "Nothing is proposed here: type what is said, or keep it as it is."
    run(desk, "accept_everywhere")
    assert desk.said[-1] == "There are no words here that could be changed everywhere."
    assert desk.session.document is before
    around = desk.settings.review_context_ms
    assert desk.player.snippet == (max(0, 600 - around), 850 + around, None)


def test_words_without_sound_are_heard_where_they_would_be(desk):
    silent = next(doubt for doubt in desk.review.shown if doubt.old == "know")
    review.go_to(desk, silent)
    start, end, _ = desk.player.snippet
    around = desk.settings.review_context_ms
    near = review.time_near(desk.session.document, Place(1, 5))
    assert (start, end) == (near - around, near + around)


def test_an_episode_without_sound_is_reviewed_in_silence(desk):
    desk.has_audio = False
    run(desk, "next")
    assert (desk.player.snippet, desk.review.current) == (None, desk.review.shown[0])


def test_from_behind_the_last_word_of_a_turn_the_next_turn_comes(desk):
    desk.view.set_caret(Caret(0, len("I proud for the seat")))
    run(desk, "next")
    assert desk.view.caret().turn == 1


def test_a_caret_moved_away_means_the_place_where_it_is(desk):
    run(desk, "next")
    desk.view.set_caret(Caret(1, 0))
    run(desk, "keep")
    assert desk.said[-1] == "There is no doubt at the caret: go to the next one first."
    assert desk.review.left == 5


def test_a_doubt_whose_words_are_gone_is_not_gone_to(desk):
    gone = Doubt(Kind.HEARD_DIFFERENTLY, Anchor(TurnId(99), 0, 1), ("a",), ("b",), (), 90)
    review.go_to(desk, gone)
    review.show_doubt(desk, gone)
    assert (desk.said, desk.player.snippet) == ([], None)
    assert desk.view.caret() == Caret(0, 0)


def test_the_switches_of_the_menu_ask_for_their_settings(desk):
    for name in ("marks", "advance", "list"):
        run(desk, name)
    assert desk.panels.calls == [
        ("toggle_setting", "mark_doubts"), ("toggle_setting", "review_advance"), ("show_review",),
    ]  # fmt: skip
    assert COMMANDS["review.marks"].checked(desk) is desk.settings.mark_doubts
    assert COMMANDS["review.advance"].checked(desk) is desk.settings.review_advance


WHERE = Anchor(TurnId(1), 0, 1)


@pytest.mark.parametrize(
    ("kind", "given", "proposal", "places", "says"),
    [
        (Kind.KNOWN_MISTAKE, "a", ("b",), 1, "“a” was corrected to “b” before."),
        (Kind.KNOWN_MISTAKE, "a", ("b",), 1200,
         "“a” was corrected to “b” before (in 1,200 places)."),
        (Kind.DOUBLED_LINE, "a", (), 1, "This line stands here twice: “a”."),
        (Kind.LOW_CONFIDENCE, "a", None, 1, "Hardly found in the sound: “a”."),
        (Kind.TEXT_WITHOUT_SOUND, "a", (), 1, "In the text, but not heard: “a”."),
        (Kind.SOUND_WITHOUT_TEXT, "", ("b",), 1, "Heard, but not in the text: “b”."),
        (Kind.HEARD_DIFFERENTLY, "a", ("b",), 1, "“a” was heard as “b”."),
        (Kind.HEARD_DIFFERENTLY, "x" * 61, ("b",), 1, f"“{'x' * 59}…” was heard as “b”."),
        (Kind.HEARD_DIFFERENTLY, "x" * 60, ("b",), 1, f"“{'x' * 60}” was heard as “b”."),
        (Kind.TWO_VOICES, "", None, 1,
         "Somebody else may be speaking from here on: accept to begin a new turn."),
    ],
)  # fmt: skip
def test_each_doubt_is_said_in_a_sentence(kind, given, proposal, places, says):
    doubt = Doubt(kind, WHERE, tuple(given.split()), proposal, (), 90)
    assert review.sentence(doubt, places) == says


def test_keeping_a_doubt_is_undone_and_done_again_like_any_step(desk):
    run(desk, "next")
    run(desk, "keep")
    undo, redo = COMMANDS["edit.undo"], COMMANDS["edit.redo"]
    assert undo.named(desk) == "Undo keep mine"
    undo.run(desk)
    assert desk.review.left == 5
    assert desk.view.caret() == Caret(0, 7, (0, 2))
    assert redo.named(desk) == "Redo keep mine"
    redo.run(desk)
    assert desk.review.left == 4
    desk.has_episode = False
    assert (undo.named(desk), redo.named(desk)) == ("Undo", "Redo")
    assert not undo.when(desk)
    assert not redo.when(desk)
