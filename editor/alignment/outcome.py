"""From placed items to what is reported: status, confidence, differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.alignment.aligner import (
    HEARD_DIFFERENTLY,
    SPEECH_WITHOUT_TEXT,
    WITHOUT_SOUND,
    Done,
    Heard,
    HeardWord,
    Segment,
    WordTime,
)
from editor.alignment.normalise import spoken
from editor.alignment.plan import Kind
from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.alignment.forced import Placed

_PAUSE_MS = 700  # A pause of that length ends a segment of written-down speech.
_LONGEST_SEGMENT_MS = 15_000


def judged(placed: Placed) -> WordTime:
    """What is reported about a given word."""
    match = _status(placed)
    if match is Match.NO_SOUND:
        return WITHOUT_SOUND
    return WordTime(placed.start, placed.end, placed.confidence, match, likelihood(placed))


def _status(placed: Placed) -> Match:
    item = placed.item
    if item.kind is Kind.SAME:
        return Match.MATCHED
    if item.kind is Kind.UNHEARD:
        return _unheard(placed)
    return Match.MATCHED if placed.spoken else Match.UNCERTAIN


def _unheard(placed: Placed) -> Match:
    if placed.spoken is not None:
        return Match.UNCERTAIN if placed.spoken else Match.NO_SOUND
    # Attention had to put it somewhere: a word that is not there gets no time of its own.
    need = 25 * sum(len(part) for part in spoken(placed.item.text))
    there = placed.end - placed.start >= need and placed.probability > 0.3
    return Match.UNCERTAIN if there else Match.NO_SOUND


def likelihood(placed: Placed) -> int:
    """How likely the given text is what is said, percent."""
    item = placed.item
    if item.kind is Kind.SAME:
        return round(100 * item.similarity * (0.5 + 0.5 * item.probability))
    if item.kind is Kind.UNHEARD:
        return 30
    return 60 if placed.spoken else round(30 * item.similarity)


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of consecutive numbers: first, and how many. `numbers` rise."""
    out: list[tuple[int, int]] = []
    for number in numbers:
        if out and sum(out[-1]) == number:
            out[-1] = (out[-1][0], out[-1][1] + 1)
        else:
            out.append((number, 1))
    return out


def _heard_word(placed: Placed, text: str) -> HeardWord:
    return HeardWord(text, placed.start, placed.end, round(100 * placed.item.probability))


def differences(job: int, placed: Sequence[Placed]) -> Iterator[Heard]:
    """Speech that the text lacks, and words that were heard differently, in order of sound."""
    run: list[Placed] = []
    before = -1
    for one in placed:
        kind = _difference(one)
        if run and kind != _difference(run[-1]):
            yield _as_heard(job, run, before)
            run = []
        if kind:
            run.append(one)
        elif one.item.given is not None:
            before = one.item.given
        if kind == HEARD_DIFFERENTLY and one.item.given is not None:
            before = one.item.given
    if run:
        yield _as_heard(job, run, before)


def _difference(placed: Placed) -> str:
    if placed.item.kind is Kind.EXTRA:
        return SPEECH_WITHOUT_TEXT
    if placed.item.kind is Kind.DIFFERENT and not placed.spoken:
        return HEARD_DIFFERENTLY
    return ""


def _as_heard(job: int, run: list[Placed], before: int) -> Heard:
    kind = _difference(run[0])
    words = tuple(_heard_word(one, " ".join(one.item.heard)) for one in run)
    given = [one.item.given for one in run if one.item.given is not None]
    first = min(given) if given else before + 1
    last = max(given) if given else before
    return Heard(job, kind, run[0].start, run[-1].end, words, first, last)


def is_gap(heard: Heard) -> bool:
    """Whether it is speech that the text lacks."""
    return heard.kind == SPEECH_WITHOUT_TEXT


def segments(placed: Sequence[Placed]) -> tuple[Segment, ...]:
    """Written-down words, parted at pauses and where a part gets long."""
    parts: list[list[HeardWord]] = []
    for one in placed:
        word = _heard_word(one, one.item.text)
        last = parts[-1] if parts else None
        if last and word.start - last[-1].end < _PAUSE_MS and not _is_long(last):
            last.append(word)
        else:
            parts.append([word])
    return tuple(Segment(part[0].start, part[-1].end, tuple(part)) for part in parts)


def _is_long(part: list[HeardWord]) -> bool:
    ends = part[-1].text.endswith((".", "?", "!"))
    return ends and part[-1].end - part[0].start > _LONGEST_SEGMENT_MS


def summary(job: int, placed: Sequence[Placed], count: int, gap_ms: int) -> Done:
    """The counts of a finished job."""
    found = [_status(one) for one in placed if one.item.given is not None]
    matched, uncertain = found.count(Match.MATCHED), found.count(Match.UNCERTAIN)
    return Done(job, count, matched, count - matched - uncertain, uncertain, gap_ms)
