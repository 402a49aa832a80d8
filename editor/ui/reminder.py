"""A line at the top of a dialogue that says what is still open, and offers to look at it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE = "Show what is open"


def remind(dialog: QDialog, sentence: str, show: Callable[[], None]) -> None:
    """Put the line above everything else; its button closes the dialogue and calls `show`.

    Args:
        dialog: Its layout is a column.
        sentence: What is open.
        show: Called when the dialogue is closed.
    """
    layout = dialog.layout()
    if not isinstance(layout, QVBoxLayout):
        raise TypeError("the layout of the dialogue is no column")
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    label = QLabel(sentence, wordWrap=True)
    label.setObjectName("reminder")
    button = QPushButton(TITLE)
    button.setAutoDefault(False)
    button.clicked.connect(dialog.reject)
    button.clicked.connect(show)
    row.addWidget(label, 1)
    row.addWidget(button)
    layout.insertWidget(0, line)
