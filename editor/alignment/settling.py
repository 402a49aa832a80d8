"""How far a job is final, so that a lost worker costs minutes and not the whole episode.

Words are reported window by window, but what follows can still change what came before, and words
without sound and differences are known only when the text around them is matched. Windows are
therefore called final a while after they were placed, and only where the text is cut clean: no
word before the cut is spoken after it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from editor.alignment import outcome
from editor.alignment.aligner import WITHOUT_SOUND, Settled, WordTimes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.alignment.aligner import Event
    from editor.alignment.plan import Plan, Slot
    from editor.alignment.stages import Job

BEHIND = 2
"""So many placed windows wait: what is heard next may still change them."""


@dataclass
class Settling:
    """What of a job is final.

    Attributes:
        windows: How many windows.
        words: How many words.
    """

    windows: int = 0
    words: int = 0

    def settle(self, job: Job, planned: Plan, placed: int) -> Iterator[Event]:
        """What can be said for good now that the first `placed` windows are placed."""
        windows, words = cut_before(planned.windows, placed - BEHIND)
        if windows <= self.windows or words < self.words:
            return
        number = job.request.job
        silent = [word for word in planned.silent if self.words <= word < words]
        for first, length in outcome.runs(silent):
            yield WordTimes(number, first, (WITHOUT_SOUND,) * length)
        rows = [job.placed[index][1] for index in range(self.windows, windows)]
        heard = outcome.differences(number, [one for row in rows for one in row], self.words - 1)
        until = job.windows[windows].start
        yield Settled(number, words, until, tuple(heard))
        self.windows, self.words = windows, words


def cut_before(windows: Sequence[Sequence[Slot]], most: int) -> tuple[int, int]:
    """The last clean cut among the first `most` windows: how many windows and words are before it.

    (0, 0) when there is none.
    """
    numbers = [[slot.given.number for slot in row if slot.given] for row in windows]
    after = [*accumulate(reversed(numbers), _lowest, initial=math.inf)][::-1]
    best, words = (0, 0), 0
    for index in range(1, min(most, len(windows) - 1) + 1):
        words = max([words, *(number + 1 for number in numbers[index - 1])])
        if after[index] >= words:
            best = (index, words)
    return best


def _lowest(low: float, row: Sequence[int]) -> float:
    return min([low, *row])
