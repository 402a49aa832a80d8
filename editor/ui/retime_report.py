"""What differs between two edits of an episode: a list from which one can go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from editor.ui.theme import GRID
from editor.ui.wave_values import clock_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.jobs.other_edit import Remade

COLUMNS = ("What", "From", "To", "Length", "Where")
HINT = (
    "Removed parts are heard in the old cut alone, inserted ones in the new. What is aligned by "
    "text has other sound in the new cut, but the same words. Choose a line to go there; the "
    "project it is in is opened."
)


class RetimeReport(QDialog):
    """Stays beside the window while the user looks at the places.

    Signals:
        jump_wanted: The path of a project, and a moment (ms) in it.
        open_wanted: The path of the new project.
    """

    jump_wanted = Signal(object, int)
    open_wanted = Signal(object)

    def __init__(self, made: Remade, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("The other cut")
        self.made = made
        self.summary = QLabel(_summary(made), wordWrap=True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QTreeWidget()
        self.list.setAccessibleName("What differs between the cuts")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(list(COLUMNS))
        self.list.addTopLevelItems(_items(made))
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self._assemble()
        self.resize(GRID * 90, GRID * 50)

    def _assemble(self) -> None:
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        hint = QLabel(HINT, wordWrap=True)
        hint.setObjectName("hint")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.open_button = buttons.addButton(
            "Open the new project", QDialogButtonBox.ButtonRole.ActionRole
        )
        self.open_button.clicked.connect(lambda: self.open_wanted.emit(self.made.new))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addWidget(self.summary)
        layout.addWidget(self.list, 1)
        layout.addWidget(hint)
        layout.addWidget(buttons)

    def _go(self, item: QTreeWidgetItem) -> None:
        path, moment = item.data(0, Qt.ItemDataRole.UserRole)
        self.jump_wanted.emit(path, moment)


def _items(made: Remade) -> list[QTreeWidgetItem]:
    found = made.found
    rows = [("Removed", span, made.old) for span in found.removed]
    rows += [("Inserted", span, made.new) for span in found.inserted]
    rows += [("Aligned by text", passage.new, made.new) for passage in found.passages]
    items = []
    for what, (start, end), path in sorted(rows, key=lambda row: row[1]):
        seconds = f"{(end - start) / 1000:.1f} s"
        item = QTreeWidgetItem([what, clock_text(start), clock_text(end), seconds, path.stem])
        item.setData(0, Qt.ItemDataRole.UserRole, (path, start))
        items.append(item)
    return items


def _summary(made: Remade) -> str:
    found = made.found
    words, mapping = found.made, found.mapping
    lost = f", {words.lost:,} were cut out" if words.lost else ""
    sentences = [f"{words.kept:,} words have the times of the new audio{lost}."]
    if words.by_text:
        sentences.append(f"{words.by_text:,} of them have other sound and were found by the text.")
    if mapping.removed or mapping.inserted:
        sentences.append(f"{mapping.shared:.0%} of the old sound is in it.")
    else:
        sentences.append("Nothing was removed or inserted.")
    return " ".join([*sentences, found.note]).strip()
