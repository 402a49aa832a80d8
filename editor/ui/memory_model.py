"""What a show remembers as rows of tables that can be edited in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from editor.review.show_memory import AdText, Correction, Name, ShowSpeaker, row_key, tidied
from editor.transcript.document import AdKind
from editor.ui.errors import safe_override
from editor.ui.icons import dot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPersistentModelIndex

    from editor.review.show_memory import Row, ShowMemory
    from editor.ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

ROLE = Qt.ItemDataRole
CHOICES = ROLE.UserRole
"""What can be chosen in a cell: (value, title) rows; None where one types."""


class Column(NamedTuple):
    """A column: its title, the field of the row that it shows, whether it takes the free room."""

    title: str
    field: str
    wide: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sort of row.

    Attributes:
        title: Of the tab.
        hint: A sentence about it.
        columns: What is shown.
        rows: The rows of a memory.
        fresh: The row that one begins with.
    """

    title: str
    hint: str
    columns: tuple[Column, ...]
    rows: Callable[[ShowMemory], tuple[Row, ...]]
    fresh: Row


SHEETS = (
    Sheet(
        "Names",
        "Recognition expects these names in this spelling.",
        (Column("Name", "text", wide=True), Column("Note", "note", wide=True)),
        lambda memory: memory.names,
        Name(""),
    ),
    Sheet(
        "Corrections",
        "Where the wrong words stand again, the right ones are proposed.",
        (
            Column("Wrong", "wrong", wide=True),
            Column("Right", "right", wide=True),
            Column("Corrected", "times"),
            Column("Kept", "refused"),
        ),
        lambda memory: memory.corrections,
        Correction("", ""),
    ),
    Sheet(
        "Speakers",
        "A new episode gives them the same colours.",
        (Column("Name", "name", wide=True), Column("Colour", "colour")),
        lambda memory: memory.speakers,
        ShowSpeaker(""),
    ),
    Sheet(
        "Ad reads",
        "Ad reads of earlier episodes help to find those of the next.",
        (Column("Text", "text", wide=True), Column("Sponsor", "sponsor"), Column("Kind", "kind")),
        lambda memory: memory.ads,
        AdText("", AdKind.MID_ROLL, ""),
    ),
)
"""The tables, in the order of their tabs."""


class MemoryModel(QAbstractTableModel):
    """Signals:
    edited: The row before, None for a new one, and the row that the user wants instead.
    refused: A sentence: why what was typed cannot be kept.
    incomplete: The column of a new row after which it still says too little.
    """

    incomplete = Signal(int)
    edited = Signal(object, object)
    refused = Signal(str)

    def __init__(self, sheet: Sheet, theme: Theme) -> None:
        super().__init__()
        self.sheet = sheet
        self._theme = theme
        self._rows: tuple[Row, ...] = ()
        self._draft: Row | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows, and no new one."""
        if tuple(rows) == self._rows and self._draft is None:
            return
        self.beginResetModel()
        self._rows, self._draft = tuple(rows), None
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        """Draw the colours of the speakers as this theme has them."""
        self._theme = theme

    def begin_row(self) -> int:
        """Begin a new row at the end; it is kept once there is enough in it. Returns its number."""
        if self._draft is None:
            count = len(self._rows)
            self.beginInsertRows(QModelIndex(), count, count)
            self._draft = self.sheet.fresh
            self.endInsertRows()
        return len(self._rows)

    def row(self, number: int) -> Row | None:
        """The row with a number; None for a new one that is not kept yet."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def number_of(self, row: Row) -> int:
        """Where a row stands; -1 if it is not there."""
        keys = [row_key(other) for other in self._rows]
        return keys.index(row_key(row)) if row_key(row) in keys else -1

    def is_draft(self, number: int) -> bool:
        """Whether this is the new row that is not kept yet."""
        return self._draft is not None and number == len(self._rows)

    def drop_draft(self) -> None:
        """Give up the new row."""
        self.show(self._rows)

    @safe_override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows) + (self._draft is not None)

    @safe_override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns."""
        return 0 if parent.isValid() else len(self.sheet.columns)

    @safe_override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole
    ) -> Any:
        """The titles."""
        if orientation is Qt.Orientation.Horizontal and role == ROLE.DisplayRole:
            return self.sheet.columns[section].title
        return None

    @safe_override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    @safe_override
    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """What a cell shows, and what one edits in it."""
        row = self._at(index.row())
        if row is None:
            return None
        value = getattr(row, self.sheet.columns[index.column()].field)
        colour = self.sheet.columns[index.column()].field == "colour"
        if role == ROLE.EditRole:
            return value.value if isinstance(value, AdKind) else value
        if role in (ROLE.DisplayRole, ROLE.ToolTipRole):
            return self._shown(value, colour=colour)
        if role == ROLE.DecorationRole and colour:
            return dot(self._theme.speaker(value).fill)
        if role == CHOICES:
            return self._choices(value, colour=colour)
        return None

    @safe_override
    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        """Take what was typed; a new row is kept as soon as it says something."""
        number = index.row()
        before = self._at(number)
        if before is None or role != ROLE.EditRole:
            return False
        field = self.sheet.columns[index.column()].field
        wanted: Any = AdKind(value) if field == "kind" else value
        if getattr(before, field) == wanted:
            return False
        row = before._replace(**{field: wanted})
        kept = tidied(row)
        if self.is_draft(number):
            self._draft = row
            self.dataChanged.emit(index, index)
            if kept:
                self.edited.emit(None, kept)
            else:
                self.incomplete.emit(index.column())
        elif kept:
            self.edited.emit(before, kept)
        else:
            self.refused.emit("That would leave nothing to remember; remove the row instead.")
            return False
        return True

    def _at(self, number: int) -> Row | None:
        return self._draft if self.is_draft(number) else self.row(number)

    def _shown(self, value: Any, *, colour: bool) -> str:
        if colour:
            return f"{value % len(self._theme.speakers) + 1}"
        return str(value.value).capitalize() if isinstance(value, AdKind) else str(value)

    def _choices(self, value: Any, *, colour: bool) -> list[tuple[Any, str]] | None:
        if colour:
            return [(n, f"Colour {n + 1}") for n in range(len(self._theme.speakers))]
        if isinstance(value, AdKind):
            return [(kind.value, kind.value.capitalize()) for kind in AdKind]
        return None
