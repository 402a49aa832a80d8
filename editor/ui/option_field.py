"""A control for one option: what it shows is the value, and what is chosen is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from editor.ui.controls import indent
from editor.ui.settings_rows import choices_of, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from editor.settings.options import Option, Value

    Change = Callable[[Value], None]

SECONDS_FROM = 2000
"""Times that can be longer than this many ms are shown in seconds."""
MS_STEP = 10
SPEED_STEP = 0.05
UNITS = {"x": "×"}


class OptionField:
    """The control of an option.

    Attributes:
        widget: The control.
    """

    def __init__(self, widget: QWidget, option: Option, put: Callable[[Value], None]) -> None:
        self.widget = widget
        self._put = put
        widget.setAccessibleName(title_of(option))
        widget.setAccessibleDescription(option.help)
        widget.setObjectName(option.name)

    def show(self, value: Value) -> None:
        """Show a value that was changed elsewhere."""
        with QSignalBlocker(self.widget):
            self._put(value)


def field_for(
    option: Option, change: Change, choices: Mapping[str, str] | None = None
) -> OptionField:
    """The control that suits an option.

    Args:
        option: Its row in the table of options.
        change: Called with every value that the user chooses.
        choices: Values with what they are called, where only the program as a whole knows them.
    """
    offered = choices or choices_of(option)
    if offered:
        return _combo(option, change, offered)
    if isinstance(option.default, bool):
        return _check(option, change)
    if isinstance(option.default, int):
        seconds = option.unit == "ms" and (option.high or 0) > SECONDS_FROM
        return _seconds(option, change) if seconds else _whole(option, change)
    if isinstance(option.default, float):
        return _number(option, change)
    return _text(option, change)


def _combo(option: Option, change: Change, offered: Mapping[str, str]) -> OptionField:
    combo = QComboBox()
    for value, title in offered.items():
        combo.addItem(title, value)

    def put(value: Value) -> None:
        if combo.findData(value) < 0:
            combo.addItem(str(value), value)  # a model that is gone is still the one chosen
        combo.setCurrentIndex(combo.findData(value))

    combo.activated.connect(lambda _: change(combo.currentData()))
    return OptionField(combo, option, put)


def _check(option: Option, change: Change) -> OptionField:
    check = QCheckBox(title_of(option))
    check.toggled.connect(change)
    return OptionField(check, option, lambda value: check.setChecked(bool(value)))


def _whole(option: Option, change: Change) -> OptionField:
    spin = QSpinBox(suffix=f" {option.unit}" if option.unit else "")
    spin.setRange(int(option.low or 0), int(option.high or 0))
    spin.setSingleStep(MS_STEP if option.unit == "ms" else 1)
    spin.setKeyboardTracking(False)
    spin.valueChanged.connect(change)
    return OptionField(_settled(spin), option, lambda value: spin.setValue(int(str(value))))


def _seconds(option: Option, change: Change) -> OptionField:
    spin = QDoubleSpinBox(suffix=" s", decimals=1)
    spin.setRange((option.low or 0) / 1000, (option.high or 0) / 1000)
    spin.setSingleStep(0.1)
    spin.setKeyboardTracking(False)
    spin.valueChanged.connect(lambda value: change(round(value * 1000)))
    return OptionField(_settled(spin), option, lambda value: spin.setValue(int(str(value)) / 1000))


def _number(option: Option, change: Change) -> OptionField:
    unit = UNITS.get(option.unit, option.unit)
    spin = QDoubleSpinBox(suffix=f" {unit}", decimals=2)
    spin.setRange(option.low or 0, option.high or 0)
    spin.setSingleStep(SPEED_STEP)
    spin.setKeyboardTracking(False)
    spin.valueChanged.connect(lambda value: change(round(value, 2)))
    return OptionField(_settled(spin), option, lambda value: spin.setValue(float(str(value))))


def _settled(spin: QAbstractSpinBox) -> QAbstractSpinBox:
    """The wheel scrolls the page; it changes a number only where the keyboard is."""
    from PySide6.QtCore import Qt

    spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    indent(spin)
    return spin


def _text(option: Option, change: Change) -> OptionField:
    field = QLineEdit()
    field.editingFinished.connect(lambda: change(field.text().strip()))
    return OptionField(field, option, lambda value: field.setText(str(value)))
