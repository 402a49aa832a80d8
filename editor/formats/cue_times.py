"""When cues come and go: hold, chain, and borrow time from silence, then from neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.profile import Profile

FLASH = 40
"""Every cue is shown for at least this long (ms, one frame), whatever the words' times say."""
_NEIGHBOURS = 3  # cues before and after one that is too brief may move for it


@dataclass(frozen=True)
class Speech:
    """What one cue shows, in ms: when its words are spoken and how much it takes to read them.

    `fixed` cues keep their times: they are imported captions.
    """

    start: int
    end: int
    characters: int
    words: int
    fixed: bool = False


def cue_times(cues: Sequence[Speech], profile: Profile) -> list[tuple[int, int]]:
    """Start and end of each cue in ms. `cues` must be in order of their starts.

    Starts never decrease, ends lie after starts, and no cue ends after the next one starts.
    """
    starts = _starts(cues, profile)
    limits = [*starts[1:], None]
    return [
        (start, _end(cue, start, limit, profile))
        for cue, start, limit in zip(cues, starts, limits, strict=True)
    ]


def _starts(cues: Sequence[Speech], profile: Profile) -> list[int]:
    """Starts, moved where a cue would otherwise be too brief.

    First a little, for the reading speed. Then further around cues that are still shown for less
    than the shortest time. At last as far as it takes for every cue to be seen at all.
    """
    extra = profile.gap_ms + 1  # 1 ms for the rounding of what `spread` finds
    needs = [profile.needed_ms(cue.characters, cue.words) + extra for cue in cues]
    loose = [not cue.fixed for cue in cues]
    early = [profile.early_ms * may for may in loose]
    late = [profile.late_ms * may for may in loose]
    starts = spread([cue.start for cue in cues], needs, early, late)
    near = _near_brief_cues(starts, profile)
    room = [profile.borrow_ms * (may and close) for may, close in zip(loose, near, strict=True)]
    starts = spread(starts, needs, room, room)
    earliest = 0
    for at, start in enumerate(starts):
        starts[at] = max(start, earliest)
        earliest = starts[at] + FLASH
    return starts


def _near_brief_cues(starts: Sequence[int], profile: Profile) -> list[bool]:
    """Which starts lie next to a cue that cannot be shown for the shortest time."""
    near = [False] * len(starts)
    for at, (start, following) in enumerate(pairwise(starts)):
        if following - start < profile.min_ms + profile.gap_ms:
            first = max(0, at - _NEIGHBOURS)
            for other in range(first, min(len(starts), at + _NEIGHBOURS + 2)):
                near[other] = True
    return near


def spread(
    starts: Sequence[int], needs: Sequence[int], early: Sequence[int], late: Sequence[int]
) -> list[int]:
    """Move starts as little as possible (least squares) so that each has the time it needs.

    `needs[i]` is the wanted distance from start i to the next. Subtracting all earlier needs
    turns this into isotonic regression, solved by pooling adjacent violators. No start moves by
    more than `early[i]` or `late[i]`; the order of starts is kept.
    """
    before, total = [], 0
    for need in needs:
        before.append(total)
        total += need
    pools: list[tuple[float, int]] = []  # mean and size
    for start, offset in zip(starts, before, strict=True):
        mean, size = float(start - offset), 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    level = [mean for mean, size in pools for _ in range(size)]
    return [
        max(0, min(max(round(mean + offset), start - back), start + forth))
        for mean, offset, start, back, forth in zip(level, before, starts, early, late, strict=True)
    ]


def _end(cue: Speech, start: int, following: int | None, profile: Profile) -> int:
    """When a cue goes: held past its last word, then chained to the next or out of its way."""
    if cue.fixed:
        wanted = max(cue.end, start + 1)
        return wanted if following is None else min(wanted, following)
    wanted = _held(cue, start, profile)
    latest = start + profile.max_ms
    if following is not None:
        room = following - profile.gap_ms
        if room - start < FLASH:
            room = following
        if room - wanted < profile.close_ms - profile.gap_ms:
            wanted = room
        latest = min(latest, room)
    return max(min(wanted, latest), start + 1)


def _held(cue: Speech, start: int, profile: Profile) -> int:
    """How long a cue would stay if nothing came after it."""
    needed = max(profile.needed_ms(cue.characters, cue.words), profile.aim_min_ms)
    enough = min(start + needed, cue.end + profile.hold_slow_ms)
    return max(cue.end + profile.hold_ms, enough, start + profile.min_ms)
