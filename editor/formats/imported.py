"""What a reader hands back: turns with speakers by name, and sentences on what it skipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.document import (
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
    empty_transcript,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.transcript.words import Word


class DraftTurn(NamedTuple):
    """A turn as the file has it: `speaker` is a name, or None where the file gives none."""

    speaker: str | None
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Imported:
    """A transcript as read from a file.

    Attributes:
        turns: The turns in file order; none is empty.
        title: The episode's title if the file gives one, else "".
        language: ISO 639-1 code if the file gives one, else None.
        notes: What was skipped or changed while reading, one sentence each.
        format: Id of the format that was read (see `editor.formats.registry`).
    """

    turns: tuple[DraftTurn, ...]
    title: str = ""
    language: str | None = None
    notes: tuple[str, ...] = ()
    format: str = ""

    @property
    def word_count(self) -> int:
        """How many words were read."""
        return sum(len(turn.words) for turn in self.turns)

    def to_transcript(self) -> Transcript:
        """A document of these turns: ids from 1, speakers in order of appearance."""
        language = self.language or "en"
        if not self.turns:
            return empty_transcript(language)
        ids = _speaker_ids(turn.speaker for turn in self.turns)
        turns = tuple(
            Turn(TurnId(index), ids.get(_key(turn.speaker)), turn.words)
            for index, turn in enumerate(self.turns, start=1)
        )
        return Transcript(turns, Tables(speakers=self._speakers(ids)), language)

    def _speakers(self, ids: dict[str, SpeakerId]) -> tuple[Speaker, ...]:
        names: dict[str, str] = {}
        for turn in self.turns:
            if turn.speaker:
                names.setdefault(_key(turn.speaker), turn.speaker)
        return tuple(
            Speaker(ids[key], name, colour) for colour, (key, name) in enumerate(names.items())
        )


def _key(name: str | None) -> str:
    """Two spellings of a name that differ only in case are one speaker."""
    return (name or "").casefold()


def _speaker_ids(names: Iterable[str | None]) -> dict[str, SpeakerId]:
    ids: dict[str, SpeakerId] = {}
    for name in names:
        if name:
            ids.setdefault(_key(name), SpeakerId(len(ids) + 1))
    return ids
