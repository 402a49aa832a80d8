"""The captions of the open document, made anew in another thread while it changes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from editor.formats.cue_options import CueOptions
from editor.formats.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.formats.cues import Captions
    from editor.jobs.background import Background, Task
    from editor.transcript.document import Transcript
    from editor.transcript.session import Session

QUIET_MS = 500
"""So long after the last change they are made."""
LONGEST_S = 2.0
"""So long they may be out of date while changes never cease, as during alignment."""


class Made(NamedTuple):
    """Captions, and what they were made of."""

    document: Transcript
    profile: Profile
    options: CueOptions
    captions: Captions


class LiveCaptions(QObject):
    """Keeps captions up to date while somebody looks at them, or waits for them.

    Signals:
        changed: There are new captions in `made`, or none any more.
        failed: The exception that making them ended in.

    Attributes:
        made: The last captions; None until there are any.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.made: Made | None = None
        self._background = background
        self._session: Session | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._profile = Profile("podcast", "Podcast")
        self._options = CueOptions()
        self._watched = False
        self._waiting: list[Callable[[Made], None]] = []
        self._task: Task | None = None
        self._since: float | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._make)

    @property
    def profile(self) -> Profile:
        """The limits that captions are made for."""
        return self._profile

    @property
    def fresh(self) -> bool:
        """Whether `made` is of the document and the choices as they are."""
        made, session = self.made, self._session
        if made is None or session is None:
            return False
        choices = (made.profile, made.options) == (self._profile, self._options)
        return choices and made.document is session.document

    def set_session(self, session: Session | None) -> None:
        """Make captions of another document."""
        self._unsubscribe()
        self._drop_task()
        self._soon.stop()
        self._waiting.clear()
        self._session, self.made, self._since = session, None, None
        self._unsubscribe = session.subscribe(self._edited) if session else lambda: None
        self.changed.emit()
        self._refresh(0)

    def choose(self, profile: Profile, options: CueOptions) -> None:
        """Make them for other limits."""
        self._profile, self._options = profile, options
        self._refresh(0)

    def watch(self, watched: bool) -> None:
        """Somebody looks at them from now on, or nobody does."""
        self._watched = watched
        self._refresh(0)

    def when_ready(self, act: Callable[[Made], None]) -> None:
        """Call `act` with captions of the document as it then is; at once, if there are any."""
        if self.fresh and not self._waiting and self.made:
            act(self.made)
            return
        self._waiting.append(act)
        self._refresh(0)

    def let_go(self) -> None:
        """Stop listening and working."""
        self.set_session(None)

    def _edited(self, *_: object) -> None:
        self._refresh(0 if self._waiting else QUIET_MS)

    def _refresh(self, after_ms: int) -> None:
        if self.fresh:
            self._serve()
            return
        if self._session is None or not (self._watched or self._waiting):
            return
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        left = max(0, round(1000 * (self._since + LONGEST_S - now)))
        self._soon.start(min(after_ms, left))

    def _make(self) -> None:
        """Make them in another thread; one at a time."""
        if self._session is None or self._task:
            return  # what is under way looks again when it ends
        document, profile, options = self._session.document, self._profile, self._options

        def work(_: Task) -> Made:
            from editor.formats.cues import build_cues  # brings NumPy along

            return Made(document, profile, options, build_cues(document, profile, options))

        self._task = self._background.start(work, self._done, self._not_done)

    def _done(self, made: Made) -> None:
        self._task = self._since = None
        self.made = made
        self.changed.emit()
        self._refresh(0 if self._waiting else QUIET_MS)

    def _not_done(self, error: Exception) -> None:
        self._task = self._since = None
        self._waiting.clear()
        self.failed.emit(error)

    def _serve(self) -> None:
        """One at a time: what it does may change the document."""
        while self.fresh and self._waiting and self.made:
            self._waiting.pop(0)(self.made)

    def _drop_task(self) -> None:
        if self._task:
            self._task.cancel()
        self._task = None
