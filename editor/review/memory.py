"""What was heard and what is to be kept, by turn: moved along by edits, stored with the project."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import TYPE_CHECKING

from editor.review import evidence
from editor.review.anchors import carrier
from editor.review.kept import KeptPlaces
from editor.transcript.document import TurnId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from editor.review.doubts import Doubt
    from editor.review.evidence import Gathered, Hearing
    from editor.transcript.document import Transcript, Turn

REMEMBERED = 500
"""So many states of turns are remembered, so that undoing an edit brings its doubts back."""
PREFIX = "review:"
KEPT = "review_kept"
NOT_ADS = "review_not_ads"
MOST_NOT_ADS = 200


class Memory:
    """The evidence behind the doubts of one document.

    Attributes:
        kept: The places that are never asked about again.
        not_ads: The texts of which the user has said that they are no ad reads.
    """

    def __init__(self, stored: Mapping[str, object]) -> None:
        self.kept = KeptPlaces()
        self._hearings: dict[TurnId, tuple[Hearing, ...]] = {}
        self._states: OrderedDict[tuple[TurnId, str], tuple[Hearing, ...]] = OrderedDict()
        self._unsaved: set[str] = set()
        for name, value in stored.items():
            if name.startswith(PREFIX) and isinstance(value, str):
                self._load_turn(name, value)
        self.kept.load_contexts(stored.get(KEPT))
        self.not_ads = _texts(stored.get(NOT_ADS))

    def of(self, turn: TurnId) -> tuple[Hearing, ...]:
        """What was heard in a turn."""
        return self._hearings.get(turn, ())

    def take(self, turn: TurnId, row: Gathered, document: Transcript) -> None:
        """What alignment has heard replaces what it heard before, as far as it was asked."""
        stay = [hearing for hearing in self.of(turn) if not row.concerns(hearing.anchor)]
        all_of_it = [*stay, *evidence.settled(row, turn, document)]
        self._put(turn, tuple(sorted(all_of_it, key=lambda hearing: hearing.anchor)))

    def keep(self, doubt: Doubt, document: Transcript) -> None:
        """Never ask about this place again."""
        self.kept.add(doubt, document)
        self._unsaved |= {_row(doubt.anchor.turn), KEPT}

    def ask_again(self, doubt: Doubt, document: Transcript) -> None:
        """Take `keep` back."""
        self.kept.remove(doubt, document)
        self._unsaved |= {_row(doubt.anchor.turn), KEPT}

    def dismiss_ad(self, text: str) -> None:
        """This is no ad read: never propose it again."""
        self.not_ads = (*self.not_ads, text)[-MOST_NOT_ADS:]
        self._unsaved.add(NOT_ADS)

    def follow(self, old: Sequence[Turn], new: Sequence[Turn]) -> None:
        """These turns have become those."""
        self._remember(old)
        heard = [hearing for turn in old for hearing in self.of(turn.id)]
        concerned = [turn.id for turn in old]
        for turn_id in concerned:
            self._put(turn_id, ())
        if new and (heard or any(turn_id in self.kept for turn_id in concerned)):
            moved = carrier(old, new)
            by_turn = evidence.by_turn(h.at(moved(h.anchor, h.given)) for h in heard)
            for turn_id, hearings in by_turn.items():
                self._put(turn_id, hearings)
            self._unsaved |= set(map(_row, self.kept.carry(concerned, moved)))
        for turn in new:
            before = self._states.get((turn.id, turn.text)) if self._states else None
            if before is not None:
                self._put(turn.id, before)

    # Keeping it in the project

    @property
    def has_unsaved(self) -> bool:
        """Whether something has changed since `take_unsaved`."""
        return bool(self._unsaved)

    def take_unsaved(self) -> dict[str, str | None]:
        """What has changed since the last time: rows of the project's state; None for what is gone.

        Whoever takes them writes them, or gives them back to `not_saved`.
        """
        taken, self._unsaved = self._unsaved, set()
        return {name: self._dumped(name) for name in taken}

    def everything(self) -> dict[str, str | None]:
        """All rows, for a new file."""
        turns = {*self._hearings, *self.kept.turns}
        return {name: self._dumped(name) for name in [*map(_row, turns), KEPT, NOT_ADS]}

    def not_saved(self, rows: Iterable[str]) -> None:
        """These rows could not be written."""
        self._unsaved |= set(rows)

    def _dumped(self, name: str) -> str | None:
        if name == KEPT:
            return self.kept.dump_contexts()
        if name == NOT_ADS:
            return json.dumps(self.not_ads, ensure_ascii=False)
        turn = _turn(name)
        hearings = self.of(turn)
        if not hearings and turn not in self.kept:
            return None
        return json.dumps([evidence.dump(hearings), self.kept.dump(turn)], ensure_ascii=False)

    def _load_turn(self, name: str, value: str) -> None:
        """A damaged row costs what it says: alignment can find it again."""
        try:
            turn = _turn(name)
            heard, rows = json.loads(value)
            self.kept.load(turn, rows)
        except (ValueError, TypeError):
            return
        self._hearings[turn] = evidence.load(turn, heard)

    def _remember(self, turns: Iterable[Turn]) -> None:
        for turn in turns:
            hearings = self.of(turn.id)
            if hearings:
                self._states[turn.id, turn.text] = hearings
                self._states.move_to_end((turn.id, turn.text))
        while len(self._states) > REMEMBERED:
            self._states.popitem(last=False)

    def _put(self, turn: TurnId, hearings: tuple[Hearing, ...]) -> None:
        if hearings == self.of(turn):
            return
        if hearings:
            self._hearings[turn] = hearings
        else:
            self._hearings.pop(turn, None)
        self._unsaved.add(_row(turn))


def is_row(name: str) -> bool:
    """Whether a value of the project's state is one of a memory's rows."""
    return name in (KEPT, NOT_ADS) or name.startswith(PREFIX)


def _texts(value: object) -> tuple[str, ...]:
    """A list of texts; a damaged one costs a question asked twice."""
    try:
        rows = json.loads(value) if isinstance(value, str) else []
        return tuple(map(str, rows))
    except (ValueError, TypeError):
        return ()


def _row(turn: TurnId) -> str:
    return f"{PREFIX}{turn}"


def _turn(name: str) -> TurnId:
    return TurnId(int(name.removeprefix(PREFIX)))
