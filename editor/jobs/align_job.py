"""A job of the aligner and how far it is, through all attempts at it.

A worker can be lost in the middle. What it has called final (`Settled`, or `Text.until`) stays;
the next attempt is a job about the rest, and its events are numbered as if nothing had happened.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from editor.alignment.aligner import (
    SPEECH_WITHOUT_TEXT,
    AlignRequest,
    Done,
    Event,
    Heard,
    Language,
    Progress,
    Settled,
    Text,
    TranscribeRequest,
    WordTimes,
)
from editor.transcript.words import Match

if TYPE_CHECKING:
    from editor.alignment.pieces import Piece
    from editor.transcript.document import TurnId


@dataclass
class Job:
    """A job.

    Attributes:
        number: What its events carry.
        request: What is asked for, by the present attempt.
        pieces: The turns it is about.
        whole: Whether it is about the whole episode.
        fresh: The words that it is for, by turn; None for all.
        attempts: How often a worker was lost since one got anywhere.
        first: Number of the first word that the present attempt is about.
        skipped_ms: How much of the sound earlier attempts have done.
        settled: The number of the first word that is not final, and where it can begin, in ms.
        heard: Everything that was heard.
    """

    number: int
    request: AlignRequest | TranscribeRequest
    pieces: list[Piece]
    whole: bool
    fresh: dict[TurnId, frozenset[int]] | None = None
    attempts: int = 0
    first: int = 0
    skipped_ms: int = 0
    settled: tuple[int, int] = (0, 0)
    heard: list[Heard] = field(default_factory=list)
    _kept: list[Heard] = field(default_factory=list)

    def take(self, event: Event) -> Event:
        """The event with words numbered through, and time counted from the first attempt's."""
        match event:
            case WordTimes():
                return replace(event, first=self.first + event.first)
            case Heard():
                return _numbered(event, self.first)
            case Settled():
                self.attempts = 0  # it got on: the next loss is a first one again
                self.settled = (self.first + event.words, event.until)
                self._kept += [_numbered(heard, self.first) for heard in event.heard]
            case Text():
                self.attempts = 0
                self.settled = (0, event.until)
            case Language():
                # Another attempt hears other parts, and must not come to think otherwise.
                self.request = replace(self.request, language=event.code)
            case Progress():
                position, total = event.position + self.skipped_ms, event.total + self.skipped_ms
                return replace(event, position=position, total=total)
        return event

    def resume(self) -> None:
        """Go on behind what is settled; what was found beyond it is found again."""
        words, until = self.settled
        self.heard = [*self._kept]
        if until <= self.request.from_ms:
            return
        self.skipped_ms += until - self.request.from_ms
        if isinstance(self.request, AlignRequest):
            rest = self.request.words[words - self.first :]
            self.request = replace(self.request, words=rest, from_ms=until)
            self.first = words
        else:
            self.request = replace(self.request, from_ms=until)

    def summed(self, done: Done) -> Done:
        """The counts of all attempts."""
        if not self.first:
            return done
        found = Counter(word.match for piece in self.pieces for word in piece.turn.words)
        gaps = [event for event in self.heard if event.kind == SPEECH_WITHOUT_TEXT]
        return replace(
            done,
            words=found.total(),
            matched=found[Match.MATCHED],
            without_sound=found[Match.NO_SOUND],
            uncertain=found[Match.UNCERTAIN],
            speech_without_text_ms=sum(event.end - event.start for event in gaps),
        )


def _numbered(event: Heard, first: int) -> Heard:
    """The event with its words numbered from that one on."""
    return replace(event, first=event.first + first, last=event.last + first)
