"""Commands that change the document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.transcript.speakers import MOST_KEYS, relabel_by_key
from editor.transcript.text_edits import join_turns, split_turn

if TYPE_CHECKING:
    from editor.commands.desk import Desk


def undo(desk: Desk) -> None:
    """Take the last step back."""
    desk.session.undo()


def redo(desk: Desk) -> None:
    """Do the last undone step again."""
    desk.session.redo()


def can_undo(desk: Desk) -> bool:
    """Whether there is a step to take back."""
    return desk.has_episode and desk.session.history.undo_label is not None


def can_redo(desk: Desk) -> bool:
    """Whether there is a step to do again."""
    return desk.has_episode and desk.session.history.redo_label is not None


def split(desk: Desk) -> None:
    """Split the turn at the caret."""
    caret = desk.view.caret()
    desk.session.apply(split_turn(desk.session.document, caret.turn, caret.offset))


def join_previous(desk: Desk) -> None:
    """Join the turn at the caret to the one above."""
    _join(desk, desk.view.caret().turn - 1)


def join_next(desk: Desk) -> None:
    """Join the turn below to the one at the caret."""
    _join(desk, desk.view.caret().turn)


def _join(desk: Desk, first: int) -> None:
    if not 0 <= first < len(desk.session.document.turns) - 1:
        desk.say("There is no turn to join with.")
        return
    desk.session.apply(join_turns(desk.session.document, first))


def label(key: int, desk: Desk) -> None:
    """Say who speaks the turns under the caret or selection."""
    document = desk.session.document
    patch = relabel_by_key(document, desk.view.touched_turns(), key)
    if patch is None:
        count = len(document.speakers)
        desk.say(f"There are {count} speakers: Alt+{count + 1} adds the next one.")
        return
    desk.session.apply(patch)


def next_unlabelled(desk: Desk) -> None:
    """Go to the next turn that nobody is named for, from the top again after the last."""
    turns = desk.session.document.turns
    here = desk.view.caret().turn
    order = [*range(here + 1, len(turns)), *range(here + 1)]
    target = next((i for i in order if turns[i].speaker is None and turns[i].words), None)
    if target is None:
        desk.say("Every turn has a speaker.")
        return
    _go_to_turn(desk, target)


def previous_turn(desk: Desk) -> None:
    """Go to the start of the turn above."""
    _go_to_turn(desk, max(0, desk.view.caret().turn - 1))


def next_turn(desk: Desk) -> None:
    """Go to the start of the turn below."""
    last = len(desk.session.document.turns) - 1
    _go_to_turn(desk, min(last, desk.view.caret().turn + 1))


def rename(desk: Desk) -> None:
    """Edit the name of the speaker at the caret."""
    turn = desk.session.document.turns[desk.view.caret().turn]
    desk.panels.show_speakers(turn.speaker)


def _go_to_turn(desk: Desk, index: int) -> None:
    desk.view.set_caret(desk.view.caret()._replace(turn=index, offset=0, anchor=None))


EDITING = (
    Command("edit.undo", "Undo", undo, can_undo, "Edit"),
    Command("edit.redo", "Redo", redo, can_redo, "Edit"),
    Command(
        "edit.find", "Find…", lambda desk: desk.panels.find(), has_episode, "Edit", separated=True
    ),
    Command(
        "edit.replace", "Replace…", lambda desk: desk.panels.find(replacing=True), has_episode,
        "Edit", help="Word times are kept; replacing everywhere is one undo step.",
    ),
    Command("edit.find_next", "Find next", lambda desk: desk.panels.find_again(1), has_episode,
            "Edit"),
    Command("edit.find_previous", "Find previous", lambda desk: desk.panels.find_again(-1),
            has_episode, "Edit"),
    Command(
        "turn.split", "Split turn at caret", split, has_episode, "Edit", separated=True,
        help="Both parts keep their word times.", in_text=True,
    ),
    Command(
        "turn.join_previous", "Join with turn above", join_previous, has_episode, "Edit",
        help="At the start of a turn.", in_text=True,
    ),
    Command(
        "turn.join_next", "Join with turn below", join_next, has_episode, "Edit",
        help="At the end of a turn.", in_text=True,
    ),
    Command("turn.previous", "Previous turn", previous_turn, has_episode, "Edit", separated=True),
    Command("turn.next", "Next turn", next_turn, has_episode, "Edit"),
    *(
        Command(
            f"speaker.{key}", f"Speaker {key} says this", partial(label, key), has_episode,
            "Speakers",
            help="Turns under the caret or selection; the next free digit adds a speaker.",
        )
        for key in range(1, MOST_KEYS + 1)
    ),
    Command("speaker.none", "Nobody is named for this", partial(label, 0), has_episode, "Speakers"),
    Command(
        "speaker.next_unlabelled", "Next turn without speaker", next_unlabelled, has_episode,
        "Speakers", separated=True,
    ),
    Command("speaker.rename", "Rename speaker", rename, has_episode, "Speakers"),
)  # fmt: skip
"""The commands that change the document or move in it."""
