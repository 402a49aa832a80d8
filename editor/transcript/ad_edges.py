"""Moving the edges of an ad read: by a word, by a sentence, or to a moment in the sound."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.ads import resize_ad
from editor.transcript.document import Place
from editor.transcript.hand_times import Edge
from editor.transcript.patch import Caret, Patch
from editor.transcript.sentences import ends_sentence
from editor.transcript.timeline import offset_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editor.transcript.document import AdSpan, Transcript
    from editor.transcript.words import AdId


class HeardSpan(NamedTuple):
    """From where to where the words of an ad read are heard, in ms.

    Silence and music around the words are not in it; `editor.transcript.cut.ad_times` says how
    much of those goes with the ad when it is cut out.
    """

    start: int
    end: int


def heard_span(document: Transcript, span: AdSpan) -> HeardSpan | None:
    """Where an ad read is heard; None when none of its words has times."""
    timed = [
        word
        for turn in document.turns[span.first.turn : span.last.turn + 1]
        for word in turn.words
        if word.ad == span.ad.id and word.timed
    ]
    if not timed:
        return None
    return HeardSpan(min(word.start for word in timed), max(word.end for word in timed))


def span_of(document: Transcript, ad: AdId | None) -> AdSpan | None:
    """Where an ad read stands; None when it has no words."""
    return next((span for span in document.ad_spans if span.ad.id == ad), None)


def step_edge(
    document: Transcript, ad: AdId, edge: Edge, by: int, *, sentence: bool = False
) -> Patch | None:
    """Move an edge of an ad read by a word, or to the next end of a sentence.

    Words of a neighbouring ad read that come in change over; an ad read keeps at least one word.

    Args:
        document: The document.
        ad: The ad read.
        edge: Its start or its end.
        by: 1 to move the edge forwards in the text, -1 to move it back.
        sentence: Whether it moves on until the ad begins or ends with a whole sentence.

    Returns:
        The change, with the caret at the edge; None where there is no room.
    """
    span = span_of(document, ad)
    if span is None:
        return None
    here = span.first if edge is Edge.START else span.last
    places = _onwards(document, here, by)
    target = next((p for p in places if not sentence or _is_edge(document, p, edge)), None)
    return None if target is None else _moved(document, span, edge, target)


def drag_edge(document: Transcript, ad: AdId, edge: Edge, moment: int) -> Patch | None:
    """Put an edge of an ad read to the word edge nearest to `moment` (ms)."""
    span = span_of(document, ad)
    target = EdgeStops(document, ad, edge).place_near(moment)
    return None if span is None or target is None else _moved(document, span, edge, target)


class EdgeStops:
    """The word edges that an edge of an ad read may be dragged to."""

    def __init__(self, document: Transcript, ad: AdId, edge: Edge) -> None:
        span = span_of(document, ad)
        starts = edge is Edge.START
        self._stops = sorted(
            (word.start if starts else word.end, place)
            for place, word in document.places()
            if span and word.timed and (place <= span.last if starts else place >= span.first)
        )

    def moment_near(self, moment: int) -> int:
        """The edge of a word nearest to `moment`, both in ms."""
        at = self._nearest(moment)
        return moment if at is None else self._stops[at][0]

    def place_near(self, moment: int) -> Place | None:
        """The word with that edge; None when no word has times."""
        at = self._nearest(moment)
        return None if at is None else self._stops[at][1]

    def _nearest(self, moment: int) -> int | None:
        if not self._stops:
            return None
        right = bisect_left(self._stops, (moment,))
        around = range(max(0, right - 1), min(right + 1, len(self._stops)))
        return min(around, key=lambda at: abs(self._stops[at][0] - moment))


def _moved(document: Transcript, span: AdSpan, edge: Edge, target: Place) -> Patch | None:
    first, last = (target, span.last) if edge is Edge.START else (span.first, target)
    if first > last:
        return None
    turn = document.turns[target.turn]
    offset = offset_of(turn, target.word)
    if edge is Edge.END:
        offset += len(turn.words[target.word].text)
    return replace(resize_ad(document, span.ad.id, first, last), caret=Caret(target.turn, offset))


def _onwards(document: Transcript, place: Place, by: int) -> Iterator[Place]:
    """The places after (`by` 1) or before (-1) a place, turn by turn."""
    turn, word = place.turn, place.word + by
    while 0 <= turn < len(document.turns):
        while 0 <= word < len(document.turns[turn].words):
            yield Place(turn, word)
            word += by
        turn += by
        if 0 <= turn < len(document.turns):
            word = 0 if by > 0 else len(document.turns[turn].words) - 1


def _is_edge(document: Transcript, place: Place, edge: Edge) -> bool:
    """Whether a sentence begins or ends with the word; every turn ends one."""
    words = document.turns[place.turn].words
    if edge is Edge.START:
        return place.word == 0 or ends_sentence(words[place.word - 1].text)
    return place.word == len(words) - 1 or ends_sentence(words[place.word].text)
