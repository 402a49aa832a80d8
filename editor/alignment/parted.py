"""Words that were heard in the place of a given one, but cannot be it.

A text that lacks one word and has another too many beside it looks like a text with a wrong word.
What gives it away is time: nobody takes half a second for "a".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.alignment.forced import Placed, Said
from editor.alignment.normalise import spoken
from editor.alignment.plan import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UNLIKE = 0.35
"""Below this two words have hardly a letter in common."""
_LONGER = 2.0
_MS, _MS_PER_LETTER = 110, 90


def parted(placed: Sequence[Placed]) -> list[Placed]:
    """The same, but what was heard instead of a much shorter word stands beside it."""
    return [part for one in placed for part in _parts(one)]


def _parts(one: Placed) -> Iterator[Placed]:
    if one.said is not Said.HEARD or not _outlasts(one):
        yield one
        return
    yield one._replace(slot=alone(one.slot, Said.GIVEN), said=Said.GIVEN, words=(None,))
    yield one._replace(slot=alone(one.slot, Said.HEARD))


def alone(slot: Slot, said: Said) -> Slot:
    """One side of a slot as a slot of its own."""
    return Slot(slot.given, (), 0.0) if said is Said.GIVEN else Slot(None, slot.heard, 0.0)


def _outlasts(one: Placed) -> bool:
    given, span = one.slot.given, one.span
    if given is None or span is None or one.slot.similarity >= UNLIKE:
        return False
    ours = _letters(given.text)
    theirs = sum(_letters(word.text) for word in one.slot.heard)
    return theirs >= _LONGER * ours and span.length >= _MS + _MS_PER_LETTER * ours


def _letters(text: str) -> int:
    return sum(len(part) for part in spoken(text))
