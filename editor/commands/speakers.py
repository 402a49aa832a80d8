"""Commands that say who speaks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.commands.turns import go_to_turn
from editor.transcript.scopes import Scope, other_speaker
from editor.transcript.speakers import MOST_KEYS, relabel, relabel_by_key, relabel_words

if TYPE_CHECKING:
    from editor.commands.desk import Desk


def label(key: int, desk: Desk) -> None:
    """Say who speaks the selected words, or the turn under the caret."""
    document = desk.session.document
    words = desk.view.selected_words()
    patch = relabel_by_key(document, desk.view.touched_turns(), key, words)
    if patch is None:
        count = len(document.speakers)
        desk.say(f"There are {count} speakers: Alt+{count + 1} adds the next one.")
        return
    desk.session.apply(patch)


def toggle(desk: Desk) -> None:
    """Say that the other of the last two speakers says the selected words, or the turn."""
    document, touched = desk.session.document, desk.view.touched_turns()
    other = other_speaker(document, touched[0], document.turns[touched[0]].speaker)
    if other is None:
        desk.say("There is no other speaker yet: Alt+1 and Alt+2 name the first two.")
        return
    words = desk.view.selected_words()
    patch = relabel_words(document, *words, other) if words else relabel(document, touched, other)
    desk.session.apply(patch)


def choose_for(scope: Scope, desk: Desk) -> None:
    """Ask who speaks all turns in a scope around the caret."""
    desk.panels.choose_speaker(desk.view.caret().turn, scope)


def next_unlabelled(desk: Desk) -> None:
    """Go to the next turn that nobody is named for, from the top again after the last."""
    turns = desk.session.document.turns
    here = desk.view.caret().turn
    order = [*range(here + 1, len(turns)), *range(here + 1)]
    target = next((i for i in order if turns[i].speaker is None and turns[i].words), None)
    if target is None:
        desk.say("Every turn has a speaker.")
        return
    go_to_turn(desk, target)


def rename(desk: Desk) -> None:
    """Edit the name of the speaker at the caret."""
    turn = desk.session.document.turns[desk.view.caret().turn]
    desk.panels.show_speakers(turn.speaker)


SPEAKERS = (
    *(
        Command(
            f"speaker.{key}", f"Speaker {key} says this", partial(label, key), has_episode,
            "Speakers",
            help="The selected words, or the turn; the next free digit adds a speaker.",
        )
        for key in range(1, MOST_KEYS + 1)
    ),
    Command("speaker.none", "Nobody is named for this", partial(label, 0), has_episode, "Speakers"),
    Command("speaker.other", "The other speaker says this", toggle, has_episode, "Speakers",
            separated=True, help="Goes back and forth between the last two speakers."),
    Command("speaker.all_turns", "All turns of this speaker are…", partial(choose_for, Scope.ALL),
            has_episode, "Speakers", help="Asks whose turns they are; one step of undo."),
    Command("speaker.from_here", "From here on, this speaker is…",
            partial(choose_for, Scope.ONWARDS), has_episode, "Speakers",
            help="This turn, and those of the same speaker after it."),
    Command("speaker.next_unlabelled", "Next turn without speaker", next_unlabelled, has_episode,
            "Speakers", separated=True),
    Command("speaker.rename", "Rename speaker", rename, has_episode, "Speakers"),
)  # fmt: skip
"""The commands for speakers."""
