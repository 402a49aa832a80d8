"""From placed slots to what is reported: status, confidence, differences."""

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
from editor.alignment.audio import Span
from editor.alignment.forced import Said
from editor.alignment.normalise import spoken
from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.alignment.forced import Placed

MAX_REPLACED = 5
"""So many given words may be a mishearing; more of them, all unlike, are another text."""
_ALMOST = 0.8  # From here on a difference is one of spelling.
_PAUSE_MS = 700  # A pause of that length ends a segment of written-down speech.
_LONGEST_SEGMENT_MS = 15_000


def judged(placed: Placed) -> list[tuple[int, WordTime]]:
    """What is reported about each given word of a slot: its index and its time."""
    if placed.said is Said.HEARD:
        return _replaced(placed)
    out: list[tuple[int, WordTime]] = []
    for word, span in zip(placed.slot.given, placed.words, strict=True):
        if span is None or not (
            placed.slot.heard or placed.decided or _fills(word.text, span, placed)
        ):
            out.append((word.number, WITHOUT_SOUND))
            continue
        match = Match.MATCHED if placed.slot.heard else Match.UNCERTAIN
        out.append((word.number, _time(placed, span, match)))
    return out


def _time(placed: Placed, span: Span, match: Match) -> WordTime:
    return WordTime(span.start, span.end, placed.confidence, match, likelihood(placed))


def _fills(text: str, span: Span, placed: Placed) -> bool:
    # Attention had to put it somewhere: a word that is not there gets no time of its own.
    need = 25 * sum(len(part) for part in spoken(text))
    return span.length >= need and placed.probability > 0.3


def _replaced(placed: Placed) -> list[tuple[int, WordTime]]:
    """Given words in whose place something else was heard: the time of what was heard there."""
    slot = placed.slot
    partner = {g: [h for k, h in slot.pairs if k == g] for g, _ in slot.pairs}
    if not partner and len(slot.given) > MAX_REPLACED:
        return [(word.number, WITHOUT_SOUND) for word in slot.given]
    match = Match.MATCHED if slot.similarity >= _ALMOST else Match.UNCERTAIN
    out: list[tuple[int, WordTime]] = []
    for k, word in enumerate(slot.given):
        spans = [placed.words[h] for h in partner.get(k, ())]
        there = [span for span in spans if span]
        if there:
            span = Span(there[0].start, there[-1].end)
            out.append((word.number, _time(placed, span, match)))
        elif partner or not placed.span:
            out.append((word.number, WITHOUT_SOUND))
        else:
            span = _share(placed.span, k, len(slot.given))
            time = _time(placed, span, Match.UNCERTAIN)
            out.append((word.number, time._replace(confidence=min(30, time.confidence))))
    return out


def _share(span: Span, k: int, count: int) -> Span:
    return Span(span.start + span.length * k // count, span.start + span.length * (k + 1) // count)


def likelihood(placed: Placed) -> int:
    """How likely the given text is what is said, percent."""
    slot = placed.slot
    if slot.same:
        sure = sum(word.probability for word in slot.heard) / len(slot.heard)
        side_worth = 1.0 if placed.said is Said.GIVEN else 0.6
        return round(100 * slot.similarity * side_worth * (0.5 + 0.5 * sure))
    if placed.said is Said.HEARD:
        return round(30 * slot.similarity)
    return 55 if slot.heard else 35


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of consecutive numbers: first, and how many. `numbers` rise."""
    out: list[tuple[int, int]] = []
    for number in numbers:
        if out and sum(out[-1]) == number:
            out[-1] = (out[-1][0], out[-1][1] + 1)
        else:
            out.append((number, 1))
    return out


def differences(job: int, placed: Sequence[Placed]) -> Iterator[Heard]:
    """Speech that the text lacks, and words that were heard differently, in order of sound."""
    run: list[Placed] = []
    before = -1
    for one in placed:
        kind = _difference(one)
        if run and (kind != SPEECH_WITHOUT_TEXT):
            yield _gap(job, run, before)
            run = []
        if kind == SPEECH_WITHOUT_TEXT:
            run.append(one)
        elif kind == HEARD_DIFFERENTLY:
            yield _different(job, one)
        if one.slot.given:
            before = one.slot.given[-1].number
    if run:
        yield _gap(job, run, before)


def _difference(placed: Placed) -> str:
    if placed.said is not Said.HEARD or not placed.span:
        return ""
    replaced = placed.slot.given and (placed.slot.pairs or len(placed.slot.given) <= MAX_REPLACED)
    if not replaced:
        return SPEECH_WITHOUT_TEXT
    return HEARD_DIFFERENTLY if placed.slot.similarity < _ALMOST else ""


def heard_words(placed: Placed) -> list[HeardWord]:
    """The heard words of a slot that are spoken, with their times."""
    return [
        HeardWord(word.text, span.start, span.end, round(100 * word.probability))
        for word, span in zip(placed.slot.heard, placed.words, strict=True)
        if span
    ]


def _gap(job: int, run: list[Placed], before: int) -> Heard:
    words = tuple(word for one in run for word in heard_words(one))
    first = before + 1
    return Heard(job, SPEECH_WITHOUT_TEXT, words[0].start, words[-1].end, words, first, before)


def _different(job: int, one: Placed) -> Heard:
    words = tuple(heard_words(one))
    first, last = one.slot.given[0].number, one.slot.given[-1].number
    return Heard(job, HEARD_DIFFERENTLY, words[0].start, words[-1].end, words, first, last)


def is_gap(heard: Heard) -> bool:
    """Whether it is speech that the text lacks."""
    return heard.kind == SPEECH_WITHOUT_TEXT


def segments(placed: Sequence[Placed]) -> tuple[Segment, ...]:
    """Written-down words, parted at pauses and where a part gets long."""
    parts: list[list[HeardWord]] = []
    for word in (word for one in placed for word in heard_words(one)):
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
    found = [time.match for one in placed for _, time in judged(one)]
    matched, uncertain = found.count(Match.MATCHED), found.count(Match.UNCERTAIN)
    return Done(job, count, matched, count - matched - uncertain, uncertain, gap_ms)
