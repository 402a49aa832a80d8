"""Bringing what the aligner found into the words of a turn."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from editor.transcript.retime import settle
from editor.transcript.words import Match, Timing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.alignment.aligner import WordTime
    from editor.transcript.words import Word


def apply_times(words: Sequence[Word], first: int, times: Sequence[WordTime]) -> tuple[Word, ...]:
    """The words of one turn with results for `words[first : first + len(times)]`.

    Words set by hand stay as they are. The others get measured times, or none where they have no
    sound. Times stay in order and apart, as a turn demands: neighbours that overlap a little are
    trimmed; a word whose time contradicts the rest gets an estimated place between its neighbours.
    Results beyond the last word are ignored.
    """
    updated = list(words)
    for index, time in enumerate(times, first):
        if index < len(updated) and updated[index].timing is not Timing.HAND:
            updated[index] = with_time(updated[index], time)
    # Trimming a word against one set by hand can push it over the next one: `settle` has the
    # last word on what a turn allows.
    return settle(tuple(_ordered(updated)))


def with_time(word: Word, time: WordTime) -> Word:
    """The word with what was found out about it."""
    if time.start is None or time.end is None:
        return word.without_times()._replace(match=time.match, likelihood=time.likelihood)
    return word._replace(
        start=max(0, time.start),
        end=max(0, time.start, time.end),
        timing=Timing.ESTIMATED if time.match is Match.UNCERTAIN else Timing.MEASURED,
        confidence=time.confidence,
        match=time.match,
        likelihood=time.likelihood,
    )


def _ordered(words: list[Word]) -> list[Word]:
    """Put the times in order without moving anything set by hand."""
    keep = _rising([k for k in _fitting(words) if words[k].timed], words)
    previous: int | None = None
    for k in keep:
        if previous is not None:
            _part(words, previous, k)
        previous = k
    _estimate(words, keep)
    return words


def _fitting(words: list[Word]) -> list[int]:
    """Indices of the timed words that lie between the words set by hand around them."""
    ceilings: list[int | None] = []
    ceiling: int | None = None
    for word in reversed(words):
        ceilings.append(ceiling)
        if word.timing is Timing.HAND:
            ceiling = word.start if ceiling is None else min(ceiling, word.start)
    ceilings.reverse()
    fitting: list[int] = []
    floor = 0
    for k, word in enumerate(words):
        hand = word.timing is Timing.HAND
        high = ceilings[k]
        if hand or (word.timed and word.end >= floor and (high is None or word.start <= high)):
            fitting.append(k)
        if hand:
            floor = max(floor, word.end)
    return fitting


def _rising(indices: list[int], words: list[Word]) -> list[int]:
    """The longest run of words whose starts rise; never without a word set by hand."""
    chain: list[int] = []
    block: list[int] = []
    for k in indices:
        if words[k].timing is Timing.HAND:
            chain += [*_longest(block, words), k]
            block = []
        else:
            block.append(k)
    return [*chain, *_longest(block, words)]


def _longest(indices: list[int], words: list[Word]) -> list[int]:
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for k in indices:
        at = bisect_right(tails, words[k].start)
        before[k] = ends[at - 1] if at else None
        tails[at : at + 1] = [words[k].start]
        ends[at : at + 1] = [k]
    chain: list[int] = []
    step = ends[-1] if ends else None
    while step is not None:
        chain.append(step)
        step = before[step]
    return chain[::-1]


def _part(words: list[Word], left: int, right: int) -> None:
    """Trim two neighbours that overlap; the one set by hand does not give way."""
    a, b = words[left], words[right]
    if a.end <= b.start:
        return
    if a.timing is Timing.HAND:
        words[right] = b._replace(start=a.end, end=max(a.end, b.end))
    else:
        words[left] = a._replace(start=min(a.start, b.start), end=b.start)


def _estimate(words: list[Word], keep: list[int]) -> None:
    """Give the timed words outside `keep` a share of the gap they stand in."""
    kept = set(keep)
    k = 0
    while k < len(words):
        if k in kept or not words[k].timed:
            k += 1
            continue
        stop = k
        while stop < len(words) and stop not in kept:
            stop += 1
        lost = [i for i in range(k, stop) if words[i].timed]
        _share(words, lost, _end_before(words, k, kept), _start_after(words, stop))
        k = stop


def _end_before(words: list[Word], k: int, kept: set[int]) -> int | None:
    return next((words[i].end for i in range(k - 1, -1, -1) if i in kept), None)


def _start_after(words: list[Word], stop: int) -> int | None:
    return words[stop].start if stop < len(words) else None


def _share(words: list[Word], lost: list[int], low: int | None, high: int | None) -> None:
    low = (high or 0) if low is None else low
    high = low if high is None else high
    for n, i in enumerate(lost):
        start = low + (high - low) * n // len(lost)
        end = low + (high - low) * (n + 1) // len(lost)
        words[i] = words[i]._replace(start=start, end=end, timing=Timing.ESTIMATED, confidence=0)
