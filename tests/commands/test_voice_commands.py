"""Speakers proposed by voice, accepted and refused by key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_stand_in import Desk
from notation import document, picture

from editor.alignment.voice_findings import VoiceFindings, VoiceProposal
from editor.commands.all import registry
from editor.commands.voices import LONGEST_PLAYED_MS
from editor.transcript.document import SpeakerId, TurnId
from editor.transcript.patch import Caret

COMMANDS = registry()
A, B = SpeakerId(1), SpeakerId(2)
TALK = "A: one@0 | ?: two@300-9000 | B: three@9100 | ?: four | ?: five@9900"


@pytest.fixture
def desk() -> Desk:
    desk = Desk(document(TALK))
    rows = ((2, B, 97), (4, A, 60), (5, A, 95))
    proposals = tuple(VoiceProposal(TurnId(turn), who, sure) for turn, who, sure in rows)
    desk.review.voices.take(VoiceFindings(proposals, ()))
    return desk


def run(desk: Desk, name: str) -> None:
    command = COMMANDS[f"voices.{name}"]
    assert command.when(desk)
    command.run(desk)


def test_listening_needs_an_episode_with_sound(desk):
    run(desk, "propose")
    assert desk.voices.calls == [("propose",)]
    desk.has_audio = False
    assert not COMMANDS["voices.propose"].when(desk)


def test_going_on_tells_who_it_seems_to_be_and_plays_the_beginning(desk):
    run(desk, "next")
    assert desk.view.caret().turn == 1
    assert desk.player.snippet == (300, 300 + LONGEST_PLAYED_MS, None)
    assert desk.said == ["B seems to speak here (97 %). 3 left."]


def test_a_turn_without_times_or_an_episode_without_sound_is_shown_in_silence(desk):
    desk.view.set_caret(Caret(1, 0))
    run(desk, "next")
    assert (desk.view.caret().turn, desk.player.snippet) == (3, None)
    desk.has_audio = False
    run(desk, "next")
    assert (desk.view.caret().turn, desk.player.snippet) == (4, None)


def test_accepting_names_the_turn_and_goes_on(desk):
    desk.view.set_caret(Caret(1, 2))
    run(desk, "accept")
    assert desk.session.document.turns[1].speaker == B
    assert desk.view.caret().turn == 3


def test_refusing_forgets_the_proposal_and_goes_on(desk):
    desk.view.set_caret(Caret(3, 0))
    run(desk, "refuse")
    assert desk.session.document.turns[3].speaker is None
    assert [index for index, _ in desk.review.voices.open] == [1, 4]
    assert desk.view.caret().turn == 4


@pytest.mark.parametrize("name", ["accept", "refuse"])
def test_one_can_stay_where_one_is(desk, name):
    desk.settings = replace(desk.settings, review_advance=False)
    desk.view.set_caret(Caret(3, 0))
    run(desk, name)
    assert (desk.view.caret(), desk.said) == (Caret(3, 0), [])
    assert [index for index, _ in desk.review.voices.open] == [1, 4]


@pytest.mark.parametrize("name", ["accept", "refuse"])
def test_elsewhere_it_says_that_nothing_is_proposed(desk, name):
    before = desk.session.document
    run(desk, name)
    assert desk.said == ["No speaker is proposed for this turn."]
    assert desk.session.document is before
    assert len(desk.review.voices.open) == 3


def test_after_the_last_it_says_so(desk):
    desk.view.set_caret(Caret(1, 0, (4, 0)))
    run(desk, "accept")
    assert desk.said == ["No proposed speakers are left."]
    assert not COMMANDS["voices.next"].when(desk)


def test_all_that_are_sure_are_accepted_as_one_step_and_then_the_rest(desk):
    run(desk, "accept_sure")
    assert desk.said[-1] == "2 turns have a speaker now; 1 proposal is left."
    assert not COMMANDS["voices.accept_sure"].when(desk)
    run(desk, "accept_all")
    assert desk.said[-1] == "1 turn has a speaker now."
    assert [turn.speaker for turn in desk.session.document.turns] == [A, B, B, A, A]
    desk.session.undo()
    desk.session.undo()
    assert picture(desk.session.document) == TALK


def test_forgotten_proposals_are_gone(desk):
    run(desk, "forget")
    assert not desk.review.voices.open
    assert not COMMANDS["voices.accept_all"].when(desk)
