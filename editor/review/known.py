"""Mistakes that were corrected before: where they stand again, and what was put in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from editor.review.anchors import Anchor
from editor.review.doubts import Doubt, Kind
from editor.review.spelling import core, key
from editor.review.wording import written
from editor.transcript.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editor.review.show_memory import Correction
    from editor.transcript.document import Turn
    from editor.transcript.words import Word

KNOWN_SCORE = 95
"""Percent. A person has said so before, so that it ranks above what only a model says."""
_POSSESSIVE = "'s"


class Slip(NamedTuple):
    """The words `start` to `stop` - 1 are a known mistake."""

    start: int
    stop: int
    correction: Correction


class KnownMistakes:
    """Finds the wrong words of corrections, whatever their case and punctuation."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        """Those that are not trusted are left out."""
        self._all = tuple(corrections)
        self._by_first: dict[str, list[tuple[list[str], Correction]]] = {}
        for correction in self._all:
            keys = keys_of(correction.wrong)
            if correction.trusted and keys:
                self._by_first.setdefault(keys[0], []).append((keys, correction))
        for found in self._by_first.values():
            found.sort(key=lambda row: -len(row[0]))

    @property
    def proposed(self) -> frozenset[tuple[str, str]]:
        """The wrong and the right words of the corrections that are proposed."""
        return frozenset((row.wrong, row.right) for row in self._all if row.trusted)

    def slips(self, words: Sequence[Word]) -> Iterator[Slip]:
        """Every known mistake in some words, the longest at each place, none in another."""
        if not self._by_first:
            return
        texts = [word.text for word in words]
        keys = [key(text) for text in texts]
        stop = 0
        for at, first in enumerate(keys):
            # Most words begin no mistake, and all words of an episode are asked.
            if at < stop or (
                first not in self._by_first
                and first.removesuffix(_POSSESSIVE) not in self._by_first
            ):
                continue
            slip = self._at(texts, keys, at)
            if slip:
                yield slip
                stop = slip.stop

    def _at(self, texts: Sequence[str], keys: Sequence[str], at: int) -> Slip | None:
        first = keys[at]
        for form in (first, first.removesuffix(_POSSESSIVE)):
            for wrong, correction in self._by_first.get(form, ()):
                stop = at + len(wrong)
                if not _same(keys[at:stop], wrong) or any(map(ends_sentence, texts[at : stop - 1])):
                    continue
                if not _is_right(texts, keys, at, stop, correction.right):
                    return Slip(at, stop, correction)
        return None

    def doubts(self, turn: Turn) -> list[Doubt]:
        """The known mistakes of a turn, as far as correcting them changes something."""
        found = []
        for start, stop, correction in self.slips(turn.words):
            given = tuple(word.text for word in turn.words[start:stop])
            before = turn.words[start - 1].text if start else ""
            after = turn.words[stop].text if stop < len(turn.words) else ""
            proposal = corrected(correction, given, before, after)
            if proposal and proposal != given:
                anchor = Anchor(turn.id, start, stop)
                doubt = Doubt(Kind.KNOWN_MISTAKE, anchor, given, proposal, (), KNOWN_SCORE)
                found.append(doubt)
        return found

    def refused(self, correction: Correction) -> KnownMistakes:
        """What is known once a correction was not wanted in one more place."""
        return KnownMistakes(
            row._replace(refused=row.refused + 1) if row == correction else row for row in self._all
        )

    def wanted_after_all(self, correction: Correction) -> KnownMistakes:
        """What is known once a refusal has been taken back."""
        same = (correction.wrong, correction.right)
        return KnownMistakes(
            row._replace(refused=max(0, row.refused - 1)) if (row.wrong, row.right) == same else row
            for row in self._all
        )

    def of(self, given: Sequence[str]) -> Correction | None:
        """The correction that some words in the text are proposed for."""
        keys = [key(text) for text in given]
        slip = self._at(list(given), keys, 0) if keys else None
        return slip.correction if slip else None


def corrected(
    correction: Correction, given: Sequence[str], before: str, after: str
) -> tuple[str, ...]:
    """The right words as they would stand in the place of the wrong ones."""
    right = correction.right.split()
    last = core(given[-1])
    if _ends_possessive(last) and not _ends_possessive(core(right[-1])):
        right[-1] = core(right[-1]) + last[-len(_POSSESSIVE) :]
    return written(right, given, before, after)


def without_overlaps(found: Iterable[Doubt], known: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """Both together, by place; where both ask about the same words, what is known asks."""
    others = [
        doubt
        for doubt in found
        if not any(doubt.anchor.overlaps(mistake.anchor) for mistake in known)
    ]
    return tuple(sorted([*others, *known], key=lambda doubt: doubt.anchor))


def same_mistake(one: Doubt, other: Doubt) -> bool:
    """Whether two doubts propose the same for the same known mistake ("X" and "X's" are one)."""
    return one.kind is other.kind is Kind.KNOWN_MISTAKE and mistake_of(one) == mistake_of(other)


def mistake_of(doubt: Doubt) -> tuple[str, str]:
    """What is equal for all places of one known mistake: the wrong words, and the right ones."""
    return _bare(doubt.given), _bare(doubt.proposal or ())


def keys_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [found for word in text.split() if (found := key(word))]


def _bare(texts: Sequence[str]) -> str:
    return " ".join(map(key, texts)).removesuffix(_POSSESSIVE)


def _ends_possessive(text: str) -> bool:
    return key(text).endswith(_POSSESSIVE)


def _same(keys: Sequence[str], wrong: Sequence[str]) -> bool:
    """Whether these are the wrong words, perhaps with an 's behind the last."""
    if len(keys) != len(wrong) or keys[:-1] != wrong[:-1]:
        return False
    return keys[-1] in (wrong[-1], wrong[-1] + _POSSESSIVE)


def _is_right(texts: Sequence[str], keys: Sequence[str], start: int, stop: int, right: str) -> bool:
    """Whether the words stand inside the right ones already ("Vetsloo" in "Jacques Vetsloo")."""
    wanted, bare = keys_of(right), [core(word) for word in right.split() if key(word)]
    length = stop - start
    for offset in range(len(wanted) - length + 1):
        low = start - offset
        if low < 0 or not _same(keys[low : low + len(wanted)], wanted):
            continue
        if _same(keys[start:stop], wanted[offset : offset + length]):
            there = [core(text) for text in texts[low : low + len(wanted)]]
            there[-1] = there[-1][: len(bare[-1])]
            if there == bare or length < len(wanted):
                return True
    return False
