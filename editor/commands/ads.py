"""Commands for ad reads: marking them, going from one to the next, moving their edges."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.transcript.ad_edges import step_edge
from editor.transcript.ads import ad_of_selection, describe_ad, mark_ad, unmark_ad
from editor.transcript.document import AdKind
from editor.transcript.hand_times import Edge
from editor.transcript.patch import caret_at

if TYPE_CHECKING:
    from editor.commands.desk import Desk
    from editor.transcript.document import AdRead, Place


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


def resize(edge: Edge, by: int, sentence: bool, desk: Desk) -> None:
    """Move an edge of the ad read at the caret by a word or a sentence; the caret goes along."""
    document = desk.session.document
    place = desk.view.caret_place()
    ad = document.word(place).ad if place else None
    if ad is None:
        desk.say("Put the caret into the ad read whose edge is to move.")
        return
    patch = step_edge(document, ad, edge, by, sentence=sentence)
    if patch is None or patch.is_nothing:
        desk.say("There is no room to move this edge of the ad read.")
        return
    desk.session.apply(patch)


_EDGES = (
    ("start_earlier", "starts a word earlier", Edge.START, -1, False),
    ("start_later", "starts a word later", Edge.START, 1, False),
    ("end_earlier", "ends a word earlier", Edge.END, -1, False),
    ("end_later", "ends a word later", Edge.END, 1, False),
    ("start_sentence_earlier", "starts a sentence earlier", Edge.START, -1, True),
    ("start_sentence_later", "starts a sentence later", Edge.START, 1, True),
    ("end_sentence_earlier", "ends a sentence earlier", Edge.END, -1, True),
    ("end_sentence_later", "ends a sentence later", Edge.END, 1, True),
)


ADS = (
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
    *(
        Command(
            f"ad.{name}", f"Ad read {title}", partial(resize, edge, by, sentence), has_episode,
            "Ads", separated=(name == "start_earlier"),
            help="The ad read at the caret, which goes along with the edge.",
        )
        for name, title, edge, by, sentence in _EDGES
    ),
)  # fmt: skip
"""The commands for ad reads."""
