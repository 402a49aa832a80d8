"""Places where text and sound disagree, one value each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.alignment.aligner import HeardWord
    from editor.review.anchors import Anchor
    from editor.transcript.document import SpeakerId


class Kind(Enum):
    """What is doubtful about a place."""

    HEARD_DIFFERENTLY = "heard_differently"
    """Something else is said there."""
    TEXT_WITHOUT_SOUND = "text_without_sound"
    """The words are not spoken."""
    SOUND_WITHOUT_TEXT = "sound_without_text"
    """Something is said that the text does not have."""
    DOUBLED_LINE = "doubled_line"
    """The words stand there twice, and are spoken once."""
    TWO_VOICES = "two_voices"
    """Somebody else seems to speak from here on."""
    KNOWN_MISTAKE = "known_mistake"
    """The words were corrected in an earlier episode."""
    LOW_CONFIDENCE = "low_confidence"
    """The words, or their times, were hardly found in the sound."""
    FILLER = "filler"
    """The words say nothing: a clean text can do without them. No error."""


USUAL_KINDS = frozenset(Kind) - {Kind.LOW_CONFIDENCE, Kind.FILLER}
"""What is shown unless the user asks for something else."""


class Order(Enum):
    """How one goes through the doubts."""

    TEXT = "text"
    SURE_FIRST = "sure first"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that wants a look.

    Attributes:
        kind: What is doubtful.
        anchor: The words in question, or the gap between two words.
        given: Those words.
        proposal: The words that should perhaps stand there, as they would be written; () to delete
            the words in question; None where nothing is proposed.
        heard: The heard words with their times, as far as the proposal comes from the sound.
        score: How sure one can be that it is an error: percent.
        speaker: Who seems to speak from here on, where a voice was recognised.
    """

    kind: Kind
    anchor: Anchor
    given: tuple[str, ...]
    proposal: tuple[str, ...] | None
    heard: tuple[HeardWord, ...]
    score: int
    speaker: SpeakerId | None = None

    @property
    def old(self) -> str:
        """The words in question as one line."""
        return " ".join(self.given)

    @property
    def new(self) -> str:
        """The proposal as one line; "" where it is to delete, or there is none."""
        return " ".join(self.proposal or ())

    @property
    def splits(self) -> bool:
        """Whether accepting it begins a new turn."""
        return self.kind is Kind.TWO_VOICES

    @property
    def marks(self) -> bool:
        """Whether accepting it marks the words as an aside, and changes no text."""
        return self.kind is Kind.FILLER

    @property
    def acceptable(self) -> bool:
        """Whether there is something to accept."""
        return self.splits or self.proposal is not None
