"""What listening to the voices finds; values only, so that nobody waits for NumPy to name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from editor.transcript.document import SpeakerId, TurnId

SURE = 90
"""Percent: proposals from here on are taken together; labels are only doubted from here on."""


@dataclass(frozen=True)
class VoiceProposal:
    """Who seems to speak a turn.

    Attributes:
        turn: The turn.
        speaker: Who seems to.
        confidence: How sure that is, percent.
        instead_of: Who is named now; None for a turn without a speaker.
    """

    turn: TurnId
    speaker: SpeakerId
    confidence: int
    instead_of: SpeakerId | None = None


@dataclass(frozen=True)
class VoiceChange:
    """Somebody else seems to speak from a word of a turn on.

    Attributes:
        turn: The turn.
        word: Index of the first word of the other.
        speaker: Who that is.
        confidence: How sure that is, percent.
    """

    turn: TurnId
    word: int
    speaker: SpeakerId
    confidence: int


class VoiceFindings(NamedTuple):
    """What the sound says: who speaks which turn, and where turns change their voice."""

    proposals: tuple[VoiceProposal, ...]
    changes: tuple[VoiceChange, ...]
