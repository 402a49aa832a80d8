"""A project for another edit of the open episode: asked for, made beside the work, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from editor.ui import file_filters
from editor.ui.asking import ask_to_open, ask_to_save
from editor.ui.errors import guarded

# The comparison brings NumPy and FFmpeg along, the dialogue comes when there is something to show.
if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from editor.alignment.text_anchors import Hearing
    from editor.jobs.background import Task
    from editor.jobs.episode import Episode
    from editor.jobs.other_edit import Remade
    from editor.jobs.workspace import Workspace
    from editor.media.entry import EpisodeAudio
    from editor.settings.folders import Folders
    from editor.ui.errors import Say
    from editor.ui.long_work import LongWork
    from editor.ui.retime_report import RetimeReport


class Retiming(QObject):
    """Makes projects for other edits.

    Signals:
        jump_wanted: A moment (ms) of the open episode to go to.
    """

    jump_wanted = Signal(int)

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        folders: Folders,
        work: LongWork,
        say: Say,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._workspace = workspace
        self._folders = folders
        self._work = work
        self._say = say
        self._wanted: tuple[Path, int] | None = None
        self.report: RetimeReport | None = None
        # Queued: after all that the window does with an episode.
        workspace.opened.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    def ask(self) -> None:
        """Ask for the other audio and for the name of the new project, and begin."""
        from editor.storage.project import SUFFIX

        episode = self._workspace.episode
        if episode is None or episode.audio is None or not self._work.is_free():
            return
        title, folder = "Audio of the other cut", str(episode.audio.info.path.parent)
        chosen = ask_to_open(self._window, title, folder, file_filters.audio())
        if not chosen:
            return
        suggested = chosen[0].with_suffix(SUFFIX)
        kinds = file_filters.of_suffixes("Proofcast project", (SUFFIX,))
        title = "New project for the other cut"
        path = ask_to_save(self._window, title, suggested, kinds, (SUFFIX,))
        if path is None:
            return
        if path.absolute() == episode.project.path:
            self._say(f"“{path.name}” is this very project: choose another name for the new one.")
            return
        self.start(episode, episode.audio, chosen[0], path)

    def start(self, episode: Episode, audio: EpisodeAudio, other: Path, path: Path) -> None:
        """Compare and write, in another thread. The open project stays as it is.

        Args:
            episode: What is open.
            audio: Its sound.
            other: The audio of the other edit.
            path: The project to write.
        """
        from editor.jobs.other_edit import OldEdit, make_other_edit

        project, cache = episode.project, self._folders.audio
        old = OldEdit(project.path, episode.session.document, project.imported, audio)

        def find_hearing() -> Hearing:
            return self._workspace.hearing(old.document)

        def work(task: Task) -> Remade:
            return make_other_edit(task, old, other, path, cache, find_hearing)

        title = f"Comparing with {other.name}" if len(other.name) < 30 else "Comparing"
        self._work.start(title, work, self._show, f"Stopped: {path.name} was not written.")

    # -- what was found ------------------------------------------------------------------------

    def _show(self, made: Remade) -> None:
        from editor.ui.retime_report import RetimeReport

        if self.report:
            self.report.close()
        report = self.report = RetimeReport(made, self._window)
        report.jump_wanted.connect(
            lambda path, ms: guarded(lambda: self._jump(path, ms), self._say)()
        )
        report.open_wanted.connect(lambda path: guarded(lambda: self._open(path), self._say)())
        report.finished.connect(lambda _: self._drop(report))
        report.show()
        self._say(f"“{made.new.name}” is a new project; this one was left as it is.")

    def _drop(self, report: RetimeReport) -> None:
        report.deleteLater()
        if self.report is report:
            self.report = None

    def _open(self, path: Path) -> None:
        episode = self._workspace.episode
        if episode is None or episode.project.path != path:
            self._workspace.open_project(path)

    def _jump(self, path: Path, moment: int) -> None:
        """Go to a moment of the old or of the new episode, opening it first if need be."""
        self._wanted = (path, moment)
        self._open(path)
        if self._workspace.episode:
            self._go_on(self._workspace.episode)

    def _go_on(self, episode: Episode) -> None:
        """Go to the moment that is wanted, if it is one of this episode and that has its sound."""
        if self._wanted is None or episode.project.path != self._wanted[0]:
            return
        if episode.audio is None:
            # The window connects before us: it puts the playhead where it was, we come after that.
            episode.audio_ready.connect(lambda _: self._go_on(episode))
            return
        moment, self._wanted = self._wanted[1], None
        self.jump_wanted.emit(moment)
