"""Who seems to speak which turn, by voice: proposals until they are accepted or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.alignment.voice_findings import SURE, VoiceChange, VoiceFindings, VoiceProposal
from editor.review.anchors import Anchor, carrier
from editor.review.doubts import Doubt, Kind
from editor.transcript.speakers import relabel_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from editor.transcript.document import Transcript, Turn, TurnId
    from editor.transcript.patch import Patch
    from editor.transcript.session import Session


class VoiceQueue:
    """Follows one session. A proposal counts as long as its turn is named as it was.

    So accepting one, or naming the turn otherwise, settles it, and undoing that brings it back.
    They are not stored: to ask again takes seconds.
    """

    def __init__(self, session: Session, changed: Callable[[], None]) -> None:
        self._session = session
        self._changed = changed
        self._proposals: dict[TurnId, VoiceProposal] = {}
        self._changes: list[tuple[Anchor, VoiceChange]] = []

    def take(self, heard: VoiceFindings) -> None:
        """These proposals replace those that there were."""
        self._proposals = {proposal.turn: proposal for proposal in heard.proposals}
        self._changes = [
            (Anchor(change.turn, change.word, change.word), change) for change in heard.changes
        ]
        self._changed()

    def clear(self) -> None:
        """Forget all proposals."""
        self.take(VoiceFindings((), ()))

    def refuse(self, turn: TurnId) -> None:
        """It is somebody else: forget what was proposed for a turn."""
        self._proposals.pop(turn, None)
        self._changed()

    # What is there

    def of(self, turn: Turn) -> VoiceProposal | None:
        """What is proposed for a turn as it is now."""
        proposal = self._proposals.get(turn.id)
        if proposal is None or turn.speaker != proposal.instead_of or turn.reviewed:
            return None
        there = self._session.document.speaker(proposal.speaker)
        return proposal if there and turn.words else None

    @property
    def open(self) -> tuple[tuple[int, VoiceProposal], ...]:
        """Index of the turn and proposal, in the order of the text."""
        if not self._proposals:
            return ()
        turns = self._session.document.turns
        found = ((index, self.of(turn)) for index, turn in enumerate(turns))
        return tuple((index, proposal) for index, proposal in found if proposal)

    @property
    def sure(self) -> tuple[tuple[int, VoiceProposal], ...]:
        """Those of `open` that are sure."""
        return tuple(row for row in self.open if row[1].confidence >= SURE)

    def next(self, turn: int) -> int | None:
        """The index of the next turn with a proposal, from the top again after the last."""
        places = [index for index, _ in self.open]
        after = [index for index in places if index > turn]
        return next(iter(after or places), None)

    def doubts(self, turn: Turn) -> tuple[Doubt, ...]:
        """Where a turn seems to change its voice."""
        return tuple(
            Doubt(Kind.TWO_VOICES, anchor, (), None, (), change.confidence, change.speaker)
            for anchor, change in self._changes
            if anchor.turn == turn.id and 0 < anchor.start < len(turn.words)
        )

    @property
    def split_count(self) -> int:
        """How many changes of voice inside turns are left."""
        turns = self._session.document.turns
        return sum(len(self.doubts(turn)) for turn in turns) if self._changes else 0

    def follow(self, old: Sequence[Turn], new: Sequence[Turn]) -> None:
        """These turns have become those: changes of voice stay between their words."""
        if self._changes and new:
            moved = carrier(old, new)
            self._changes = [(moved(anchor, ()), change) for anchor, change in self._changes]


def with_voices(found: Sequence[Doubt], heard: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """The doubts of a turn with those that its voices raise; of two at one place, the heard one."""
    places = {doubt.anchor for doubt in heard}
    rest = (d for d in found if d.kind is not Kind.TWO_VOICES or d.anchor not in places)
    return tuple(sorted((*rest, *heard), key=lambda doubt: doubt.anchor)) if heard else (*found,)


def accept_proposals(document: Transcript, proposals: Iterable[tuple[int, VoiceProposal]]) -> Patch:
    """One step that names the turns (by index) as proposed."""
    speakers = {index: proposal.speaker for index, proposal in proposals}
    return relabel_each(document, speakers)
