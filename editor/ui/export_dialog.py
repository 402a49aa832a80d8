"""Exporting captions: choices that are remembered, a preview, and what exceeds a limit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog

from editor.formats.cue_options import AdPolicy, LabelStyle
from editor.formats.export import WRITERS, Exported, ExportOptions, export
from editor.formats.profile import load_profiles
from editor.settings.atomic import WriteError, write_atomically
from editor.settings.data_files import data_file
from editor.settings.errors import SettingsError
from editor.ui.asking import ask_for_folder, may_replace
from editor.ui.errors import guarded, sentence_of
from editor.ui.export_form import ExportForm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.formats.profile import Profile
    from editor.jobs.background import Background, Task
    from editor.settings.user_file import SettingsStore
    from editor.transcript.document import Transcript
    from editor.transcript.session import Session

FORMATS = ("srt", "vtt")
SOON_MS = 60
EDITED_MS = 1000
"""After a change of the document, which alignment changes every second, captions wait longer."""

FORBIDDEN = re.compile(r"[/\\\0]")


class Choices(NamedTuple):
    """What the dialogue says now. Captions made for equal choices are equal."""

    document: Transcript
    formats: tuple[str, ...]
    profile: Profile
    options: ExportOptions


class ExportDialog(QDialog):
    """Shows the captions as they will be written, and writes what it shows.

    Signals:
        exported: A sentence that names the files written.
    """

    exported = Signal(str)

    def __init__(
        self,
        session: Session,
        project: Path,
        store: SettingsStore,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export captions")
        self._session = session
        self._store = store
        self._background = background
        self._profiles = load_profiles(data_file("resources/profiles"))
        self._task: Task | None = None
        self._made: tuple[Choices, dict[str, Exported]] | None = None
        self._write_when_made = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(guarded(self._build, self.say))
        writers = [WRITERS[name] for name in FORMATS]
        self.form = ExportForm(writers, list(self._profiles.values()), self)
        self.form.load(store.now, project)
        self.form.changed.connect(guarded(self._changed, self.say))
        self.form.browse.clicked.connect(guarded(self._browse, self.say))
        self.form.accepted.connect(guarded(self._export, self.say))
        self.form.rejected.connect(self.reject)
        self._unsubscribe = session.subscribe(lambda *_: self._edited())
        self._changed()

    def say(self, sentence: str, *, lasting: bool = True) -> None:
        """Show a sentence under the preview."""
        self.form.say(sentence)

    def choices(self) -> Choices:
        """What is chosen now."""
        form = self.form
        options = ExportOptions(
            ads=AdPolicy(form.ads.currentData()),
            srt_labels=LabelStyle(form.srt_speakers.currentData()),
            vtt_voices=form.vtt_speakers.currentData() == "voice",
        )
        profile = self._profiles[form.profile.currentData()]
        return Choices(self._session.document, form.formats, profile, options)

    # -- preview -------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.form.about.setText(self.choices().profile.about)
        self._soon.start(SOON_MS)

    def _edited(self) -> None:
        # Not started anew: alignment may change something every moment.
        if not self._soon.isActive():
            self._soon.start(EDITED_MS)

    def _build(self) -> None:
        """Make the captions, unless they are there."""
        self._soon.stop()
        if self._task:
            self._task.cancel()
            self._task = None
        wanted = self.choices()
        if not wanted.formats:
            self.form.show_nothing()
            return
        if self._made and self._made[0] == wanted:
            self._show(self._made)
            return

        def work(task: Task) -> tuple[Choices, dict[str, Exported]]:
            made: dict[str, Exported] = {}
            for name in wanted.formats:
                if not task.cancelled:
                    made[name] = export(wanted.document, name, wanted.profile, wanted.options)
            return wanted, made

        self.form.show_building()
        self._task = self._background.start(work, self._show, self._failed)

    def _show(self, made: tuple[Choices, dict[str, Exported]]) -> None:
        self._task = None
        self._made = made
        self.form.show_captions(made[1])
        if self._write_when_made:
            self._write_when_made = False
            guarded(self._export, self.say)()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._write_when_made = False
        self.form.show_nothing()
        self.say(sentence_of(error))

    # -- writing -------------------------------------------------------------------------------

    def _browse(self) -> None:
        folder = ask_for_folder(self, "Folder for the captions", self.form.folder.text())
        if folder:
            self.form.folder.setText(str(folder))

    def targets(self) -> dict[str, Path]:
        """The files that will be written, by format.

        Raises:
            WriteError: Folder or name cannot be used.
        """
        folder, name = self.form.folder.text().strip(), self.form.name.text().strip()
        suffixes = [WRITERS[key].suffix for key in FORMATS]
        name = next((name[: -len(s)] for s in suffixes if name.lower().endswith(s)), name)
        if not name:
            self.form.name.setFocus()
            raise WriteError("The files need a name: type one.")
        if FORBIDDEN.search(name):
            self.form.name.setFocus()
            raise WriteError("A file name cannot hold a slash: choose the folder above it.")
        place = _expanded(folder)
        if place is None or not place.is_absolute():
            self.form.folder.setFocus()
            raise WriteError("The files need a folder: choose one.")
        return {key: place / f"{name}{WRITERS[key].suffix}" for key in self.form.formats}

    def _export(self) -> None:
        """Write what the preview shows; if it is not up to date, as soon as it is."""
        targets = self.targets()
        if not targets:
            return
        if self._made is None or self._made[0] != self.choices():
            self._write_when_made = True
            if self._task is None or self._soon.isActive():
                self._build()
            return
        if may_replace(self, list(targets.values())) and self._write(targets, self._made[1]):
            self._remember_choices()
            names = " and ".join(path.name for path in targets.values())
            folder = next(iter(targets.values())).parent
            self.exported.emit(f"Exported {names} to {folder}.")
            self.accept()

    def _write(self, targets: dict[str, Path], made: dict[str, Exported]) -> bool:
        written: list[str] = []
        try:
            for key, path in targets.items():
                write_atomically(path, made[key].content)
                written.append(path.name)
        except WriteError as error:
            there = f"{' and '.join(written)} was written, but " if written else ""
            self.say(f"{there}{error}")
            return False
        return True

    def _remember_choices(self) -> None:
        """Keep the choices; that they cannot be kept makes the export no worse."""
        try:
            self._store.change(**self.form.settings())
        except SettingsError as error:
            sentence_of(error)

    def done(self, result: int) -> None:
        """Close, and drop what is still being made."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self._soon.stop()
        task, self._task = self._task, None
        if task:
            task.cancel()
        super().done(result)


def _expanded(folder: str) -> Path | None:
    """The folder with "~" replaced; None if there is nothing to go by."""
    if not folder:
        return None
    try:
        return Path(folder).expanduser()
    except RuntimeError:  # nobody is called so
        return None
