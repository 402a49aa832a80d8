"""Commands that change where turns begin and end, and which of them are reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.transcript.text_edits import join_turns, split_turn
from editor.transcript.turn_edits import (
    mark_reviewed,
    next_unreviewed,
    review_progress,
    split_to_other,
    swap_with_next,
    words_after,
    words_before,
    words_down,
    words_up,
)

if TYPE_CHECKING:
    from editor.commands.desk import Desk

BLOCKED = "These words are spoken at the same time as words set by hand, so they stay here."


def split(desk: Desk) -> None:
    """Split the turn at the caret."""
    caret = desk.view.caret()
    desk.session.apply(split_turn(desk.session.document, caret.turn, caret.offset))


def split_other(desk: Desk) -> None:
    """Split the turn at the caret; from there on, the other of the last two speaks."""
    caret = desk.view.caret()
    desk.session.apply(split_to_other(desk.session.document, caret.turn, caret.offset))


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


def move_words_up(desk: Desk) -> None:
    """Move the words up to the caret to the turn above; from the start, the first word."""
    document, caret = desk.session.document, desk.view.caret()
    turn = document.turns[caret.turn]
    chosen = desk.view.selected_words()
    count = words_before(turn, caret.offset)
    if chosen and chosen[0].turn == chosen[1].turn == caret.turn:
        count = chosen[1].word + 1
    if caret.turn == 0:
        desk.say("There is no turn above.")
        return
    patch = words_up(document, caret.turn, max(1, count))
    if patch:
        desk.session.apply(patch)
    elif turn.words:
        desk.say(BLOCKED)


def move_words_down(desk: Desk) -> None:
    """Move the words from the caret on to the turn below; from the end, the last word."""
    document, caret = desk.session.document, desk.view.caret()
    turn = document.turns[caret.turn]
    chosen = desk.view.selected_words()
    count = words_after(turn, caret.offset)
    if chosen and chosen[0].turn == chosen[1].turn == caret.turn:
        count = len(turn.words) - chosen[0].word
    if caret.turn == len(document.turns) - 1:
        desk.say("There is no turn below.")
        return
    patch = words_down(document, caret.turn, max(1, count))
    if patch:
        desk.session.apply(patch)
    elif turn.words:
        desk.say(BLOCKED)


def move_turn_up(desk: Desk) -> None:
    """Let the turn at the caret change places with the one above."""
    caret = desk.view.caret()
    if caret.turn == 0:
        desk.say("There is no turn above.")
        return
    document = desk.session.document
    desk.session.apply(swap_with_next(document, caret.turn - 1, caret, caret_goes_down=False))


def move_turn_down(desk: Desk) -> None:
    """Let the turn at the caret change places with the one below."""
    caret = desk.view.caret()
    document = desk.session.document
    if caret.turn == len(document.turns) - 1:
        desk.say("There is no turn below.")
        return
    desk.session.apply(swap_with_next(document, caret.turn, caret, caret_goes_down=True))


def previous_turn(desk: Desk) -> None:
    """Go to the start of the turn above."""
    go_to_turn(desk, max(0, desk.view.caret().turn - 1))


def next_turn(desk: Desk) -> None:
    """Go to the start of the turn below."""
    last = len(desk.session.document.turns) - 1
    go_to_turn(desk, min(last, desk.view.caret().turn + 1))


def toggle_reviewed(desk: Desk) -> None:
    """Mark the turns under the caret or selection as reviewed, or take the mark back."""
    document, touched = desk.session.document, desk.view.touched_turns()
    marked = all(document.turns[at].reviewed for at in touched if document.turns[at].words)
    desk.session.apply(mark_reviewed(document, touched, not marked))
    desk.say(_progress(desk))


def reviewed_and_next(desk: Desk) -> None:
    """Mark the turns under the caret or selection as reviewed, and go to the next that is not."""
    touched = desk.view.touched_turns()
    desk.session.apply(mark_reviewed(desk.session.document, touched, reviewed=True))
    _go_to_unreviewed(desk, touched[-1])


def go_to_unreviewed(desk: Desk) -> None:
    """Go to the next turn that is not reviewed, from the top again after the last."""
    _go_to_unreviewed(desk, desk.view.caret().turn)


def is_reviewed(desk: Desk) -> bool:
    """Whether the turn at the caret is marked as reviewed."""
    if not desk.has_episode:
        return False
    turn = desk.view.caret().turn
    turns = desk.session.document.turns
    return desk.has_episode and turn < len(turns) and turns[turn].reviewed


def go_to_turn(desk: Desk, index: int) -> None:
    """Put the caret to the start of a turn."""
    desk.view.set_caret(desk.view.caret()._replace(turn=index, offset=0, anchor=None))


def _go_to_unreviewed(desk: Desk, turn: int) -> None:
    target = next_unreviewed(desk.session.document, turn)
    if target is None:
        desk.say("Every turn is reviewed.")
        return
    go_to_turn(desk, target)
    desk.say(_progress(desk))


def _progress(desk: Desk) -> str:
    done, count = review_progress(desk.session.document)
    return f"{done:,} of {count:,} turns are reviewed."


TURNS = (
    Command("turn.split", "Split turn at caret", split, has_episode, "Turns",
            help="Both parts keep their word times.", in_text=True),
    Command("turn.split_other", "Split, and the other speaks on", split_other, has_episode, "Turns",
            help="The other of the last two speakers.", in_text=True),
    Command("turn.join_previous", "Join with turn above", join_previous, has_episode, "Turns",
            help="At the start of a turn.", in_text=True),
    Command("turn.join_next", "Join with turn below", join_next, has_episode, "Turns",
            help="At the end of a turn.", in_text=True),
    Command("turn.words_up", "Move words to turn above", move_words_up, has_episode, "Turns",
            separated=True,
            help="The words up to the caret; from the start of a turn, its first word."),
    Command("turn.words_down", "Move words to turn below", move_words_down, has_episode, "Turns",
            help="The words from the caret on; from the end of a turn, its last word."),
    Command("turn.move_up", "Move turn up", move_turn_up, has_episode, "Turns",
            help="The turn changes places with the one above."),
    Command("turn.move_down", "Move turn down", move_turn_down, has_episode, "Turns",
            help="The turn changes places with the one below."),
    Command("turn.previous", "Previous turn", previous_turn, has_episode, "Turns", separated=True),
    Command("turn.next", "Next turn", next_turn, has_episode, "Turns"),
    Command("turn.reviewed_next", "Mark reviewed and go on", reviewed_and_next, has_episode,
            "Turns", separated=True,
            help="The turns under the caret or selection; then to the next without a mark."),
    Command("turn.reviewed", "Reviewed", toggle_reviewed, has_episode, "Turns",
            checked=is_reviewed, help="Correcting a turn later keeps its mark."),
    Command("turn.next_unreviewed", "Next turn not reviewed", go_to_unreviewed, has_episode,
            "Turns"),
)  # fmt: skip
"""The commands for turns."""
