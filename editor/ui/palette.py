"""All commands in one list, found by typing, run by Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.ui.command_actions import shown_key
from editor.ui.controls import fit
from editor.ui.errors import safe_override
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from editor.commands.command import Registry
    from editor.ui.command_actions import CommandActions

LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ID = Qt.ItemDataRole.UserRole


class Palette(QDialog):
    """Type parts of words in any order; Up and Down choose, Enter takes, Esc closes.

    Attributes:
        chosen: The id of the command that was taken, once the dialogue has been accepted.
    """

    def __init__(
        self,
        registry: Registry,
        actions: CommandActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("All commands")
        self.chosen = ""
        self._field = QLineEdit(placeholderText="What do you want to do?", clearButtonEnabled=True)
        self._field.setAccessibleName("Command")
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list = QTreeWidget()
        self._list.setAccessibleName("Commands")
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setColumnCount(2)
        self._list.setUniformRowHeights(True)
        self._list.ensurePolished()  # else its rows are as high as without our style
        self._list.itemActivated.connect(self._take)
        self._none = QLabel("No command is called so: try other words.")
        self._none.setObjectName("hint")
        for command in registry:
            bound = "  ".join(map(shown_key, actions.keys.get(command.id, ())))
            title = f"{command.menu}: {command.title}" if command.menu else command.title
            item = QTreeWidgetItem([title.removesuffix("…"), bound])
            item.setData(0, ID, command.id)
            item.setDisabled(not actions[command.id].isEnabled())
            item.setToolTip(0, command.help)
            item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, command.help)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._list.addTopLevelItem(item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._field)
        layout.addWidget(self._none)
        layout.addWidget(self._list)
        fit(self, GRID * 70, GRID * 56)
        self._list.setColumnWidth(0, GRID * 44)
        self._filter("")

    @safe_override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move in the list while the field has the focus."""
        if watched is not self._field or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent):
            if event.key() in LIST_KEYS:
                self._list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        parts = text.lower().split()
        best: tuple[int, QTreeWidgetItem | None] = (0, None)
        any_shown = False
        for index in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(index)
            if item is None:
                continue
            fit = _fit(parts, f"{item.text(0)} {item.text(1)}".lower())
            item.setHidden(not fit)
            any_shown |= bool(fit)
            if not item.isDisabled() and fit > best[0]:
                best = fit, item
        self._none.setVisible(not any_shown)
        self._list.setCurrentItem(best[1])  # type: ignore[arg-type]
        if best[1]:
            self._list.scrollToItem(best[1])

    def _take(self, item: QTreeWidgetItem | None) -> None:
        if item is None or item.isHidden() or item.isDisabled():
            return
        self.chosen = item.data(0, ID)
        self.accept()


def _fit(parts: list[str], text: str) -> int:
    """0: not all parts are there; 2: all of them begin a word; 1: some stand inside."""
    if not all(part in text for part in parts):
        return 0
    words = text.split()
    return 2 if all(any(word.startswith(part) for word in words) for part in parts) else 1
