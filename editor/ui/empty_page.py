"""What the window shows before an episode is open: what to do next, and the key for it.

The first time there is nothing to go on with, and so it is also the page that says hello.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor.ui.errors import safe_override
from editor.ui.icons import app_icon
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from editor.ui.command_actions import CommandActions

MOST_RECENT = 6
WIDTH = GRID * 62


class EmptyPage(QWidget):
    """Two buttons, a word on dropping files, the projects opened last, and where models are.

    Signals:
        recent_chosen: The path of a project, as text.
    """

    recent_chosen = Signal(str)

    def __init__(
        self, actions: CommandActions, models: Path, parent: QWidget | None = None
    ) -> None:
        """Args:
        actions: The commands behind the buttons.
        models: Where downloaded speech models are.
        parent: The Qt parent.
        """
        super().__init__(parent)
        self.setObjectName("empty-page")
        column = QWidget()
        column.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(column)
        self._column.setSpacing(GRID)
        self._add_heading()
        self._add_buttons(actions)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._recent_title = QLabel("Go on with")
        self._recent_title.setObjectName("section-title")
        self._column.addSpacing(GRID * 2)
        self._column.addWidget(self._recent_title)
        self._column.addLayout(self._recent)
        self._add_models(actions, models)
        # Stretches around it rather than an alignment: only so does Qt ask wrapped labels how
        # high they are at this width.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(column)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(middle)
        layout.addStretch(3)
        self.show_recent(())

    def show_recent(self, projects: Sequence[str]) -> None:
        """List the projects, those that are gone as well.

        Their disk may only be unplugged, or there may be a backup: opening says which.
        """
        while item := self._recent.takeAt(0):
            widget = item.widget()
            if widget:
                widget.deleteLater()
        listed = [Path(path) for path in projects if "\0" not in path][:MOST_RECENT]
        for path in listed:
            self._recent.addWidget(self._recent_button(path, there=_is_file(path)))
        self._recent_title.setVisible(bool(listed))
        self._title.setText("Open an episode" if listed else "Welcome to Proofcast")

    @safe_override
    def showEvent(self, event: QShowEvent) -> None:
        """Enter opens files."""
        super().showEvent(event)
        self._open.setFocus()

    def _recent_button(self, path: Path, *, there: bool) -> QPushButton:
        folder = str(path.parent).replace(str(Path.home()), "~", 1)
        gone = "" if there else "not found in "
        button = QPushButton()
        button.setFlat(True)
        button.setObjectName("recent")
        button.setAccessibleName(
            f"{path.stem}, {gone}{folder}" if gone else f"{path.stem} in {folder}"
        )
        button.setToolTip(str(path))
        metrics = QFontMetrics(button.font())
        title = metrics.elidedText(path.stem, Qt.TextElideMode.ElideMiddle, WIDTH * 2 // 3)
        room = WIDTH - metrics.horizontalAdvance(gone) - metrics.horizontalAdvance(title) - GRID * 8
        where = metrics.elidedText(folder, Qt.TextElideMode.ElideMiddle, room)
        button.setText(f"{title}   –   {gone}{where}".replace("&", "&&"))
        button.clicked.connect(lambda: self.recent_chosen.emit(str(path)))
        return button

    def _add_heading(self) -> None:
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(GRID * 8, GRID * 8))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = self._title = QLabel()
        title.setObjectName("page-title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text = QLabel(
            "Choose the audio and its transcript together, or drop both here. "
            "Proofcast finds where each word is spoken; nothing leaves this computer.",
            wordWrap=True,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for label in (picture, title, text):
            self._column.addWidget(label)
        self._column.addSpacing(GRID)

    def _add_models(self, actions: CommandActions, models: Path) -> None:
        self._column.addSpacing(GRID * 2)
        row = QHBoxLayout()
        row.addStretch(1)
        for command, title in (
            ("file.models", "Speech models…"),
            ("file.settings", "Settings…"),
            ("help.keys", "Keys"),
        ):
            button = QPushButton(title)
            button.setFlat(True)
            button.setObjectName("quiet")
            button.setToolTip(actions[command].toolTip())
            button.clicked.connect(actions[command].trigger)
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)
        where = QLabel(f"Downloaded speech models are kept in {models}", wordWrap=True)
        where.setTextFormat(Qt.TextFormat.PlainText)
        where.setObjectName("hint")
        where.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(where)

    def _add_buttons(self, actions: CommandActions) -> None:
        def name_button(button: QPushButton, command: str, title: str) -> None:
            button.setText(f"{title}  {actions.shown(command)}".rstrip())
            button.setToolTip(actions[command].toolTip())

        row = QHBoxLayout()
        row.addStretch(1)
        for command, title, default in (
            ("file.open", "Open files…", True),
            ("file.open_sample", "Try the sample", False),
        ):
            button = QPushButton()
            name_button(button, command, title)
            button.setDefault(default)
            button.setObjectName("primary" if default else "secondary")
            button.setMinimumHeight(GRID * 5)
            button.setAccessibleName(title)
            actions.bound.connect(partial(name_button, button, command, title))
            if default:
                self._open = button
            button.clicked.connect(actions[command].trigger)
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addSpacing(GRID)
        hint = QLabel(
            "Audio: MP3, M4A, WAV, FLAC, Ogg, and the sound of MP4 and MKV\n"
            "Transcripts: text of a web page, Name: text, SRT, VTT, Whisper JSON\n"
            "Audio alone works too: then Whisper writes the first text",
            wordWrap=True,
        )
        hint.setObjectName("hint")
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(hint)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be looked into, a name that is too long
        return False
