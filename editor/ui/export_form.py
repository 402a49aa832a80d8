"""The controls of the export dialogue: choices on the left, captions on the right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from editor.formats.export_check import WHOLE_FILE
from editor.ui.controls import fit, fixed_text, level
from editor.ui.export_rows import ExportRows
from editor.ui.file_boxes import FileBoxes
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QDialog

    from editor.formats.chapters import Chapter
    from editor.formats.export import Exported, Writer
    from editor.formats.profile import Profile
    from editor.settings.options import Settings

_TIMES = re.compile(r"^(\d\d:\d\d:\d\d)[.,]\d\d\d --> ")
_NOT_ABOUT_ONE = ("not-timed", WHOLE_FILE)
"""Kinds of problems that concern the whole file."""


class ExportForm(QWidget):
    """Signals:
    changed: Something was chosen that changes the files.
    accepted: Export.
    rejected: Cancel.
    """

    changed = Signal()
    accepted = Signal()
    rejected = Signal()

    def __init__(
        self,
        writers: Sequence[Writer],
        profiles: Sequence[Profile],
        dialog: QDialog,
        *,
        has_audio: bool = False,
    ) -> None:
        super().__init__(dialog)
        self._writers = {writer.id: writer for writer in writers}
        self._shown: Mapping[str, Exported] = {}
        self._lines: dict[str, list[int]] = {}
        self.rows = ExportRows(profiles, self, has_audio=has_audio)
        self._make_choices()
        self._make_preview()
        self._make_buttons()
        self._assemble(dialog)
        fit(dialog, GRID * 150, GRID * 80)

    # -- values --------------------------------------------------------------------------------

    @property
    def formats(self) -> tuple[str, ...]:
        """The ids of the formats chosen."""
        return tuple(name for name, box in self.files.items() if box.isChecked())

    def load(self, settings: Settings, project: Path, own: tuple[Chapter, ...] = ()) -> None:
        """Choose what was chosen last time; without signals.

        Args:
            settings: What was chosen.
            project: The file of the project.
            own: The chapters that its audio has already.
        """
        self.blockSignals(True)
        for name, box in self.files.items():
            box.setChecked(name in settings.export_formats)
        self.rows.load(settings, project.stem, own)
        remembered = settings.export_folder and Path(settings.export_folder).is_dir()
        self.folder.setText(settings.export_folder if remembered else str(project.parent))
        self.name.setText(project.stem)
        self.blockSignals(False)
        self._follow_formats()

    def settings(self) -> dict[str, object]:
        """What to remember."""
        return {
            **self.rows.settings(),
            "export_formats": self.formats,
            "export_folder": self.folder.text().strip(),
        }

    # -- showing -------------------------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """Show a sentence under the preview."""
        self.summary.setText(sentence)

    def show_building(self) -> None:
        """Captions are being made."""
        self.say("Building the captions…")

    def show_nothing(self) -> None:
        """There are no captions."""
        self._shown = {}
        self.say("Choose at least one kind of file." if not self.formats else "")
        self._show_problems()

    def show_captions(self, made: Mapping[str, Exported]) -> None:
        """Show captions, and what is wrong with them."""
        self._shown = made
        for name, exported in made.items():
            lines = exported.text.splitlines()
            self._lines[name] = [i for i, line in enumerate(lines) if _TIMES.match(line)]
            text = "\n".join(lines)
            if self.texts[name].toPlainText() != text:
                self.texts[name].setPlainText(text)
        self._show_problems()

    def _show_problems(self) -> None:
        """Of the format that is in front."""
        self.problems.clear()
        name = self._format_in_front()
        exported = self._shown.get(name)
        rows = exported.problems if exported else ()
        for row in rows:
            whole = row.kind in _NOT_ABOUT_ONE
            self.problems.addItem(row.message if whole else self._named(name, row.cue, row.message))
        self.problems.setVisible(bool(rows))
        if exported:
            cues = len({row.cue for row in rows if row.kind not in _NOT_ABOUT_ONE})
            count = len(self._lines[name])
            what = f"{_counted(count, 'caption')}, " if count else ""
            self.say(f"{what}{_noted(cues)}.".capitalize() if rows or count else "")

    def _named(self, name: str, cue: int, message: str) -> str:
        if cue >= len(self._lines[name]):
            return f"Caption {cue + 1}: {message}"
        line = self.texts[name].document().findBlockByNumber(self._lines[name][cue]).text()
        times = _TIMES.match(line)
        return f"Caption {cue + 1} at {times[1] if times else ''}: {message}"

    def _show_problem(self, row: int) -> None:
        name = self._format_in_front()
        exported = self._shown.get(name)
        if exported is None or not 0 <= row < len(exported.problems):
            return
        cue, text = exported.problems[row].cue, self.texts[name]
        if cue < len(self._lines[name]):
            block = text.document().findBlockByNumber(self._lines[name][cue])
            cursor = QTextCursor(block)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            text.setTextCursor(cursor)
            text.centerCursor()

    def _format_in_front(self) -> str:
        front = self.preview.currentWidget()
        return next((name for name, text in self.texts.items() if text is front), "")

    def _follow_formats(self) -> None:
        chosen = self.formats
        self.export_button.setEnabled(bool(chosen))
        self.rows.follow(chosen)
        for index, name in enumerate(self.files):
            self.preview.setTabVisible(index, name in chosen)
        self.preview.setVisible(bool(chosen))
        self.changed.emit()

    def _follow_rows(self) -> None:
        self.rows.follow_audio()
        self.changed.emit()

    # -- making --------------------------------------------------------------------------------

    def _make_choices(self) -> None:
        self.files = {name: QCheckBox(row.label) for name, row in self._writers.items()}
        for box in self.files.values():
            box.toggled.connect(self._follow_formats)
        self.rows.changed.connect(self._follow_rows)
        self.folder = QLineEdit()
        self.folder.setAccessibleName("Folder")
        self.folder.textChanged.connect(self.folder.setToolTip)
        self.browse = QPushButton("Browse…")
        self.browse.setAutoDefault(False)
        self.browse.setAccessibleDescription("Choose the folder")
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the files, without ending")

    def _make_preview(self) -> None:
        self.preview = QTabWidget()
        self.preview.setDocumentMode(True)
        self.texts: dict[str, QPlainTextEdit] = {}
        for name, writer in self._writers.items():
            title = writer.suffix.removeprefix(".").upper()
            self.texts[name] = fixed_text(f"Preview of {title}")
            self.preview.addTab(self.texts[name], title)
        self.preview.currentChanged.connect(lambda _: self._show_problems())
        # File names may look like markup and may be long.
        self.summary = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.summary.setMinimumHeight(GRID * 5)
        self.problems = QListWidget()
        self.problems.setAccessibleName("What is wrong with the captions")
        self.problems.setWordWrap(True)
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.problems.setMaximumHeight(GRID * 14)
        self.problems.currentRowChanged.connect(self._show_problem)

    def _make_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = self.buttons.addButton(
            "Export", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.export_button.setDefault(True)
        self.buttons.accepted.connect(self.accepted)
        self.buttons.rejected.connect(self.rejected)

    def _assemble(self, dialog: QDialog) -> None:
        left = QWidget()
        left.setFixedWidth(GRID * 48)
        left.setLayout(self._form())
        files = FileBoxes(self._writers.values(), self.files)
        files.setFixedWidth(GRID * 30)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(self.preview, 1)
        right.addWidget(self.summary)
        right.addWidget(self.problems)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GRID * 3)
        columns.addWidget(files)
        columns.addWidget(left)
        columns.addLayout(right, 1)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addWidget(self, 1)
        layout.addWidget(self.buttons)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(GRID)
        form.setHorizontalSpacing(GRID * 2)
        self.rows.add_to(form)
        place = QHBoxLayout()
        place.setSpacing(GRID)
        place.addWidget(self.folder, 1)
        place.addWidget(self.browse)
        folder = QLabel("&Folder")
        folder.setBuddy(self.folder)
        form.addRow(folder, place)
        form.addRow("&Name", self.name)
        level(form)
        return form


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _noted(number: int) -> str:
    if not number:
        return "none over a limit"
    return f"{number} to look at: choose a line below to see it"
