"""From placed slots to what is reported: status, confidence, differences."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from editor.alignment import confidence
from editor.alignment.aligner import (
    HEARD_ALIKE,
    HEARD_DIFFERENTLY,
    SPEECH_WITHOUT_TEXT,
    WITHOUT_SOUND,
    Done,
    Heard,
    HeardWord,
    Segment,
    WordTime,
)
from editor.alignment.forced import Said
from editor.alignment.normalise import spoken
from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.alignment.audio import Span
    from editor.alignment.forced import Placed
    from editor.alignment.listen import Rough

_ALMOST = 0.8  # From here on a difference is one of spelling.
_MS_PER_LETTER = 42
_PAUSE_MS = 700  # A pause of that length ends a segment of written-down speech.
_LONGEST_SEGMENT_MS = 15_000


def judged(placed: Placed) -> tuple[int, WordTime] | None:
    """What is reported about the given word of a slot, with its number; None without one."""
    given, span = placed.slot.given, placed.span
    if given is None:
        return None
    match = _status(placed)
    if span is None or match is Match.NO_SOUND:
        return given.number, WITHOUT_SOUND
    return given.number, WordTime(
        span.start, span.end, confidence.timing(placed), match, confidence.text(placed)
    )


def _status(placed: Placed) -> Match:
    slot = placed.slot
    if not placed.span:
        return Match.NO_SOUND
    if placed.said is Said.HEARD:
        return Match.MATCHED if slot.similarity >= _ALMOST else Match.UNCERTAIN
    if slot.heard:
        return Match.MATCHED
    return Match.UNCERTAIN if placed.decided or _fills(placed) else Match.NO_SOUND


def _fills(placed: Placed) -> bool:
    # Attention had to put it somewhere: a word that is not there gets hardly any time of its own.
    # Its probability tells nothing: what the model did not hear it finds unlikely in any case.
    text = placed.slot.given.text if placed.slot.given else ""
    need = _MS_PER_LETTER * sum(len(part) for part in spoken(text))
    return bool(placed.span and placed.span.length >= need)


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of consecutive numbers: first, and how many. `numbers` rise."""
    out: list[tuple[int, int]] = []
    for number in numbers:
        if out and sum(out[-1]) == number:
            out[-1] = (out[-1][0], out[-1][1] + 1)
        else:
            out.append((number, 1))
    return out


def differences(job: int, placed: Sequence[Placed], before: int = -1) -> Iterator[Heard]:
    """Speech that the text lacks, and words that were heard differently, in order of sound.

    Neighbours of one kind make one event. `before` is the last given word before all these.
    """
    for kind, group in groupby(placed, _difference):
        run = list(group)
        if kind:
            yield _event(job, kind, run, before)
        before = max((one.slot.given.number for one in run if one.slot.given), default=before)


def _difference(placed: Placed) -> str:
    given, heard = placed.slot.given, placed.slot.heard
    if not placed.span or not heard:
        return ""
    if placed.said is Said.HEARD and given is None:
        return SPEECH_WITHOUT_TEXT
    if placed.said is Said.HEARD and placed.slot.similarity < _ALMOST:
        return HEARD_DIFFERENTLY
    theirs = [part for word in heard for part in spoken(word.text)]
    return HEARD_ALIKE if given and list(spoken(given.text)) != theirs else ""


def heard_words(placed: Placed) -> list[HeardWord]:
    """The heard words of a slot that are spoken, with their times."""
    if placed.said is Said.GIVEN and placed.span:
        return _shared_out(placed.slot.heard, placed.span)
    return [
        HeardWord(word.text, span.start, span.end, round(100 * word.probability))
        for word, span in zip(placed.slot.heard, placed.words, strict=True)
        if span
    ]


def _shared_out(words: Sequence[Rough], span: Span) -> list[HeardWord]:
    """Heard words in the place of the given one that was looked for instead of them."""
    edges = [span.start + span.length * k // len(words) for k in range(len(words) + 1)]
    return [
        HeardWord(word.text, edges[k], edges[k + 1], round(100 * word.probability))
        for k, word in enumerate(words)
    ]


def _event(job: int, kind: str, run: list[Placed], before: int) -> Heard:
    words = tuple(word for one in run for word in heard_words(one))
    numbers = [one.slot.given.number for one in run if one.slot.given]
    first, last = (min(numbers), max(numbers)) if numbers else (before + 1, before)
    return Heard(job, kind, words[0].start, words[-1].end, words, first, last)


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
    found = [pair[1].match for one in placed if (pair := judged(one))]
    matched, uncertain = found.count(Match.MATCHED), found.count(Match.UNCERTAIN)
    return Done(job, count, matched, count - matched - uncertain, uncertain, gap_ms)
