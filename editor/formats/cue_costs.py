"""What every possible cue would cost, for all of them at once.

`cost[i, m]` is the cost of a cue of the m tokens from i on; arrays make an hour's text a matter
of milliseconds. The weights were set by looking at captions of real dialogue; the scale is that
of `editor.formats.breaks`, where a plain cut costs 9 and a weak one 14 to 30.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from editor.formats.breaks import WEAK, break_costs, sentence_ends

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from editor.formats.profile import Profile
    from editor.formats.strip import Strip

IMPOSSIBLE = np.float32(1e9)

_CUE = 6.0  # each cue: fewer, fuller cues read more calmly
_EXTRA_LINE = 1.5
_LINE_SHARE = 0.9  # a cut between lines matters less than one between cues
_UNEVEN = 14.0
_OVERLONG_WORD = 50.0
_NEXT_SENTENCE = 9.0  # a sentence ends inside, and the next is cut off
_TWO_SENTENCES = 2.5  # a sentence ends inside, and another ends with the cue
_TOO_SHORT, _TOO_SHORT_SLOPE = 12.0, 60.0
_FAST_SLOPE = 12.0
_BRIEF = 4.0
_LONG_SLOPE = 4.0
_TOO_LONG, _TOO_LONG_SLOPE = 60.0, 20.0
_ORPHAN, _ORPHAN_CHARACTERS = 9.0, 12
_PAUSE_EASES, _FULL_PAUSE = 0.45, 600.0
_AFTER_LABEL = 8.0
_MOST_TOKENS = 48


@dataclass(frozen=True)
class Costs:
    """The costs of all cues up to `most` tokens.

    Attributes:
        most: The largest number of tokens considered.
        cue: float32 (n, most + 1): cost of the cue of m tokens from i on.
        line_cuts: Per number of lines - 2, uint8 (n, most + 1): tokens in the first line.
        lines: uint8 (n, most + 1): the number of lines.
    """

    most: int
    cue: NDArray[np.float32]
    line_cuts: list[NDArray[np.uint8]]
    lines: NDArray[np.uint8]


class _Table:
    """The strip as arrays, with padding at the end so that slices never run out."""

    def __init__(self, strip: Strip, profile: Profile, language: str) -> None:
        self.n = len(strip)
        self.profile = profile
        widths = np.array([len(text) + 1 for text in strip.texts], dtype=np.int64)
        self.place = np.concatenate([[0], np.cumsum(widths)])
        self.most = self._most_tokens()
        self.spoken = np.cumsum([0, *(not label for label in strip.label)])
        self.starts = np.array(strip.starts, dtype=np.int64)
        self.ends = np.array(strip.ends, dtype=np.int64)
        self.room = self._room()
        self.forced = np.cumsum(strip.forced)
        self.cut = self._cuts(strip, language)
        ends = np.array(sentence_ends(strip.texts, language))
        self.sentence_end = ends
        self.sentences = np.concatenate([[0], np.cumsum(ends)])
        self.block_edge = np.array([*strip.forced, True])

    def _most_tokens(self) -> int:
        room = (self.profile.line_length + 1) * self.profile.lines
        stops = np.searchsorted(self.place, self.place[:-1] + room, side="right") - 1
        longest = int((stops - np.arange(self.n)).max(initial=1))
        return max(1, min(longest, _MOST_TOKENS, self.n))

    def _room(self) -> NDArray[np.int64]:
        """Until when a cue that ends with token j may stay."""
        held = self.ends + self.profile.hold_slow_ms
        following = np.concatenate([self.starts[1:] - self.profile.gap_ms, held[-1:]])
        room: NDArray[np.int64] = np.minimum(held, following)
        return room

    def _cuts(self, strip: Strip, language: str) -> NDArray[np.float32]:
        """Cost of a cut before each token, and after the last one (0), by the text alone."""
        costs = np.array([*break_costs(strip.texts, language), 0.0], dtype=np.float32)
        costs[1:-1][np.array(strip.label[:-1], dtype=bool)] = _AFTER_LABEL
        return costs

    def cue_cuts(self, strip: Strip, keep: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Cost of a cue's end before each token: none at forced ones, no end after a label.

        A pause makes a cut between cues better. Lines are cut by the text alone, so that a
        caption file that is read and written again keeps its lines.
        """
        costs = self.cut.copy()
        pauses = np.clip(self.starts[1:] - self.ends[:-1], 0, _FULL_PAUSE)
        eased = costs[1:-1] * (1 - _PAUSE_EASES * pauses / _FULL_PAUSE)
        costs[1:-1] = np.where(costs[1:-1] < WEAK, eased, costs[1:-1])
        costs[np.array([False, *strip.label])] = IMPOSSIBLE
        costs[keep] = IMPOSSIBLE
        costs[self.block_edge] = 0
        return costs


