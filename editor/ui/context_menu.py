"""The menu under the right mouse button in the transcript, made from the command table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from editor.ui.command_actions import CommandActions
    from editor.ui.transcript_view import TranscriptView

ENTRIES = (
    ("play.from_caret", "play.again_slower", "play.loop"),
    ("turn.split", "turn.join_previous", "turn.join_next"),
    ("ad.mark", "align.selection"),
    ("edit.undo", "edit.redo"),
)
"""Commands by group; a line stands between the groups."""


class ContextMenu(QObject):
    """Takes the place of Qt's own menu, whose undo knows nothing of ours."""

    def __init__(self, view: TranscriptView, actions: CommandActions) -> None:
        super().__init__(view)
        self._view = view
        self._actions = actions
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show)

    def menu(self) -> QMenu:
        """The menu as it is right now."""
        self._actions.refresh_now()
        menu = QMenu(self._view)
        selected = self._view.textCursor().hasSelection()
        for title, act, possible in (
            ("Cut", self._view.cut, selected),
            ("Copy", self._view.copy, selected),
            ("Paste", self._view.paste, self._view.canPaste()),
        ):
            action = menu.addAction(title, act)
            action.setEnabled(possible)
        for group in ENTRIES:
            menu.addSeparator()
            for command in group:
                menu.addAction(self._actions[command])
        return menu

    def _show(self, where: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._view.viewport().mapToGlobal(where))
