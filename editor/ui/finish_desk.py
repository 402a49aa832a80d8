"""Feeds the panel of what is still open, and counts the time of work."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from editor.commands.finish import open_items, summary
from editor.commands.review import go_to
from editor.review.figures import WorkClock, corrections, pace
from editor.ui.errors import guarded
from editor.ui.finish_panel import FinishPanel
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.commands.desk import Desk, MadeCaptions
    from editor.commands.finish import OpenItem
    from editor.jobs.episode import Episode
    from editor.storage.content import State
    from editor.ui.command_actions import CommandActions
    from editor.ui.editor_page import EditorPage
    from editor.ui.player import Player

SOON_MS = 400
"""The list follows the work after this long: it must not cost a keystroke."""
WORKED = "work_ms"


class FinishDesk(QObject):
    """The panel is a tab beside the others.

    Attributes:
        panel: The list and the figures.
        work: How long has been worked on the open episode.
    """

    def __init__(
        self,
        desk: Desk,
        page: EditorPage,
        player: Player,
        actions: CommandActions,
        parent: QObject,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page = page
        self._player = player
        self._clock = clock
        self._episode: Episode | None = None
        self._asked = False
        self.work = WorkClock(clock)
        self.panel = FinishPanel()
        page.side.addTab(self.panel, "Finish")
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(guarded(self.refresh, desk.say))
        self.panel.shown.connect(self._soon.start)
        self.panel.chosen.connect(lambda item: guarded(lambda: self._go(item), desk.say)())
        actions.bound.connect(lambda: self.panel.set_key(actions.shown("review.finish")))
        self.panel.set_key(actions.shown("review.finish"))
        actions.ran.connect(self._worked)
        page.view.caret_moved.connect(self._worked)
        page.view.selectionChanged.connect(self._worked)
        page.touched.connect(self._changed)
        player.position_changed.connect(self._played)
        player.state_changed.connect(self._changed)

    def set_episode(self, episode: Episode | None) -> None:
        """Count for another episode; None while nothing is open."""
        self._episode = episode
        self._asked = False
        stored = episode.project.state.get(WORKED) if episode else 0
        done = stored if isinstance(stored, int) and stored >= 0 else 0
        self.work = WorkClock(self._clock, done)
        self.panel.show_items({})
        self._changed()

    def state(self) -> State:
        """What a project keeps of the figures."""
        return {WORKED: self.work.total_ms}

    def show(self) -> None:
        """Bring the panel forward and put the keyboard into it."""
        side = self._page.side
        side.show()
        side.setCurrentWidget(self.panel)
        self.refresh()
        self.panel.focus_list()

    def let_go(self) -> None:
        """Do nothing any more."""
        self._soon.stop()

    def summary(self) -> str:
        """What is open in a sentence, captions aside; "" if nothing is."""
        session, review = self._desk.session, self._desk.review
        return summary(open_items(session.document, self._page.waveforms.heard, review, None))

    def refresh(self) -> None:
        """Bring list and figures up to date, if they are seen."""
        if self._episode is None or not self.panel.isVisible():
            return
        self.panel.show_figures(self._figures())
        if not self._asked:
            # Captions are made in another thread; many wishes are one.
            self._asked = True
            self._desk.captions.when_ready(self._show)

    def _show(self, made: MadeCaptions) -> None:
        self._asked = False
        if self._episode is not None and self.panel.isVisible():
            session, heard = self._desk.session, self._page.waveforms.heard
            found = open_items(session.document, heard, self._desk.review, made.captions)
            self.panel.show_items(found)

    def _figures(self) -> dict[str, str]:
        episode = self._episode
        duration = episode.media.duration_ms if episode and episode.media else 0
        heard = sum(end - start for start, end in self._page.waveforms.heard)
        labels = [step.label for step in self._desk.session.history.undo_steps]
        counts = corrections(labels)
        parts = ", ".join(f"{kind.value} {count:,}" for kind, count in counts.items())
        ratio = pace(self.work.total_ms, duration)
        worked = clock_text(self.work.total_ms)
        share = min(100, round(100 * heard / duration)) if duration else 0
        total = f"{sum(counts.values()):,}"
        return {
            "Worked": f"{worked} ({ratio:.1f} min per minute of audio)" if ratio else worked,
            "Heard": f"{share} % of {clock_text(duration)}" if duration else "–",
            "Doubts left": f"{self._desk.review.left:,}",
            "Corrections": f"{total} ({parts})" if parts else total,
        }

    def _go(self, item: OpenItem) -> None:
        turns = self._desk.session.document.turns
        if item.place.turn >= len(turns) or item.place.word >= len(turns[item.place.turn].words):
            self._soon.start()  # the text has changed since the list was made
            return
        doubt = self._desk.review.at(*item.place)
        if doubt is not None:
            go_to(self._desk, doubt)
        else:
            self._page.go_to(item.place)
        self._page.view.setFocus()

    def _worked(self, *_: object) -> None:
        if self._episode is not None:
            self.work.touch()

    def _played(self, _position: int) -> None:
        if self._player.playing:
            self._worked()

    def _changed(self, *_: object) -> None:
        if self.panel.isVisible():
            self._soon.start()
