"""All kinds of files that can be exported, under a title for each sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from editor.formats.export import FileKind
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtWidgets import QCheckBox

    from editor.formats.export import Writer


class FileBoxes(QScrollArea):
    """Scrolls by itself to the box that has the keyboard."""

    def __init__(self, writers: Iterable[Writer], boxes: Mapping[str, QCheckBox]) -> None:
        super().__init__()
        rows = list(writers)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID // 2)
        for kind in FileKind:
            title = QLabel(kind.value)
            title.setObjectName("section-title")
            column.addWidget(title)
            for writer in rows:
                if writer.kind is kind:
                    column.addWidget(boxes[writer.id])
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(inside)
        self.setMinimumHeight(GRID * 26)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
