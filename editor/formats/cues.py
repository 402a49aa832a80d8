"""From a transcript to cues: one optimisation over all break points of the episode.

Dynamic programming finds the cheapest way to cut the strip of words into cues (see `cue_costs`
for the costs); words are never dropped or moved. What still exceeds a limit of the profile is
reported as a `CueProblem`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from editor.formats.cue_costs import IMPOSSIBLE, Costs, cue_costs
from editor.formats.cue_options import CueOptions
from editor.formats.cue_times import Speech, cue_times
from editor.formats.exceptions import NO_EFFECT, HandChange, lay_over, lines_by_hand, times_by_hand
from editor.formats.strip import Strip, strip_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.exceptions import Hand
    from editor.formats.profile import Profile
    from editor.transcript.document import Place, SpeakerId, Transcript
    from editor.transcript.words import AdId


class Cue(NamedTuple):
    """One caption. Times in ms.

    `lines` is what is shown, speaker labels and ad notices included where the options ask for
    them. `first` and `last` are the places of its first and last word.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    speaker: SpeakerId | None
    first: Place
    last: Place
    ad: AdId | None = None

    @property
    def text(self) -> str:
        """The shown text as one line."""
        return " ".join(self.lines)

    @property
    def characters(self) -> int:
        """How many characters are shown; line ends do not count."""
        return sum(len(line) for line in self.lines)


class CueProblem(NamedTuple):
    """A cue that exceeds a limit: `cue` is its index, `message` a sentence for the user."""

    cue: int
    kind: str
    message: str


@dataclass(frozen=True)
class Captions:
    """All cues of a document, and what is wrong with them.

    Attributes:
        cues: In text order.
        problems: What exceeds a limit, and changes by hand that have no effect.
        spoken: Per cue, when its words are spoken: start and end in ms.
        by_hand: What the user changed, in effect or not.
    """

    cues: tuple[Cue, ...]
    problems: tuple[CueProblem, ...] = ()
    spoken: tuple[tuple[int, int], ...] = ()
    by_hand: tuple[HandChange, ...] = ()


def build_cues(
    document: Transcript, profile: Profile, options: CueOptions | None = None
) -> Captions:
    """Cut a document into cues.

    Every shown word stands in exactly one cue, in text order. A cue has one speaker. Cue starts
    never decrease and no two cues overlap.
    """
    strip = strip_of(document, options or CueOptions(), profile.silence_ms)
    hand = lay_over(document, strip)
    if not len(strip):
        return Captions((), by_hand=hand.changes(()))
    costs = cue_costs(strip, profile, document.language)
    ranges = _cheapest(costs, len(strip))
    lines = [_lines(strip, costs, first, stop, hand) for first, stop in ranges]
    speeches = [
        _speech(strip, first, stop, shown)
        for (first, stop), shown in zip(ranges, lines, strict=True)
    ]
    times = times_by_hand(cue_times(speeches, profile), ranges, hand, profile.gap_ms)
    cues = tuple(
        _cue(strip, first, stop, shown, time)
        for (first, stop), shown, time in zip(ranges, lines, times, strict=True)
    )
    by_hand = hand.changes(ranges)
    problems = (*problems_of(cues, profile), *_without_effect(by_hand))
    spoken = tuple((speech.start, speech.end) for speech in speeches)
    return Captions(cues, problems, spoken, by_hand)


def _cheapest(costs: Costs, n: int) -> list[tuple[int, int]]:
    """The cheapest way to cut n tokens, as ranges of tokens."""
    most = costs.most
    # Row j holds the costs of the cues that end before token j, the longest first.
    by_end = np.full((n + 1, most), IMPOSSIBLE, dtype=np.float64)
    for m in range(1, most + 1):
        by_end[m:, most - m] = costs.cue[: n - m + 1, m]
    best = np.full(n + most + 1, np.inf)
    best[most] = 0.0
    lengths = [0] * (n + 1)
    for j in range(1, n + 1):
        sums = by_end[j] + best[j : j + most]
        at = int(sums.argmin())
        best[j + most] = sums[at]
        lengths[j] = most - at
    ranges, j = [], n
    while j:
        ranges.append((j - lengths[j], j))
        j -= lengths[j]
    return ranges[::-1]


