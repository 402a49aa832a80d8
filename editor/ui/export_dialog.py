"""Exporting captions: choices that are remembered, a preview, and what exceeds a limit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from editor.formats.cue_options import AdPolicy, LabelStyle
from editor.formats.export import WRITERS, Exported, ExportOptions, export
from editor.formats.profile import load_profiles
from editor.settings.atomic import WriteError, write_atomically
from editor.settings.data_files import data_file
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from editor.formats.profile import Profile
    from editor.jobs.background import Background, Task
    from editor.settings.user_file import SettingsStore
    from editor.transcript.document import Transcript

FORMATS = ("srt", "vtt")
ADS = (
    (AdPolicy.KEEP, "Keep as ordinary text"),
    (AdPolicy.LABEL, "Label as [Advertisement]"),
    (AdPolicy.OMIT, "Leave out"),
)
SRT_SPEAKERS = (
    (LabelStyle.NAME, "Name: text"),
    (LabelStyle.CHEVRONS, ">> NAME: text"),
    (LabelStyle.BRACKETS, "[Name] text"),
    (LabelStyle.NONE, "Not at all"),
)
VTT_SPEAKERS = (("voice", "As voice, <v Name>"), ("none", "Not at all"))
PREVIEW_LINES = 400
"""Enough to judge how captions read; a three-hour file would only slow the dialogue down."""


class Choices(NamedTuple):
    """What the dialogue says now."""

    profile: Profile
    options: ExportOptions


class ExportDialog(QDialog):
    """Signals:
    exported: A sentence that names the files written.
    """

    exported = Signal(str)

    def __init__(
        self,
        document: Transcript,
        project: Path,
        store: SettingsStore,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export captions")
        self._document = document
        self._store = store
        self._background = background
        self._profiles = load_profiles(data_file("resources/profiles"))
        self._task: Task | None = None
        self._written: dict[str, Exported] = {}
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._build)
        self._make_fields(project)
        self._assemble()
        self._remember_choices()
        self.resize(GRID * 118, GRID * 76)
        self._changed()

    # -- assembling ----------------------------------------------------------------------------

    def _make_fields(self, project: Path) -> None:
        settings = self._store.now
        self.files = {name: QCheckBox(WRITERS[name].label) for name in FORMATS}
        for box in self.files.values():
            box.setChecked(True)
            box.toggled.connect(self._changed)
        self.profile = _combo((row.id, row.label) for row in self._profiles.values())
        self.ads = _combo((policy.value, title) for policy, title in ADS)
        self.srt_speakers = _combo((style.value, title) for style, title in SRT_SPEAKERS)
        self.vtt_speakers = _combo(VTT_SPEAKERS)
        _choose(self.profile, settings.export_profile)
        _choose(self.ads, settings.export_ads)
        _choose(self.srt_speakers, settings.export_srt_speakers)
        _choose(self.vtt_speakers, settings.export_vtt_speakers)
        for combo in (self.profile, self.ads, self.srt_speakers, self.vtt_speakers):
            combo.currentIndexChanged.connect(self._changed)
        folder = Path(settings.export_folder) if settings.export_folder else project.parent
        self.folder = QLineEdit(str(folder if folder.is_dir() else project.parent))
        self.name = QLineEdit(project.stem)
        self.about = QLabel(wordWrap=True)
        self.about.setObjectName("hint")
        self.preview = QTabWidget()
        self.preview.setDocumentMode(True)
        self.texts = {name: _preview() for name in FORMATS}
        for name, text in self.texts.items():
            self.preview.addTab(text, WRITERS[name].suffix.removeprefix(".").upper())
        self.summary = QLabel()
        self.problems = QListWidget()
        self.problems.setAccessibleName("Cues over a limit")
        self.problems.setMaximumHeight(GRID * 14)
        self.problems.currentRowChanged.connect(self._show_problem)

    def _assemble(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(GRID)
        for index, box in enumerate(self.files.values()):
            form.addRow("Files" if not index else "", box)
        form.addRow("&Profile", self.profile)
        form.addRow("", self.about)
        form.addRow("&Ad reads", self.ads)
        form.addRow("Speakers in &SRT", self.srt_speakers)
        form.addRow("Speakers in &VTT", self.vtt_speakers)
        browse = QPushButton("Browse…")
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(browse)
        form.addRow("&Folder", place)
        form.addRow("&Name", self.name)
        left = QWidget()
        left.setFixedWidth(GRID * 50)
        left.setLayout(form)
        right = QVBoxLayout()
        right.addWidget(self.preview, 1)
        right.addWidget(self.summary)
        right.addWidget(self.problems)
        columns = QHBoxLayout()
        columns.setSpacing(GRID * 2)
        columns.addWidget(left)
        columns.addLayout(right, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = buttons.addButton("Export", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        buttons.accepted.connect(self._export)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.addLayout(columns, 1)
        layout.addWidget(buttons)

    # -- preview -------------------------------------------------------------------------------

    def choices(self) -> Choices:
        """What is chosen now."""
        options = ExportOptions(
            ads=AdPolicy(self.ads.currentData()),
            srt_labels=LabelStyle(self.srt_speakers.currentData()),
            vtt_voices=self.vtt_speakers.currentData() == "voice",
        )
        return Choices(self._profiles[self.profile.currentData()], options)

    def _changed(self) -> None:
        self.about.setText(self.choices().profile.about)
        self.accept_button.setEnabled(any(box.isChecked() for box in self.files.values()))
        self.srt_speakers.setEnabled(self.files["srt"].isChecked())
        self.vtt_speakers.setEnabled(self.files["vtt"].isChecked())
        for index, box in enumerate(self.files.values()):
            self.preview.setTabVisible(index, box.isChecked())
        self._soon.start()

    def _build(self) -> None:
        if self._task:
            self._task.cancel()
        document, (profile, options) = self._document, self.choices()
        self.summary.setText("Building the captions…")
        self._task = self._background.start(
            lambda _: {name: export(document, name, profile, options) for name in FORMATS},
            self._show,
            lambda error: self.summary.setText(str(error)),
        )

    def _show(self, written: dict[str, Exported]) -> None:
        self._task = None
        self._written = written
        for name, exported in written.items():
            lines = exported.text.splitlines()
            more = ["", f"… and {len(lines) - PREVIEW_LINES} more lines"]
            shown = lines[:PREVIEW_LINES] + (more if len(lines) > PREVIEW_LINES else [])
            self.texts[name].setPlainText("\n".join(shown))
        problems = next(iter(written.values())).problems
        cues = written["vtt"].text.count(" --> ")
        over = "none over a limit" if not problems else f"{len(problems)} notes"
        self.summary.setText(f"{cues} captions, {over}.")
        self.problems.clear()
        self.problems.addItems([problem.message for problem in problems])
        self.problems.setVisible(bool(problems))

    def _show_problem(self, row: int) -> None:
        problems = next(iter(self._written.values())).problems if self._written else ()
        if 0 <= row < len(problems):
            text = self.texts["srt"]
            self.preview.setCurrentWidget(text)
            needle = f"\n{problems[row].cue + 1}\n"
            text.moveCursor(text.textCursor().MoveOperation.Start)
            at = text.toPlainText().find(needle)
            if at >= 0:
                cursor = text.textCursor()
                cursor.setPosition(at + 1)
                text.setTextCursor(cursor)
                text.centerCursor()

    # -- writing -------------------------------------------------------------------------------

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder for the captions", self.folder.text())
        if name:
            self.folder.setText(name)

    def targets(self) -> dict[str, Path]:
        """The files that will be written, by format."""
        folder, name = Path(self.folder.text()).expanduser(), self.name.text().strip()
        return {
            key: folder / f"{name}{WRITERS[key].suffix}"
            for key, box in self.files.items()
            if box.isChecked() and name
        }

    def _export(self) -> None:
        targets = self.targets()
        if not targets:
            self.summary.setText("The files need a name: type one.")
            self.name.setFocus()
            return
        if not self._may_overwrite([path for path in targets.values() if path.exists()]):
            return
        profile, options = self.choices()
        try:
            for key, path in targets.items():
                write_atomically(path, export(self._document, key, profile, options).text)
        except WriteError as error:
            self.summary.setText(str(error))
            return
        self._remember_choices()
        names = " and ".join(path.name for path in targets.values())
        self.exported.emit(f"Exported {names} to {self.folder.text()}.")
        self.accept()

    def _may_overwrite(self, existing: list[Path]) -> bool:
        if not existing:
            return True
        names = " and ".join(path.name for path in existing)
        answer = QMessageBox.question(
            self,
            "Replace files?",
            f"{names} exist already in {existing[0].parent}. Replace them?",
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer is QMessageBox.StandardButton.Yes

    def _remember_choices(self) -> None:
        self._store.change(
            export_profile=self.profile.currentData(),
            export_ads=self.ads.currentData(),
            export_srt_speakers=self.srt_speakers.currentData(),
            export_vtt_speakers=self.vtt_speakers.currentData(),
            export_folder=self.folder.text(),
        )

    def done(self, result: int) -> None:
        """Close, and drop what is still being built."""
        self._soon.stop()
        if self._task:
            self._task.cancel()
        super().done(result)


def _preview() -> QPlainTextEdit:
    text = QPlainTextEdit(readOnly=True)
    text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    text.setAccessibleName("Preview")
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByKeyboard
        | Qt.TextInteractionFlag.TextSelectableByMouse
    )
    return text


def _combo(rows: object) -> QComboBox:
    combo = QComboBox()
    for value, title in rows:  # type: ignore[attr-defined]
        combo.addItem(title, value)
    return combo


def _choose(combo: QComboBox, value: str) -> None:
    combo.setCurrentIndex(max(0, combo.findData(value)))
