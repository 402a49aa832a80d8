"""Ad reads by key: their edges, and what is proposed."""

from __future__ import annotations

import pytest
from desk_stand_in import Desk
from notation import document, picture

from editor.commands.all import registry
from editor.transcript.patch import Caret

COMMANDS = registry()
TALK = "A: So. [1 Buy it now. 1] Back to it | B: yes."


def desk_at(text: str, turn: int, offset: int) -> Desk:
    desk = Desk(document(text))
    desk.view.set_caret(Caret(turn, offset))
    return desk


@pytest.mark.parametrize(
    ("name", "gives"),
    [
        ("ad.start_earlier", "A: [1 So. Buy it now. 1] Back to it | B: yes."),
        ("ad.start_later", "A: So. Buy [1 it now. 1] Back to it | B: yes."),
        ("ad.end_earlier", "A: So. [1 Buy it 1] now. Back to it | B: yes."),
        ("ad.end_later", "A: So. [1 Buy it now. Back 1] to it | B: yes."),
        ("ad.end_sentence_later", "A: So. [1 Buy it now. Back to it 1] | B: yes."),
        ("ad.start_sentence_earlier", "A: [1 So. Buy it now. 1] Back to it | B: yes."),
    ],
)
def test_the_edges_of_the_ad_at_the_caret_move(name, gives):
    desk = desk_at(TALK, 0, 6)
    COMMANDS[name].run(desk)
    assert picture(desk.session.document) == gives
    desk.session.undo()
    assert picture(desk.session.document) == TALK


def test_without_an_ad_at_the_caret_it_says_what_to_do():
    desk = desk_at(TALK, 1, 0)
    COMMANDS["ad.end_later"].run(desk)
    assert desk.said == ["Put the caret into the ad read whose edge is to move."]


def test_without_room_it_says_so():
    desk = desk_at("A: [1 one 1] two", 0, 0)
    COMMANDS["ad.start_earlier"].run(desk)
    assert desk.said == ["There is no room to move this edge of the ad read."]


TEXT = "The keeper climbed the stairs. He wrote the weather into a book every night of the year."
AD = "This show is brought to you by Slow Post. Use code LAMP for 20% off at slowpost.example."


def proposing() -> Desk:
    return desk_at(f"A: {TEXT} | B: {AD} | A: {TEXT} {TEXT} {TEXT} | B: {AD} | A: {TEXT}", 0, 0)


def test_a_proposal_is_selected_and_described():
    desk = proposing()
    COMMANDS["ad.next_proposal"].run(desk)
    assert desk.view.here == Caret(1, len(AD), (1, 0))
    assert desk.said == ["This may be an ad read for Slow Post (mid-roll). 2 proposals."]
    COMMANDS["ad.next_proposal"].run(desk)
    assert desk.view.here.turn == 3
    COMMANDS["ad.previous_proposal"].run(desk)
    assert desk.view.here.turn == 1


def test_accepting_and_dismissing_go_on_to_the_next():
    desk = proposing()
    COMMANDS["ad.next_proposal"].run(desk)
    COMMANDS["ad.accept_proposal"].run(desk)
    assert [row.sponsor for row in desk.session.document.ads] == ["Slow Post"]
    assert desk.view.here.turn == 3
    COMMANDS["ad.dismiss_proposal"].run(desk)
    assert len(desk.session.document.ads) == 1
    assert desk.said[-1] == "No ad read is proposed."


def test_the_beginning_of_a_proposal_is_played():
    words = " ".join(f"{word}@{5000 + n * 300}" for n, word in enumerate(AD.split()))
    desk = desk_at(f"A: {TEXT} | B: {words} | A: {TEXT}", 0, 0)
    COMMANDS["ad.next_proposal"].run(desk)
    assert desk.player.snippet == (4000, 11_000, None)


def test_away_from_a_proposal_there_is_nothing_to_accept():
    desk = proposing()
    COMMANDS["ad.accept_proposal"].run(desk)
    assert desk.said == ["No ad read is proposed at the caret: go to the next proposal first."]
