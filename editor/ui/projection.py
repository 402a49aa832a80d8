"""Keeps a text widget and a session's document the same text, in both directions.

One block of the widget is one turn of the document. What the user does to the widget becomes a
patch; patches of others rewrite only the blocks they change. The widget may hold more white space
than the document while somebody is typing; that is tidied up when the caret leaves the turn.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from editor.transcript.history import Kind
from editor.transcript.patch import Caret
from editor.transcript.text_edits import retext
from editor.ui.blocks import format_blocks, one_edit, replace_blocks, spacing, text_of_block
from editor.ui.carets import caret_of, put_caret, restore, spots_of
from editor.ui.offsets import common_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QTextEdit

    from editor.transcript.document import Turn, TurnId
    from editor.transcript.patch import Patch
    from editor.transcript.session import Session


class _Changed(NamedTuple):
    """What the widget says it changed: from `start` on, all but the last `tail` positions."""

    start: int
    tail: int
    added: int


class Projection(QObject):
    """The text of `session` in `edit`.

    Attributes:
        session: Whose document is shown.

    Signals:
        caret_moved: The caret is somewhere else, or the text under it has changed.
        typed: The user changed the text in the widget (white space included).
    """

    caret_moved = Signal()
    typed = Signal()

    def __init__(self, edit: QTextEdit, session: Session) -> None:
        super().__init__(edit)
        self._edit = edit
        self.session = session
        self._spacing = spacing(100, 0)
        self._changed: _Changed | None = None
        self._shown = session.revision
        self._writing = 0
        self._deed: tuple[Kind, str] | None = None
        self._settled = Caret(0, 0)
        self._settled_at = (0, 0)
        self._home: TurnId | None = None
        document = edit.document()
        document.contentsChange.connect(self._note)
        document.contentsChanged.connect(self._take)
        edit.cursorPositionChanged.connect(self._moved)

    # Writing

    def load(self, session: Session) -> None:
        """Show another session's document; the caret goes to its beginning."""
        self.session = session
        self._shown = session.revision
        with self._silently():
            document = self._edit.document()
            cursor = QTextCursor(document)
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.setBlockFormat(self._spacing)
            cursor.insertText("\n".join(turn.text for turn in session.document.turns))
            self._edit.setTextCursor(QTextCursor(document))
        self._settle()
        self._home = session.document.turns[0].id
        self.caret_moved.emit()

    def set_spacing(self, line_height: int, below: int) -> None:
        """Set every turn with this line height (percent) and room below it (pixels)."""
        self._spacing = spacing(line_height, below)
        with self._silently():
            cursor = QTextCursor(self._edit.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.setBlockFormat(self._spacing)

    @contextmanager
    def doing(self, label: str) -> Iterator[None]:
        """What the widget does inside is one step of its own with this label."""
        outer = self._deed
        self._deed = outer or (Kind.OTHER, label)
        try:
            yield
        finally:
            self._deed = outer

    def follow(self, patch: Patch, origin: object) -> None:
        """Take note of a change of the document; to be called once for each."""
        in_order = self.session.revision == self._shown + 1
        self._shown = self.session.revision
        if not in_order:
            # A subscriber changed the document before we were told of the change it reacts to.
            self._resync()
        elif origin is not self._edit:
            self.rewrite(patch)

    def rewrite(self, patch: Patch) -> None:
        """Show what somebody else changed; the caret stays with its text, or goes where told."""
        spots = spots_of(self._edit, self.session.document, patch)
        document = self._edit.document()
        with self._silently():
            with one_edit(document):
                for first, old, new in _differing(patch):
                    replace_blocks(document, first, len(old), [turn.text for turn in new])
                    format_blocks(document, first, len(new), self._spacing)
            if patch.caret is not None:
                put_caret(self._edit, patch.caret)
            else:
                restore(self._edit, self.session.document, spots)
        self._settle()
        self._leave_home()
        self.caret_moved.emit()

    def _resync(self) -> None:
        shown = self._edit.document()
        old = [" ".join(text_of_block(shown, n).split()) for n in range(shown.blockCount())]
        new = [turn.text for turn in self.session.document.turns]
        head, tail = common_ends(old, new)
        with self._silently():
            replace_blocks(shown, head, len(old) - tail - head, new[head : len(new) - tail])
            format_blocks(shown, head, len(new) - tail - head, self._spacing)
        self._settle()
        self.caret_moved.emit()

    # From the widget to the document

    def _note(self, start: int, _removed: int, added: int) -> None:
        if self._writing:
            return
        # Qt's numbers can reach beyond the text; what counts is that they cover the change.
        tail = max(0, self._edit.document().characterCount() - start - added)
        before = self._changed or _Changed(start, tail, 0)
        self._changed = _Changed(
            min(before.start, start), min(before.tail, tail), before.added + added
        )

    def _take(self) -> None:
        changed, self._changed = self._changed, None
        if changed is None or self._writing:
            return
        document = self._edit.document()
        end = max(changed.start, document.characterCount() - changed.tail)
        first = document.findBlock(changed.start).blockNumber()
        last = document.findBlock(min(end, document.characterCount() - 1)).blockNumber()
        patch = self._patch(first, last)
        caret = caret_of(self._edit)
        if patch is not None:
            kind, label = self._kind(patch, changed.added > 0)
            patch = replace(patch, label=label, caret=caret, caret_before=self._settled)
            self._finish(first, last)
            self.session.apply(patch, origin=self._edit, kind=kind)
        else:
            self._finish(first, last)
        self._settle()
        self._leave_home()
        self.typed.emit()
        self.caret_moved.emit()

    def _patch(self, first: int, last: int) -> Patch | None:
        """What the blocks say now, as a patch of the turns they were; None for mere spaces."""
        document, shown = self.session.document, self._edit.document()
        texts = [" ".join(text_of_block(shown, n).split()) for n in range(first, last + 1)]
        count = len(texts) - (shown.blockCount() - len(document.turns))
        old = [turn.text for turn in document.turns[first : first + count]]
        head, tail = common_ends(old, texts)
        old, texts = old[head : len(old) - tail], texts[head : len(texts) - tail]
        if not old and not texts:
            return None
        base = self.session.typing_base(first + head, len(old))
        return retext(document, first + head, len(old), texts, base=base)

    def _kind(self, patch: Patch, added: bool) -> tuple[Kind, str]:
        """How undo groups what the widget did, and what it is called."""
        if self._deed:
            return self._deed
        if self._settled.anchor is not None and added:
            # Typing over a selection: the beginning of a step, which the next letters belong to.
            self.session.history.break_group()
            return Kind.INSERT, "Typing"
        old, new = _joined(patch.old), _joined(patch.new)
        head, tail = common_ends(old, new)
        shrank = len(new) == head + tail
        if self._settled.anchor is not None or len(patch.old) != len(patch.new):
            return Kind.OTHER, "Delete" if shrank else "Typing"
        return (Kind.DELETE, "Delete") if shrank else (Kind.INSERT, "Typing")

    def _finish(self, first: int, last: int) -> None:
        """Spacing for every touched block, ordinary spaces for all but the one being typed in."""
        with self._silently():
            format_blocks(self._edit.document(), first, last - first + 1, self._spacing)
            here = self._edit.textCursor().blockNumber()
            for number in range(first, last + 1):
                if number != here:
                    self._tidy(number)

    # The caret

    def _moved(self) -> None:
        if self._writing or self._changed is not None:
            return
        cursor = self._edit.textCursor()
        if (cursor.position(), cursor.anchor()) == self._settled_at:
            return
        self.session.history.break_group()
        self._settle()
        self._leave_home()
        self.caret_moved.emit()

    def _settle(self) -> None:
        """Remember where the caret is, to know a move from a change of the text."""
        cursor = self._edit.textCursor()
        self._settled = caret_of(self._edit)
        self._settled_at = (cursor.position(), cursor.anchor())

    def _leave_home(self) -> None:
        """When the caret is in another turn than it was, tidy the one it left."""
        document = self.session.document
        here = self._edit.textCursor().blockNumber()
        if here >= len(document.turns) or document.turns[here].id == self._home:
            return
        left = document.index_of.get(self._home) if self._home is not None else None
        self._home = document.turns[here].id
        if left is not None:
            with self._silently():
                self._tidy(left)
            self._settle()

    def _tidy(self, number: int) -> None:
        raw = text_of_block(self._edit.document(), number)
        tidied = " ".join(raw.split())
        if raw != tidied:
            replace_blocks(self._edit.document(), number, 1, [tidied])

    @contextmanager
    def _silently(self) -> Iterator[None]:
        """The widget is being written to by us: what it reports is no change by the user."""
        self._writing += 1
        try:
            yield
        finally:
            self._writing -= 1


def _joined(turns: tuple[Turn, ...]) -> str:
    return "\n".join(turn.text for turn in turns)


def _differing(patch: Patch) -> Iterator[tuple[int, tuple[Turn, ...], tuple[Turn, ...]]]:
    """The stretches of turns whose text a patch changes: first block, turns before, turns after."""
    if len(patch.old) == len(patch.new):
        for n, (old, new) in enumerate(zip(patch.old, patch.new, strict=True)):
            if old.words is not new.words and old.text != new.text:
                yield patch.at + n, (old,), (new,)
        return
    head, tail = common_ends([t.text for t in patch.old], [t.text for t in patch.new])
    stop_old, stop_new = len(patch.old) - tail, len(patch.new) - tail
    yield patch.at + head, patch.old[head:stop_old], patch.new[head:stop_new]
