"""Commands for what is remembered of a show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode

if TYPE_CHECKING:
    from editor.commands.desk import Desk
    from editor.transcript.document import Place, Transcript

MOST_WORDS = 6
"""More words than this are no name."""


def remember_name(desk: Desk) -> None:
    """Remember the selected words, or the word at the caret, as a name of the show."""
    from editor.review.show_memory import Name, cores  # not before somebody has a show

    place = desk.view.caret_place()
    words = desk.view.selected_words() or (place and (place, place))
    name = " ".join(cores(_text(desk.session.document, *words))) if words else ""
    if not name or len(name.split()) > MOST_WORDS:
        desk.say("Put the caret on a name, or select one, to remember it.")
    elif desk.memory.remember((Name(name),)):
        desk.say(f"“{name}” is a name of {desk.memory.show_name} from now on.")


def add_speakers(desk: Desk) -> None:
    """Add the speakers of the show that the episode does not have, with their colours."""
    from editor.review.show_speakers import with_speakers

    document = desk.session.document
    offered = desk.memory.offered_speakers()
    if not offered:
        desk.say("The show has no other speakers that are known.")
        return
    patch = with_speakers(document, offered)
    desk.session.apply(patch)
    first = len(document.speakers) + 1
    names = [f"{row.name} (Alt+{key})" for key, row in enumerate(offered, first) if key <= 9]
    names += [row.name for row in offered[len(names) :]]
    desk.say(f"Added from the show: {', '.join(names)}.")


def _text(document: Transcript, first: Place, last: Place) -> str:
    turns = document.turns[first.turn : last.turn + 1]
    words = [
        word.text
        for index, turn in enumerate(turns, first.turn)
        for at, word in enumerate(turn.words)
        if first <= (index, at) <= last
    ]
    return " ".join(words)


MEMORY = (
    Command("memory.show", "Show memory…", lambda desk: desk.memory.show(), has_episode,
            "Review", separated=True,
            help="Names, corrections, speakers and ad reads that episodes of the show share."),
    Command("memory.name", "Remember as a name of the show", remember_name, has_episode, "Review",
            help="The selected words, or the word at the caret; recognition expects it then."),
    Command("memory.speakers", "Add the speakers of the show", add_speakers, has_episode,
            "Speakers", separated=True, help="With the colours that they have in other episodes."),
)  # fmt: skip
"""The commands for the memory of a show."""
