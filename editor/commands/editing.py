"""Commands that change the document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.transcript.ads import ad_of_selection, describe_ad, mark_ad, unmark_ad
from editor.transcript.document import AdKind
from editor.transcript.patch import caret_at
from editor.transcript.speakers import MOST_KEYS, relabel_by_key
from editor.transcript.text_edits import join_turns, split_turn

if TYPE_CHECKING:
    from editor.commands.desk import Desk
    from editor.transcript.document import AdRead, Place


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


def toggle_ad(desk: Desk) -> None:
    """Mark the selected words as an ad read, or unmark the ad read they are in."""
    document = desk.session.document
    chosen = _selection_or_word(desk)
    if chosen is None:
        desk.say("Select the words of the ad read first.")
        return
    ad = ad_of_selection(document, *chosen)
    if ad is not None:
        desk.session.apply(unmark_ad(document, ad))
    elif desk.view.selected_words() is None:
        desk.say("Select the words of the ad read first, then mark them.")
    else:
        desk.session.apply(mark_ad(document, *chosen))
        desk.panels.show_ads(desk.session.document.ads[-1].id)


def mark_as(kind: AdKind, desk: Desk) -> None:
    """Mark the selected words as an ad read, or change the kind of the ad read they are in."""
    document = desk.session.document
    chosen = _selection_or_word(desk)
    ad = document.ad(ad_of_selection(document, *chosen)) if chosen else None
    if ad is not None:
        desk.session.apply(describe_ad(document, ad.id, kind, ad.sponsor))
    elif chosen is None or desk.view.selected_words() is None:
        desk.say("Select the words of the ad read first.")
    else:
        desk.session.apply(mark_ad(document, *chosen, kind))
        desk.panels.show_ads(desk.session.document.ads[-1].id)


def _selection_or_word(desk: Desk) -> tuple[Place, Place] | None:
    chosen = desk.view.selected_words()
    place = desk.view.caret_place()
    return chosen or ((place, place) if place else None)


def next_ad(desk: Desk) -> None:
    """Go to the next ad read, from the top again after the last."""
    _go_to_ad(desk, forwards=True)


def previous_ad(desk: Desk) -> None:
    """Go to the ad read before, from the end again before the first."""
    _go_to_ad(desk, forwards=False)


def _go_to_ad(desk: Desk, *, forwards: bool) -> None:
    spans = desk.session.document.ad_spans
    if not spans:
        desk.say("No ad read is marked.")
        return
    here = desk.view.caret_place()
    firsts = [span.first for span in spans]
    if here is None:
        target = firsts[0]
    elif forwards:
        target = next((place for place in firsts if place > here), firsts[0])
    else:
        target = next((place for place in reversed(firsts) if place < here), firsts[-1])
    desk.view.set_caret(caret_at(desk.session.document, target))
    _name_ad(desk, next(span.ad for span in spans if span.first == target))


def _name_ad(desk: Desk, ad: AdRead) -> None:
    sponsor = f" for {ad.sponsor}" if ad.sponsor else ""
    desk.say(f"Ad read: {ad.kind.value}{sponsor}.")


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
    Command(
        "ad.mark", "Mark or unmark ad read", toggle_ad, has_episode, "Ads",
        help="The selected words; again to unmark.",
    ),
    *(
        Command(
            f"ad.{kind.name.lower()}", f"Mark as {kind.value}", partial(mark_as, kind),
            has_episode, "Ads",
        )
        for kind in AdKind
    ),
    Command("ad.next", "Next ad read", next_ad, has_episode, "Ads", separated=True),
    Command("ad.previous", "Previous ad read", previous_ad, has_episode, "Ads"),
)  # fmt: skip
"""The commands that change the document or move in it."""
