"""Commands that move the times of words by hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.commands.command import Command, has_audio, has_episode
from editor.transcript.hand_times import Edge, move_edge

if TYPE_CHECKING:
    from editor.commands.desk import Desk

SMALL_MS, LARGE_MS = 10, 50


def nudge(edge: Edge, milliseconds: int, desk: Desk) -> None:
    """Move an edge of the word at the caret."""
    place = desk.view.caret_place()
    if place is None or not desk.session.document.word(place).timed:
        desk.say("This word has no time to move: align it first, or set its start while listening.")
        return
    word = desk.session.document.word(place)
    here = word.start if edge is Edge.START else word.end
    desk.session.apply(move_edge(desk.session.document, place, edge, here + milliseconds))


def set_at_playhead(edge: Edge, desk: Desk) -> None:
    """Put an edge of the word at the caret to where the sound is."""
    place = desk.view.caret_place()
    if place is None or not desk.session.document.word(place).timed:
        desk.say("This word has no time to move: align it first.")
        return
    moment = desk.player.position_ms
    desk.session.apply(move_edge(desk.session.document, place, edge, moment))


WORD_TIMES = (
    *(
        Command(
            f"times.{edge.value}_{name}_{step}",
            f"{edge.value.capitalize()} of word {step} ms {name}",
            partial(nudge, edge, sign * step), has_episode, "Times",
            separated=edge is Edge.END and name == "earlier" and step == SMALL_MS,
            help="The neighbour gives way; a time set by hand stays for ever.",
        )
        for edge in Edge
        for step in (SMALL_MS, LARGE_MS)
        for name, sign in (("earlier", -1), ("later", 1))
    ),
    Command("times.start_here", "Word starts at the playhead",
            partial(set_at_playhead, Edge.START), has_audio, "Times", separated=True),
    Command("times.end_here", "Word ends at the playhead",
            partial(set_at_playhead, Edge.END), has_audio, "Times"),
    Command("times.shift_all", "Shift all times…", lambda desk: desk.panels.shift_times(),
            has_episode, "Times", separated=True,
            help="When the audio begins earlier or later than it did."),
)  # fmt: skip
"""The commands for word times."""
