"""Accepting doubts: the change of the document that each proposes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from editor.review.doubts import Kind
from editor.review.known import same_mistake
from editor.review.scoring import is_name
from editor.review.spelling import key
from editor.review.wording import written
from editor.transcript.asides import mark_asides
from editor.transcript.document import Place
from editor.transcript.patch import Caret, Patch
from editor.transcript.retime import retime, settle
from editor.transcript.text_edits import split_turn
from editor.transcript.timeline import offset_of
from editor.transcript.words import Match, Timing, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from editor.alignment.aligner import HeardWord
    from editor.review.doubts import Doubt
    from editor.transcript.document import Transcript, Turn
    from editor.transcript.words import AdId

HEARD_CONFIDENCE = 80
"""Percent of confidence in the times of words that the model wrote down itself."""

Edit = tuple[int, int, tuple[str, ...], tuple["HeardWord", ...]]
"""Words `start` to `stop` - 1 of a turn become these texts, heard at those times."""


def accept(document: Transcript, doubt: Doubt) -> Patch | None:
    """The change that a doubt proposes; None when there is nothing to accept any more."""
    index = document.index_of.get(doubt.anchor.turn)
    if index is None or not doubt.acceptable:
        return None
    turn, start = document.turns[index], doubt.anchor.start
    if doubt.splits:
        return _split(document, index, doubt) if start else None
    if doubt.marks:
        return mark_fillers(document, [doubt])
    patch = change(document, {index: [_edit(doubt)]}, _label(doubt))
    offset = offset_of(turn, start)
    before = Caret(index, offset)
    length = sum(map(len, doubt.proposal or ())) + max(0, len(doubt.proposal or ()) - 1)
    after = Caret(patch.at, offset + length) if len(patch.new) == len(patch.old) else None
    return replace(patch, caret=after, caret_before=before)


def _split(document: Transcript, index: int, doubt: Doubt) -> Patch:
    """Begin a new turn; of the speaker whose voice was recognised, if one was."""
    offset = offset_of(document.turns[index], doubt.anchor.start)
    patch = split_turn(document, index, offset)
    first, second = patch.new
    known = document.speaker(doubt.speaker)
    return replace(patch, new=(first, replace(second, speaker=known.id))) if known else patch


def accept_everywhere(
    document: Transcript, doubt: Doubt, doubts: Iterable[Doubt]
) -> tuple[Patch, int] | None:
    """The same change wherever it is proposed, as one step, and in how many places.

    A name is changed wherever it stands, whatever was heard there: names are said in one way only.
    """
    if doubt.proposal is None or doubt.anchor.turn not in document.index_of:
        return None
    if doubt.marks:
        alike = [other for other in doubts if other.marks and _alike(doubt, other)]
        return (mark_fillers(document, alike), len(alike)) if alike else None
    edits: dict[int, list[Edit]] = defaultdict(list)
    old, new = _keys(doubt.given), _keys(doubt.proposal)
    for other in doubts:
        same = _keys(other.given) == old and _keys(other.proposal or ()) == new
        same = same or same_mistake(doubt, other)
        if same and other.proposal is not None and other.anchor.turn in document.index_of:
            edits[document.index_of[other.anchor.turn]].append(_edit(other))
    # Known mistakes are all found, apart from those that somebody wanted to keep.
    if doubt.kind is not Kind.KNOWN_MISTAKE and _is_a_name(document, doubt):
        _add_all(document, doubt, edits)
    count = sum(map(len, edits.values()))
    return (change(document, edits, f"Accept in {count} places"), count) if count else None


def mark_fillers(document: Transcript, doubts: Iterable[Doubt]) -> Patch:
    """Mark the words of these doubts as asides, as one step."""
    places = [
        Place(document.index_of[doubt.anchor.turn], at)
        for doubt in doubts
        if doubt.anchor.turn in document.index_of
        for at in range(doubt.anchor.start, doubt.anchor.stop)
    ]
    return mark_asides(document, places)


def _alike(doubt: Doubt, other: Doubt) -> bool:
    return _keys(doubt.given) == _keys(other.given)


def change(document: Transcript, edits: Mapping[int, Sequence[Edit]], label: str) -> Patch:
    """One patch that makes edits in several turns. A turn that loses all its words goes."""
    first, last = min(edits), max(edits)
    old = document.turns[first : last + 1]
    new = []
    for index, turn in enumerate(old, start=first):
        changed = _edited(turn, edits[index]) if index in edits else turn
        if changed.words or not turn.words:
            new.append(changed)
    if not new and len(old) == len(document.turns):
        new = [replace(old[0], words=())]
    return Patch(first, old, tuple(new), label=label)


def _label(doubt: Doubt) -> str:
    known = doubt.kind is Kind.KNOWN_MISTAKE
    return "Correct a known mistake" if known else "Accept what was heard"


def _keys(texts: Sequence[str]) -> list[str]:
    return [key(text) for text in texts]


def _edit(doubt: Doubt) -> Edit:
    return doubt.anchor.start, doubt.anchor.stop, doubt.proposal or (), doubt.heard


def _is_a_name(document: Transcript, doubt: Doubt) -> bool:
    turn = document.turns[document.index_of[doubt.anchor.turn]]
    return bool(doubt.given and doubt.proposal) and all(
        is_name(turn.words, at) for at in range(doubt.anchor.start, doubt.anchor.stop)
    )


def _add_all(document: Transcript, doubt: Doubt, edits: dict[int, list[Edit]]) -> None:
    """Every other place where the words in question stand, in the same writing."""
    old, length = _keys(doubt.given), len(doubt.given)
    for index, turn in enumerate(document.turns):
        keys = [key(word.text) for word in turn.words]
        taken = {at for start, stop, *_ in edits.get(index, ()) for at in range(start, stop)}
        at = 0
        while at + length <= len(keys):
            there = turn.words[at : at + length]
            same = keys[at : at + length] == old and there[0].text[:1].isupper()
            if same and taken.isdisjoint(range(at, at + length)):
                given = [word.text for word in there]
                texts = written(doubt.proposal or (), given, "", "")
                edits[index].append((at, at + length, texts, ()))
                at += length
            else:
                at += 1


def _edited(turn: Turn, edits: Sequence[Edit]) -> Turn:
    words = list(turn.words)
    for start, stop, texts, heard in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        words[start:stop] = _new_words(words, start, stop, texts, heard)
    return replace(turn, words=settle(tuple(words)))


def _new_words(
    words: Sequence[Word], start: int, stop: int, texts: Sequence[str], heard: Sequence[HeardWord]
) -> list[Word]:
    old = words[start:stop]
    ad = _ad_at(words, start, stop)
    if len(texts) == len(old) and (not heard or any(w.timing is Timing.HAND for w in old)):
        return [
            word if word.text == text else word.corrected(text)
            for word, text in zip(old, texts, strict=True)
        ]
    if not heard:
        return list(retime(old, texts)[0]) if old else [Word(text, ad=ad) for text in texts]
    if len(heard) == len(texts):
        return [
            Word(text, word.start, word.end, Timing.MEASURED, HEARD_CONFIDENCE, ad,
                 Match.MATCHED, word.likelihood)
            for text, word in zip(texts, heard, strict=True)
        ]  # fmt: skip
    return _shared(texts, heard, ad)


def _shared(texts: Sequence[str], heard: Sequence[HeardWord], ad: AdId | None) -> list[Word]:
    """Other words than were heard share the time of those."""
    start, end = heard[0].start, heard[-1].end
    edges = [start + (end - start) * k // max(1, len(texts)) for k in range(len(texts) + 1)]
    return [
        Word(text, edges[k], edges[k + 1], Timing.ESTIMATED, 0, ad) for k, text in enumerate(texts)
    ]


def _ad_at(words: Sequence[Word], start: int, stop: int) -> AdId | None:
    if stop > start:
        return words[start].ad
    if start:
        return words[start - 1].ad
    return words[0].ad if words else None
