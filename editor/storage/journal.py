"""Undo and redo across restarts: the steps of a history, one row each.

The rows are one time line: the steps that undo takes back, oldest first, then those that redo does
again, next first. Undo and redo move the border between the two (`document.journal_head`) and
write nothing else; a new step cuts off what lies behind the border. What is kept is bounded by
steps and bytes around the border.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from editor.storage.codec import DecodeError, dump, load, whole
from editor.storage.step_codec import step_from_json, step_to_json
from editor.transcript.document import InvariantError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from editor.transcript.history import History, Step

MOST_STEPS = 500
"""Steps kept in the file, on each side of the border. Reading 500 back takes some 0.15 s."""
MOST_BYTES = 8 << 20
"""Bytes of JSON kept in the file. A change of every turn of a long episode takes 1.5 MB."""


class Steps(NamedTuple):
    """The stacks of a history, as `History.restore` takes them: the last of each is the next."""

    undo: tuple[Step, ...] = ()
    redo: tuple[Step, ...] = ()

    @classmethod
    def of(cls, history: History) -> Steps:
        """The stacks of a history as they are now."""
        return cls(history.undo_steps, history.redo_steps)


class _Row(NamedTuple):
    position: int
    step: Step
    size: int


class Change(NamedTuple):
    """What to do to the rows so that they hold a history.

    Attributes:
        rows: All rows afterwards.
        removed: Positions to remove.
        added: Positions and JSON of new rows.
        head: The position of the step that undo takes back next.
        afresh: Whether to remove whatever else there is.
    """

    rows: tuple[_Row, ...]
    removed: tuple[int, ...]
    added: tuple[tuple[int, str], ...]
    head: int
    afresh: bool = False

    def write(self, db: Database) -> None:
        """Do it, inside the transaction of the caller."""
        if self.afresh:
            db.table("journal").delete_where()
        db.conn.executemany(
            "DELETE FROM journal WHERE position = ?", [(position,) for position in self.removed]
        )
        rows = ({"position": position, "patches": text} for position, text in self.added)
        db.table("journal").insert_all(rows)
        db.execute("UPDATE document SET journal_head = ?", [self.head])


class Journal:
    """Knows what the file holds, so that saving writes only what is new."""

    def __init__(self, most_steps: int = MOST_STEPS, most_bytes: int = MOST_BYTES) -> None:
        self._most_steps = most_steps
        self._most_bytes = most_bytes
        self._rows: tuple[_Row, ...] = ()
        self._unread: tuple[tuple[int, str], ...] = ()
        self._too_big: tuple[tuple[Step, int], ...] = ()
        self._head = 0
        self._afresh = False

    def distrust(self) -> None:
        """Nobody knows what the file holds: the next `plan` writes everything."""
        self._rows, self._unread, self._afresh = (), (), True

    def fetch(self, db: Database) -> None:
        """Take the rows out of the file, without looking at them: that can wait.

        Raises:
            DecodeError: There is not exactly one document.
        """
        self._head = whole(db.execute("SELECT journal_head FROM document").fetchone()[0])
        rows = db.execute("SELECT position, patches FROM journal ORDER BY position")
        self._unread = tuple(rows.fetchall())

    def steps(self) -> Steps:
        """The steps that were fetched; none if they cannot be read, or were replaced since.

        A damaged journal costs the undo of an earlier session, never the document.
        """
        try:
            decoded = [(at, step_from_json(load(text)), text) for at, text in self._unread]
        except (DecodeError, InvariantError):
            return Steps()  # the next `plan` removes the rows
        if decoded:
            self._rows = tuple(_Row(at, step, len(text)) for at, step, text in decoded)
            self._unread = ()
        undo = tuple(row.step for row in self._rows if row.position <= self._head)
        redo = tuple(row.step for row in reversed(self._rows) if row.position > self._head)
        return Steps(undo, redo)

    def plan(self, steps: Steps) -> Change:
        """What it takes to make the file hold these steps. Nothing is written yet."""
        line = (*steps.undo, *reversed(steps.redo))
        sizes = {id(row.step): row.size for row in self._rows}
        sizes |= {id(step): size for step, size in self._too_big}
        texts: dict[int, str] = {}
        lowest, highest = self._window(line, len(steps.undo), sizes, texts)
        # The first that did not fit on either side, so as not to encode it at every save.
        edges = (*line[max(0, lowest - 1) : lowest], *line[highest : highest + 1])
        self._too_big = tuple((step, sizes[id(step)]) for step in edges if id(step) in sizes)
        wanted = line[lowest:highest]
        kept = _overlap(self._rows, wanted)
        old = (*(row.position for row in self._rows), *(at for at, _ in self._unread))
        next_position = kept[-1].position + 1 if kept else max(old, default=0) + 1
        new = tuple(
            _Row(next_position + index, step, sizes[id(step)])
            for index, step in enumerate(wanted[len(kept) :])
        )
        rows = (*kept, *new)
        staying = {row.position for row in kept}
        before_border = len(steps.undo) - lowest
        return Change(
            rows,
            tuple(position for position in old if position not in staying),
            tuple((row.position, texts.get(id(row.step)) or _encoded(row.step)) for row in new),
            rows[before_border - 1].position if before_border else 0,
            self._afresh,
        )

    def written(self, change: Change) -> None:
        """A change has reached the file."""
        self._rows, self._unread, self._head = change.rows, (), change.head
        self._afresh = False

    def _window(
        self, line: Sequence[Step], border: int, sizes: dict[int, int], texts: dict[int, str]
    ) -> tuple[int, int]:
        """The steps around the border that fit; adds what it had to encode to the dictionaries."""
        room = self._most_bytes

        def fits(step: Step) -> bool:
            nonlocal room
            if id(step) not in sizes:
                texts[id(step)] = _encoded(step)
                sizes[id(step)] = len(texts[id(step)])
            if sizes[id(step)] > room:
                return False
            room -= sizes[id(step)]
            return True

        lowest = highest = border
        while lowest > max(0, border - self._most_steps) and fits(line[lowest - 1]):
            lowest -= 1
        while highest < min(len(line), border + self._most_steps) and fits(line[highest]):
            highest += 1
        return lowest, highest


def _overlap(rows: tuple[_Row, ...], wanted: Sequence[Step]) -> tuple[_Row, ...]:
    """The rows that hold the first of the wanted steps, told by identity."""
    if not wanted:
        return ()
    first = next((index for index, row in enumerate(rows) if row.step is wanted[0]), len(rows))
    stop = first
    for row, step in zip(rows[first:], wanted, strict=False):
        if row.step is not step:
            break
        stop += 1
    return rows[first:stop]


def _encoded(step: Step) -> str:
    return dump(step_to_json(step))
