"""What commands may ask of a desk, and that the one the tests use offers it."""

from __future__ import annotations

import pytest
from desk_stand_in import Desk as StandIn
from notation import document

from editor.commands import desk

PARTS = {
    "view": desk.TextView,
    "player": desk.Player,
    "memory": desk.Memory,
    "captions": desk.Captions,
}
"""Those parts of the stand-in that do something; the others remember what they were asked."""


def members(protocol: type) -> set[str]:
    return {name for name in vars(protocol) if not name.startswith("_")} | set(
        protocol.__annotations__
    )


@pytest.mark.parametrize("name", PARTS)
def test_the_stand_in_offers_what_commands_may_ask(name):
    part = getattr(StandIn(document("A: one")), name)
    assert [member for member in members(PARTS[name]) if not hasattr(part, member)] == []


def test_the_stand_in_has_all_parts_of_a_desk():
    made = StandIn(document("A: one"))
    assert [member for member in members(desk.Desk) if not hasattr(made, member)] == []