def cue_costs(strip: Strip, profile: Profile, language: str) -> Costs:
    """The costs of all cues of a strip that is not empty."""
    table = _Table(strip, profile, language)
    lines, count, cuts = _line_costs(table)
    ends = table.cue_cuts(strip, _kept_together(strip, profile))
    cue = np.full((table.n, table.most + 1), IMPOSSIBLE, dtype=np.float32)
    for m in range(1, table.most + 1):
        first = slice(0, table.n - m + 1)
        stop = slice(m, table.n + 1)
        spans = table.forced[m - 1 :] > table.forced[first]
        cost = lines[first, m] + ends[stop] + _CUE + _time_cost(table, m) + _text_cost(table, m)
        cue[first, m] = np.where(spans, IMPOSSIBLE, cost)
    return Costs(table.most, cue, cuts, count)


def _line_costs(
    table: _Table,
) -> tuple[NDArray[np.float32], NDArray[np.uint8], list[NDArray[np.uint8]]]:
    """Cost of the best lines of each cue, their number, and where the first line ends.

    One line is used wherever it suffices. With more lines the best first line is tried with the
    best rest. Uneven lines cost by the sum of their squared lengths, which adds up line by line.
    """
    shape = (table.n, table.most + 1)
    single = np.full(shape, IMPOSSIBLE, dtype=np.float32)
    limit = table.profile.line_length
    for m in range(1, table.most + 1):
        length = _length(table, m)
        square = _UNEVEN * (length / limit) ** 2
        over = _OVERLONG_WORD + square if m == 1 else np.full(len(length), IMPOSSIBLE)
        single[: table.n - m + 1, m] = np.where(length <= limit, square, over)
    best, count, cuts = single, np.ones(shape, dtype=np.uint8), []
    fits = single < IMPOSSIBLE
    total = np.where(fits, 0, IMPOSSIBLE).astype(np.float32)
    for lines in range(2, table.profile.lines + 1):
        best, cut = _with_one_more_line(table, single, best)
        cuts.append(cut)
        usable = (total >= IMPOSSIBLE) & (best < IMPOSSIBLE)
        even = _even_square(table, lines)
        total = np.where(usable, best - even + _EXTRA_LINE * (lines - 1), total)
        count = np.where(usable, np.uint8(lines), count)
    return total.astype(np.float32), count, cuts


