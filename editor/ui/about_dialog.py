"""What Proofcast is, and the licences of everything that it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor import __version__
from editor.settings.licences import Component, components
from editor.ui.controls import fit
from editor.ui.icons import app_icon
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.jobs.background import Background, Task

ABOUT = f"""<h3>Proofcast {__version__}</h3>
<p>Transcript editor with audio sync, under the MIT licence. Nothing leaves this computer.</p>
<p>It stands on the packages below; their own words about their licences are beside them.</p>"""
READING = "Reading the licences…"
NO_TEXT = "{name} carries no text of its licence; it states: {licence}."
ICON = GRID * 8


class AboutDialog(QDialog):
    """The version, and a list of packages with the licence of the chosen one.

    Attributes:
        packages: The list.
        text: The licence of the one that is chosen in it.
    """

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Proofcast")
        self.packages = _package_list()
        self.text = _licence_text()
        self.packages.currentItemChanged.connect(self._show_licence)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        parts = QSplitter()
        parts.addWidget(self.packages)
        parts.addWidget(self.text)
        parts.setStretchFactor(1, 1)
        parts.setSizes([GRID * 42, GRID * 62])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addLayout(_head())
        layout.addWidget(parts, 1)
        layout.addWidget(buttons)
        fit(self, GRID * 126, GRID * 74)
        self.packages.setFocus()
        # Some fifty packages are read from the disk: not here.
        self._task: Task | None = background.start(
            lambda _: components(), self._arrived, self._failed
        )
        self.finished.connect(self._leave)

    def _arrived(self, found: Sequence[Component]) -> None:
        self._task = None
        for component in found:
            row = QTreeWidgetItem([f"{component.name} {component.version}", component.licence])
            row.setData(0, Qt.ItemDataRole.UserRole, component)
            row.setToolTip(1, component.licence)
            self.packages.addTopLevelItem(row)
        self.text.clear()
        if first := self.packages.topLevelItem(0):
            self.packages.setCurrentItem(first)

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.text.setPlainText(f"The licences could not be read: {error}")

    def _show_licence(self, row: QTreeWidgetItem | None) -> None:
        if row is None:
            return
        chosen: Component = row.data(0, Qt.ItemDataRole.UserRole)
        without = NO_TEXT.format(name=chosen.name, licence=chosen.licence)
        self.text.setPlainText(chosen.text or without)

    def _leave(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _package_list() -> QTreeWidget:
    packages = QTreeWidget()
    packages.setAccessibleName("Packages")
    packages.setHeaderLabels(["Package", "Licence"])
    packages.setRootIsDecorated(False)
    packages.setUniformRowHeights(True)
    packages.setColumnWidth(0, GRID * 25)
    return packages


def _licence_text() -> QPlainTextEdit:
    text = QPlainTextEdit(READING)
    text.setAccessibleName("Licence")
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    return text


def _head() -> QHBoxLayout:
    picture, words = QLabel(), QLabel(ABOUT)
    picture.setPixmap(app_icon().pixmap(ICON, ICON))
    picture.setAccessibleName("Proofcast")
    words.setWordWrap(True)
    head = QHBoxLayout()
    head.setSpacing(GRID * 2)
    head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(words, 1)
    return head
