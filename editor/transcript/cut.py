"""Taking the ad reads out: which stretches of sound go, and the document without them.

Captions and audio must agree, so both are made from the same list: `cut_spans` says what goes,
`cut_document` moves the words, and the audio is written without exactly these spans. All times
are whole milliseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.cue_exceptions import locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editor.transcript.document import AdRead, CueException, Transcript
    from editor.transcript.words import AdId, Word

FARTHEST_EDGE = 1000
"""An edge lies at most this far (ms) outside of the ad's words: longer gaps may hold music."""

_FOR_EVER = 1 << 60


class AdTime(NamedTuple):
    """Where an ad read is heard, in ms, with half of the silence around it."""

    ad: AdRead
    start: int
    end: int


class _Heard(NamedTuple):
    start: int
    end: int
    ad: AdId | None


def ad_times(document: Transcript) -> tuple[AdTime, ...]:
    """Every stretch of sound that belongs to an ad read, in order of time; none overlap.

    An edge lies in the middle of the gap between the ad's words and the nearest other word, but
    at most `FARTHEST_EDGE` outside of the ad. Words that do not belong to an ad read are never
    cut, so where somebody talks over an ad it has several stretches. Words without times take no
    part: an ad read whose words have none has no stretch.
    """
    rows = {row.id: row for row in document.ads}
    heard = _heard(document)
    found: list[AdTime] = []
    kept_until, stop = -_FOR_EVER, 0
    for ad, group in groupby(heard, key=lambda word: word.ad):
        words = list(group)
        stop += len(words)
        last = max(word.end for word in words)
        if ad is None:
            kept_until = max(kept_until, last)
            continue
        begin = max(_before(kept_until, words[0].start), found[-1].end if found else 0)
        end = _after(last, heard[stop].start if stop < len(heard) else _FOR_EVER)
        if end > begin:
            found.append(AdTime(rows[ad], begin, end))
    return tuple(found)


def cut_spans(document: Transcript) -> tuple[tuple[int, int], ...]:
    """What to cut out of the audio for an episode without ad reads: (start, end) in ms, in order.

    The last span may reach beyond the end of the sound.
    """
    spans: list[tuple[int, int]] = []
    for _, start, end in ad_times(document):
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return tuple(spans)


class Shift:
    """From times before a cut to times after it.

    Args:
        spans: What was cut out, (start, end) in ms; in order and apart, as from `cut_spans`.
    """

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._gone = [*accumulate(end - start for start, end in spans)]

    def __call__(self, moment: int) -> int:
        """The moment on the new timeline; a moment inside a span becomes the place of the cut."""
        passed = bisect_right(self._starts, moment)
        if not passed:
            return moment
        moment = max(moment, self._ends[passed - 1])
        return moment - self._gone[passed - 1]


def cut_document(document: Transcript, spans: Sequence[tuple[int, int]]) -> Transcript:
    """The document without its ad reads, for audio that was cut by `spans`.

    All words of ad reads go; all other words stay, with times on the new timeline. Turns that
    lose all their words go too, but the document keeps at least one turn.
    """
    shift = Shift(spans)
    turns = [replace(turn, words=_kept(turn.words, shift)) for turn in document.turns]
    left = tuple(
        turn for turn, old in zip(turns, document.turns, strict=True) if turn.words or not old.words
    )
    first = document.turns[0]
    tables = document.tables._replace(ads=(), breaks=_outside_of_ads(document))
    return replace(document, turns=left or (replace(first, words=()),), tables=tables)


def _outside_of_ads(document: Transcript) -> tuple[CueException, ...]:
    """The changes of captions by hand, but for those at words that go."""
    return tuple(
        exception
        for exception, place in locate(document)
        if place is None or document.word(place).ad is None
    )


def _kept(words: Iterable[Word], shift: Shift) -> tuple[Word, ...]:
    return tuple(
        word._replace(start=shift(word.start), end=shift(word.end)) if word.timed else word
        for word in words
        if word.ad is None
    )


def _heard(document: Transcript) -> list[_Heard]:
    """All words with times by their starts; at the same moment words outside of ads come first."""
    found = [_Heard(word.start, word.end, word.ad) for _, word in document.places() if word.timed]
    return sorted(found, key=lambda word: (word.start, word.ad is not None, word.end))


def _before(kept_until: int, ad_start: int) -> int:
    """The edge before an ad's first word."""
    if kept_until >= ad_start:
        return kept_until
    return max((kept_until + ad_start) // 2, ad_start - FARTHEST_EDGE)


def _after(ad_end: int, kept_from: int) -> int:
    """The edge after its last word."""
    if kept_from <= ad_end:
        return kept_from
    return min((ad_end + kept_from) // 2, ad_end + FARTHEST_EDGE)
