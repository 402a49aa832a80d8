"""Opening, saving and exporting, with the dialogues that belong to it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from editor.settings.data_files import data_file

# Dialogues, formats, pydub and SQLite are imported when somebody asks for them: the window must
# not wait for what it does not show.
if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.jobs.episode import Episode
    from editor.jobs.workspace import Workspace
    from editor.settings.folders import Folders
    from editor.settings.user_file import SettingsStore
    from editor.transcript.document import Transcript

SAMPLE = ("episode.mp3", "transcript.txt")
AUDIO_FILTER = "Audio (*.mp3 *.m4a *.wav *.flac *.ogg *.opus)"


class FileActions:
    """`editor.commands.desk.Files` for the window."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        store: SettingsStore,
        folders: Folders,
        say: Callable[[str], None],
    ) -> None:
        self._window = window
        self._workspace = workspace
        self._store = store
        self._folders = folders
        self._say = say

    def open(self) -> None:
        """Ask for files and open them."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Open audio and transcript, or a project", self._start(), _filters()
        )
        if names:
            self._workspace.open_paths([Path(name) for name in names])

    def open_sample(self) -> None:
        """Copy the sample episode to where the user may change it, and open it."""
        folder = self._folders.data / "sample"
        folder.mkdir(parents=True, exist_ok=True)
        for name in SAMPLE:
            if not (folder / name).exists():
                shutil.copyfile(data_file(f"resources/sample/{name}"), folder / name)
        self._workspace.open_paths([folder / name for name in SAMPLE])

    def save(self) -> None:
        """Write what is not written yet, now."""
        episode = self._episode()
        if episode and episode.save_now():
            self._say(f"Saved in {episode.project.path}. Changes are saved by themselves.")

    def save_copy(self) -> None:
        """Ask for a name and write a copy of the project there."""
        from editor.storage.project import SUFFIX

        episode = self._episode()
        if episode is None:
            return
        here = episode.project.path
        name = self._ask("Save a copy of the project", here, f"Proofcast project (*{SUFFIX})")
        if name:
            episode.save_copy(name.with_suffix(SUFFIX))
            self._say(f"A copy is in {name.with_suffix(SUFFIX)}.")

    def export(self) -> None:
        """Show the export dialogue."""
        from editor.ui.export_dialog import ExportDialog

        episode = self._episode()
        if episode:
            dialog = ExportDialog(
                episode.session.document,
                episode.project.path,
                self._store,
                self._workspace.background,
                self._window,
            )
            dialog.exported.connect(self._say)
            dialog.exec()
            dialog.deleteLater()

    def export_audio(self) -> None:
        """Ask for a name and write the audio without the ad reads."""
        from editor.media.cut import write_without

        episode = self._episode()
        if episode is None or episode.audio is None:
            return
        spans = ad_spans_ms(episode.session.document)
        if not spans:
            self._say("No ad read has times yet: align the episode first.")
            return
        source = episode.audio
        suggested = source.info.path.with_name(f"{source.info.path.stem} without ads.mp3")
        name = self._ask("Export the audio without ad reads", suggested, AUDIO_FILTER)
        if name:
            self._say("Writing the audio without ad reads…")
            self._workspace.background.start(
                lambda _: write_without(source.playback, spans, name),
                lambda _: self._say(f"The audio without ad reads is in {name}."),
                lambda error: self._say(str(error)),
            )

    def locate_audio(self) -> None:
        """Ask where the episode's audio is."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Where is the episode's audio?", self._start(), _audio_filter()
        )
        if name:
            self._workspace.set_audio(Path(name))

    def models(self) -> None:
        """Show the models and offer to download others."""
        from editor.ui.models_dialog import ModelsDialog

        dialog = ModelsDialog(
            self._store, self._folders.models, self._workspace.background, self._window
        )
        dialog.exec()
        dialog.deleteLater()

    def close(self) -> None:
        """Close the episode."""
        self._workspace.close_episode()

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def _episode(self) -> Episode | None:
        return self._workspace.episode

    def _start(self) -> str:
        episode = self._episode()
        if episode:
            return str(episode.project.path.parent)
        recent = self._store.now.recent_projects
        return str(Path(recent[0]).parent) if recent else str(Path.home())

    def _ask(self, title: str, suggested: Path, kinds: str) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(self._window, title, str(suggested), kinds)
        return Path(name) if name else None


def ad_spans_ms(document: Transcript) -> list[tuple[int, int]]:
    """Where the ad reads are heard, in ms; ad reads without times are left out."""
    times: dict[int, tuple[int, int]] = {}
    for _, word in document.places():
        if word.ad is not None and word.timed:
            start, _ = times.get(word.ad, (word.start, word.end))
            times[word.ad] = (start, word.end)
    return sorted(times.values())


def _filters() -> str:
    from editor.formats.registry import SUFFIXES as TEXT_SUFFIXES
    from editor.storage.opening import AUDIO_SUFFIXES
    from editor.storage.project import SUFFIX

    return ";;".join(
        [
            _filter("Episodes", (*AUDIO_SUFFIXES, *TEXT_SUFFIXES, SUFFIX)),
            _filter("Proofcast projects", (SUFFIX,)),
            _audio_filter(),
            _filter("Transcripts", TEXT_SUFFIXES),
            "All files (*)",
        ]
    )


def _audio_filter() -> str:
    from editor.storage.opening import AUDIO_SUFFIXES

    return _filter("Audio and video", AUDIO_SUFFIXES)


def _filter(title: str, suffixes: tuple[str, ...]) -> str:
    return f"{title} ({' '.join(f'*{suffix}' for suffix in suffixes)})"
