"""Changes of the ad reads. Which words belong to an ad is a fact of the words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editor.transcript.document import AdKind, AdRead, Place, Transcript
from editor.transcript.patch import Patch, TableChange
from editor.transcript.words import AdId

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.transcript.document import Turn
    from editor.transcript.words import Word

EDGE_OF_EPISODE = 0.1
"""An ad within the first tenth of the words is proposed as pre-roll, in the last as post-roll."""


def mark_ad(
    document: Transcript,
    first: Place,
    last: Place,
    kind: AdKind | None = None,
    sponsor: str = "",
) -> Patch:
    """Mark the words from `first` to `last`, both included, as one ad read.

    Words of other ad reads in between change over to the new one; an ad read that loses all its
    words is dropped. Without a `kind`, the place in the episode proposes one.
    """
    new = AdId(max((row.id for row in document.ads), default=0) + 1)
    row = AdRead(new, kind or likely_kind(document, first, last), sponsor)
    return _remark(document, first, last, lambda _: new, (*document.ads, row), "Mark ad read")


def unmark_ad(document: Transcript, ad: AdId) -> Patch:
    """Make an ad read ordinary text again."""
    span = next((span for span in document.ad_spans if span.ad.id == ad), None)
    if span is None:
        return Patch(0, (), (), _without(document, ad), "Unmark ad read")
    return _remark(
        document,
        span.first,
        span.last,
        lambda word: None if word.ad == ad else word.ad,
        document.ads,
        "Unmark ad read",
    )


def resize_ad(document: Transcript, ad: AdId, first: Place, last: Place) -> Patch:
    """Make an ad read reach from `first` to `last`, both included."""
    span = next(span for span in document.ad_spans if span.ad.id == ad)
    low, high = min(first, span.first), max(last, span.last)

    def owner(place: Place, word: Word) -> AdId | None:
        if first <= place <= last:
            return ad
        return None if word.ad == ad else word.ad

    return _remark_by_place(document, low, high, owner, document.ads, "Resize ad read")


def describe_ad(document: Transcript, ad: AdId, kind: AdKind, sponsor: str) -> Patch:
    """Say what kind of ad read it is, and whose."""
    rows = tuple(
        row._replace(kind=kind, sponsor=sponsor.strip()) if row.id == ad else row
        for row in document.ads
    )
    tables = TableChange(document.tables, document.tables._replace(ads=rows))
    return Patch(0, (), (), tables, "Describe ad read")


def ad_of_selection(document: Transcript, first: Place, last: Place) -> AdId | None:
    """The ad read that holds every word from `first` to `last`, or None."""
    owners = {
        word.ad
        for index in range(first.turn, last.turn + 1)
        for w, word in enumerate(document.turns[index].words)
        if first <= Place(index, w) <= last
    }
    return owners.pop() if len(owners) == 1 else None


def likely_kind(document: Transcript, first: Place, last: Place) -> AdKind:
    """What the place in the episode suggests: pre-roll, mid-roll or post-roll."""
    total = max(1, document.word_count)
    before = sum(len(turn.words) for turn in document.turns[: first.turn]) + first.word
    after = total - sum(len(turn.words) for turn in document.turns[: last.turn]) - last.word - 1
    if before <= total * EDGE_OF_EPISODE:
        return AdKind.PRE_ROLL
    return AdKind.POST_ROLL if after <= total * EDGE_OF_EPISODE else AdKind.MID_ROLL


def _remark(
    document: Transcript,
    first: Place,
    last: Place,
    owner: Callable[[Word], AdId | None],
    rows: tuple[AdRead, ...],
    label: str,
) -> Patch:
    return _remark_by_place(document, first, last, lambda _, word: owner(word), rows, label)


def _remark_by_place(
    document: Transcript,
    first: Place,
    last: Place,
    owner: Callable[[Place, Word], AdId | None],
    rows: tuple[AdRead, ...],
    label: str,
) -> Patch:
    old = document.turns[first.turn : last.turn + 1]
    new = tuple(
        _remarked(turn, index, first, last, owner)
        for index, turn in enumerate(old, start=first.turn)
    )
    changed = document.turns[: first.turn] + new + document.turns[last.turn + 1 :]
    alive = {word.ad for turn in changed for word in turn.words}
    kept = document.tables._replace(ads=tuple(row for row in rows if row.id in alive))
    tables = TableChange(document.tables, kept) if kept != document.tables else None
    return Patch(first.turn, old, new, tables, label)


def _remarked(
    turn: Turn,
    index: int,
    first: Place,
    last: Place,
    owner: Callable[[Place, Word], AdId | None],
) -> Turn:
    words = tuple(
        word._replace(ad=owner(Place(index, w), word)) if first <= Place(index, w) <= last else word
        for w, word in enumerate(turn.words)
    )
    return replace(turn, words=words) if words != turn.words else turn


def _without(document: Transcript, ad: AdId) -> TableChange:
    rows = tuple(row for row in document.ads if row.id != ad)
    return TableChange(document.tables, document.tables._replace(ads=rows))
