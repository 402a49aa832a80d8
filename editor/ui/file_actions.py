"""Opening, saving and exporting, with the dialogues that belong to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.settings.data_files import data_file
from editor.ui import file_filters
from editor.ui.asking import ask, ask_to_open, ask_to_save
from editor.ui.audio_export import AudioExport
from editor.ui.errors import guarded, sentence_of
from editor.ui.long_work import LongWork
from editor.ui.retiming import Retiming

# Dialogues, formats, pydub and SQLite are imported when somebody asks for them: the window must
# not wait for what it does not show.
if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from editor.jobs.episode import Episode
    from editor.jobs.workspace import Workspace
    from editor.settings.folders import Folders
    from editor.settings.user_file import SettingsStore
    from editor.ui.errors import Say

SAMPLE = ("episode.mp3", "transcript.txt")


class FileActions(QObject):
    """`editor.commands.desk.Files` for the window.

    Attributes:
        work: What takes long: writing audio, comparing two edits.
        retiming: Projects for other edits.
        open_things: Says what is still open in the episode, as a sentence; "" for nothing.
        show_open: Shows it.
    """

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        store: SettingsStore,
        folders: Folders,
        say: Say,
    ) -> None:
        super().__init__(window)
        self.open_things: Callable[[], str] = str
        self.show_open: Callable[[], None] = lambda: None
        self._window = window
        self._workspace = workspace
        self._store = store
        self._folders = folders
        self._say = say
        self.work = LongWork(workspace.background, say, self)
        self._audio = AudioExport(window, workspace, store, self.work, say)
        self.retiming = Retiming(window, workspace, folders, self.work, say, self)

    # -- opening and closing -------------------------------------------------------------------

    def open(self) -> None:
        """Ask for files and open them."""
        title = "Open audio and transcript, or a project"
        paths = ask_to_open(
            self._window, title, self._start(), file_filters.everything(), many=True
        )
        if paths:
            self._remember(open_folder=str(paths[0].parent))
            self._workspace.open_paths(paths)

    def open_sample(self) -> None:
        """Copy the sample episode to where the user may change it, and open it."""
        from editor.settings.atomic import WriteError, write_atomically

        folder = self._folders.data / "sample"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(
                f"The sample cannot be copied to {folder} ({error.strerror}): check the "
                "permissions of the folder."
            ) from error
        for name in SAMPLE:
            if not (folder / name).exists():
                write_atomically(folder / name, data_file(f"resources/sample/{name}").read_bytes())
        self._workspace.open_paths([folder / name for name in SAMPLE])

    def locate_audio(self) -> None:
        """Ask where the episode's audio is."""
        chosen = ask_to_open(
            self._window, "Where is the episode's audio?", self._start(), file_filters.audio()
        )
        if chosen:
            self._workspace.set_audio(chosen[0])

    def close(self) -> None:
        """Close the episode, as soon as it is saved."""
        episode = self._episode()
        if episode is None or episode.project.read_only:
            if self.may_close():
                self._workspace.close_episode()
        else:
            episode.save(lambda saved: self._close_if(episode, saved))

    def _close_if(self, episode: Episode, saved: bool) -> None:
        if episode is self._episode() and (saved or self._may_lose(episode)):
            self._workspace.close_episode()

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def may_close(self) -> bool:
        """Whether the episode can be closed: all is saved, or the user gives the rest up."""
        episode = self._episode()
        if episode is None or episode.all_kept():
            return True
        return self._may_lose(episode)

    def _may_lose(self, episode: Episode) -> bool:
        """Ask what to do about changes that cannot be saved. Returns whether to close."""
        why = episode.problem or "The project is read-only."
        answer = ask(
            self._window,
            "Not saved",
            f"{why} Changes in “{episode.project.path.name}” are not saved.",
            {"copy": "Save a copy…", "drop": "Close without saving"},
        )
        if answer == "copy":
            return self._copied(episode)
        return answer == "drop"

    def _copied(self, episode: Episode) -> bool:
        """Ask for a name and wait until there is a copy: it is the last chance."""
        from editor.storage.errors import ProjectError

        path = self._ask_for_copy(episode)
        if path is None:
            return False
        try:
            episode.save_copy(path).result()
        except ProjectError as error:
            self._say(sentence_of(error), lasting=True)
            return False
        return True

    # -- saving --------------------------------------------------------------------------------

    def save(self) -> None:
        """Write what is not written yet, now."""
        episode = self._episode()
        if episode is None:
            return
        if episode.project.read_only:
            self.save_copy()
        else:
            episode.save(lambda saved: self._tell_saved(episode, saved))

    def _tell_saved(self, episode: Episode, saved: bool) -> None:
        if saved:
            self._say(f"Saved in {episode.project.path}. Changes are saved by themselves.")
        else:
            self._say(episode.problem, lasting=True)

    def save_copy(self) -> None:
        """Ask for a name and write a copy of the project there."""
        episode = self._episode()
        path = self._ask_for_copy(episode) if episode else None
        if episode is None or path is None:
            return
        copy = episode.save_copy(path)
        self._workspace.background.start(
            lambda _: copy.result(),
            lambda _: self._say(f"A copy is in {path}."),
            lambda error: self._say(sentence_of(error), lasting=True),
        )

    def _ask_for_copy(self, episode: Episode) -> Path | None:
        from editor.storage.project import SUFFIX

        here = episode.project.path
        suggested = here.with_name(f"{here.stem} copy{SUFFIX}")
        kinds = f"Proofcast project (*{SUFFIX})"
        title = "Save a copy of the project"
        return ask_to_save(self._window, title, suggested, kinds, (SUFFIX,))

    # -- exporting -----------------------------------------------------------------------------

    def export(self) -> None:
        """Show the export dialogue."""
        from editor.formats.chapter_read import chapters_in_audio
        from editor.ui.export_dialog import ExportDialog
        from editor.ui.reminder import remind

        episode = self._episode()
        if episode:
            audio = episode.audio
            dialog = ExportDialog(
                episode.session,
                episode.project.path,
                self._store,
                self._workspace.background,
                self._window,
                profiles=self._folders.profiles,
                audio=audio.info.path if audio else None,
                duration_ms=audio.info.duration_ms if audio else 0,
                chapters=chapters_in_audio(audio.info.path) if audio else (),
            )
            dialog.exported.connect(self._say)
            dialog.audio_wanted.connect(self._audio.write)
            if sentence := self.open_things():
                remind(dialog, sentence, self.show_open)
            dialog.exec()
            dialog.deleteLater()

    def export_audio(self) -> None:
        """Ask for a name and write the audio without the ad reads."""
        self._audio.without_ads()

    def retime(self) -> None:
        """Ask for another edit of the episode, and make a project for it."""
        self.retiming.ask()

    # -- models --------------------------------------------------------------------------------

    def models(self) -> None:
        """Show the models and offer to download others."""
        from editor.ui.models_dialog import ModelsDialog

        dialog = ModelsDialog(
            self._store, self._folders.models, self._workspace.background, self._window
        )
        dialog.exec()
        dialog.deleteLater()

    def _episode(self) -> Episode | None:
        return self._workspace.episode

    def _start(self) -> str:
        """The folder in which a dialogue for opening begins."""
        episode, settings = self._episode(), self._store.now
        folders = [settings.open_folder]
        if episode:
            folders.append(str(episode.project.path.parent))
        folders += [str(Path(path).parent) for path in settings.recent_projects[:1]]
        return next((name for name in folders if name and Path(name).is_dir()), str(Path.home()))

    def _remember(self, **choices: object) -> None:
        """Keep choices; that they cannot be kept is no reason not to go on."""
        guarded(lambda: self._store.change(**choices), self._say)()
