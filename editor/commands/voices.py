"""Commands for the speakers that are proposed by voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.commands.command import Command, has_audio, has_episode
from editor.commands.turns import go_to_turn
from editor.review.voice_queue import accept_proposals

if TYPE_CHECKING:
    from editor.alignment.voice_findings import VoiceProposal
    from editor.commands.desk import Desk

LONGEST_PLAYED_MS = 4000
"""So much of a turn is played to tell its voice."""


def propose(desk: Desk) -> None:
    """Listen to the voices, and propose a speaker for each turn that has none."""
    desk.voices.propose()


def next_proposal(desk: Desk) -> None:
    """Go to the next turn with a proposed speaker and play its beginning."""
    _go_on(desk, desk.view.caret().turn)


def accept(desk: Desk) -> None:
    """The turns under the caret or selection are spoken by whom is proposed; go to the next."""
    touched = desk.view.touched_turns()
    rows = [row for row in desk.review.voices.open if row[0] in touched]
    if not rows:
        desk.say("No speaker is proposed for this turn.")
        return
    desk.session.apply(accept_proposals(desk.session.document, rows))
    if desk.settings.review_advance:
        _go_on(desk, touched[-1])


def refuse(desk: Desk) -> None:
    """It is not the proposed speaker: forget the proposal, and go to the next."""
    touched = desk.view.touched_turns()
    rows = [row for row in desk.review.voices.open if row[0] in touched]
    if not rows:
        desk.say("No speaker is proposed for this turn.")
        return
    for _, proposal in rows:
        desk.review.voices.refuse(proposal.turn)
    if desk.settings.review_advance:
        _go_on(desk, touched[-1])


def accept_sure(desk: Desk) -> None:
    """Accept every proposal that is sure, as one step."""
    _accept_many(desk, desk.review.voices.sure)


def accept_all(desk: Desk) -> None:
    """Accept every proposal, as one step."""
    _accept_many(desk, desk.review.voices.open)


def forget(desk: Desk) -> None:
    """Forget every proposal by voice."""
    desk.review.voices.clear()


def has_proposals(desk: Desk) -> bool:
    """Whether speakers are proposed."""
    return desk.has_episode and bool(desk.review.voices.open)


def has_sure(desk: Desk) -> bool:
    """Whether speakers are proposed that are sure."""
    return desk.has_episode and bool(desk.review.voices.sure)


def can_propose(desk: Desk) -> bool:
    """Whether there is sound to listen to."""
    return has_episode(desk) and has_audio(desk)


def _accept_many(desk: Desk, rows: tuple[tuple[int, VoiceProposal], ...]) -> None:
    desk.session.apply(accept_proposals(desk.session.document, rows))
    left = len(desk.review.voices.open)
    count = "1 turn has" if len(rows) == 1 else f"{len(rows):,} turns have"
    rest = "1 proposal is left" if left == 1 else f"{left:,} proposals are left"
    desk.say(f"{count} a speaker now; {rest}." if left else f"{count} a speaker now.")


def _go_on(desk: Desk, turn: int) -> None:
    target = desk.review.voices.next(turn)
    if target is None:
        desk.say("No proposed speakers are left.")
        return
    go_to_turn(desk, target)
    there = desk.session.document.turns[target]
    proposal = desk.review.voices.of(there)
    assert proposal
    row = desk.session.document.speaker(proposal.speaker)
    assert row
    left = len(desk.review.voices.open)
    desk.say(f"{row.name} seems to speak here ({proposal.confidence} %). {left:,} left.")
    start, end = there.start, there.end
    if start is not None and end is not None and desk.has_audio:
        desk.player.clear_loop()
        desk.player.play_snippet(start, min(end, start + LONGEST_PLAYED_MS))


VOICES = (
    Command("voices.propose", "Propose speakers by voice", propose, can_propose, "Speakers",
            separated=True,
            help="Name a few turns of each speaker first; the others are compared with them."),
    Command("voices.next", "Next proposed speaker", next_proposal, has_proposals, "Speakers",
            help="Goes to the turn and plays its beginning."),
    Command("voices.accept", "Accept proposed speaker", accept, has_proposals, "Speakers",
            help="And go on to the next proposal."),
    Command("voices.refuse", "Not this speaker", refuse, has_proposals, "Speakers",
            help="Forgets the proposal and goes on to the next."),
    Command("voices.accept_sure", "Accept all sure speakers", accept_sure, has_sure, "Speakers",
            help="Proposals from 90 % on, as one step."),
    Command("voices.accept_all", "Accept all proposed speakers", accept_all, has_proposals,
            "Speakers", help="As one step."),
    Command("voices.forget", "Forget proposed speakers", forget, has_proposals, "Speakers"),
)  # fmt: skip
"""The commands for speakers proposed by voice."""
