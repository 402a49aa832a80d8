"""Figures of a correction session: how long somebody worked, and what was corrected."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LONGEST_PAUSE_S = 30.0
"""A pause to think is work; whoever does nothing for longer than this is not at work."""


class WorkClock:
    """Adds up the time somebody works, from the moments at which something was done."""

    def __init__(self, clock: Callable[[], float], done_ms: int = 0) -> None:
        """Args:
        clock: Seconds that never go back.
        done_ms: What was worked before.
        """
        self._clock = clock
        self._done_s = done_ms / 1000
        self._last: float | None = None

    @property
    def total_ms(self) -> int:
        """How long has been worked, all sessions together."""
        return round(self._done_s * 1000)

    def touch(self) -> None:
        """Something is being done, or listened to."""
        now = self._clock()
        if self._last is not None and 0 <= now - self._last <= LONGEST_PAUSE_S:
            self._done_s += now - self._last
        self._last = now

    def rest(self) -> None:
        """What comes next begins anew, however soon."""
        self._last = None


class Correction(Enum):
    """What sort of correction a step of undo is."""

    ACCEPTED = "accepted"
    TYPED = "typed"
    REPLACED = "replaced"
    TURNS = "turns"
    SPEAKERS = "speakers"
    ADS = "ad reads"
    CAPTIONS = "captions"
    TIMES = "word times"
    OTHER = "other"


_BEGINNINGS: tuple[tuple[str, Correction | None], ...] = (
    ("accept", Correction.ACCEPTED),
    ("correct a known", Correction.ACCEPTED),
    ("typing", Correction.TYPED),
    ("delete", Correction.TYPED),
    ("paste", Correction.TYPED),
    ("cut", Correction.TYPED),
    ("move text", Correction.TYPED),
    ("replace", Correction.REPLACED),
    ("mark as", None),
    ("align", None),
    ("transcribe", None),
    ("go back", None),
)
_INSIDE = (
    ("ad read", Correction.ADS),
    ("speaker", Correction.SPEAKERS),
    ("caption", Correction.CAPTIONS),
    ("break", Correction.CAPTIONS),
    ("of word", Correction.TIMES),
    ("times", Correction.TIMES),
    ("split", Correction.TURNS),
    ("turn", Correction.TURNS),
    ("words", Correction.TURNS),
)
# By the names that the steps have in the undo menu: only they are kept with a project.


def correction_of(label: str) -> Correction | None:
    """What sort of correction a step with this label is; None: it is none."""
    label = label.lower()
    for beginning, kind in _BEGINNINGS:
        if label.startswith(beginning):
            return kind
    return next((kind for part, kind in _INSIDE if part in label), Correction.OTHER)


def corrections(labels: Iterable[str]) -> Mapping[Correction, int]:
    """How many corrections of each sort there are in steps of undo, commonest first.

    What was taken back is no step any more, and so is not counted; the steps are kept with the
    project, and so the figures are those of all its sessions.
    """
    counts: dict[Correction, int] = {}
    for label in labels:
        kind = correction_of(label)
        if kind is not None:
            counts[kind] = counts.get(kind, 0) + 1
    return dict(sorted(counts.items(), key=lambda row: -row[1]))


def pace(work_ms: int, duration_ms: int) -> float | None:
    """Minutes worked for a minute of audio; None without audio."""
    return work_ms / duration_ms if duration_ms > 0 else None
