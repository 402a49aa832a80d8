"""What is remembered of a show: names, corrections, speakers and ad reads, to look at and edit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from editor.formats.encoding import read_bytes
from editor.formats.show_table import DELIMITERS, read_show_table, write_show_table
from editor.review.show_memory import row_key
from editor.settings.atomic import write_atomically
from editor.storage.show_changes import Change
from editor.ui import asking
from editor.ui.controls import fit, level
from editor.ui.errors import guarded
from editor.ui.memory_model import SHEETS
from editor.ui.memory_table import MemoryTable
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from editor.jobs.episode_memory import EpisodeMemory
    from editor.review.show_memory import Row
    from editor.ui.theme import Theme

TABLES = "Tables (*.csv *.tsv *.txt);;All files (*)"
WRITTEN = "CSV (*.csv);;TSV (*.tsv)"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')


class MemoryDialog(QDialog):
    """Every change is kept at once; what was removed can be put back while it is open."""

    def __init__(
        self,
        memory: EpisodeMemory,
        theme: Theme,
        suggested: str,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        memory: What is edited.
        theme: Colours.
        suggested: A name for the show that is offered as well.
        folder: Where dialogues for files begin.
        parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle("Show memory")
        self._memory = memory
        self._folder = folder
        self._suggested = suggested
        self._removed: list[tuple[Row, ...]] = []
        self.tables = [MemoryTable(sheet, theme) for sheet in SHEETS]
        self.tabs = QTabWidget()
        self.search = QLineEdit(clearButtonEnabled=True, placeholderText="Search")
        self.search.setAccessibleName("Search in what is remembered")
        self.status = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.status.setMinimumHeight(GRID * 4)
        self.status.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._make_show()
        self._make_buttons()
        self._assemble()
        self._connect()
        self._fill()
        fit(self, GRID * 110, GRID * 76)
        self.table.view.setFocus()

    @property
    def table(self) -> MemoryTable:
        """The table that shows."""
        return self.tables[self.tabs.currentIndex()]

    def say(self, sentence: str, *, lasting: bool = False) -> None:
        """Show a sentence below the tables."""
        del lasting
        self.status.setText(sentence)

    # -- assembling ----------------------------------------------------------------------------

    def _make_show(self) -> None:
        self.show_name = QComboBox(editable=True)
        self.show_name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.show_name.setAccessibleName("Show that this episode belongs to")
        self.show_name.setMinimumWidth(GRID * 40)

    def _make_buttons(self) -> None:
        self.add = self._button("&Add", lambda: self.table.add())
        self.remove = self._button("&Remove", self._remove)
        self.put_back = self._button("&Put back", self._put_back)
        self.importing = self._button("&Import…", self._import)
        self.exporting = self._button("&Export…", self._export)
        self.forget = self._button("&Forget this show…", self._forget)
        self.add.setToolTip("Begins a new row (Insert)")
        self.remove.setToolTip("Removes the selected rows (Delete)")
        self.put_back.setToolTip("Puts back what was removed last (Ctrl+Z)")
        self.importing.setToolTip("Reads CSV or TSV: an exported memory, or a list of names")
        self.exporting.setToolTip("Writes everything that is remembered as CSV or TSV")

    def _button(self, title: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(title)
        button.setAutoDefault(False)
        button.clicked.connect(guarded(act, self.say))
        return button

    def _assemble(self) -> None:
        top = QFormLayout()
        top.addRow("This episode &belongs to", self.show_name)
        level(top)
        hint = QLabel(
            "New episodes in the same folder will belong to it too. What is remembered stays on "
            "this computer.",
            wordWrap=True,
        )
        hint.setObjectName("hint")
        for table in self.tables:
            self.tabs.addTab(table, table.sheet.title)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.add, self.remove, self.put_back):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.importing, self.exporting, self.forget):
            row.addWidget(button)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        close.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(hint)
        layout.addSpacing(GRID)
        layout.addWidget(self.search)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.status)
        layout.addLayout(row)
        layout.addWidget(close)

    def _connect(self) -> None:
        self._memory.changed.connect(self._fill)
        self._memory.failed.connect(self.say)
        self.search.textChanged.connect(self._search)
        self.tabs.currentChanged.connect(self._enable)
        line = self.show_name.lineEdit()
        assert line  # it is editable
        line.editingFinished.connect(guarded(self._choose, self.say))
        self.show_name.activated.connect(guarded(self._choose, self.say))
        for table in self.tables:
            # Later: the rows must not change while a cell of them is being left.
            table.edited.connect(self._take, Qt.ConnectionType.QueuedConnection)
            table.said.connect(self.say)
            table.counted.connect(self._count)
            table.chosen.connect(self._enable)
            self._shortcut(QKeySequence(Qt.Key.Key_Delete), self._remove, table.view)
        self._shortcut(QKeySequence(Qt.Key.Key_Insert), lambda: self.table.add(), self)
        self._shortcut(QKeySequence(QKeySequence.StandardKey.Find), self.search.setFocus, self)
        for table in self.tables:
            undo = QKeySequence(QKeySequence.StandardKey.Undo)
            self._shortcut(undo, self._put_back, table.view)

    def _shortcut(self, key: QKeySequence, act: Callable[[], object], where: QWidget) -> None:
        shortcut = QShortcut(key, where)
        own = where is not self
        context = Qt.ShortcutContext
        shortcut.setContext(context.WidgetShortcut if own else context.WindowShortcut)
        shortcut.activated.connect(guarded(act, self.say))

    # -- showing -------------------------------------------------------------------------------

    def _fill(self) -> None:
        memory = self._memory
        with QSignalBlocker(self.show_name):
            names = dict.fromkeys([*memory.library.shows(), memory.show, self._suggested])
            self.show_name.clear()
            self.show_name.addItems([name for name in names if name])
            self.show_name.setCurrentText(memory.show)
        for table in self.tables:
            table.show_memory(memory.now)
        self._enable()

    def _count(self) -> None:
        for number, table in enumerate(self.tables):
            self.tabs.setTabText(number, f"{table.sheet.title} ({table.count:,})")

    def _enable(self, *_: object) -> None:
        self.remove.setEnabled(bool(self.table.view.selectionModel().selectedRows()))
        self.put_back.setEnabled(bool(self._removed))
        self.exporting.setEnabled(bool(self._memory.now.rows))
        self.forget.setEnabled(bool(self._memory.now.rows))

    def _search(self, text: str) -> None:
        for table in self.tables:
            table.search(text)
        if not self.table.count:  # show where there is something, if there is
            found = next((n for n, table in enumerate(self.tables) if table.count), None)
            if found is not None:
                self.tabs.setCurrentIndex(found)

    # -- doing ---------------------------------------------------------------------------------

    def _choose(self) -> None:
        name = self.show_name.currentText().strip()
        if not name:
            self.show_name.setCurrentText(self._memory.show)
        elif name != self._memory.show:
            self._removed.clear()
            self.say("")
            self._memory.choose(name)

    def _take(self, before: Row | None, row: Row) -> None:
        gone = () if before is None or row_key(before) == row_key(row) else (before,)
        if self._memory.change(Change(remove=gone, put=(row,))):
            self.say("")
            self.table.select(row)
        else:
            self._fill()

    def _remove(self) -> None:
        rows = tuple(self.table.selected())
        number = self.table.view.currentIndex().row()
        if not rows:
            self.table.drop_draft()
        elif self._memory.change(Change(remove=rows)):
            self._removed.append(rows)
            self.say(f"Removed {_rows(len(rows))}; Ctrl+Z puts them back.")
            self._enable()
        model = self.table.view.model()
        if model.rowCount():
            self.table.view.setCurrentIndex(model.index(min(number, model.rowCount() - 1), 0))

    def _put_back(self) -> None:
        if self._removed and self._memory.change(Change(put=self._removed[-1])):
            rows = self._removed.pop()
            self.say(f"Put back {_rows(len(rows))}.")
            self.table.select(rows[0])
            self._enable()

    def _import(self) -> None:
        for path in asking.ask_to_open(self, "Import", str(self._folder), TABLES):
            rows = read_show_table(read_bytes(path), path.name)
            if self._memory.change(Change(put=rows)):
                self.say(f"Imported {_rows(len(rows))} from {path.name}.")

    def _export(self) -> None:
        name = _NOT_IN_NAMES.sub("_", self._memory.show).strip(" .") or "show"
        suggested = self._folder / f"{name} memory.csv"
        path = asking.ask_to_save(self, "Export", suggested, WRITTEN, tuple(DELIMITERS))
        if path:
            rows = self._memory.now.rows
            write_atomically(path, write_show_table(rows, path.suffix))
            self.say(f"Exported {_rows(len(rows))} to {path.name}.")

    def _forget(self) -> None:
        question = (
            f"Forget all that is remembered of the show “{self._memory.show}”? "
            "This cannot be taken back."
        )
        answer = asking.ask(self, "Forget this show?", question, {"forget": "Forget everything"})
        if answer:
            self._memory.library.forget(self._memory.show)
            self._removed.clear()
            self._memory.refresh()
            self.say("Nothing is remembered of this show any more.")


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
