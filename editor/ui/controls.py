"""Small controls, made the same way everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit

from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QDialog

FRAME = QSize(GRID * 2, GRID * 5)
"""Room for the frame that a desktop puts around a dialogue, in pixels."""


def fixed_text(name: str) -> QPlainTextEdit:
    """A field for reading a file, with this name for screen readers."""
    text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
    text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    text.setAccessibleName(name)
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByKeyboard
        | Qt.TextInteractionFlag.TextSelectableByMouse
    )
    return text


def choice_of(name: str, rows: Iterable[tuple[str, str]]) -> QComboBox:
    """A choice among (value, title) rows, with this name for screen readers."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    for value, title in rows:
        combo.addItem(title, value)
    return combo


def choose(combo: QComboBox, value: str) -> None:
    """Choose the row with this value; the first if there is none."""
    combo.setCurrentIndex(max(0, combo.findData(value)))


def indent(spin: QAbstractSpinBox) -> None:
    """Let a number begin where the text of other fields does; a style sheet cannot say it."""
    spin.lineEdit().setTextMargins(GRID, 0, 0, 0)


def level(form: QFormLayout) -> None:
    """Set the titles of a form level with the words in their fields, and no higher."""
    for row in range(form.rowCount()):
        title = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        field = form.itemAt(row, QFormLayout.ItemRole.FieldRole)
        label = title.widget() if title else None
        several = field.layout() if field else None
        beside = several.itemAt(0) if several else field
        widget = beside.widget() if beside else None
        if label and isinstance(widget, QComboBox | QLineEdit | QAbstractSpinBox):
            widget.ensurePolished()
            label.setMinimumHeight(widget.sizeHint().height())


def fit(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialogue this size (pixels), or what there is on a small screen."""
    room = dialog.screen().availableGeometry().size() - FRAME
    dialog.resize(QSize(width, height).boundedTo(room))