def _with_one_more_line(
    table: _Table, single: NDArray[np.float32], rest: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    best = np.full_like(single, IMPOSSIBLE)
    cut = np.zeros(single.shape, dtype=np.uint8)
    between = table.cut * np.float32(_LINE_SHARE)
    first_fits = single.min(axis=0) < IMPOSSIBLE
    rest_fits = rest.min(axis=0) < IMPOSSIBLE
    for m in range(2, table.most + 1):
        stop = table.n - m + 1
        for k in range(1, m):
            if not (first_fits[k] and rest_fits[m - k]):
                continue
            cost = single[:stop, k] + between[k : k + stop] + rest[k : k + stop, m - k]
            better = cost < best[:stop, m]
            best[:stop, m] = np.where(better, cost, best[:stop, m])
            cut[:stop, m] = np.where(better, np.uint8(k), cut[:stop, m])
    return np.minimum(best, IMPOSSIBLE), cut


def _length(table: _Table, m: int) -> NDArray[np.int64]:
    """Shown characters of the m tokens from each place on."""
    length: NDArray[np.int64] = table.place[m:] - table.place[: table.n - m + 1] - 1
    return length


def _even_square(table: _Table, lines: int) -> NDArray[np.float32]:
    """What the lines would cost if all were of one length: that much is not unevenness."""
    even = np.zeros((table.n, table.most + 1), dtype=np.float32)
    for m in range(1, table.most + 1):
        share = _length(table, m) / table.profile.line_length
        even[: table.n - m + 1, m] = _UNEVEN * share**2 / lines
    return even


def _time_cost(table: _Table, m: int) -> NDArray[np.float64]:
    """Cost of too little or too much time for the m tokens from each place on."""
    profile, stop = table.profile, table.n - m + 1
    starts = table.starts[:stop]
    shown = np.maximum(table.room[m - 1 :] - starts, 1)
    spoken = table.ends[m - 1 :] - starts
    length = _length(table, m)
    words = table.spoken[m:] - table.spoken[:stop]
    needed = np.maximum(profile.min_ms, 1000 * length / profile.max_cps)
    if profile.max_wpm:
        needed = np.maximum(needed, 60_000 * words / profile.max_wpm)
    lack = np.clip(1 - shown / needed, 0, 1)
    speed = 1000 * length / shown / profile.target_cps
    cost = np.where(lack > 0, _TOO_SHORT + _TOO_SHORT_SLOPE * lack, 0)
    cost += _FAST_SLOPE * np.clip(speed - 1, 0, 1)
    cost += _BRIEF * np.clip(1 - shown / profile.aim_min_ms, 0, 1)
    cost += _LONG_SLOPE * np.clip((spoken - profile.aim_max_ms) / 1000, 0, None)
    excess = spoken - profile.max_ms
    return cost + np.where(excess > 0, _TOO_LONG + _TOO_LONG_SLOPE * excess / 1000, 0)


def _text_cost(table: _Table, m: int) -> NDArray[np.float64]:
    """Cost of orphans and of cutting off the beginning of a sentence."""
    stop = table.n - m + 1
    inside = table.sentences[m - 1 : table.n] - table.sentences[:stop] > 0
    closes = table.sentence_end[m - 1 :] | table.block_edge[m:]
    cost = np.where(inside, np.where(closes, _TWO_SENTENCES, _NEXT_SENTENCE), 0.0)
    words = table.spoken[m:] - table.spoken[:stop]
    tiny = (words == 1) | (_length(table, m) < _ORPHAN_CHARACTERS)
    whole_block = table.block_edge[:stop] & table.block_edge[m:]
    return cost + np.where(tiny & ~whole_block, _ORPHAN, 0.0)


def _kept_together(strip: Strip, profile: Profile) -> NDArray[np.bool_]:
    """Cuts that the user joined, and those inside a block that stays one cue if it fits.

    Such a block is an imported caption, or what lies between two forced cuts around a joint.
    """
    keep = np.array([*strip.joined, False])
    at = 0
    while at < len(strip):
        stop = at + 1
        while stop < len(strip) and not strip.forced[stop]:
            stop += 1
        whole = strip.cells[at] >= 0 or any(strip.joined[at:stop])
        if whole and fits(strip.texts[at:stop], profile):
            keep[at + 1 : stop] = True
        at = stop
    return keep


def fits(texts: list[str], profile: Profile) -> bool:
    """Whether words fit into the lines of one cue, filled one after the other."""
    lines, used = 1, -1
    for text in texts:
        if used + 1 + len(text) > profile.line_length and used >= 0:
            lines, used = lines + 1, -1
        used += 1 + len(text)
    return lines <= profile.lines and len(texts) <= _MOST_TOKENS
