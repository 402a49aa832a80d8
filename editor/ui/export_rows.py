"""What can be chosen about an export; only rows that concern the chosen files are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton

from editor.formats.chapter_read import read_chapters
from editor.formats.cue_options import AdPolicy, LabelStyle, Unspoken, Wording
from editor.formats.export import NEWLINES, Exported, ExportOptions, export
from editor.formats.export_check import checked
from editor.ui import export_choices as rows
from editor.ui.controls import choice_of, choose
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtWidgets import QComboBox, QWidget

    from editor.formats.chapters import Chapter
    from editor.formats.profile import Profile
    from editor.settings.options import Settings
    from editor.transcript.document import Transcript


class Choices(NamedTuple):
    """What the dialogue says now. Captions made for equal choices are equal."""

    document: Transcript
    formats: tuple[str, ...]
    profile: Profile
    options: ExportOptions

    def made(self, name: str) -> Exported:
        """The file in one format."""
        return export(self.document, name, self.profile, self.options)

    def checked(self, name: str, made: Exported) -> Exported:
        """The same with all that `proofcast check` finds in it."""
        return checked(made, name, self.document, self.profile, self.options)


Made = tuple[Choices, dict[str, Exported]]
"""Files by their formats, and what they were made of."""


class ExportRows(QObject):
    """The controls, to be put into a form.

    Signals:
        changed: Something was chosen that changes the files.
    """

    changed = Signal()

    def __init__(self, profiles: Sequence[Profile], parent: QWidget, *, has_audio: bool) -> None:
        super().__init__(parent)
        self._has_audio = has_audio
        self._own: tuple[Chapter, ...] = ()
        self._read: tuple[str, tuple[Chapter, ...]] = ("", ())
        self.profile = choice_of("Profile", ((row.id, row.label) for row in profiles))
        self.about = QLabel(wordWrap=True)
        self.about.setObjectName("hint")
        self.ads = choice_of("Ad reads", rows.ADS)
        self.unspoken = choice_of("Words that are not in the audio", rows.UNSPOKEN)
        self.wording = choice_of("Fillers and false starts", rows.WORDING)
        self.wording.setToolTip("The words that are marked as such, struck through in the text")
        self.srt_speakers = choice_of("Speakers in SRT", rows.SRT_SPEAKERS)
        self.srt_lines = choice_of("Line ends of SRT", rows.SRT_LINES)
        self.vtt_speakers = choice_of("Speakers in VTT", rows.VTT_SPEAKERS)
        self.vtt_speakers.setToolTip("And in every other format with a place for them")
        self.text_speakers = choice_of("Speakers in text", rows.TEXT_SPEAKERS)
        self.text_times = QCheckBox("With times")
        self.text_times.setToolTip("Say in text, web page and Word when each passage begins")
        self.title = QLineEdit()
        self.title.setAccessibleName("Title of the episode")
        self.chapters = QLineEdit()
        self.chapters.setAccessibleName("File of chapters")
        self.chapters.setToolTip("Lines such as “12:30 The old mill”, or Podcasting 2.0 chapters")
        self.browse_chapters = QPushButton("Browse…")
        self.browse_chapters.setAutoDefault(False)
        self.browse_chapters.setAccessibleDescription("Choose the file of chapters")
        self.audio = QCheckBox("With audio to match")
        self.audio.setToolTip("Also write the audio: with the chapters, without ads that are cut")
        for combo in self._combos().values():
            combo.currentIndexChanged.connect(self.changed)
        self.text_times.toggled.connect(self.changed)
        self.title.textChanged.connect(self.changed)
        self.chapters.textChanged.connect(self.changed)

    def _combos(self) -> Mapping[str, QComboBox]:
        """By the setting that remembers each."""
        return {
            "export_profile": self.profile,
            "export_ads": self.ads,
            "export_unspoken": self.unspoken,
            "export_wording": self.wording,
            "export_srt_speakers": self.srt_speakers,
            "export_srt_lines": self.srt_lines,
            "export_vtt_speakers": self.vtt_speakers,
            "export_text_speakers": self.text_speakers,
        }

    # -- values --------------------------------------------------------------------------------

    def load(self, settings: Settings, title: str, own: tuple[Chapter, ...]) -> None:
        """Choose what was chosen last time.

        Args:
            settings: What was chosen.
            title: The episode's.
            own: The chapters that its audio has already.
        """
        for name, combo in self._combos().items():
            choose(combo, getattr(settings, name))
        self.text_times.setChecked(settings.export_text_times)
        self.audio.setChecked(settings.export_ad_free_audio)
        self.title.setText(title)
        self._own = own
        count = len(own)
        found = f"The {count} of the audio" if count > 1 else "The one of the audio"
        self.chapters.setPlaceholderText(found if own else "None")

    def settings(self) -> dict[str, object]:
        """What to remember."""
        return {
            **{name: combo.currentData() for name, combo in self._combos().items()},
            "export_text_times": self.text_times.isChecked(),
            "export_ad_free_audio": self.audio.isChecked(),
        }

    def options(self, duration_ms: int) -> ExportOptions:
        """What the writers are told. What is wrong with the file of chapters is told on reading.

        Args:
            duration_ms: How long the audio is; 0 if that is not known.
        """
        return ExportOptions(
            ads=AdPolicy(self.ads.currentData()),
            unspoken=Unspoken(self.unspoken.currentData()),
            wording=Wording(self.wording.currentData()),
            srt_labels=LabelStyle(self.srt_speakers.currentData()),
            vtt_voices=self.vtt_speakers.currentData() == "voice",
            srt_newline=NEWLINES[self.srt_lines.currentData()],
            text_labels=LabelStyle(self.text_speakers.currentData()),
            text_times=self.text_times.isChecked(),
            title=self.title.text().strip(),
            chapters=self._chapters(),
            duration_ms=duration_ms,
        )

    @property
    def wants_audio(self) -> bool:
        """Whether the audio is to be written too."""
        return self.audio.isEnabled() and self.audio.isChecked()

    def _chapters(self) -> tuple[Chapter, ...]:
        """Those of the file, read once; those of the audio where none is named."""
        name = self.chapters.text().strip()
        if not name:
            return self._own
        if self._read[0] != name:
            self._read = (name, read_chapters(Path(name)))
        return self._read[1]

    # -- layout --------------------------------------------------------------------------------

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into a form."""
        chapters = QHBoxLayout()
        chapters.setSpacing(GRID)
        chapters.addWidget(self.chapters, 1)
        chapters.addWidget(self.browse_chapters)
        label = QLabel("&Chapters")
        label.setBuddy(self.chapters)
        self._form, self._chapters_row = form, chapters
        form.addRow("&Profile", self.profile)
        form.addRow("", self.about)
        form.addRow("&Ad reads", self.ads)
        form.addRow("&Unspoken words", self.unspoken)
        form.addRow("Fill&ers", self.wording)
        form.addRow("Speakers in &SRT", self.srt_speakers)
        form.addRow("&Lines of SRT", self.srt_lines)
        form.addRow("Speakers in &VTT", self.vtt_speakers)
        form.addRow("Speakers in &text", self.text_speakers)
        form.addRow("", self.text_times)
        form.addRow("T&itle", self.title)
        form.addRow(label, chapters)
        form.addRow("", self.audio)

    def follow(self, formats: Iterable[str]) -> None:
        """Show what concerns these formats."""
        chosen = set(formats)
        shown = (
            (rows.WORDED, (self.unspoken,)),
            ((*rows.WORDED, "words"), (self.wording,)),
            (("srt",), (self.srt_speakers, self.srt_lines)),
            (rows.VOICED, (self.vtt_speakers,)),
            (rows.TEXTS, (self.text_speakers, self.text_times)),
            (rows.TITLED, (self.title,)),
        )
        for formats_, widgets in shown:
            for widget in widgets:
                self._form.setRowVisible(widget, not chosen.isdisjoint(formats_))
        self._form.setRowVisible(
            self._chapters_row, self._has_audio or not chosen.isdisjoint(rows.CHAPTERED)
        )
        self.follow_audio()

    def follow_audio(self) -> None:
        """Audio can be written if it would differ from the episode's own."""
        differs = self.ads.currentData() == AdPolicy.CUT.value or bool(self.chapters.text().strip())
        self.audio.setEnabled(self._has_audio and differs)
