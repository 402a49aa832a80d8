"""The one kind of change that a document knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.document import Place, Tables, Transcript, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence


class StalePatchError(Exception):
    """The document is no longer what the patch was made for."""


class TableChange(NamedTuple):
    """The speaker and ad rows before and after a change."""

    old: Tables
    new: Tables


@dataclass(frozen=True)
class Patch:
    """Replace `turns[at : at + len(old)]`, and the tables if `tables` is given.

    Attributes:
        at: Index of the first turn replaced.
        old: The turns that stand there now.
        new: The turns that will stand there.
        tables: The speaker and ad rows before and after, or None when they stay.
        label: What the user did, for the undo menu ("Split turn").
        caret: Where the caret belongs after the change, or None to leave it.
        caret_before: Where it belongs after undoing it.
    """

    at: int
    old: tuple[Turn, ...]
    new: tuple[Turn, ...]
    tables: TableChange | None = None
    label: str = ""
    caret: Caret | None = None
    caret_before: Caret | None = None

    @property
    def inverse(self) -> Patch:
        """The patch that takes this one back. Nothing is recomputed."""
        tables = TableChange(self.tables.new, self.tables.old) if self.tables else None
        return replace(
            self,
            old=self.new,
            new=self.old,
            tables=tables,
            caret=self.caret_before,
            caret_before=self.caret,
        )

    @property
    def touched(self) -> range:
        """Indices, after the change, of the turns that it wrote."""
        return range(self.at, self.at + len(self.new))

    @property
    def is_nothing(self) -> bool:
        """Whether applying it would change nothing."""
        return self.old == self.new and (self.tables is None or self.tables.old == self.tables.new)

    @property
    def moves_times_only(self) -> bool:
        """Whether turns, text, speakers, marks and ad reads stay what they are."""
        return self.tables is None and same_but_for_times(self.old, self.new)

    def apply_to(self, document: Transcript) -> Transcript:
        """The document after the change.

        Raises:
            StalePatchError: The turns or tables are not those the patch was made for.
        """
        there = document.turns[self.at : self.at + len(self.old)]
        if there != self.old:
            raise StalePatchError(f"turns {self.at}-{self.at + len(self.old)} have changed")
        if self.tables and self.tables.old != document.tables:
            raise StalePatchError("speakers or ad reads have changed")
        turns = document.turns[: self.at] + self.new + document.turns[self.at + len(self.old) :]
        tables = self.tables.new if self.tables else document.tables
        return Transcript(turns, tables, document.language)


class Caret(NamedTuple):
    """A caret in the text: a turn and a character offset in its text; `anchor` if selecting."""

    turn: int
    offset: int
    anchor: tuple[int, int] | None = None


def same_but_for_times(left: Sequence[Turn], right: Sequence[Turn]) -> bool:
    """Whether two runs of turns are the same but for what alignment knows."""
    return [_apart_from_times(turn) for turn in left] == [_apart_from_times(t) for t in right]


def _apart_from_times(turn: Turn) -> tuple[object, ...]:
    words = [(word.text, word.ad, word.aside) for word in turn.words]
    return turn.id, turn.speaker, turn.reviewed, words


def caret_at(document: Transcript, place: Place) -> Caret:
    """The caret before the word at `place`."""
    words = document.turns[place.turn].words[: place.word]
    return Caret(place.turn, sum(len(word.text) + 1 for word in words))
