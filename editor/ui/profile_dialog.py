"""Caption profiles: choose one, make one's own, and see what it does beside the waveform."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from editor.formats.exceptions import NO_EFFECT
from editor.formats.profile import (
    DEFAULT_PROFILE,
    available_profiles,
    free_id,
    load_profiles,
    profile_text,
)
from editor.settings.atomic import WriteError, write_atomically
from editor.settings.data_files import data_file
from editor.ui.controls import fit
from editor.ui.cue_strip import SPAN_MS, CueStrip
from editor.ui.errors import guarded, safe_override, sentence_of
from editor.ui.profile_form import ProfileForm
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from pathlib import Path

    from editor.formats.cues import Captions
    from editor.formats.profile import Profile
    from editor.jobs.background import Background, Task
    from editor.transcript.document import Transcript
    from editor.ui.theme import Theme
    from editor.ui.wave_values import PeaksLike

SOON_MS = 150
ID = Qt.ItemDataRole.UserRole


class ProfileDialog(QDialog):
    """Signals:
    chosen: The id of the profile to use.
    """

    chosen = Signal(str)

    def __init__(
        self,
        document: Transcript,
        folder: Path,
        chosen: str,
        peaks: PeaksLike | None,
        position: int,
        background: Background,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Args:
        document: What the preview shows.
        folder: Where the user's profiles lie; made when the first is.
        chosen: The id of the profile in use.
        peaks: The waveform, if there is sound.
        position: Where the preview begins, in ms.
        background: Makes the captions.
        theme: Colours.
        parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle("Caption profiles")
        self._document = document
        self._folder = folder
        self._background = background
        self._task: Task | None = None
        self._shipped = load_profiles(data_file("resources/profiles"))
        self._profiles: dict[str, Profile] = {}
        self.list = QListWidget()
        self.list.setAccessibleName("Caption profiles")
        self.form = ProfileForm()
        self.strip = CueStrip(peaks, theme)
        self.summary = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.summary.setMinimumHeight(GRID * 5)
        self._scroll = QScrollBar(Qt.Orientation.Horizontal)
        self._scroll.setAccessibleName("Stretch of the episode")
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._make_buttons()
        self._assemble()
        self._connect()
        self._load(chosen)
        self._show_length(position)
        fit(self, GRID * 130, GRID * 86)

    # -- profiles ------------------------------------------------------------------------------

    def _load(self, chosen: str) -> None:
        self._profiles, problems = available_profiles(data_file("resources/profiles"), self._folder)
        with QSignalBlocker(self.list):
            self.list.clear()
            for profile in self._profiles.values():
                item = QListWidgetItem(profile.label)
                item.setData(ID, profile.id)
                self.list.addItem(item)
            ids = list(self._profiles)
            self.list.setCurrentRow(ids.index(chosen) if chosen in ids else 0)
        self._show_profile()
        if problems:
            self.say(problems[0])

    def say(self, sentence: str, *, lasting: bool = False) -> None:
        """Show a sentence under the preview."""
        self.summary.setText(sentence)

    @property
    def current(self) -> Profile:
        """The profile that is chosen in the list."""
        item = self.list.currentItem()
        name = item.data(ID) if item else DEFAULT_PROFILE
        return self._profiles.get(name, self._profiles[DEFAULT_PROFILE])

    def _own(self) -> bool:
        return self.current.id not in self._shipped

    def _show_profile(self) -> None:
        self.form.show_profile(self.current, own=self._own())
        self._delete.setEnabled(self._own())
        self._soon.start()

    def _duplicate(self) -> None:
        source = self.current
        label = f"{source.label.removesuffix(' (default)')}, my own"
        copy = replace(source, id=free_id(label, self._profiles), label=label)
        self._write(copy)
        self._load(copy.id)
        self.form.label.setFocus()
        self.form.label.selectAll()

    def _remove(self) -> None:
        if not self._own():
            return
        path = self._folder / f"{self.current.id}.toml"
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise WriteError(f"{path} cannot be deleted ({error.strerror}).") from error
        self._load(DEFAULT_PROFILE)
        self.list.setFocus()

    def _edited(self) -> None:
        """Keep what was changed; what contradicts itself is told and not kept."""
        profile = self.form.profile()
        self._profiles[profile.id] = profile
        item = self.list.currentItem()
        if item:
            item.setText(profile.label)
        self._write(profile)
        self._soon.start()

    def _write(self, profile: Profile) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"{self._folder} cannot be made ({error.strerror}).") from error
        write_atomically(self._folder / f"{profile.id}.toml", profile_text(profile))

    # -- preview -------------------------------------------------------------------------------

    def _build(self) -> None:
        if self._task:
            self._task.cancel()
        document, profile = self._document, self.current

        def work(_: Task) -> tuple[Captions, Profile]:
            from editor.formats.cues import build_cues

            return build_cues(document, profile), profile

        self._task = self._background.start(work, self._show, self._failed)

    def _show(self, made: tuple[Captions, Profile]) -> None:
        self._task = None
        captions, profile = made
        flagged = frozenset(p.cue for p in captions.problems if p.kind != NO_EFFECT)
        self.strip.show_cues(captions.cues, flagged, profile.lines)
        count, over = len(captions.cues), len(flagged)
        self.say(f"{count:,} caption{'' if count == 1 else 's'}, {over:,} over a limit.")

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.say(sentence_of(error))

    def _show_length(self, position: int) -> None:
        ends = (turn.end or 0 for turn in self._document.turns)
        self._scroll.setRange(0, max(0, max(ends, default=0) - SPAN_MS // 2))
        self._scroll.setPageStep(SPAN_MS)
        self._scroll.setSingleStep(SPAN_MS // 10)
        self._scroll.setValue(max(0, position - SPAN_MS // 4))
        self.strip.show_stretch(self._scroll.value())

    # -- making --------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self._copy = QPushButton("Duplicate")
        self._copy.setAccessibleDescription("Make a profile of your own from this one")
        self._delete = QPushButton("Delete")
        self._delete.setAccessibleDescription("Delete this profile of your own")
        for button in (self._copy, self._delete):
            button.setAutoDefault(False)
            button.setToolTip(button.accessibleDescription())
        self._box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._use = self._box.addButton("Use", QDialogButtonBox.ButtonRole.AcceptRole)
        self._use.setDefault(True)
        self._use.setToolTip("Make captions by this profile, here and in exports")

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(guarded(self._show_profile, self.say))
        self.form.changed.connect(guarded(self._edited, self.say))
        self._copy.clicked.connect(guarded(self._duplicate, self.say))
        self._delete.clicked.connect(guarded(self._remove, self.say))
        self._soon.timeout.connect(guarded(self._build, self.say))
        self._scroll.valueChanged.connect(self.strip.show_stretch)
        self._box.accepted.connect(self.accept)
        self._box.rejected.connect(self.reject)

    def _assemble(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self._copy)
        row.addWidget(self._delete)
        left.addLayout(row)
        self.list.setFixedWidth(GRID * 28)
        fields = QScrollArea()
        fields.setWidgetResizable(True)
        fields.setFrameShape(QScrollArea.Shape.NoFrame)
        fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields scroll it
        fields.setWidget(self.form)
        top = QHBoxLayout()
        top.setSpacing(GRID * 3)
        top.addLayout(left)
        top.addWidget(fields, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        layout.setSpacing(GRID)
        layout.addLayout(top, 1)
        layout.addWidget(self.strip)
        layout.addWidget(self._scroll)
        layout.addWidget(self.summary)
        layout.addWidget(self._box)

    @safe_override
    def accept(self) -> None:
        """Use the profile, and close."""
        self.chosen.emit(self.current.id)
        super().accept()

    @safe_override
    def done(self, result: int) -> None:
        """Close, and drop what is still being made."""
        self._soon.stop()
        if self._task:
            self._task.cancel()
        super().done(result)
