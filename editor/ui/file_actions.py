"""Opening, saving and exporting, with the dialogues that belong to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.settings.data_files import data_file
from editor.ui import file_filters
from editor.ui.asking import ask, ask_to_open, ask_to_save
from editor.ui.errors import guarded, sentence_of

# Dialogues, formats, pydub and SQLite are imported when somebody asks for them: the window must
# not wait for what it does not show.
if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.formats.export import ExportOptions
    from editor.jobs.background import Task
    from editor.jobs.episode import Episode
    from editor.jobs.workspace import Workspace
    from editor.settings.folders import Folders
    from editor.settings.user_file import SettingsStore
    from editor.ui.errors import Say

SAMPLE = ("episode.mp3", "transcript.txt")
AUDIO_SUFFIXES = (".mp3", ".m4a", ".wav", ".flac", ".ogg", ".opus")
"""What the audio without ad reads can be written as; the first is proposed."""


class FileActions(QObject):
    """`editor.commands.desk.Files` for the window.

    Signals:
        worked: Title of the work under way ("": none), ms done, ms in all.
    """

    worked = Signal(str, int, int)

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        store: SettingsStore,
        folders: Folders,
        say: Say,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._store = store
        self._folders = folders
        self._say = say
        self._writing: Task | None = None

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
        """Close the episode."""
        if self.may_close():
            self._workspace.close_episode()

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def may_close(self) -> bool:
        """Whether the episode can be closed: all is saved, or the user gives the rest up."""
        episode = self._episode()
        if episode is None or episode.all_kept():
            return True
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
            dialog.audio_wanted.connect(self._write_audio)
            dialog.exec()
            dialog.deleteLater()

    def export_audio(self) -> None:
        """Ask for a name and write the audio without the ad reads."""
        from editor.formats.chapter_read import chapters_in_audio
        from editor.formats.cue_options import AdPolicy
        from editor.formats.export import ExportOptions

        episode = self._episode()
        if episode and episode.audio and self._can_cut():
            source = episode.audio.info.path
            path = self._ask_for_audio(source)
            if path:
                chapters, title = chapters_in_audio(source), episode.project.path.stem
                options = ExportOptions(ads=AdPolicy.CUT, chapters=chapters, title=title)
                self._write_audio(path, options)

    def _can_cut(self) -> bool:
        """Whether there is something to cut, and nothing else is being written; says why not."""
        from editor.transcript.cut import cut_spans

        episode = self._episode()
        if self._is_writing():
            return False
        if episode is None or not cut_spans(episode.session.document):
            self._say("No ad read has times yet: align the episode first.")
            return False
        return True

    def _is_writing(self) -> bool:
        """Whether something is being written; says so."""
        if self._writing:
            self._say("Audio is being written already: wait until that ends, or stop it.")
        return self._writing is not None

    def stop_work(self) -> None:
        """Stop writing audio; what was there before stays."""
        if self._writing:
            self._writing.cancel()

    def _ask_for_audio(self, source: Path) -> Path | None:
        folder = Path(self._store.now.export_folder or source.parent)
        folder = folder if folder.is_dir() else source.parent
        suggested = folder / f"{source.stem} without ads{AUDIO_SUFFIXES[0]}"
        kinds = file_filters.of_suffixes("Audio", AUDIO_SUFFIXES)
        title = "Export the audio without ad reads"
        path = ask_to_save(self._window, title, suggested, kinds, AUDIO_SUFFIXES)
        if path is None:
            return None
        if path.suffix.lower() not in AUDIO_SUFFIXES:
            known = ", ".join(AUDIO_SUFFIXES)
            self._say(f"“{path.name}” is of no kind that can be written: end it in {known}.")
            return None
        if path.exists() and path.samefile(source):
            self._say(f"“{path.name}” is the episode's own audio: choose another name.")
            return None
        self._remember(export_folder=str(path.parent))
        return path

    def _write_audio(self, path: Path, options: ExportOptions) -> None:
        """Write the audio with the tags of the episode; without the ad reads, if they are cut."""
        from editor.formats.cue_options import AdPolicy

        episode = self._episode()
        cut = options.ads is AdPolicy.CUT
        if episode is None or episode.audio is None or self._is_writing():
            return
        if cut and not self._can_cut():
            return
        title = f"Writing {path.name}" if len(path.name) < 30 else "Writing audio"
        done = "The audio without ad reads is in {}." if cut else "The audio is in {}."
        document, audio = episode.session.document, episode.audio

        def work(task: Task) -> None:
            from editor.formats.episode_audio import write_episode

            write_episode(
                document,
                audio,
                path,
                options,
                progress=lambda done, total: task.report((done, total)),
                cancelled=lambda: task.cancelled,
            )

        def ended() -> None:
            if task.cancelled:
                self._say(f"Stopped: {path.name} was not written.")
            self._writing = None
            self.worked.emit("", 0, 0)

        self.worked.emit(title, 0, 0)
        task = self._workspace.background.start(
            work,
            lambda _: self._say(done.format(path)),
            lambda error: self._say(sentence_of(error), lasting=True),
            lambda report: self.worked.emit(title, *report),
        )
        task.ended.connect(ended)
        self._writing = task

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
