"""The captions as rows of a table: when, what is shown, how fast it must be read, what is amiss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics

from editor.formats.exceptions import NO_EFFECT
from editor.ui.errors import safe_override
from editor.ui.icons import icon
from editor.ui.theme import GRID
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QFont

    from editor.formats.cues import Captions, Cue
    from editor.ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("Time", "Caption", "Speed", "")
TIME, TEXT, SPEED, FLAG = range(4)
HINTS = ("", "", "Characters a second", "What is over a limit, and what was changed by hand")
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CaptionModel(QAbstractTableModel):
    """Rows are made only when they are looked at: an episode has thousands."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        super().__init__()
        self._theme = theme
        self._height = QFontMetrics(font).lineSpacing()
        self._cues: tuple[Cue, ...] = ()
        self._problems: dict[int, list[str]] = {}
        self._changes: dict[int, list[str]] = {}
        self._fast: set[int] = set()
        self._lines = 2

    def show(self, captions: Captions | None, lines: int) -> None:
        """Show other captions of at most so many lines."""
        self.beginResetModel()
        self._lines = lines
        self._cues = captions.cues if captions else ()
        self._problems, self._changes, self._fast = {}, {}, set()
        for problem in captions.problems if captions else ():
            if problem.kind == NO_EFFECT:
                continue  # the panel lists these apart
            self._problems.setdefault(problem.cue, []).append(problem.message)
            if problem.kind == "too-fast":
                self._fast.add(problem.cue)
        for change in captions.by_hand if captions else ():
            if change.cue is not None and not change.note:
                self._changes.setdefault(change.cue, []).append(change.title)
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of this theme."""
        self._theme = theme
        if self._cues:
            self.dataChanged.emit(self.index(0, TIME), self.index(len(self._cues) - 1, FLAG))

    @property
    def flagged(self) -> int:
        """How many captions need a look."""
        return sum(row < len(self._cues) for row in self._problems)

    def cue(self, row: int) -> Cue | None:
        """The caption in a row."""
        return self._cues[row] if 0 <= row < len(self._cues) else None

    @safe_override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many captions."""
        return 0 if parent.isValid() else len(self._cues)

    @safe_override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Time, text, speed, flags."""
        return 0 if parent.isValid() else len(COLUMNS)

    @safe_override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == SPEED:
            return RIGHT
        return HINTS[section] if role == Qt.ItemDataRole.ToolTipRole else None

    @safe_override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        row, column = index.row(), index.column()
        cue = self.cue(row)
        if cue is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(cue, column)
        if role == Qt.ItemDataRole.SizeHintRole and column == TEXT:
            return QSize(GRID * 10, self._height * self._lines + GRID)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SPEED:
            return RIGHT
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == FLAG:
            name = "warning" if row in self._problems else "edit" if row in self._changes else ""
            return icon(name, self._theme) if name else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.about(row) or None
        if role == Qt.ItemDataRole.AccessibleTextRole and column == TEXT:
            return f"{cue.text}. {self.about(row)}".strip()
        return None

    def about(self, row: int) -> str:
        """What is over a limit, and what was changed by hand, one a line."""
        changes = [f"{title} by hand." for title in self._changes.get(row, ())]
        return "\n".join([*self._problems.get(row, ()), *changes])

    def _text(self, cue: Cue, column: int) -> str:
        if column == TIME:
            return clock_text(cue.start)
        if column == TEXT:
            return "\n".join(cue.lines)
        if column == SPEED:
            return f"{1000 * cue.characters / max(cue.end - cue.start, 1):.1f}"
        return ""

    def _colour(self, row: int, column: int) -> QColor | None:
        if column == SPEED and row in self._fast:
            return QColor(self._theme.danger)
        return QColor(self._theme.muted) if column in (TIME, SPEED) else None
