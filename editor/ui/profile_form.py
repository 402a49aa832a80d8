"""The fields of a caption profile."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from editor.formats.profile import BOUNDS, Profile
from editor.ui.controls import indent, level
from editor.ui.theme import GRID


class Row(NamedTuple):
    """A field: its name in `Profile`, its label, what it counts, and a sentence about it."""

    name: str
    label: str
    unit: str
    help: str


ROWS = (
    Row("line_length", "Line length", " characters", "The most characters in a line."),
    Row("lines", "Lines", "", "The most lines in a caption."),
    Row("target_cps", "Speed to aim at", " a second", "Characters a second that read well."),
    Row("max_cps", "Fastest", " a second", "Characters a second above which it is flagged."),
    Row("max_wpm", "Fastest in words", " a minute", "The same in words; 0 for no such limit."),
    Row("min_ms", "Shortest", " ms", "No caption is shown for less."),
    Row("aim_min_ms", "Shortest to aim at", " ms", "What captions should not fall below."),
    Row("max_ms", "Longest", " ms", "No caption is shown for more."),
    Row("aim_max_ms", "Longest to aim at", " ms", "What captions should not exceed."),
    Row("gap_ms", "Gap", " ms", "Between captions that follow each other."),
    Row("close_ms", "Close gaps under", " ms", "Shorter gaps are closed to the gap above."),
    Row("hold_ms", "Hold", " ms", "How long a caption stays after its last word."),
    Row("hold_slow_ms", "Hold at most", " ms", "How long it stays to become readable."),
    Row("early_ms", "Lead in", " ms", "How far it may come before its first word."),
    Row("late_ms", "Late", " ms", "How far it may come after its first word."),
    Row("borrow_ms", "Borrow", " ms", "How far neighbours may move for a brief caption."),
    Row("silence_ms", "Break at silence", " ms", "A longer silence begins a new caption."),
)


class ProfileForm(QWidget):
    """Signals:
    changed: The user changed a value.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = self._about_text = ""
        self._filling = False
        self.label = QLineEdit()
        self.label.setAccessibleName("Name of the profile")
        self.label.textEdited.connect(self._edited)
        self._about = QLabel(wordWrap=True)
        self._about.setObjectName("hint")
        self._fields: dict[str, QSpinBox | QDoubleSpinBox] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(GRID // 2)
        form.addRow("Name", self.label)
        form.addRow(self._about)
        for row in ROWS:
            form.addRow(row.label, self._field(row))
        level(form)

    def show_profile(self, profile: Profile, *, own: bool) -> None:
        """Show a profile; only the user's own can be changed."""
        self._filling = True
        self._id = profile.id
        self._about_text = profile.about
        self.label.setText(profile.label)
        self._about.setText(
            profile.about if own else f"{profile.about} Duplicate this profile to change it."
        )
        for name, field in self._fields.items():
            field.setValue(getattr(profile, name))
            field.setEnabled(own)
        self.label.setEnabled(own)
        self._filling = False

    def profile(self) -> Profile:
        """What the fields say.

        Raises:
            FormatError: They contradict each other.
        """
        values: dict[str, Any] = {name: field.value() for name, field in self._fields.items()}
        label = " ".join(self.label.text().split()) or self._id
        return Profile(self._id, label, self._about_text, **values)

    def _field(self, row: Row) -> QSpinBox | QDoubleSpinBox:
        low, high = BOUNDS[row.name]
        field: QSpinBox | QDoubleSpinBox
        if row.name.endswith("cps"):
            field = QDoubleSpinBox(decimals=1)
            field.setRange(low, high)
        else:
            field = QSpinBox()
            field.setRange(low, high)
            field.setSingleStep(50 if row.name.endswith("_ms") else 1)
        field.setSuffix(row.unit)
        field.setToolTip(row.help)
        field.setAccessibleName(f"{row.label}{row.unit}")
        field.setAccessibleDescription(row.help)
        field.valueChanged.connect(self._edited)
        indent(field)
        self._fields[row.name] = field
        return field

    def _edited(self, *_: object) -> None:
        if not self._filling:
            self.changed.emit()
