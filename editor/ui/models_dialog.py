"""The speech models: which are here, which one is used, and downloading others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.alignment.models import fetch, find_folders, load_catalog, model_rows
from editor.alignment.models.catalog import human_size
from editor.alignment.models.errors import DownloadCancelledError
from editor.ui.controls import fit
from editor.ui.errors import guarded, safe_override, sentence_of
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from pathlib import Path

    from editor.alignment.models.catalog import Catalog
    from editor.alignment.models.rows import ModelRow
    from editor.jobs.background import Background, Task
    from editor.settings.user_file import SettingsStore

ROW = Qt.ItemDataRole.UserRole
COLUMNS = ("Model", "Languages", "Size", "State")
STEPS = 1000


class ModelsDialog(QDialog):
    """A download starts only when its button is pressed; it can be cancelled and resumed."""

    def __init__(
        self,
        store: SettingsStore,
        folder: Path,
        background: Background,
        parent: QWidget | None = None,
        catalog: Catalog | None = None,
    ) -> None:
        """Args:
        store: Which model is used.
        folder: Where models are downloaded to.
        background: Downloads them.
        parent: Stands behind the dialogue.
        catalog: What can be downloaded; by default the list that comes with Proofcast.
        """
        super().__init__(parent)
        self.setWindowTitle("Speech models")
        self._store = store
        self._folder = folder
        self._background = background
        self._task: Task | None = None
        self._catalog = catalog or load_catalog()
        self._make_list()
        # Names of files and folders may look like markup.
        self._about = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._about.setMinimumHeight(GRID * 6)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._use = QPushButton("Use this model")
        self._use.clicked.connect(guarded(self._use_current, self.say))
        self._download = QPushButton("Download")
        self._download.clicked.connect(guarded(self._start, self.say))
        self._cancel = QPushButton("Cancel download")
        self._cancel.clicked.connect(self._stop)
        for button in (self._use, self._download, self._cancel):
            button.setAutoDefault(False)
        self._progress = QProgressBar(textVisible=False)
        self._progress.setAccessibleName("Download")
        self._amount = QLabel()
        self._assemble()
        self._set_running(False)
        self._fill()
        fit(self, GRID * 92, GRID * 64)

    def say(self, sentence: str, *, lasting: bool = True) -> None:
        """Show a sentence under the list."""
        self._about.setText(sentence)

    def _make_list(self) -> None:
        self._list = QTreeWidget()
        self._list.setAccessibleName("Speech models")
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setHeaderLabels(COLUMNS)
        self._list.currentItemChanged.connect(self._enable)
        self._list.ensurePolished()  # else its rows are as high as without our style

    def _assemble(self) -> None:
        hint = QLabel(
            "Larger models hear names and mumbled words better and take longer. Downloading is "
            "the only thing in Proofcast that uses the network, and only when you ask for it.",
            wordWrap=True,
        )
        hint.setObjectName("hint")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._use)
        row.addWidget(self._download)
        row.addWidget(self._cancel)
        row.addSpacing(GRID)
        row.addWidget(self._progress, 1)
        row.addWidget(self._amount)
        row.addStretch(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addWidget(hint)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._about)
        layout.addLayout(row)
        layout.addWidget(buttons)

    def _fill(self) -> None:
        current = self._current()
        name = current.entry.name if current else self._store.now.model
        self._list.clear()
        for row in model_rows(self._catalog, find_folders(self._folder)):
            used = row.entry.name == self._store.now.model
            languages = "Many" if row.entry.multilingual else "English"
            size = human_size(row.entry.size)
            item = QTreeWidgetItem([row.entry.title, languages, size, _state(row, used=used)])
            item.setData(0, ROW, row)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._list.addTopLevelItem(item)
            if row.entry.name == name:
                self._list.setCurrentItem(item)
        for column in range(3):
            self._list.resizeColumnToContents(column)
            self._list.setColumnWidth(column, self._list.columnWidth(column) + GRID * 2)
        self._enable()

    def _current(self) -> ModelRow | None:
        item = self._list.currentItem()
        return item.data(0, ROW) if item else None

    def _enable(self) -> None:
        row = self._current()
        idle = self._task is None
        self._about.setText(row.entry.about if row else "")
        used = row is not None and row.entry.name == self._store.now.model
        self._use.setEnabled(row is not None and row.installed and not used)
        self._download.setEnabled(row is not None and not row.installed and idle)
        self._download.setText("Resume download" if row and row.started else "Download")

    def _use_current(self) -> None:
        row = self._current()
        if row:
            self._store.change(model=row.entry.name)
            self._fill()
            self.say(f"{row.entry.title} is used from the next alignment on.")

    def _start(self) -> None:
        row = self._current()
        if row is None:
            return
        entry, folder = row.entry, self._folder

        def work(task: Task) -> None:
            fetch(
                entry,
                folder,
                progress=lambda done, total: task.report((done, total)),
                cancelled=lambda: task.cancelled,
            )

        self.say(f"Downloading {entry.title}…")
        self._set_running(True)
        self._task = self._background.start(work, self._arrived, self._failed, self._progressed)
        self._task.ended.connect(self._ended)
        self._enable()

    def _stop(self) -> None:
        if self._task:
            self._task.cancel()
            self._cancel.setText("Stopping…")

    def _progressed(self, report: tuple[int, int]) -> None:
        done, total = report
        self._progress.setRange(0, STEPS)
        self._progress.setValue(round(STEPS * done / max(1, total)))
        self._amount.setText(f"{human_size(done)} of {human_size(total)}")

    def _arrived(self, _: object) -> None:
        self.say("The model is here and complete: use it now.")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DownloadCancelledError):
            self.say(sentence_of(error))

    def _ended(self) -> None:
        cancelled = self._task is not None and self._task.cancelled
        sentence = "Stopped; what has arrived is kept." if cancelled else self._about.text()
        had_focus = self._cancel.hasFocus()
        self._task = None
        self._set_running(False)
        self._fill()
        self.say(sentence)
        if had_focus:
            (self._use if self._use.isEnabled() else self._download).setFocus()

    def _set_running(self, running: bool) -> None:
        self._progress.setVisible(running)
        self._amount.setVisible(running)
        self._amount.setText("")
        self._cancel.setVisible(running)
        self._cancel.setText("Cancel download")
        self._progress.setRange(0, 0 if running else STEPS)

    @safe_override
    def done(self, result: int) -> None:
        """Close; a download under way is cancelled and can be resumed."""
        task, self._task = self._task, None
        if task:
            task.ended.disconnect(self._ended)
            task.cancel()
        super().done(result)


def _state(row: ModelRow, *, used: bool) -> str:
    if not row.installed and not row.started:
        return "Not downloaded"
    state = f"in use, {row.state}" if used else row.state
    return state[:1].upper() + state[1:]
