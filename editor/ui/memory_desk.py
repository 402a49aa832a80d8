"""The memory of the open episode's show, for the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from editor.jobs.episode_memory import EpisodeMemory
    from editor.jobs.workspace import Workspace
    from editor.review.show_memory import Row, ShowSpeaker
    from editor.ui.style import ThemeFollower

NO_SHOWS = frozenset(
    ["desktop", "documents", "downloads", "music", "audio", "podcasts", "episodes", "projects",
     "sample", "tmp", "temp", "home", ""]
)  # fmt: skip
"""Folders whose name says nothing about a show."""


class MemoryDesk(QObject):
    """`editor.commands.desk.Memory` for the window."""

    def __init__(self, window: QWidget, workspace: Workspace, appearance: ThemeFollower) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._appearance = appearance
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._refresh)

    @property
    def show_name(self) -> str:
        """The show that the open episode belongs to."""
        memory = self._memory
        return memory.show if memory else ""

    def show(self) -> None:
        """Show what is remembered, to look at and to edit."""
        from editor.ui.memory_dialog import MemoryDialog  # not for the first frame

        episode = self._workspace.episode
        if episode is None:
            return
        memory, folder = episode.memory, episode.project.path.parent
        memory.learn()  # what was just corrected is to be seen
        memory.refresh()
        suggested = "" if folder.name.casefold() in NO_SHOWS else folder.name
        dialog = MemoryDialog(memory, self._appearance.theme, suggested, folder, self._window)
        dialog.exec()
        dialog.deleteLater()

    def remember(self, rows: Sequence[Row]) -> bool:
        """Remember these rows. Returns whether that was possible."""
        from editor.storage.show_changes import Change

        memory = self._memory
        return memory is not None and memory.change(Change(learn=tuple(rows)))

    def offered_speakers(self) -> Sequence[ShowSpeaker]:
        """The speakers of the show that the episode does not have."""
        from editor.review.show_speakers import offered

        episode = self._workspace.episode
        if episode is None:
            return ()
        episode.memory.refresh()
        return offered(episode.session.document, episode.memory.now.speakers)

    def _refresh(self, state: Qt.ApplicationState) -> None:
        """Another window may have changed it while this one was behind."""
        if state is Qt.ApplicationState.ApplicationActive and self._memory:
            self._memory.refresh()

    @property
    def _memory(self) -> EpisodeMemory | None:
        episode = self._workspace.episode
        return episode.memory if episode else None
