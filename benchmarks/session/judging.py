"""Which planted errors a list of doubts points at, and which doubts point at nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from editor.review.spelling import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.damage import DamagedTranscript
    from editor.review.doubts import Doubt
    from editor.transcript.document import Transcript

WORD_ERRORS = ("substituted", "deleted", "inserted")
"""Errors of single words; the others are of whole lines."""


PASSAGE, BESIDE = 5, 2
"""So many words are a passage; so many words beside its place it may be proposed."""


class Planted(NamedTuple):
    """An error in the text: tokens `start` to `stop` - 1, or what is missing before `start`.

    Attributes:
        kind: As in `benchmarks.damage.Token`, or "deleted" or "missing".
        start: Index of the first token.
        stop: Index behind the last token; `start` where words are missing.
        truth: Indices of the spoken words that belong there.
    """

    kind: str
    start: int
    stop: int
    truth: tuple[int, ...]


class Pointed(NamedTuple):
    """A doubt by the tokens of the text: those in question, and how many words it proposes."""

    start: int
    stop: int
    proposed: int
    kind: str


@dataclass(frozen=True)
class Judgement:
    """What a list of doubts is worth.

    Attributes:
        planted: How many errors there are, by kind.
        found: How many of them a doubt points at, by kind.
        false_alarms: Doubts that point at no error, by the doubt's kind.
        words: How many words the text has.
    """

    planted: dict[str, int]
    found: dict[str, int]
    false_alarms: dict[str, int]
    words: int

    @property
    def queued_percent(self) -> float:
        """The share of word errors that a doubt points at."""
        total = sum(self.planted.get(kind, 0) for kind in WORD_ERRORS)
        return 100 * sum(self.found.get(kind, 0) for kind in WORD_ERRORS) / max(1, total)

    @property
    def false_per_100(self) -> float:
        """False alarms per 100 words of text."""
        return 100 * sum(self.false_alarms.values()) / max(1, self.words)


def pointed_at(document: Transcript, doubts: Iterable[Doubt]) -> list[Pointed]:
    """Doubts by the tokens of the text."""
    bases, count = {}, 0
    for turn in document.turns:
        bases[turn.id] = count
        count += len(turn.words)
    return [
        Pointed(
            bases[doubt.anchor.turn] + doubt.anchor.start,
            bases[doubt.anchor.turn] + doubt.anchor.stop,
            len(doubt.proposal or ()),
            doubt.kind.value,
        )
        for doubt in doubts
    ]


def planted_errors(damaged: DamagedTranscript, spoken: int) -> list[Planted]:
    """Every error of a damaged text, in order; `spoken` is how many words were spoken."""
    errors: list[Planted] = []
    at = 0
    for kind, group in groupby(damaged.tokens, key=lambda token: _run_kind(token.kind, token)):
        tokens = list(group)
        name = kind[0]
        if name in ("repeated", "unspoken ad"):
            errors.append(Planted(name, at, at + len(tokens), ()))
        elif name != "same":
            for offset, token in enumerate(tokens):
                truth = () if token.spoken is None else (token.spoken,)
                errors.append(Planted(name, at + offset, at + offset + 1, truth))
        at += len(tokens)
    return sorted([*errors, *_gaps(damaged, spoken)], key=lambda e: (e.start, e.stop))


def _run_kind(kind: str, _token: object) -> tuple[str]:
    return (kind,)


def _gaps(damaged: DamagedTranscript, spoken: int) -> Iterable[Planted]:
    last = -1
    places = [(at, t.spoken) for at, t in enumerate(damaged.tokens) if t.kind != "repeated"]
    for at, index in [*places, (len(damaged.tokens), spoken)]:
        if index is None:
            continue
        lost = tuple(range(last + 1, index))
        first, final = damaged.missing or (-1, -2)
        stretch = tuple(i for i in lost if first <= i <= final)
        single = tuple(i for i in lost if not first <= i <= final)
        if stretch:
            yield Planted("missing", at, at, stretch)
        if single:
            yield Planted("deleted", at, at, single)
        last = max(last, index)


def judge(
    damaged: DamagedTranscript, errors: Sequence[Planted], doubts: Sequence[Pointed]
) -> Judgement:
    """Hold doubts against the planted errors."""
    texts = [key(token.text) for token in damaged.tokens]
    planted: dict[str, int] = {}
    found: dict[str, int] = {}
    innocent = set(range(len(doubts)))
    for error in errors:
        planted[error.kind] = planted.get(error.kind, 0) + 1
        hits = {n for n, doubt in enumerate(doubts) if points_at(doubt, error, texts)}
        innocent -= hits
        found[error.kind] = found.get(error.kind, 0) + bool(hits)
    alarms: dict[str, int] = {}
    for n in innocent:
        alarms[doubts[n].kind] = alarms.get(doubts[n].kind, 0) + 1
    return Judgement(planted, found, alarms, len(texts))


def points_at(doubt: Pointed, error: Planted, texts: Sequence[str]) -> bool:
    """Whether a doubt asks about an error.

    Of a word that stands there twice either may be the one too many. Where words are missing, a
    doubt of the words beside the gap counts only if it proposes more words than there are; of a
    missing passage it is right too if it proposes a passage a word or two beside the place.
    """
    if error.kind == "missing" and doubt.proposed - (doubt.stop - doubt.start) >= PASSAGE:
        return doubt.start - BESIDE <= error.start <= doubt.stop + BESIDE
    if error.start == error.stop:
        inside = doubt.start < error.start < doubt.stop
        grows = doubt.proposed > doubt.stop - doubt.start
        return inside or (grows and doubt.start <= error.start <= doubt.stop)
    if doubt.start < error.stop and error.start < doubt.stop:
        return True
    return error.kind in ("inserted", "repeated") and _is_its_twin(doubt, error, texts)


def _is_its_twin(doubt: Pointed, error: Planted, texts: Sequence[str]) -> bool:
    length = error.stop - error.start
    line = texts[error.start : error.stop]
    return any(
        doubt.start < at + length and at < doubt.stop and texts[at : at + length] == line
        for at in (error.start - length, error.stop)
        if at >= 0
    )
