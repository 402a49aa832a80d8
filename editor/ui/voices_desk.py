"""Listening to the voices of the open episode, in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.alignment.voice_findings import SURE

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.alignment.voice_findings import VoiceFindings
    from editor.jobs.background import Task
    from editor.jobs.workspace import Workspace
    from editor.review.voice_queue import VoiceQueue
    from editor.ui.errors import Say
    from editor.ui.long_work import LongWork

TITLE = "Listening to the voices"
STEPS = 100
"""Progress is told so many times at most."""


class VoicesDesk:
    """`editor.commands.desk.Voices` for the window."""

    def __init__(
        self, workspace: Workspace, work: LongWork, say: Say, found: Callable[[], object]
    ) -> None:
        """Args:
        workspace: The open episode.
        work: Runs and shows the work.
        say: Shows a sentence.
        found: Called when there are new proposals.
        """
        self._found = found
        self._workspace = workspace
        self._work = work
        self._say = say

    def propose(self) -> None:
        """Compare all turns with the voices of those that are named; proposals come in a while."""
        episode = self._workspace.episode
        if episode is None or episode.audio is None or not self._work.is_free():
            return
        document, path = episode.session.document, episode.audio.speech
        every = max(1, len(document.turns) // STEPS)

        def listen(task: Task) -> VoiceFindings:
            # Here, in the other thread: NumPy takes longer to load than the window.
            from editor.alignment.audio import open_sound
            from editor.alignment.who_speaks import who_speaks

            def progress(done: int, total: int) -> None:
                if done % every == 0 or done == total:
                    task.report((done, total))

            return who_speaks(document, open_sound(path), progress, lambda: task.cancelled)

        def take(heard: VoiceFindings) -> None:
            if self._workspace.episode is episode:
                episode.review.voices.take(heard)
                self._found()
                self._say(summary(episode.review.voices))

        self._work.start(TITLE, listen, take, "Stopped: no speakers are proposed.")


def summary(queue: VoiceQueue) -> str:
    """What was found, for the user."""
    rows, splits = queue.open, queue.split_count
    if not rows and not splits:
        return "Every turn sounds like the speaker that it is named for."
    sure = sum(proposal.confidence >= SURE for _, proposal in rows)
    parts = []
    if rows:
        turns = "1 turn" if len(rows) == 1 else f"{len(rows):,} turns"
        how = "all of them sure" if sure == len(rows) else f"{sure:,} of them sure"
        how = "and it is sure" if sure == len(rows) == 1 else how
        parts.append(f"Speakers are proposed for {turns}, {how}.")
    if splits:
        places = "1 place" if splits == 1 else f"{splits:,} places"
        parts.append(f"In {places} a turn seems to change its voice: see Review.")
    return " ".join(parts)
