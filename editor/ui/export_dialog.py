"""Exporting captions: choices that are remembered, a preview, and what exceeds a limit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog

from editor.formats.export import WRITERS
from editor.formats.profile import available_profiles
from editor.settings.atomic import WriteError, write_atomically
from editor.settings.data_files import data_file
from editor.settings.errors import SettingsError
from editor.ui import file_filters
from editor.ui.asking import ask_for_folder, ask_to_open, may_replace
from editor.ui.audio_export import AUDIO_SUFFIXES
from editor.ui.errors import guarded, safe_override, sentence_of
from editor.ui.export_form import ExportForm
from editor.ui.export_rows import Choices, Made

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from editor.formats.chapters import Chapter
    from editor.formats.export import Exported
    from editor.jobs.background import Background, Task
    from editor.settings.user_file import SettingsStore
    from editor.transcript.session import Session

SOON_MS = 60
EDITED_MS = 1000
"""After a change of the document, which alignment changes every second, captions wait longer."""

MOST_NAMED = 4
FORBIDDEN = re.compile(r"[/\\\0]")


class ExportDialog(QDialog):
    """Shows the captions as they will be written, and writes what it shows.

    Signals:
        exported: A sentence that names the files written.
    audio_wanted: The `Path` at which audio is wanted too, and the `ExportOptions` for it.
    """

    exported = Signal(str)
    audio_wanted = Signal(object, object)

    def __init__(
        self,
        session: Session,
        project: Path,
        store: SettingsStore,
        background: Background,
        parent: QWidget | None = None,
        *,
        profiles: Path | None = None,
        audio: Path | None = None,
        duration_ms: int = 0,
        chapters: tuple[Chapter, ...] = (),
    ) -> None:
        """Args:
        session: What is exported.
        project: Its file: names of files and the folder come from it.
        store: Where choices are remembered.
        background: Makes the files.
        parent: The window.
        profiles: The folder of the user's own caption profiles.
        audio: The episode's audio, if it is there and can be cut.
        duration_ms: How long it is.
        chapters: The chapters that it has already.
        """
        super().__init__(parent)
        self.setWindowTitle("Export captions")
        self._project, self._audio, self._duration = project, audio, duration_ms
        self._session = session
        self._store = store
        self._background = background
        shipped = data_file("resources/profiles")
        self._profiles, problems = available_profiles(shipped, profiles or project / "none")
        self._task: Task | None = None
        self._made: Made | None = None
        self._write_when_made = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(guarded(self._build, self.say))
        self.form = ExportForm(
            list(WRITERS.values()),
            list(self._profiles.values()),
            self,
            has_audio=audio is not None,
        )
        self.form.load(store.now, project, chapters)
        self.form.changed.connect(guarded(self._changed, self.say))
        self.form.browse.clicked.connect(guarded(self._browse, self.say))
        self.form.rows.browse_chapters.clicked.connect(guarded(self._browse_chapters, self.say))
        self.form.accepted.connect(guarded(self._export, self.say))
        self.form.rejected.connect(self.reject)
        self._unsubscribe = session.subscribe(lambda *_: self._edited())
        self._changed()
        for problem in problems:
            self.say(problem)

    def say(self, sentence: str, *, lasting: bool = True) -> None:
        """Show a sentence under the preview."""
        self.form.say(sentence)

    def choices(self) -> Choices:
        """What is chosen now.

        Raises:
            FormatError: The file of chapters cannot be read.
        """
        rows = self.form.rows
        profile = self._profiles[rows.profile.currentData()]
        options = rows.options(self._duration)
        return Choices(self._session.document, self.form.formats, profile, options)

    # -- preview -------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.form.rows.about.setText(self._profiles[self.form.rows.profile.currentData()].about)
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

        def work(task: Task) -> Made:
            made: dict[str, Exported] = {}
            for name in wanted.formats:
                if not task.cancelled:
                    made[name] = wanted.made(name)
            task.report(dict(made))
            for name in wanted.formats:
                if not task.cancelled:
                    made[name] = wanted.checked(name, made[name])
            return wanted, made

        self.form.show_building()
        preview = self.form.show_captions
        self._task = self._background.start(work, self._show, self._failed, preview)

    def _show(self, made: Made) -> None:
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

    def _browse_chapters(self) -> None:
        kinds = file_filters.of_suffixes("Chapters", (".txt", ".json"))
        chosen = ask_to_open(self, "File of chapters", self.form.folder.text(), kinds)
        if chosen:
            self.form.rows.chapters.setText(str(chosen[0]))

    def targets(self) -> dict[str, Path]:
        """The files that will be written, by format.

        Raises:
            WriteError: Folder or name cannot be used.
        """
        folder, name = self.form.folder.text().strip(), self.form.name.text().strip()
        suffixes = sorted((row.suffix for row in WRITERS.values()), key=len, reverse=True)
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
        sound = self._audio_target(targets)
        files = [*targets.values(), *([sound] if sound else [])]
        if may_replace(self, files) and self._write(targets, self._made[1]):
            self._remember_choices()
            folder = next(iter(targets.values())).parent
            self.exported.emit(f"Exported {_listed(targets.values())} to {folder}.")
            if sound:
                self.audio_wanted.emit(sound, self._made[0].options)
            self.accept()

    def _audio_target(self, targets: dict[str, Path]) -> Path | None:
        """Where the audio goes: beside the captions that match it.

        Raises:
            WriteError: That is the episode's own audio.
        """
        if self._audio is None or not self.form.rows.wants_audio:
            return None
        suffix = self._audio.suffix.lower()
        key, any_file = next(iter(targets.items()))
        name = any_file.name.removesuffix(WRITERS[key].suffix)
        path = any_file.with_name(
            f"{name}{suffix if suffix in AUDIO_SUFFIXES else AUDIO_SUFFIXES[0]}"
        )
        if path.exists() and path.samefile(self._audio):
            self.form.name.setFocus()
            raise WriteError(f"{path.name} is the episode's own audio: choose another name.")
        return path

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

    @safe_override
    def done(self, result: int) -> None:
        """Close, and drop what is still being made."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self._soon.stop()
        task, self._task = self._task, None
        if task:
            task.cancel()
        super().done(result)


def _listed(paths: Iterable[Path]) -> str:
    """The names of files, as many as anybody reads."""
    names = [path.name for path in paths]
    if len(names) > MOST_NAMED:
        names[MOST_NAMED - 1 :] = [f"{len(names) - MOST_NAMED + 1} other files"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _expanded(folder: str) -> Path | None:
    """The folder with "~" replaced; None if there is nothing to go by."""
    if not folder:
        return None
    try:
        return Path(folder).expanduser()
    except RuntimeError:  # nobody is called so
        return None
