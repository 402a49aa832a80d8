"""What the waveforms show of a document, as plain values."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from editor.transcript.ad_edges import EdgeStops, heard_span
from editor.transcript.document import Place
from editor.transcript.hand_times import Edge
from editor.transcript.timeline import Timeline, time_near
from editor.transcript.words import Match
from editor.ui.wave_values import Lane, Snap, Span, WordBox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from editor.transcript.document import SpeakerId, Transcript, Turn
    from editor.transcript.words import AdId

DOUBTFUL = (Match.NO_SOUND, Match.UNCERTAIN)


def lanes(document: Transcript) -> list[Lane]:
    """One stretch per turn that has times, in the colour of its speaker."""
    rows = {row.id: row for row in document.speakers}
    found = []
    for turn in document.turns:
        start, end = turn.start, turn.end
        if start is not None and end is not None:
            row = rows.get(turn.speaker) if turn.speaker is not None else None
            found.append(Lane(start, end, row.colour if row else None, row.name if row else ""))
    return found


def ad_spans(document: Transcript) -> list[Span]:
    """The ad reads that have times."""
    found = []
    for span in document.ad_spans:
        heard = heard_span(document, span)
        if heard:
            found.append(Span(*heard, f"Ad · {span.ad.kind.value}", span.ad.id))
    return found


def ad_snap(document: Transcript) -> Snap:
    """Where the edge of an ad read may be dragged to: edges of words."""

    @cache
    def stops(ad: AdId, edge: str) -> EdgeStops:
        return EdgeStops(document, ad, Edge(edge))

    return lambda ad, edge, ms: stops(ad, edge).moment_near(ms)


def times_of(document: Transcript, places: Iterable[Place]) -> list[int]:
    """Where these words are in the sound, ms; nothing for those that are nowhere."""
    times = (time_near(document, place) for place in places)
    return [time for time in times if time is not None]


def word_source(document: Transcript) -> Callable[[int, int], Sequence[WordBox]]:
    """The words between two moments (ms), found by turn so that a long document costs nothing."""
    colours = {row.id: row.colour for row in document.speakers}

    @cache
    def timeline() -> Timeline:
        # Not before somebody looks: of the documents that typing makes, few are drawn.
        return Timeline(document)

    def between(start: int, end: int) -> list[WordBox]:
        boxes = [
            box
            for index in timeline().turns_between(start, end)
            for box in _boxes(document.turns[index], index, start, end, colours)
        ]
        return sorted(boxes, key=lambda box: box.start)

    return between


def _boxes(
    turn: Turn, index: int, start: int, end: int, colours: dict[SpeakerId, int]
) -> Sequence[WordBox]:
    colour = colours.get(turn.speaker) if turn.speaker is not None else None
    return [
        WordBox(
            Place(index, w),
            word.start,
            word.end,
            word.text,
            colour,
            doubt=word.match in DOUBTFUL,
            ad=word.ad is not None,
        )
        for w, word in enumerate(turn.words)
        if word.timed and word.start <= end and word.end >= start
    ]
