"""Keeping word times while the text under them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.transcript.textdiff import diff
from editor.transcript.words import Timing, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.transcript.textdiff import Span
    from editor.transcript.words import AdId

MS_PER_CHARACTER = 70
"""A word typed into silence is taken to last this long per character (about 170 words a minute,
the middle of ordinary speech), until alignment measures it."""


def retime(
    old: Sequence[Word], tokens: Sequence[str], *, low: int | None = None, high: int | None = None
) -> tuple[tuple[Word, ...], tuple[int | None, ...]]:
    """Give the words of an edited text the times of the words they were.

    Equal words keep everything. Where n words became n others, each keeps its slot; where n became
    m, the slot is shared out by length. Inserted words take room from the gap they stand in. New
    words belong to the ad read of the word on their left.

    Args:
        old: The words before the edit.
        tokens: The words of the text after it.
        low: Where the words before `old` end, in ms, if known.
        high: Where the words after `old` begin, in ms, if known.

    Returns:
        The new words, and for each the index of the old word it continues, or None.
    """
    words: list[Word] = []
    sources: list[int | None] = []
    for span in diff([word.text for word in old], tokens):
        fresh = tokens[span.j1 : span.j2]
        if span.is_slotwise:
            before = old[span.i1 : span.i2]
            words += before if span.equal else map(Word.corrected, before, fresh)
            sources += range(span.i1, span.i2)
        else:
            ad = _ad_around(old, span, words)
            slot = _slot(old, span, low, high, sum(map(len, fresh)))
            words += _share(fresh, slot, ad)
            sources += [None] * len(fresh)
    return tuple(words), tuple(sources)


def _ad_around(old: Sequence[Word], span: Span, done: Sequence[Word]) -> AdId | None:
    if span.i2 > span.i1:
        return old[span.i1].ad
    if done:
        return done[-1].ad
    return old[span.i2].ad if span.i2 < len(old) else None


def _slot(
    old: Sequence[Word], span: Span, low: int | None, high: int | None, characters: int
) -> tuple[int, int] | None:
    """The stretch of time that the changed words may share, in ms."""
    replaced = [word for word in old[span.i1 : span.i2] if word.timed]
    if replaced:
        return replaced[0].start, replaced[-1].end
    before = next((word.end for word in reversed(old[: span.i1]) if word.timed), low)
    after = next((word.start for word in old[span.i2 :] if word.timed), high)
    need = characters * MS_PER_CHARACTER
    if before is not None:
        end = before + need if after is None else min(before + need, after)
        return before, max(before, end)
    if after is not None:
        return max(0, after - need), after
    return None


def _share(tokens: Sequence[str], slot: tuple[int, int] | None, ad: AdId | None) -> list[Word]:
    if slot is None:
        return [Word(token, ad=ad) for token in tokens]
    start, end = slot
    total = sum(map(len, tokens))
    words, done = [], 0
    for token in tokens:
        left = start + (end - start) * done // total
        done += len(token)
        right = start + (end - start) * done // total
        words.append(Word(token, left, right, Timing.ESTIMATED, ad=ad))
    return words


def settle(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Put the times of one turn's words in order, moving the least trusted ones.

    Words set by hand stay, measured ones give way to them, estimated ones to both. A word that
    had to give way is only estimated afterwards.
    """
    if _in_order(words):
        return words
    settled: list[Word | None] = [None if word.timed else word for word in words]
    for level in (Timing.HAND, Timing.MEASURED, Timing.ESTIMATED):
        _settle_level(words, settled, level)
    return tuple(word for word in settled if word is not None)


def _in_order(words: Sequence[Word]) -> bool:
    last = 0
    for word in words:
        if word.timed:
            if word.start < last or word.end < word.start:
                return False
            last = word.end
    return True


def _settle_level(words: Sequence[Word], settled: list[Word | None], level: Timing) -> None:
    ceilings: list[int | None] = []
    ceiling = None
    for word in reversed(settled):
        ceilings.append(ceiling)
        if word is not None and word.timed:
            ceiling = word.start
    floor = 0
    for index, (word, top) in enumerate(zip(words, reversed(ceilings), strict=True)):
        there = settled[index]
        if there is None and word.timing is level:
            start = max(floor, word.start if top is None else min(word.start, top))
            end = max(start, word.end if top is None else min(word.end, top))
            there = settled[index] = _moved(word, start, end)
        if there is not None and there.timed:
            floor = there.end


def _moved(word: Word, start: int, end: int) -> Word:
    if (start, end) == (word.start, word.end):
        return word
    return word._replace(start=start, end=end, timing=Timing.ESTIMATED)
