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
