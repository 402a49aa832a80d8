"""Commands for fillers and false starts, which clean text leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.commands.review import next_doubt
from editor.review.doubts import USUAL_KINDS, Kind
from editor.transcript.asides import mark_asides, places_between

if TYPE_CHECKING:
    from editor.commands.desk import Desk

FILLERS = frozenset({Kind.FILLER})


def toggle_aside(desk: Desk) -> None:
    """Mark the selected words, or the one at the caret, as an aside; or as ordinary words again."""
    document = desk.session.document
    place = desk.view.caret_place()
    chosen = desk.view.selected_words() or ((place, place) if place else None)
    if chosen is None:
        desk.say("Put the caret on a word, or select some.")
        return
    places = places_between(document, *chosen)
    aside = not all(document.word(at).aside for at in places)
    desk.session.apply(mark_asides(document, places, aside))
    words = "1 word is" if len(places) == 1 else f"{len(places)} words are"
    desk.say(f"{words} left out of clean text." if aside else f"{words} part of clean text again.")


def go_through_fillers(desk: Desk) -> None:
    """Show proposed fillers in the place of the doubts and go to the next; or the doubts again."""
    if only_fillers(desk):
        desk.review.show_kinds(USUAL_KINDS)
        desk.say("Doubts are shown again.")
        return
    desk.review.show_kinds(FILLERS)
    if desk.review.left:
        next_doubt(desk)
    else:
        desk.review.show_kinds(USUAL_KINDS)
        desk.say("No filler is proposed.")


def mark_all_fillers(desk: Desk) -> None:
    """Mark everything that is proposed, as one step."""
    from editor.review.changes import mark_fillers  # not before somebody marks them

    found = desk.review.fillers()
    if not found:
        desk.say("No filler is proposed.")
        return
    desk.session.apply(mark_fillers(desk.session.document, found))
    places = "1 filler is" if len(found) == 1 else f"{len(found):,} fillers are"
    desk.say(f"{places} left out of clean text now; undo takes that back.")


def only_fillers(desk: Desk) -> bool:
    """Whether fillers are shown in the place of doubts."""
    return desk.has_episode and desk.review.kinds == FILLERS


ASIDES = (
    Command("aside.toggle", "Mark or unmark filler", toggle_aside, has_episode, "Review",
            separated=True,
            help="The selected words, or the one at the caret: clean exports leave them out."),
    Command("aside.review", "Go through fillers", go_through_fillers, has_episode, "Review",
            checked=only_fillers,
            help="Fillers, repeated and broken-off words, accepted and kept as doubts are."),
    Command("aside.accept_all", "Mark all proposed fillers", mark_all_fillers, has_episode,
            "Review", help="As one step."),
)  # fmt: skip
"""The commands for asides."""
