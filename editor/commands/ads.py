"""Commands for ad reads: marking them, going from one to the next, moving their edges."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.commands.looking import ads_known
from editor.transcript.ad_edges import step_edge
from editor.transcript.ads import ad_of_selection, describe_ad, mark_ad, unmark_ad
from editor.transcript.document import AdKind, Place
from editor.transcript.hand_times import Edge
from editor.transcript.patch import Caret, caret_at
from editor.transcript.timeline import offset_of, time_near

if TYPE_CHECKING:
    from editor.commands.desk import Desk
    from editor.review.ad_proposals import AdProposal
    from editor.transcript.document import AdRead, Transcript

HEARD_MS = 6000
"""How much of a proposed ad read is played."""


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


def next_proposal(desk: Desk) -> None:
    """Go to the next proposed ad read and play its beginning; from the top after the last."""
    _propose(desk, desk.review.ads.next(_place(desk)))


def previous_proposal(desk: Desk) -> None:
    """Go to the proposed ad read before and play its beginning; from the end before the first."""
    _propose(desk, desk.review.ads.previous(_place(desk)))


def accept_proposal(desk: Desk) -> None:
    """Mark what is proposed at the caret, and go to the next proposal."""
    from editor.review.ad_queue import accept  # not before somebody marks ads

    proposal = _proposal_here(desk)
    if proposal is not None:
        desk.session.apply(accept(desk.session.document, proposal))
        next_proposal(desk)


def dismiss_proposal(desk: Desk) -> None:
    """What is proposed at the caret is no ad read: never propose it again; go to the next."""
    proposal = _proposal_here(desk)
    if proposal is not None:
        desk.review.ads.dismiss(proposal)
        next_proposal(desk)


def go_to_proposal(desk: Desk, proposal: AdProposal) -> None:
    """Select what may be an ad read, play its beginning, and say what is proposed."""
    document = desk.session.document
    desk.review.ads.look_at(proposal)
    desk.view.set_caret(_selected(document, proposal))
    moment = proposal.heard[0].start if proposal.heard else time_near(document, proposal.first)
    if moment is not None and desk.has_audio:
        desk.player.clear_loop()
        desk.player.play_snippet(
            max(0, moment - desk.settings.review_context_ms), moment + HEARD_MS
        )
    desk.say(_question(proposal, len(desk.review.ads.shown)))


def _propose(desk: Desk, proposal: AdProposal | None) -> None:
    if proposal is None:
        desk.review.ads.look_at(None)
        desk.say("No ad read is proposed.")
        return
    go_to_proposal(desk, proposal)


def _place(desk: Desk) -> Place:
    current = _current(desk)
    if current is not None:
        return current.first
    return desk.view.caret_place() or Place(desk.view.caret().turn, 0)


def _current(desk: Desk) -> AdProposal | None:
    """The proposal that the user has gone to and not left since."""
    current = desk.review.ads.current
    if current is None or current not in desk.review.ads.shown:
        return None
    return current if desk.view.caret() == _selected(desk.session.document, current) else None


def _proposal_here(desk: Desk) -> AdProposal | None:
    place = desk.view.caret_place()
    proposal = _current(desk) or (desk.review.ads.at(place) if place else None)
    if proposal is None:
        desk.say("No ad read is proposed at the caret: go to the next proposal first.")
    return proposal


def _selected(document: Transcript, proposal: AdProposal) -> Caret:
    """The words of a proposal selected; for an ad that is not in the text, its place."""
    first, last = proposal.first, proposal.last
    turn = document.turns[first.turn]
    start = min(offset_of(turn, first.word), len(turn.text))
    if proposal.heard:
        return Caret(first.turn, start)
    end = document.turns[last.turn]
    stop = offset_of(end, last.word) + len(end.words[last.word].text)
    return Caret(last.turn, stop, (first.turn, start))


def _question(proposal: AdProposal, left: int) -> str:
    count = "The only proposal." if left == 1 else f"{left} proposals."
    whose = f" for {proposal.sponsor}" if proposal.sponsor else ""
    if proposal.heard:
        seconds = (proposal.heard[-1].end - proposal.heard[0].start) / 1000
        return (
            f"{seconds:.0f} seconds that the text does not have may be an ad read{whose} "
            f"({proposal.kind.value}). {count}"
        )
    return f"This may be an ad read{whose} ({proposal.kind.value}). {count}"


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
    Command("ad.next_proposal", "Next proposed ad read", next_proposal, has_episode, "Ads",
            separated=True, ready=ads_known,
            help="Selects what sounds like an ad read and plays its beginning."),
    Command("ad.previous_proposal", "Previous proposed ad read", previous_proposal, has_episode,
            "Ads", ready=ads_known),
    Command("ad.accept_proposal", "Accept proposed ad read", accept_proposal, has_episode, "Ads",
            help="Marks it with its kind and sponsor, and goes to the next proposal."),
    Command("ad.dismiss_proposal", "This is no ad read", dismiss_proposal, has_episode, "Ads",
            help="It is never proposed again."),
)  # fmt: skip
"""The commands for ad reads."""
