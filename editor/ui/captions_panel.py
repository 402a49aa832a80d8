"""The list of captions as they will be exported, made anew while the document changes."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from editor.ui.captions_model import FLAG, SPEED, TEXT, TIME, CaptionModel
from editor.ui.errors import guarded, safe_override
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction, QHideEvent, QShowEvent

    from editor.formats.cues import Captions
    from editor.formats.exceptions import HandChange
    from editor.formats.profile import Profile
    from editor.transcript.document import Place
    from editor.ui.command_actions import CommandActions
    from editor.ui.errors import Say
    from editor.ui.theme import Theme

BUTTONS = (
    "captions.break_here",
    "captions.line_break",
    "captions.join_next",
    "captions.next_problem",
)
SHORT = {
    "captions.break_here": "Break",
    "captions.line_break": "Line",
    "captions.join_next": "Join",
    "captions.next_problem": "Next problem",
}
EMPTY = "No captions yet: they appear here as soon as there is text."


class CaptionsPanel(QWidget):
    """Lists captions, flags what is over a limit, and what was changed by hand in vain.

    Signals:
        chosen: The `Place` of the first word of the caption that was chosen.
        shown: Whether it can be seen.
        profile_chosen: The id of a caption profile.
        remove_wanted: A list of exceptions to take away.
    """

    chosen = Signal(object)
    shown = Signal(bool)
    profile_chosen = Signal(str)
    remove_wanted = Signal(list)

    def __init__(self, theme: Theme, say: Say, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._in_vain: tuple[HandChange, ...] = ()
        self._starts: list[int] = []
        self._firsts: list[Place] = []
        self._model = CaptionModel(theme, self.font())
        self._profile = QComboBox()
        self._profile.setAccessibleName("Caption profile")
        self._profile.setToolTip("Limits that the captions keep to")
        self._profile.activated.connect(guarded(self._choose_profile, say))
        self._list = self._make_list()
        self._list.activated.connect(guarded(self._go, say))
        self._list.clicked.connect(guarded(self._go, say))
        self._summary = QLabel(EMPTY, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._summary.setObjectName("hint")
        self._vain = QListWidget()
        self._vain.setAccessibleName("Changes by hand without effect")
        self._vain.setMaximumHeight(GRID * 9)
        self._vain.setWordWrap(True)
        self._remove = QPushButton("Remove these changes")
        self._remove.setAccessibleDescription(
            "Takes away the chosen changes of captions that have no effect, or all of them"
        )
        self._remove.clicked.connect(guarded(self._remove_chosen, say))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID // 2)
        self._assemble()
        self._show_in_vain(())

    def use(self, actions: CommandActions) -> None:
        """Offer these commands as buttons."""
        for name in BUTTONS:
            self._buttons.addWidget(_button(SHORT[name], actions[name]))
        self._buttons.addStretch(1)
        self._top.addWidget(_button("Profiles…", actions["captions.profiles"]))

    def show_profiles(self, profiles: Iterable[Profile], chosen: str) -> None:
        """Offer these profiles."""
        with QSignalBlocker(self._profile):
            self._profile.clear()
            for profile in profiles:
                self._profile.addItem(profile.label, profile.id)
            self._profile.setCurrentIndex(max(0, self._profile.findData(chosen)))

    def show_captions(self, captions: Captions | None, lines: int) -> None:
        """Show captions of at most so many lines; None while there are none."""
        row, focus = self._list.currentIndex().row(), self._list.hasFocus()
        scroll = self._list.verticalScrollBar().value()
        self._model.show(captions, lines)
        cues = captions.cues if captions else ()
        self._starts = [cue.start for cue in cues]
        self._firsts = [cue.first for cue in cues]
        self._list.verticalScrollBar().setValue(scroll)
        if row >= 0 and focus:
            self._select(min(row, len(cues) - 1))
        self._summary.setText(_summary(len(cues), self._model.flagged) if captions else EMPTY)
        self._show_in_vain(tuple(c for c in captions.by_hand if c.note) if captions else ())

    def follow_place(self, place: Place | None) -> None:
        """Select the caption of a word, unless somebody is busy in the list."""
        busy = self._list.hasFocus() and self._list.currentIndex().isValid()
        if place is not None and not busy:
            self._select(bisect_right(self._firsts, place) - 1)

    def follow_time(self, moment: int) -> None:
        """Select the caption that is shown at `moment` (ms)."""
        if not self._list.hasFocus():
            self._select(bisect_right(self._starts, moment) - 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in this theme."""
        self._model.set_theme(theme)

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        if not self._list.currentIndex().isValid():
            self._select(0)
        self._list.setFocus()

    @safe_override
    def showEvent(self, event: QShowEvent) -> None:
        """Captions are wanted."""
        super().showEvent(event)
        self.shown.emit(True)

    @safe_override
    def hideEvent(self, event: QHideEvent) -> None:
        """They are not any more."""
        super().hideEvent(event)
        self.shown.emit(False)

    def _select(self, row: int) -> None:
        if row < 0 or row == self._list.currentIndex().row() or row >= self._model.rowCount():
            return
        select = QItemSelectionModel.SelectionFlag
        index = self._model.index(row, TEXT)
        self._list.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)
        self._list.scrollTo(index)

    def _go(self) -> None:
        cue = self._model.cue(self._list.currentIndex().row())
        if cue is not None:
            self.chosen.emit(cue.first)

    def _choose_profile(self) -> None:
        self.profile_chosen.emit(self._profile.currentData())

    def _show_in_vain(self, changes: tuple[HandChange, ...]) -> None:
        self._in_vain = changes
        self._vain.clear()
        self._vain.addItems([change.message for change in changes])
        for widget in (self._vain, self._remove):
            widget.setVisible(bool(changes))

    def _remove_chosen(self) -> None:
        row = self._vain.currentRow()
        chosen = self._in_vain[row : row + 1] if row >= 0 else self._in_vain
        self.remove_wanted.emit([change.exception for change in chosen])

    def _make_list(self) -> QTreeView:
        view = QTreeView()
        view.setModel(self._model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAccessibleName("Captions")
        view.setAccessibleDescription("Enter goes to the first word of the chosen caption")
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((TIME, 7), (SPEED, 7), (FLAG, 4)):
            # Fixed: to fit contents, Qt would look at all rows at every change.
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, GRID * width)
        return view

    def _assemble(self) -> None:
        self._top = QHBoxLayout()
        self._top.setSpacing(GRID // 2)
        self._top.addWidget(self._profile, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._top)
        layout.addWidget(self._summary)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._vain)
        layout.addWidget(self._remove)
        layout.addLayout(self._buttons)


def _button(title: str, action: QAction) -> QToolButton:
    """A button with a title shorter than that of the command."""
    button = QToolButton()
    button.setText(title)
    button.setToolTip(action.toolTip())
    button.setAccessibleName(action.text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    return button


def _summary(count: int, flagged: int) -> str:
    captions = f"{count:,} caption{'' if count == 1 else 's'}"
    return f"{captions}, {flagged:,} to look at" if flagged else f"{captions}, none over a limit"
