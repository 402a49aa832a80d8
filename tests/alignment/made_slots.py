"""Slots and placed slots for tests, from short notation."""

from __future__ import annotations

from editor.alignment.audio import Span
from editor.alignment.forced import Placed, Said
from editor.alignment.listen import Rough
from editor.alignment.plan import Given, Slot
from editor.alignment.similarity import similarity


def rough(text: str, start: int = 0, end: int | None = None, window: int = 0) -> Rough:
    """A heard word; 300 ms long unless told."""
    return Rough(text, start, start + 300 if end is None else end, 0.8, window)


def heard(text: str, step: int = 400, window: int = 0, begin: int = 0) -> list[Rough]:
    """Heard words at regular times."""
    return [rough(w, begin + k * step, window=window) for k, w in enumerate(text.split())]


def slot(given: str = "", *words: str, number: int = 0, at: int = 0) -> Slot:
    """A slot of a given word (empty for none) and heard ones."""
    found = tuple(rough(word, at + 300 * k) for k, word in enumerate(words))
    alike = similarity(given, "".join(words)) if given and words else 0.0
    return Slot(Given(number, given) if given else None, found, alike)


def placed(
    one: Slot, *spans: tuple[int, int] | None, said: Said | None = None, decided: bool = False
) -> Placed:
    """A slot at these times; the side is what is likely unless told."""
    side = said or (Said.HEARD if one.heard and not one.same else Said.GIVEN)
    return Placed(one, side, tuple(s and Span(*s) for s in spans), 0.9, None, decided)
