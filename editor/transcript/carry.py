"""Undo and redo without losing what alignment has found out in between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editor.transcript.patch import Patch, StalePatchError, same_but_for_times
from editor.transcript.retime import settle
from editor.transcript.textdiff import diff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.transcript.document import Transcript, Turn
    from editor.transcript.words import Word


def rebase(patch: Patch, document: Transcript) -> Patch:
    """A recorded patch, made fit for a document whose times have moved since.

    Words that the patch leaves alone keep today's times; words that it brings back take the times
    they had, clamped between their neighbours. Times that the patch itself changed (set by hand)
    are put back exactly.

    Raises:
        StalePatchError: More than times has changed since the patch was recorded.
    """
    there = document.turns[patch.at : patch.at + len(patch.old)]
    if there == patch.old:
        return patch
    if not same_but_for_times(there, patch.old):
        raise StalePatchError("the text has changed since this step was recorded")
    words = _carried(_flat(there), _flat(patch.old), _flat(patch.new))
    new, start = [], 0
    for turn in patch.new:
        stop = start + len(turn.words)
        new.append(replace(turn, words=settle(tuple(words[start:stop]))))
        start = stop
    return replace(patch, old=there, new=tuple(new))


def _carried(now: Sequence[Word], old: Sequence[Word], new: Sequence[Word]) -> list[Word]:
    words: list[Word] = []
    for span in diff([word.text for word in old], [word.text for word in new]):
        wanted = new[span.j1 : span.j2]
        if not span.is_slotwise:
            words += wanted
            continue
        triples = zip(now[span.i1 : span.i2], old[span.i1 : span.i2], wanted, strict=True)
        words += [_one(*triple, equal=span.equal) for triple in triples]
    return words


def _one(now: Word, old: Word, new: Word, *, equal: bool) -> Word:
    if _times(old) != _times(new):
        return new  # the patch is about this word's times
    moved = new._replace(start=now.start, end=now.end, timing=now.timing, confidence=now.confidence)
    return moved._replace(match=now.match, likelihood=now.likelihood) if equal else moved


def _times(word: Word) -> tuple[int, ...]:
    return word.start, word.end, word.timing


def _flat(turns: Sequence[Turn]) -> list[Word]:
    return [word for turn in turns for word in turn.words]
