"""What lies between two states of a document: shown before going back, and made into one patch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.patch import Patch, TableChange
from editor.transcript.retime import retime, settle
from editor.transcript.textdiff import diff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.transcript.document import Transcript, Turn


class Difference(NamedTuple):
    """A place where two documents read differently.

    Attributes:
        at: Index of the first turn concerned, in the document before.
        before: The turns as they read before, each "Name: text"; none where turns were added.
        after: The turns as they read afterwards; none where turns were removed.
    """

    at: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(before: Transcript, after: Transcript) -> tuple[Difference, ...]:
    """Where two documents read differently: text and speakers, in order. Times do not count.

    Turns that correspond one by one are told singly, others as one stretch.
    """
    old, new = _lines(before), _lines(after)
    found: list[Difference] = []
    for span in diff(old, new):
        if span.equal:
            continue
        if span.is_slotwise:
            pairs = zip(old[span.i1 : span.i2], new[span.j1 : span.j2], strict=True)
            found += [
                Difference(span.i1 + index, (left,), (right,))
                for index, (left, right) in enumerate(pairs)
                if left != right
            ]
        else:
            rows = tuple(old[span.i1 : span.i2]), tuple(new[span.j1 : span.j2])
            found.append(Difference(span.i1, *rows))
    return tuple(found)


def summary(before: Transcript, after: Transcript) -> str:
    """One sentence on how the document would change from the one to the other."""
    count = sum(max(len(row.before), len(row.after)) for row in differences(before, after))
    parts = []
    if count:
        parts.append(f"{_many(count, 'turn')} {'reads' if count == 1 else 'read'} differently")
    words = after.word_count - before.word_count
    if words:
        parts.append(f"{_many(abs(words), 'word')} {'more' if words > 0 else 'less'}")
    ads = len(after.ads) - len(before.ads)
    if ads:
        parts.append(f"{_many(abs(ads), 'ad read')} {'more' if ads > 0 else 'less'}")
    if parts:
        return f"Than now: {', '.join(parts)}."
    if before.turns == after.turns and before.tables == after.tables:
        return "The same as now."
    return "The same text as now; only times or ad reads differ."


def go_back(document: Transcript, wanted: Transcript, label: str) -> Patch:
    """A patch that makes the document what it was: turns, speakers, ad reads and times.

    Only what differs is in it, so that it stays small in the undo history. The language is not
    part of what a patch can change, and stays.
    """
    old, new = document.turns, wanted.turns
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    tables = None
    if document.tables != wanted.tables:
        tables = TableChange(document.tables, wanted.tables)
    return Patch(
        head, old[head : len(old) - tail], new[head : len(new) - tail], tables, label=label
    )


def with_known_times(wanted: Transcript, known: Transcript) -> Transcript:
    """An imported text with the times that its words have by now, where a turn still has its id.

    Words that have changed since get none, and are aligned again.
    """
    turns_now = {turn.id: turn for turn in known.turns}
    turns = tuple(
        _timed_like(turn, turns_now[turn.id]) if turn.id in turns_now else turn
        for turn in wanted.turns
    )
    return replace(wanted, turns=turns)


def _timed_like(turn: Turn, known: Turn) -> Turn:
    if any(word.timed for word in turn.words):
        return turn
    words, sources = retime(known.words, [word.text for word in turn.words])
    same = (
        word._replace(ad=None)
        if source is not None and known.words[source].text == word.text
        else word.without_times()._replace(ad=None)
        for word, source in zip(words, sources, strict=True)
    )
    return replace(turn, words=settle(tuple(same)))


def _lines(document: Transcript) -> Sequence[str]:
    names = {row.id: row.name for row in document.speakers}
    return [
        f"{names[turn.speaker]}: {turn.text}" if turn.speaker is not None else turn.text
        for turn in document.turns
    ]


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
