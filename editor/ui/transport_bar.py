"""The bar at the top: transport, time, speed, and what goes on in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from editor.ui.fonts import time_font
from editor.ui.icons import icon
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from editor.ui.command_actions import CommandActions
    from editor.ui.theme import Theme

ICONS = {
    "play.toggle": "play",
    "play.back_short": "back-3",
    "play.forward_short": "forward-3",
    "play.slower": "slower",
    "play.faster": "faster",
    "align.stop": "stop",
    "file.open": "open",
    "file.export": "export",
    "help.palette": "command",
    "view.side": "panel",
}
"""Commands with a button, and their icons; in three groups, left, middle and right."""

LEFT = ("play.toggle", "play.back_short", "play.forward_short")
SPEED = ("play.slower", "play.faster")
RIGHT = ("file.open", "file.export", "help.palette", "view.side")
STAGES = {"listening": "Listening", "aligning": "Aligning", "refining": "Refining"}


class TransportBar(QWidget):
    """Buttons take their state, tooltip and key from the command table."""

    def __init__(
        self, actions: CommandActions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transport-bar")
        self._actions = actions
        self._theme = theme
        self._playing = False
        self._time = QLabel()
        self._time.setFont(time_font(self.font()))
        self._time.setAccessibleName("Position")
        self._speed = QLabel()
        self._speed.setFont(time_font(self.font()))
        self._speed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._speed.setAccessibleName("Speed")
        self._saving = QLabel()
        self._work = QLabel()
        self._progress = QProgressBar(textVisible=False)
        self._progress.setFixedWidth(GRID * 15)
        self._progress.setFixedHeight(GRID - 2)
        self._progress.setAccessibleName("Progress")
        self._buttons = {name: self._button(name) for name in ICONS}
        self._assemble()
        self.set_theme(theme)
        self.set_time(0, 0)
        self.set_speed(1.0)
        self.set_saved(None)
        self.set_work("")

    def set_theme(self, theme: Theme) -> None:
        """Redraw in this theme."""
        self._theme = theme
        for name, picture in ICONS.items():
            self._actions[name].setIcon(icon(picture, theme))
        self.set_playing(self._playing)

    def set_playing(self, playing: bool) -> None:
        """Show pause while it plays."""
        self._playing = playing
        self._actions["play.toggle"].setIcon(icon("pause" if playing else "play", self._theme))

    def set_time(self, position: int, duration: int) -> None:
        """Show where the sound is (ms)."""
        text = f"{clock(position, tenths=True)} / {clock(duration)}"
        if text != self._time.text():
            self._time.setText(text)

    def set_speed(self, rate: float) -> None:
        """Show how fast it plays."""
        self._speed.setText(f"{rate:.2f}×")

    def set_saved(self, saved: bool | None) -> None:
        """Show whether everything is in the file; None: there is no file."""
        text = {None: "", True: "● Saved", False: "○ Saving…"}[saved]
        self._saving.setText(text)
        self._saving.setProperty("saved", bool(saved))

    def set_read_only(self) -> None:
        """Show that nothing will be saved."""
        self._saving.setText("Read-only")

    def set_work(
        self, title: str, done: int = 0, total: int = 0, *, stoppable: bool = False
    ) -> None:
        """Show work under way, `done` of `total`; an empty title hides it."""
        percent = min(100, round(100 * done / total)) if total else 0
        self._work.setText(f"{title} {percent} %" if title and total else title)
        self._progress.setVisible(bool(title))
        self._progress.setRange(0, 100 if total else 0)
        self._progress.setValue(percent)
        self._buttons["align.stop"].setVisible(bool(title) and stoppable)

    def _assemble(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID // 2)
        for name in LEFT:
            layout.addWidget(self._buttons[name])
        layout.addSpacing(GRID)
        layout.addWidget(self._time)
        layout.addSpacing(GRID * 2)
        layout.addWidget(self._buttons["play.slower"])
        layout.addWidget(self._speed)
        layout.addWidget(self._buttons["play.faster"])
        layout.addStretch(1)
        layout.addWidget(self._work)
        layout.addSpacing(GRID)
        layout.addWidget(self._progress)
        layout.addWidget(self._buttons["align.stop"])
        layout.addSpacing(GRID * 2)
        layout.addWidget(self._saving)
        layout.addSpacing(GRID)
        for name in RIGHT:
            layout.addWidget(self._buttons[name])
        metrics = QFontMetrics(self._time.font())
        # Fixed, so that nothing moves while digits change.
        self._time.setMinimumWidth(metrics.horizontalAdvance("0:00:00.0 / 0:00:00"))
        self._speed.setMinimumWidth(metrics.horizontalAdvance("0.00× "))
        self._saving.setMinimumWidth(metrics.horizontalAdvance("○ Saving… "))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setDefaultAction(self._actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(GRID * 5 // 2, GRID * 5 // 2))
        button.setAccessibleName(self._actions[name].text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


def clock(milliseconds: int, *, tenths: bool = False) -> str:
    """A moment as people read it: "4:05", "1:02:03", with tenths "4:05.3"."""
    seconds, rest = divmod(max(0, milliseconds), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{text}.{rest // 100}" if tenths else text
