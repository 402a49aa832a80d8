"""Figures on captions, the same for every program."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.report import Figure
from editor.formats.breaks import is_weak
from editor.formats.cues import Cue, problems_of
from editor.formats.long_diff import long_diff
from editor.formats.tables import word_set
from editor.transcript.document import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.formats.profile import Profile
    from editor.transcript.document import SpeakerId, Transcript
    from editor.transcript.textdiff import Span

_NOWHERE = Place(0, 0)
# Words that no style guide lets a line end with; on purpose not the table that our own captions
# are cut by.
_NEVER_LAST = word_set(
    "a an the my your his her its our their this these those of in on at to for from with by into "
    "and but or nor so because if that which who whose is are was were be been am has have had do "
    "does did will would can could should not very i you he she it we they"
)


class Shown(NamedTuple):
    """A caption. Times in ms."""

    start: int
    end: int
    lines: tuple[str, ...]


class Goals(NamedTuple):
    """What a program should reach; None for what is only told."""

    weak: float | None = None
    violations: float | None = None
    lost: float | None = None
    mixed: float | None = None


def figures(
    name: str, cues: Sequence[Shown], source: Transcript, profile: Profile, goals: Goals
) -> list[Figure]:
    """How the captions of one program read."""
    breaks = list(_breaks(cues))
    ends = [line.split()[-1] for cue in cues for line in cue.lines if line.split()]
    weak = sum(is_weak(before, after, source.language) for before, after in breaks)
    dangling = sum(word.lower().strip("\"'”’") in _NEVER_LAST for word in ends)
    over = problems_of([_cue(cue) for cue in cues], profile)
    spans = _compared(cues, source)
    lost = sum(max(s.i2 - s.i1, s.j2 - s.j1) for s in spans if not s.equal)
    label = f"{name}, "
    return [
        Figure(f"{label}weak breaks", "%", (_share(weak, breaks),), goals.weak),
        Figure(f"{label}lines that end on a function word", "%", (_share(dangling, ends),)),
        Figure(f"{label}limits exceeded", "per 100 cues", (_share(len(over), cues),),
               goals.violations),
        Figure(f"{label}cues that overlap", "%", (_share(_overlaps(cues), cues),)),
        Figure(f"{label}cues with two speakers", "%", (_share(_mixed(cues, source, spans), cues),),
               goals.mixed),
        Figure(f"{label}words lost or added", "words", (float(lost),), goals.lost),
        Figure(f"{label}cues", "cues", (float(len(cues)),)),
    ]  # fmt: skip


def kinds_of(cues: Sequence[Shown], profile: Profile) -> dict[str, int]:
    """How often each limit is exceeded."""
    counts: dict[str, int] = {}
    for problem in problems_of([_cue(cue) for cue in cues], profile):
        counts[problem.kind] = counts.get(problem.kind, 0) + 1
    return counts


def _cue(cue: Shown) -> Cue:
    return Cue(cue.start, max(cue.end, cue.start + 1), cue.lines, None, _NOWHERE, _NOWHERE)


def _breaks(cues: Sequence[Shown]) -> Iterator[tuple[str, str]]:
    """The words before and after every end of a line."""
    lines = [line.split() for cue in cues for line in cue.lines if line.split()]
    for before, after in pairwise(lines):
        yield before[-1], after[0]


def _overlaps(cues: Sequence[Shown]) -> int:
    return sum(before.end > after.start for before, after in pairwise(cues))


def _compared(cues: Sequence[Shown], source: Transcript) -> list[Span]:
    wanted = [word.text for _, word in source.places()]
    return long_diff(wanted, [word for cue in cues for line in cue.lines for word in line.split()])


def _mixed(cues: Sequence[Shown], source: Transcript, spans: Sequence[Span]) -> int:
    """Captions in which two people speak."""
    owners = [turn.speaker for turn in source.turns for _ in turn.words]
    cue_of = [n for n, cue in enumerate(cues) for line in cue.lines for _ in line.split()]
    speakers: dict[int, set[SpeakerId | None]] = {}
    for span in spans:
        if span.equal:
            for i, j in zip(range(span.i1, span.i2), range(span.j1, span.j2), strict=True):
                speakers.setdefault(cue_of[j], set()).add(owners[i])
    return sum(len(found) > 1 for found in speakers.values())


def _share(count: int, rows: Sequence[object]) -> float:
    return 100 * count / max(len(rows), 1)
