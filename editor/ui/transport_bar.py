"""The bar at the top: transport, time, speed, and what goes on in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from editor.ui.fonts import time_font
from editor.ui.icons import icon
from editor.ui.theme import GRID
from editor.ui.wave_values import clock_text

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
    "play.follow": "follow",
    "edit.find": "search",
    "file.open": "open",
    "file.export": "export",
    "help.palette": "command",
    "view.side": "panel",
}
"""Commands with a button, and their icons; in three groups, left, middle and right."""

LEFT = ("play.toggle", "play.back_short", "play.forward_short")
RIGHT = ("play.follow", "edit.find", "file.open", "file.export", "help.palette", "view.side")
STAGES = {"listening": "Listening", "aligning": "Aligning", "refining": "Refining"}
SAVED = {None: "", True: "● Saved", False: "○ Saving…"}
READ_ONLY = "Read-only"


class Work(NamedTuple):
    """Something under way, `done` of `total`; without a title there is nothing."""

    title: str = ""
    done: int = 0
    total: int = 0
    stoppable: bool = False

    @property
    def percent(self) -> int:
        """How much of it is done, 0-100."""
        return max(0, min(100, round(100 * self.done / self.total))) if self.total else 0


class TransportBar(QWidget):
    """Buttons take their state, tooltip and key from the command table.

    Signals:
        task_stopped: The user wants the task shown by `set_task` to end.
    """

    task_stopped = Signal()

    def __init__(
        self, actions: CommandActions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("transport-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions = actions
        self._theme = theme
        self._playing = False
        self._duration = -1
        self._work = self._task = Work()
        self._make_labels()
        self._buttons = {name: self._button(name) for name in ICONS}
        self._stop_task = QToolButton(autoRaise=True)
        self._stop_task.setIconSize(QSize(GRID * 5 // 2, GRID * 5 // 2))
        self._stop_task.setToolTip("Stop")
        self._stop_task.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stop_task.clicked.connect(self.task_stopped)
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
        self._stop_task.setIcon(icon("stop", theme))
        self.set_playing(self._playing)

    def set_playing(self, playing: bool) -> None:
        """Show pause while it plays."""
        self._playing = playing
        self._actions["play.toggle"].setIcon(icon("pause" if playing else "play", self._theme))
        self._buttons["play.toggle"].setAccessibleName("Pause" if playing else "Play")

    def set_time(self, position: int, duration: int) -> None:
        """Show where the sound is (ms); without a duration there is no sound."""
        text = f"{clock_text(position, tenths=True)} / {clock_text(duration)}"
        if text != self._time.text():
            self._time.setText(text)
        if duration != self._duration:
            self._duration = duration
            self._time.setEnabled(bool(duration))
            # Wide enough for the last moment, so that nothing moves while digits change.
            widest = f"{clock_text(duration, tenths=True)} / {clock_text(duration)}"
            widest = "".join("0" if letter.isdigit() else letter for letter in widest)
            # A little more, because figures are placed at fractions of a pixel.
            width = QFontMetrics(self._time.font()).horizontalAdvance(widest) + GRID // 2
            self._time.setMinimumWidth(width)

    def set_speed(self, rate: float) -> None:
        """Show how fast it plays."""
        self._speed.setText(f"{rate:.2f}×")
        self._speed.setAccessibleName(f"Speed {rate:.2f}, back to normal")

    def set_saved(self, saved: bool | None) -> None:
        """Show whether everything is in the file; None: there is no file."""
        self._saving.setText(SAVED[saved])

    def set_read_only(self) -> None:
        """Show that nothing will be saved."""
        self._saving.setText(READ_ONLY)

    def set_work(
        self, title: str, done: int = 0, total: int = 0, *, stoppable: bool = False
    ) -> None:
        """Show reading or aligning under way, `done` of `total`; an empty title hides it."""
        self._work = Work(title, done, total, stoppable)
        self._show_work()

    def set_task(self, title: str, done: int, total: int) -> None:
        """The same for something that the user asked for beside it; it goes first."""
        self._task = Work(title, done, total, stoppable=True)
        self._show_work()

    def _show_work(self) -> None:
        work = self._task if self._task.title else self._work
        counted = work.title and work.total
        self._working.setText(f"{work.title} {work.percent} %" if counted else work.title)
        self._progress.setVisible(bool(work.title))
        self._progress.setAccessibleName(work.title or "Progress")
        self._progress.setRange(0, 100 if work.total else 0)
        self._progress.setValue(work.percent)
        self._stop_task.setVisible(bool(self._task.title))
        self._stop_task.setAccessibleName(f"Stop: {work.title}")
        aligning = not self._task.title and work.title and work.stoppable
        self._buttons["align.stop"].setVisible(bool(aligning))

    def _make_labels(self) -> None:
        self._time = QLabel()
        self._time.setFont(time_font(self.font()))
        self._time.setAccessibleDescription("Position and length")
        self._speed = QToolButton(autoRaise=True)
        self._speed.setFont(time_font(self.font()))
        self._speed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        normal = self._actions["play.normal_speed"]
        self._speed.clicked.connect(normal.trigger)
        normal.changed.connect(self._follow_speed)
        self._follow_speed()
        self._saving = QLabel()
        self._saving.setObjectName("saved")
        self._working = QLabel()
        self._progress = QProgressBar(textVisible=False)
        self._progress.setFixedWidth(GRID * 15)
        self._progress.setFixedHeight(GRID - 2)

    def _follow_speed(self) -> None:
        normal = self._actions["play.normal_speed"]
        self._speed.setEnabled(normal.isEnabled())
        self._speed.setToolTip(normal.toolTip())

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
        layout.addWidget(self._working)
        layout.addSpacing(GRID)
        layout.addWidget(self._progress)
        layout.addWidget(self._buttons["align.stop"])
        layout.addWidget(self._stop_task)
        layout.addSpacing(GRID * 2)
        layout.addWidget(self._saving)
        layout.addSpacing(GRID)
        for name in RIGHT:
            layout.addWidget(self._buttons[name])
        # Fixed, so that nothing moves while the words change.
        self._speed.setFixedWidth(
            QFontMetrics(self._speed.font()).horizontalAdvance("0.00×") + GRID * 2
        )
        widths = [self._saving.fontMetrics().horizontalAdvance(str(t)) for t in SAVED.values()]
        self._saving.setMinimumWidth(max(widths))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _button(self, name: str) -> QToolButton:
        action = self._actions[name]
        button = QToolButton(autoRaise=True)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(GRID * 5 // 2, GRID * 5 // 2))
        button.setAccessibleName(action.text().removesuffix("…"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
