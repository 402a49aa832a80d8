"""Places that the user has looked at and left as they are: nobody asks about them again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from editor.review.anchors import Anchor
from editor.review.spelling import key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from editor.review.doubts import Doubt
    from editor.transcript.document import Transcript, TurnId
    from editor.transcript.words import Word

CONTEXT = 2
"""Words on each side by which a place that is to be kept is known again."""


_STORED: dict[str, bool | str] = {"words": False, "voices": True, "aside": "aside"}
_ABOUT = {str(stored): about for about, stored in _STORED.items()}


class Kept(NamedTuple):
    """These words, or this gap, are right.

    `about` says in which way: "words", that they stand there; "voices", that no turn begins there;
    "aside", that they belong to what is said.
    """

    anchor: Anchor
    given: tuple[str, ...]
    about: str = "words"


class KeptPlaces:
    """Remembers a place twice: where it is, moved along by edits, and by the words around it."""

    def __init__(self) -> None:
        self._places: dict[TurnId, tuple[Kept, ...]] = {}
        self._contexts: set[str] = set()
        self._known: dict[TurnId, tuple[Sequence[Word], dict[Doubt, str]]] = {}

    def add(self, doubt: Doubt, document: Transcript) -> None:
        """Keep what a doubt is about."""
        self._put(Kept(doubt.anchor, doubt.given, _about(doubt)))
        index = document.index_of.get(doubt.anchor.turn)
        context = _context(doubt, document.turns[index].words) if index is not None else ""
        if context:
            self._contexts.add(context)

    def remove(self, doubt: Doubt, document: Transcript) -> None:
        """Ask about it again: take back what `add` did, with the document as it was then."""
        turn = doubt.anchor.turn
        mine = Kept(doubt.anchor, doubt.given, _about(doubt))
        left = tuple(kept for kept in self._places.get(turn, ()) if kept != mine)
        if left:
            self._places[turn] = left
        else:
            self._places.pop(turn, None)
        index = document.index_of.get(turn)
        if index is not None:
            self._contexts.discard(_context(doubt, document.turns[index].words))

    def __contains__(self, turn: object) -> bool:
        return turn in self._places

    @property
    def turns(self) -> Iterable[TurnId]:
        """The turns with kept places."""
        return self._places

    def covers(self, doubt: Doubt, document: Transcript) -> bool:
        """Whether a doubt asks about a place that is to be kept."""
        index = document.index_of.get(doubt.anchor.turn)
        if index is None:
            return False
        words = document.turns[index].words
        there = self._places.get(doubt.anchor.turn, ())
        if any(_covers(kept, doubt) and _still_there(kept, words) for kept in there):
            return True
        return bool(self._contexts) and self._context_of(doubt, words) in self._contexts

    def _context_of(self, doubt: Doubt, words: Sequence[Word]) -> str:
        """The words around a doubt; remembered, because all doubts are asked on every change."""
        turn = doubt.anchor.turn
        version, known = self._known.get(turn, (None, {}))
        if version is not words:
            known = {}
            self._known[turn] = (words, known)
        if doubt not in known:
            known[doubt] = _context(doubt, words)
        return known[doubt]

    def carry(
        self, old: Iterable[TurnId], moved: Callable[[Anchor, Sequence[str]], Anchor]
    ) -> set[TurnId]:
        """Follow an edit of these turns. Returns the turns whose places are other ones now."""
        gone = [turn for turn in old if turn in self._places]
        rows = [kept for turn in gone for kept in self._places.pop(turn)]
        there = [kept._replace(anchor=moved(kept.anchor, kept.given)) for kept in rows]
        for kept in there:
            self._put(kept)
        return {*gone, *(kept.anchor.turn for kept in there)}

    def dump(self, turn: TurnId) -> list[list[object]]:
        """The places of a turn as values for JSON."""
        return [
            [kept.anchor.start, kept.anchor.stop, list(kept.given), _STORED[kept.about]]
            for kept in self._places.get(turn, ())
        ]

    def load(self, turn: TurnId, rows: Iterable[Sequence[object]]) -> None:
        """Take the places of a turn from such values.

        Raises:
            ValueError, TypeError: They are not what `dump` gives.
        """
        for start, stop, given, stored in rows:
            texts = tuple(map(str, given)) if isinstance(given, list) else ()
            anchor = Anchor(turn, int(str(start)), int(str(stop)))
            self._put(Kept(anchor, texts, _ABOUT.get(str(stored), "words")))

    def dump_contexts(self) -> str:
        """The words around the places, as text."""
        return json.dumps(sorted(self._contexts), ensure_ascii=False)

    def load_contexts(self, text: object) -> None:
        """Take them from such a text; a damaged one costs a question asked twice."""
        try:
            rows = json.loads(text) if isinstance(text, str) else []
            self._contexts = set(map(str, rows))
        except (ValueError, TypeError):
            self._contexts = set()

    def _put(self, kept: Kept) -> None:
        turn = kept.anchor.turn
        self._places[turn] = (*self._places.get(turn, ()), kept)


def _about(doubt: Doubt) -> str:
    """In which way a doubt's place is right, if it is kept."""
    return "voices" if doubt.splits else "aside" if doubt.marks else "words"


def _context(doubt: Doubt, words: Sequence[Word]) -> str:
    """The words in question with their neighbours; "" where there are too few of them."""
    _, start, stop = doubt.anchor
    before = [key(word.text) for word in words[max(0, start - CONTEXT) : start]]
    after = [key(word.text) for word in words[stop : stop + CONTEXT]]
    if len(before) + len(after) < 2 * CONTEXT:
        return ""
    given, about = [key(text) for text in doubt.given], _about(doubt)
    return " ".join([*before, "<", *given, ">", *after, "" if about == "words" else about])


def _covers(kept: Kept, doubt: Doubt) -> bool:
    if kept.about != _about(doubt) or not kept.anchor.overlaps(doubt.anchor):
        return False
    if not kept.given:
        return True
    shared = min(kept.anchor.stop, doubt.anchor.stop) - max(kept.anchor.start, doubt.anchor.start)
    return 2 * shared >= doubt.anchor.stop - doubt.anchor.start


def _still_there(kept: Kept, words: Sequence[Word]) -> bool:
    there = words[kept.anchor.start : kept.anchor.stop]
    return tuple(word.text for word in there) == kept.given
