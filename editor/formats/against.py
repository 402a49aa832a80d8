"""Whether a caption file says what a project says: words, speakers and times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.cue_options import AdPolicy, CueOptions, Unspoken, Wording
from editor.formats.file_problem import FileProblem
from editor.formats.long_diff import long_diff
from editor.formats.srt_read import GUARD
from editor.formats.strip import shown_of
from editor.transcript.cut import cut_document, cut_spans
from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.formats.cue_files import FileCue
    from editor.transcript.document import Transcript
    from editor.transcript.textdiff import Span

LATE_MS, EARLY_MS = 500, 1500
"""How far a cue may start after or before its first word is spoken. (BBC: no more than 1.5 s
early; later than half a second is felt as late.)"""
_SHOWN_WORDS = 12
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")


class _Said(NamedTuple):
    """A word of one side; on the file's side `cue` is the index of its cue."""

    text: str
    speaker: str
    start: int | None
    cue: int


@dataclass(frozen=True)
class _Comparison:
    wanted: list[_Said]
    found: list[_Said]
    spans: list[Span]

    @property
    def differences(self) -> int:
        """How many words are lost or added."""
        return sum(s.i2 - s.i1 + s.j2 - s.j1 for s in self.spans if not s.equal)


def against_document(
    cues: Sequence[FileCue], document: Transcript, options: CueOptions | None = None
) -> list[FileProblem]:
    """Words lost or added, cues far from their words, other speakers.

    Args:
        cues: As read from the file.
        document: What it should say.
        options: What was left out on purpose. If that is not known, whichever of the ways to
            export comes closest is what the file is compared with.
    """
    found = [
        _Said(_normal(word), speaker or "", None, index)
        for index, cue in enumerate(cues)
        for speaker, text in cue.parts
        for word in text.split()
    ]
    first = _first_times(cues)
    ways = [_wanted(document, options)] if options else _ways(document)
    best = min(
        (_compared(wanted, found) for wanted in ways),
        key=lambda row: (row.differences, _misses(row, first)),
    )
    return [
        *_words(best, len(cues)),
        *_times(best, first),
        *(_speakers(best) if any(word.speaker for word in found) else ()),
    ]


def _ways(document: Transcript) -> Iterator[list[_Said]]:
    """What a file may say, by ad policy, and with or without unspoken words and fillers."""
    marked = any(word.aside for _, word in document.places())
    silent = any(word.match is Match.NO_SOUND for _, word in document.places())
    cut = cut_document(document, cut_spans(document)) if document.ads else document
    heard = Unspoken if silent else (Unspoken.KEEP,)
    for unspoken, wording in product(heard, Wording if marked else (Wording.VERBATIM,)):
        for policy in (AdPolicy.KEEP, AdPolicy.OMIT) if document.ads else (AdPolicy.KEEP,):
            yield _wanted(document, CueOptions(policy, unspoken, wording=wording))
        if document.ads:
            yield _wanted(cut, CueOptions(AdPolicy.KEEP, unspoken, wording=wording))


def _wanted(document: Transcript, options: CueOptions) -> list[_Said]:
    names = {row.id: " ".join(row.name.split()) for row in document.speakers}
    return [
        _Said(
            _normal(word.text),
            names.get(turn.speaker, "") if turn.speaker is not None else "",
            word.start if word.timed else None,
            -1,
        )
        for turn in document.turns
        for _, word in shown_of(turn, options)
    ]


def _normal(word: str) -> str:
    """A word as every format can hold it."""
    return _FORBIDDEN.sub("\ufffd", word.replace(GUARD, "").replace("-->", "\u2192"))


def _compared(wanted: list[_Said], found: list[_Said]) -> _Comparison:
    spans = long_diff([word.text for word in wanted], [word.text for word in found])
    return _Comparison(wanted, found, spans)


def _first_times(cues: Sequence[FileCue]) -> list[int | None]:
    return [cue.start for cue in cues]


def _misses(row: _Comparison, starts: Sequence[int | None]) -> int:
    """How many cues are far from their words: tells "omit" from "cut"."""
    return sum(1 for _ in _times(row, starts))


def _words(row: _Comparison, cue_count: int) -> Iterator[FileProblem]:
    for span in row.spans:
        if span.equal:
            continue
        lost, added = row.wanted[span.i1 : span.i2], row.found[span.j1 : span.j2]
        near = min(span.j1, len(row.found) - 1)
        cue = row.found[near].cue if row.found else None
        if lost and added:
            message = f"“{_shown(added)}” should be “{_shown(lost)}”."
            yield FileProblem("changed-words", message, cue)
        elif lost:
            yield FileProblem("lost-words", f"Missing from the file: “{_shown(lost)}”.", cue)
        else:
            yield FileProblem("added-words", f"Not in the project: “{_shown(added)}”.", cue)


def _shown(words: Sequence[_Said]) -> str:
    text = " ".join(word.text for word in words[:_SHOWN_WORDS])
    return text + (f" … ({len(words)} words)" if len(words) > _SHOWN_WORDS else "")


def _pairs(row: _Comparison) -> Iterator[tuple[_Said, _Said]]:
    for span in row.spans:
        if span.equal:
            yield from zip(row.wanted[span.i1 : span.i2], row.found[span.j1 : span.j2], strict=True)


def _times(row: _Comparison, starts: Sequence[int | None]) -> Iterator[FileProblem]:
    """Cues whose first known word is spoken at quite another time."""
    seen = {word.cue: n for n, word in reversed(list(enumerate(row.found)))}
    place = {id(found): wanted for wanted, found in _pairs(row)}
    for cue, n in sorted(seen.items()):
        start, wanted = starts[cue], place.get(id(row.found[n]))
        if start is None or wanted is None or wanted.start is None:
            continue
        off = start - wanted.start
        if off > LATE_MS or off < -EARLY_MS:
            how = f"{abs(off) / 1000:.1f} s {'after' if off > 0 else 'before'}"
            message = f"The cue starts {how} its first word “{wanted.text}”."
            yield FileProblem("timing-off", message, cue)


def _key(name: str) -> str:
    """A name as every format can hold it: some have no commas, some shout."""
    return " ".join(_normal(name).replace(",", " ").casefold().split())


def _speakers(row: _Comparison) -> Iterator[FileProblem]:
    told: set[int] = set()
    for wanted, found in _pairs(row):
        if found.cue not in told and _key(wanted.speaker) != _key(found.speaker):
            told.add(found.cue)
            message = (
                f"“{found.text}” is said by {wanted.speaker or 'nobody in particular'}, "
                f"not by {found.speaker or 'nobody in particular'}."
            )
            yield FileProblem("speaker", message, found.cue)
