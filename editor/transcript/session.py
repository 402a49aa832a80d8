"""The one door: everything that changes the document goes through `Session.apply`."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.carry import rebase
from editor.transcript.history import History, Kind
from editor.transcript.patch import StalePatchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from editor.transcript.document import Transcript, Turn
    from editor.transcript.patch import Patch

    Subscriber = Callable[[Patch, object], None]

log = logging.getLogger(__name__)


class _Typing(NamedTuple):
    """A run of typing: which turns it is in, as they were before it and as it left them."""

    at: int
    before: tuple[Turn, ...]
    now: tuple[Turn, ...]


class Session:
    """Owns the current document and its history, and tells subscribers about every change.

    Attributes:
        history: The undo and redo stacks.
    """

    def __init__(self, document: Transcript, history: History | None = None) -> None:
        self._document = document
        self._revision = 0
        self._subscribers: list[Subscriber] = []
        self._typing: _Typing | None = None
        self.history = history or History()

    @property
    def document(self) -> Transcript:
        """The document as it is now."""
        return self._document

    @property
    def revision(self) -> int:
        """Goes up by one with every change, undo and redo included."""
        return self._revision

    def apply(
        self, patch: Patch, origin: object = None, *, kind: Kind = Kind.OTHER, record: bool = True
    ) -> bool:
        """Make a change and tell everybody.

        Args:
            patch: The change, made for the document as it is now.
            origin: Who made it; handed to the subscribers so that they can skip their own changes.
            kind: How undo groups it.
            record: Whether undo takes it back. Alignment results are not recorded, and so may
                move times only: the steps recorded before must stay true.

        Returns:
            Whether there was anything to change.

        Raises:
            StalePatchError: The patch was made for another state of the document; nothing changed.
            ValueError: An unrecorded patch changes more than times; nothing changed.
        """
        if not (record or patch.moves_times_only):
            raise ValueError("only a change of times may go unrecorded")
        if patch.is_nothing:
            return False
        before = self.typing_base(patch.at, len(patch.old)) or patch.old
        self._swap(patch, origin, lambda: self.history.record(patch, kind) if record else None)
        if kind in (Kind.INSERT, Kind.DELETE):
            self._typing = _Typing(patch.at, before, patch.new)
        return True

    def typing_base(self, at: int, how_many: int) -> tuple[Turn, ...] | None:
        """These turns as they were when the present run of typing in them began.

        None when nobody is typing in them: the caret was moved, or something else came between.
        """
        typing = self._typing
        if typing is None or not self.history.typing or typing.at != at:
            return None
        now = self._document.turns[at : at + how_many]
        return typing.before if typing.now == now else None

    def undo(self, origin: object = None) -> bool:
        """Take the last step back. False when there is none."""
        step = self.history.take_undo()
        return step is not None and self._replay(
            [patch.inverse for patch in reversed(step.patches)], origin
        )

    def redo(self, origin: object = None) -> bool:
        """Do the last undone step again. False when there is none."""
        step = self.history.take_redo()
        return step is not None and self._replay(step.patches, origin)

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """Changes made inside are undone together."""
        self.history.open_group()
        try:
            yield
        finally:
            self.history.close_group()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Be told `(patch, origin)` after every change; call the result to stop."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def _replay(self, patches: Sequence[Patch], origin: object) -> bool:
        """Apply a recorded step, all of it or nothing."""
        document, rebased = self._document, []
        try:
            for patch in patches:
                rebased.append(rebase(patch, document))
                document = rebased[-1].apply_to(document)
        except StalePatchError:
            # Only a history from a damaged file can get here; the text matters more than it does.
            log.exception("the history does not fit the document and is dropped")
            self.history.clear()
            return False
        for patch in rebased:
            self._swap(patch, origin)
        return True

    def _swap(
        self, patch: Patch, origin: object, before_telling: Callable[[], None] | None = None
    ) -> None:
        self._document = patch.apply_to(self._document)
        self._revision += 1
        if before_telling:
            before_telling()
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(patch, origin)
            except Exception:
                log.exception("a subscriber failed on %r", patch.label)
