"""One table of a show's memory: rows that can be searched, sorted and edited by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from editor.review.show_memory import LONGEST_AD
from editor.ui.controls import choice_of
from editor.ui.errors import safe_override
from editor.ui.memory_model import CHOICES, MemoryModel
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from editor.review.show_memory import Row, ShowMemory
    from editor.ui.memory_model import Sheet
    from editor.ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex


class MemoryTable(QWidget):
    """Signals:
    edited: The row before, None for a new one, and the row that the user wants instead.
    said: A sentence.
    counted: How many rows are shown has changed.
    chosen: Other rows are selected.
    """

    edited = Signal(object, object)
    said = Signal(str)
    counted = Signal()
    chosen = Signal()

    def __init__(self, sheet: Sheet, theme: Theme) -> None:
        super().__init__()
        self.sheet = sheet
        self.model = MemoryModel(sheet, theme)
        self.model.edited.connect(self._edit)
        self.model.refused.connect(self.said)
        self.model.incomplete.connect(self._go_on)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._sorted.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._sorted.setFilterKeyColumn(-1)
        self.view = _View(sheet.title)
        self.view.setModel(self._sorted)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # as they come, until one sorts
        self.view.selectionModel().selectionChanged.connect(self.chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        header = self.view.horizontalHeader()
        for number, column in enumerate(self.sheet.columns):
            stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, stretch if column.wide else fit)
        hint = QLabel(self.sheet.hint, wordWrap=True)
        hint.setObjectName("hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(hint)
        layout.addWidget(self.view, 1)

    @property
    def count(self) -> int:
        """How many rows are found."""
        return self._sorted.rowCount()

    def show_memory(self, memory: ShowMemory) -> None:
        """Show what is remembered; what was selected stays so."""
        chosen = self.selected()
        self.model.show(self.sheet.rows(memory))
        for row in chosen[:1]:
            self.select(row)
        self.counted.emit()

    def search(self, text: str) -> None:
        """Show only the rows that have this text somewhere."""
        self._sorted.setFilterFixedString(text)
        self.counted.emit()

    def selected(self) -> list[Row]:
        """The rows that are selected."""
        indices = self.view.selectionModel().selectedRows()
        rows = (self.model.row(self._sorted.mapToSource(index).row()) for index in indices)
        return [row for row in rows if row is not None]

    def select(self, row: Row) -> None:
        """Select a row, and show it."""
        number = self.model.number_of(row)
        index = self._sorted.mapFromSource(self.model.index(number, 0))
        if number >= 0 and index.isValid():
            self.view.setCurrentIndex(index)

    def add(self) -> None:
        """Begin a new row and its first cell."""
        number = self.model.begin_row()
        index = self._sorted.mapFromSource(self.model.index(number, 0))
        self.view.setFocus()
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self.view.edit(index)

    def drop_draft(self) -> None:
        """Give up a new row that says nothing yet."""
        self.model.drop_draft()
        self.counted.emit()

    def _go_on(self, column: int) -> None:
        """Edit the cell after one of a new row that still says too little."""
        if column + 1 < len(self.sheet.columns):
            index = self.model.index(self.model.rowCount() - 1, column + 1)
            QTimer.singleShot(0, self, lambda: self._edit_cell(index))

    def _edit_cell(self, index: Index) -> None:
        there = self._sorted.mapFromSource(index) if index.isValid() else index
        if there.isValid():
            self.view.setCurrentIndex(there)
            self.view.edit(there)

    def _edit(self, before: Row | None, row: Row) -> None:
        self.edited.emit(before, row)


class _View(QTableView):
    """Rows are selected whole; Enter and F2 edit, Delete is the dialogue's."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription("Enter or F2 edits a cell, Delete removes the rows")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrows go from cell to cell
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(GRID * 4)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setDefaultSectionSize(GRID * 14)

    @safe_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, as F2 does, and does not press a button of the dialogue."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            editing = self.state() is QAbstractItemView.State.EditingState
            if not editing and self.currentIndex().isValid():
                self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Edits text in a field, and what is one of several in a list."""

    @safe_override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The field or the list."""
        title = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        choices = index.data(CHOICES)
        if choices:
            editor: QWidget = choice_of(title, choices)
            editor.setParent(parent)
            return editor
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(title)
        if isinstance(editor, QLineEdit):
            editor.setMaxLength(LONGEST_AD)
        return editor

    @safe_override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What the cell holds."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))
        else:
            super().setEditorData(editor, index)

    @safe_override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """What was typed or chosen."""
        if isinstance(editor, QComboBox):
            value: Any = editor.currentData()
            model.setData(index, value, Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)