def _lines(strip: Strip, costs: Costs, first: int, stop: int, hand: Hand) -> tuple[str, ...]:
    by_hand = hand.cuts_in(first, stop) if hand.lines else []
    if by_hand:
        return lines_by_hand(strip.texts[first:stop], [cut - first for cut in by_hand])
    lines = []
    for cuts in reversed(costs.line_cuts[: int(costs.lines[first, stop - first]) - 1]):
        cut = first + int(cuts[first, stop - first])
        lines.append(" ".join(strip.texts[first:cut]))
        first = cut
    return (*lines, " ".join(strip.texts[first:stop]))


def _speech(strip: Strip, first: int, stop: int, lines: tuple[str, ...]) -> Speech:
    whole_cell = strip.cells[first] >= 0 and strip.forced[first]
    return Speech(
        strip.starts[first],
        strip.ends[stop - 1],
        sum(len(line) for line in lines),
        sum(not label for label in strip.label[first:stop]),
        fixed=whole_cell and (stop == len(strip) or strip.forced[stop]),
    )


def _cue(strip: Strip, first: int, stop: int, lines: tuple[str, ...], time: tuple[int, int]) -> Cue:
    place = strip.places
    return Cue(*time, lines, strip.speakers[first], place[first], place[stop - 1], strip.ads[first])


def _without_effect(changes: Sequence[HandChange]) -> tuple[CueProblem, ...]:
    return tuple(
        CueProblem(change.cue or 0, NO_EFFECT, change.message) for change in changes if change.note
    )


def with_untimed(document: Transcript, problems: tuple[CueProblem, ...]) -> tuple[CueProblem, ...]:
    """The problems; first of all, if so, that no word has a time."""
    if any(word.timed for turn in document.turns for word in turn.words):
        return problems
    message = "No word has a time yet, so the captions are paced by the length of the text."
    return (CueProblem(0, "not-timed", message), *problems) if document.word_count else problems


LIMIT_KINDS = frozenset({"too-fast", "too-short", "too-long", "long-line", "many-lines"})
"""The kinds of problems that `problems_of` finds."""


def problems_of(cues: Sequence[Cue], profile: Profile) -> tuple[CueProblem, ...]:
    """Every limit of the profile that a cue exceeds."""
    return tuple(
        CueProblem(index, kind, message)
        for index, cue in enumerate(cues)
        for kind, message in _problems(cue, profile)
    )


def _problems(cue: Cue, profile: Profile) -> list[tuple[str, str]]:
    length = max(cue.end - cue.start, 1)
    speed = 1000 * cue.characters / length
    widest = max(len(line) for line in cue.lines)
    words = len(cue.text.split())
    pace = 60_000 * words / length
    slow = profile.max_wpm and pace > profile.max_wpm + 0.5
    checks = (
        (
            speed > profile.max_cps + 0.05,
            "too-fast",
            f"{speed:.1f} characters a second; the limit is {profile.max_cps:g}.",
        ),
        (slow, "too-fast", f"{pace:.0f} words a minute; the limit is {profile.max_wpm}."),
        (
            length < profile.min_ms,
            "too-short",
            f"Shown for {length / 1000:.2f} s; the least is {profile.min_ms / 1000:g} s.",
        ),
        (
            length > profile.max_ms,
            "too-long",
            f"Shown for {length / 1000:.2f} s; the most is {profile.max_ms / 1000:g} s.",
        ),
        (
            widest > profile.line_length,
            "long-line",
            f"A line has {widest} characters; the most is {profile.line_length}.",
        ),
        (
            len(cue.lines) > profile.lines,
            "many-lines",
            f"{len(cue.lines)} lines; the most is {profile.lines}.",
        ),
    )
    return [(kind, message) for wrong, kind, message in checks if wrong]
