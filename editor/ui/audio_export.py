"""Writing the episode's audio, with its chapters or without its ad reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from editor.formats.cue_options import AdPolicy
from editor.ui import file_filters
from editor.ui.asking import ask_to_save
from editor.ui.errors import guarded

# Formats and pydub are imported when somebody asks for them.
if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.formats.export import ExportOptions
    from editor.jobs.background import Task
    from editor.jobs.workspace import Workspace
    from editor.settings.user_file import SettingsStore
    from editor.ui.errors import Say
    from editor.ui.long_work import LongWork

AUDIO_SUFFIXES = (".mp3", ".m4a", ".wav", ".flac", ".ogg", ".opus")
"""What audio can be written as; the first is proposed."""


class AudioExport:
    """Asks for a name and writes, while the window lives on."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        store: SettingsStore,
        work: LongWork,
        say: Say,
    ) -> None:
        self._window = window
        self._workspace = workspace
        self._store = store
        self._work = work
        self._say = say

    def without_ads(self) -> None:
        """Ask for a name and write the audio without the ad reads."""
        from editor.formats.chapter_read import chapters_in_audio
        from editor.formats.export import ExportOptions

        episode = self._workspace.episode
        if episode and episode.audio and self._can_cut():
            source = episode.audio.info.path
            path = self._ask(source)
            if path:
                chapters, title = chapters_in_audio(source), episode.project.path.stem
                self.write(path, ExportOptions(ads=AdPolicy.CUT, chapters=chapters, title=title))

    def write(self, path: Path, options: ExportOptions) -> None:
        """Write the audio with the tags of the episode; without the ad reads, if they are cut."""
        episode = self._workspace.episode
        cut = options.ads is AdPolicy.CUT
        if episode is None or episode.audio is None:
            return
        if not (self._can_cut() if cut else self._work.is_free()):
            return
        title = f"Writing {path.name}" if len(path.name) < 30 else "Writing audio"
        said = f"The audio without ad reads is in {path}." if cut else f"The audio is in {path}."
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

        stopped = f"Stopped: {path.name} was not written."
        self._work.start(title, work, lambda _: self._say(said), stopped)

    def _can_cut(self) -> bool:
        """Whether there is something to cut, and nothing else is being written; says why not."""
        from editor.transcript.cut import cut_spans

        episode = self._workspace.episode
        if not self._work.is_free():
            return False
        if episode is None or not cut_spans(episode.session.document):
            self._say("No ad read has times yet: align the episode first.")
            return False
        return True

    def _ask(self, source: Path) -> Path | None:
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
        guarded(lambda: self._store.change(export_folder=str(path.parent)), self._say)()
        return path
