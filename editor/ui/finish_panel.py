"""What is still open before an episode is finished, and the figures of the work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.commands.finish import Open
from editor.ui.errors import safe_override
from editor.ui.theme import GRID
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QShowEvent

    from editor.commands.finish import OpenItem

MOST = 200
"""So many things of one sort are listed: while the first are done, the others move up."""
ITEM = Qt.ItemDataRole.UserRole
DONE = "Nothing is open. The episode can be exported."
HINT = "Enter goes to a place; {key} comes back here."
FIGURES = ("Worked", "Heard", "Doubts left", "Corrections")


class FinishPanel(QWidget):
    """A tree of sorts and places, with the figures below it.

    Signals:
        chosen: The `OpenItem` to go to.
        shown: The panel has come forward.
    """

    chosen = Signal(object)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = QTreeWidget()
        self._tree.setAccessibleName("What is still open")
        self._tree.setAccessibleDescription("Enter goes to the chosen place")
        self._tree.setColumnCount(2)
        self._tree.setHeaderHidden(True)
        self._tree.setUniformRowHeights(True)
        self._tree.setIndentation(GRID * 2)
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.itemActivated.connect(self._choose)
        self._tree.itemClicked.connect(self._choose)
        self._done = QLabel(DONE, wordWrap=True)
        self._hint = QLabel(wordWrap=True)
        self._hint.setObjectName("hint")
        self._figures = {name: QLabel("–", wordWrap=True) for name in FIGURES}
        form = QFormLayout()
        form.setHorizontalSpacing(GRID * 2)
        form.setVerticalSpacing(GRID // 2)
        for name, label in self._figures.items():
            label.setAccessibleDescription(name)
            form.addRow(name, label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._done)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._hint)
        layout.addLayout(form)

    def set_key(self, key: str) -> None:
        """Say by which key one comes back."""
        self._hint.setText(HINT.format(key=key) if key else "Enter goes to a place.")

    def show_items(self, found: Mapping[Open, Sequence[OpenItem]]) -> None:
        """List what is open; what was chosen, or what has moved up to its place, stays chosen."""
        place, closed = self._place(), self._closed()
        self._tree.clear()
        for kind, items in found.items():
            group = QTreeWidgetItem([f"{kind.value} ({len(items):,})"])
            group.setData(0, ITEM, kind)
            group.setFirstColumnSpanned(True)
            self._tree.addTopLevelItem(group)
            for item in items[:MOST]:
                moment = "" if item.moment is None else clock_text(item.moment)
                row = QTreeWidgetItem([item.text, moment])
                row.setToolTip(0, item.text)
                row.setData(0, ITEM, item)
                group.addChild(row)
            group.setExpanded(kind not in closed)
        self._done.setVisible(not found)
        self._hint.setVisible(bool(found))
        self._put(place)

    def show_figures(self, values: Mapping[str, str]) -> None:
        """Show figures by their names in `FIGURES`."""
        for name, value in values.items():
            self._figures[name].setText(value)

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        if self._tree.currentItem() is None:
            self._put((None, 0))
        self._tree.setFocus()

    @safe_override
    def showEvent(self, event: QShowEvent) -> None:
        """Only who is seen needs to be right."""
        super().showEvent(event)
        self.shown.emit()

    def _choose(self, row: QTreeWidgetItem, _column: int = 0) -> None:
        item = row.data(0, ITEM)
        if not isinstance(item, Open):
            self.chosen.emit(item)

    def _groups(self) -> list[QTreeWidgetItem]:
        rows = range(self._tree.topLevelItemCount())
        return [group for row in rows if (group := self._tree.topLevelItem(row))]

    def _closed(self) -> set[Open]:
        return {group.data(0, ITEM) for group in self._groups() if not group.isExpanded()}

    def _place(self) -> tuple[Open | None, int]:
        """The sort that is chosen, and which of it; -1 for the sort itself."""
        row = self._tree.currentItem()
        if row is None:
            return None, 0
        group = row.parent()
        return (row.data(0, ITEM), -1) if group is None else (
            group.data(0, ITEM), group.indexOfChild(row)
        )  # fmt: skip

    def _put(self, place: tuple[Open | None, int]) -> None:
        kind, at = place
        groups = self._groups()
        group = next((one for one in groups if one.data(0, ITEM) is kind), None)
        if group is None:
            group, at = (groups[0] if groups else None), 0
        if group is not None:
            child = group.child(min(at, group.childCount() - 1)) if at >= 0 else None
            self._tree.setCurrentItem(child or group)
