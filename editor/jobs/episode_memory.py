"""The memory of a show while one of its episodes is open: what is known, and what is learned."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.review.known import KnownMistakes
from editor.review.learning import ads_in, corrections, names_in, speakers_in, texts_of
from editor.review.show_memory import (
    DEFAULT_SHOW,
    SHOW,
    AdText,
    ShowMemory,
    ShowSpeaker,
    prompt_of,
    row_key,
    same_show,
    tidy,
)
from editor.storage.show_changes import Change
from editor.storage.show_errors import ShowError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from editor.review.queue import ReviewQueue
    from editor.review.show_memory import Row
    from editor.storage.content import State
    from editor.storage.library import Library
    from editor.transcript.document import Turn, TurnId
    from editor.transcript.patch import Patch
    from editor.transcript.session import Session

log = logging.getLogger(__name__)

COUNTED = "show_learned"
"""Row of the project's state: which of its speakers and ad reads the show has learned (JSON).

They stay in the episode, and would come back whenever it is closed after the user has removed them
from the memory."""


class EpisodeMemory(QObject):
    """Follows one session. Nothing is written before the episode is closed or somebody asks.

    Signals:
        changed: Something else is remembered now, or it is another show.
        to_be_saved: What the project keeps of it has changed.
        failed: One sentence: why the memory cannot be used.

    Attributes:
        library: The memories of all shows.
        show: The show that the episode belongs to.
        now: What is remembered of it.
    """

    changed = Signal()
    to_be_saved = Signal()
    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        review: ReviewQueue,
        library: Library,
        writer: object,
        folder: Path,
        stored: Mapping[str, object],
        parent: QObject | None = None,
        *,
        learns: bool = True,
    ) -> None:
        """Args:
        session: The document.
        review: Takes what is known.
        library: The memories of all shows.
        writer: The origin of what recognition writes: that is no correction.
        folder: Where the project is: which show its episodes belong to may be known.
        stored: The state of the project.
        parent: The Qt parent.
        learns: Whether anything is to be learned from this episode.
        """
        super().__init__(parent)
        self.library = library
        self._session, self._review = session, review
        self._writer = writer
        self._folder = folder
        self._learns = learns
        named = stored.get(SHOW)
        self.show = tidy(named) if isinstance(named, str) else ""
        self.show = self.show or library.show_of(folder) or DEFAULT_SHOW
        self._counted = _names(stored.get(COUNTED))
        self._before: dict[TurnId, Turn] = {}
        self._depth = 0
        self._taught: list[Row] = []
        self._added: list[Row] = []
        self.now = ShowMemory(self.show)
        self._stamp: object = None
        self.start_over()
        self._unsubscribe = session.subscribe(self._follow)

    @property
    def prompt(self) -> str:
        """The names for the recogniser to expect."""
        return prompt_of(self.now)

    def state(self) -> State:
        """What the project keeps of it."""
        return {SHOW: self.show, COUNTED: json.dumps(sorted(self._counted), ensure_ascii=False)}

    def refresh(self) -> None:
        """Read what is remembered, if it may have changed, and use it from now on."""
        stamp = self.library.stamp(self.show)
        if stamp == self._stamp and same_show(self.now.show, self.show):
            return
        try:
            self._use(self.library.read(self.show))
        except ShowError as error:
            self._stamp = stamp
            self._fail(error)

    def choose(self, show: str) -> None:
        """From now on the episode belongs to this show, as do new ones in its folder.

        What the other show has learned from this session moves along.
        """
        show = tidy(show)
        if not show or show == self.show:
            return
        there = {_identity(row) for row in self.now.rows}
        taught = tuple(row for row in self._taught if _identity(row) in there)
        before, self.show = self.show, show
        self._counted = {_mark(row) for row in taught if isinstance(row, ShowSpeaker | AdText)}
        try:
            if self._added:
                self.library.change(before, Change(remove=tuple(self._added)))
            self.library.keep_folder(show, self._folder)
            known = {_identity(row) for row in self.library.read(show).rows}
            self._added = [row for row in taught if _identity(row) not in known]
            self._use(self.library.change(show, Change(learn=taught)))
        except ShowError as error:
            self._use(ShowMemory(show))
            self._fail(error)
        self.to_be_saved.emit()

    def change(self, change: Change) -> bool:
        """Change what is remembered. Returns whether that was possible."""
        try:
            self._use(self.library.change(self.show, change))
        except ShowError as error:
            self._fail(error)
            return False
        return True

    def learn(self) -> None:
        """Remember what the session has taught since the last time."""
        if not self._learns:
            return
        document = self._session.document
        changed = any(self._before.get(turn.id) is not turn for turn in document.turns)
        corrected = corrections(texts_of(self._before.values()), document) if changed else []
        rows: list[ShowSpeaker | AdText] = [*speakers_in(document), *ads_in(document)]
        stay = {_mark(row): row for row in rows}
        new = [row for mark, row in stay.items() if mark not in self._counted]
        change = Change(
            learn=(*corrected, *names_in(corrected), *new), refuse=tuple(self._review.refused)
        )
        there = {_identity(row) for row in self.now.rows}
        if not change.is_nothing and self.change(change):
            self._taught += change.learn
            self._added += [row for row in change.learn if _identity(row) not in there]
            self._review.refused.clear()
            self._counted |= set(stay)
            self.start_over()
            self.to_be_saved.emit()

    def start_over(self) -> None:
        """What stands there now is not a correction of what stood there before."""
        self._before = {turn.id: turn for turn in self._session.document.turns}
        self._depth = len(self._session.history.undo_steps)

    def close(self) -> None:
        """Learn, and forget the session."""
        self.learn()
        self._unsubscribe()

    def _follow(self, patch: Patch, origin: object) -> None:
        depth = len(self._session.history.undo_steps)
        if depth < self._depth:
            self.start_over()  # undone is what was learned the last time
            return
        if origin is not self._writer or patch.moves_times_only:
            return
        old = {turn.id: turn for turn in patch.old}
        for turn in patch.new:
            here, before = old.get(turn.id), self._before.get(turn.id)
            if here is None or before is None or here.text == before.text:
                self._before[turn.id] = turn

    def _use(self, memory: ShowMemory) -> None:
        self._stamp = self.library.stamp(self.show)
        self.now = memory
        self._review.set_known(KnownMistakes(memory.corrections))
        self._review.ads.know(memory.ads)
        self.changed.emit()

    def _fail(self, error: ShowError) -> None:
        log.warning("%s", error, exc_info=error.__cause__)
        self.failed.emit(str(error))


def _identity(row: Row) -> tuple[type[Row], str]:
    return type(row), row_key(row)


def _mark(row: ShowSpeaker | AdText) -> str:
    """What an episode remembers of having taught a row: the text of an ad read is long."""
    if isinstance(row, ShowSpeaker):
        return row.name
    return f"{row_key(row)[:16]} {row.kind.value} {row.sponsor}"


def _names(stored: object) -> set[str]:
    try:
        rows = json.loads(stored) if isinstance(stored, str) else []
        return set(map(str, rows))
    except (ValueError, TypeError):
        return set()  # costs counting an episode twice
