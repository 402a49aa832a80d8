"""One open project: its document, its sound, its alignment, and how it is saved."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from editor.alignment.dictation import append_heard
from editor.jobs.align_queue import AlignQueue
from editor.jobs.episode_memory import EpisodeMemory
from editor.jobs.keeping import BackupKeeper
from editor.jobs.saving import Saver, Snapshot
from editor.review.memory import is_row
from editor.review.queue import ReviewQueue
from editor.storage.backups import IDENTITY, Why, adopt, folder_of
from editor.storage.errors import ProjectError
from editor.storage.journal import Steps
from editor.storage.media_link import MediaReference, MediaState
from editor.storage.project import Project
from editor.transcript.compare import go_back
from editor.transcript.history import History, Kind
from editor.transcript.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from editor.alignment.aligner import Text
    from editor.jobs.background import Background, Task
    from editor.jobs.worker_link import WorkerLink
    from editor.media.entry import EpisodeAudio
    from editor.media.peaks import Peaks
    from editor.storage.content import State
    from editor.storage.library import Library
    from editor.transcript.document import Transcript
    from editor.transcript.patch import Patch

log = logging.getLogger(__name__)


class Episode(QObject):
    """Everything that belongs to one project while it is open.

    Signals:
        audio_progressed: ms of sound decoded, ms in all.
        waveform_changed: The `Peaks` so far.
        audio_ready: The `EpisodeAudio`.
        audio_failed: One sentence: why there is no sound.
        saving_changed: Whether everything is in the file.
        saving_failed: One sentence; "" when it works again.

    Attributes:
        project: The file; what it does is done in the thread of its writer.
        media: Which audio the project belongs to, or None.
        session: The document.
        review: The doubts about it.
        queue: Alignment.
        memory: What is remembered of the show that it belongs to.
        backups: Makes backups; None where nothing can be changed, or none are wanted.
        audio: The sound, or None while it is not there.
        window_state: Asked on saving for what to remember of the window.
    """

    audio_progressed = Signal(int, int)
    waveform_changed = Signal(object)
    audio_ready = Signal(object)
    audio_failed = Signal(str)
    saving_changed = Signal(bool)
    saving_failed = Signal(str)

    def __init__(
        self,
        project: Project,
        link: WorkerLink,
        background: Background,
        cache: Path,
        shows: Library,
        parent: QObject | None = None,
        backups: Path | None = None,
    ) -> None:
        """Args:
        project: The file.
        link: The aligner's child process.
        background: The pool for short work.
        cache: Where decoded sound is kept.
        shows: What is remembered of shows.
        parent: The Qt parent.
        backups: The folder in which every project has its folder of backups; None for none.
        """
        super().__init__(parent)
        self.project = project
        history = History()
        history.restore(*project.history())
        self.session = Session(project.document(), history)
        self.review = ReviewQueue(self.session, project.state)
        self.queue = AlignQueue(self.session, link, self)
        self.memory = EpisodeMemory(
            self.session,
            self.review,
            shows,
            self.queue,
            project.path.parent,
            project.state,
            self,
            learns=not project.read_only,
        )
        self.memory.to_be_saved.connect(self._to_be_saved)
        self.audio: EpisodeAudio | None = None
        self.window_state: Callable[[], State] = dict
        self.media: MediaReference | None = project.media
        self._identity = project.state.get(IDENTITY) or uuid4().hex
        self._background = background
        self._cache = cache
        self._decoding: Task | None = None
        self._saver = Saver(project, self._snapshot, self._not_written, self)
        self._saver.saved_changed.connect(self._saving_changed)
        self._saver.problem_changed.connect(self.saving_failed)
        self._unsubscribe = self.session.subscribe(self._changed)
        self.queue.text_written.connect(self._append)
        self.queue.heard.connect(self.review.take)
        self._unlisten = self.review.listen(self._review_changed)
        self.queue.finished.connect(self._aligned)
        self.backups: BackupKeeper | None = None
        if backups and not project.read_only:
            folder = folder_of(project.path, backups)
            self.backups = BackupKeeper(project.path, folder, background, self)
            self.backups.make(Why.OPENED)

    @property
    def saved(self) -> bool:
        """Whether everything is in the file."""
        return self._saver.saved

    @property
    def problem(self) -> str:
        """Why not everything is in the file, as one sentence, or ""."""
        return self._saver.problem

    @property
    def aligned(self) -> bool:
        """Whether any word was ever measured."""
        return any(turn.start is not None for turn in self.session.document.turns)

    def find_audio(self) -> None:
        """Decode the project's audio, if it is where it was."""
        location = self.project.locate_media()
        if location.state is MediaState.MISSING:
            self.audio_failed.emit(location.sentence)
        elif location.path is not None:
            if location.sentence:
                self.audio_failed.emit(location.sentence)
            self.decode(location.path)

    def decode(self, path: Path) -> None:
        """Make an audio file ready: `waveform_changed` as it goes, then `audio_ready`."""
        if self._decoding:
            self._decoding.cancel()

        def work(task: Task) -> EpisodeAudio:
            # Here, in the other thread: NumPy takes longer to load than the text.
            from editor.jobs.decoding import decode

            return decode(
                path,
                self._cache,
                progress=lambda done, total: task.report((done, total)),
                cancelled=lambda: task.cancelled,
                on_peaks=task.report,
            )

        self._decoding = self._background.start(
            work, self._decoded, self._not_decoded, self._decoding_progressed
        )

    def save(self, then: Callable[[bool], None]) -> None:
        """Write what there is now at once, and say afterwards whether it is in the file."""
        self._saver.save(then)

    def save_now(self) -> bool:
        """The same, waiting for the disk: for closing. Returns whether it is all in the file."""
        return self._saver.save_now()

    def all_kept(self) -> bool:
        """Save, and say whether closing would lose nothing."""
        if self.project.read_only:
            return self.session.document is self.project.document()
        return self.save_now()

    def save_copy(self, path: Path) -> Future[object]:
        """Have a compacted copy written of the project as it is on the screen.

        The result raises `ProjectError` if it could not be written; nothing is left behind then.
        """
        now = self._snapshot_with(self.review.memory.everything())

        def write(project: Project) -> None:
            if not project.read_only and _written(now, project):
                project.copy_to(path)
                return
            # The file cannot be written, so it is behind: the copy is made of what is here.
            Project.create(
                path,
                now.document,
                media=now.media,
                imported=project.imported,
                history=now.steps,
                state=now.state,
                overwrite=True,
            ).close()

        return self._saver.start(write)

    def go_back(self, wanted: Transcript) -> bool:
        """Make the document what it was, as one step of undo. Returns whether that is a change."""
        self.session.history.break_group()
        changed = self.session.apply(go_back(self.session.document, wanted, "Go back"))
        self.memory.start_over()
        return changed

    def close(self) -> Future[None]:
        """Save what is not saved, end what is under way, and let go of the file.

        Nothing waits for the disk; the result says when all that is done.
        """
        if self._decoding:
            self._decoding.cancel()
        self.queue.close()
        self.memory.close()
        if self.backups:
            self.backups.close()
        self._unsubscribe()
        self._unlisten()
        self.review.close()
        return self._saver.close()

    def _decoding_progressed(self, report: tuple[int, int] | Peaks) -> None:
        if isinstance(report, tuple):
            self.audio_progressed.emit(*report)
        else:
            self.waveform_changed.emit(report)

    def _decoded(self, audio: EpisodeAudio) -> None:
        self._decoding = None
        self.audio = audio
        self._remember(audio)
        self.waveform_changed.emit(audio.peaks)
        self.audio_ready.emit(audio)

    def _not_decoded(self, error: Exception) -> None:
        self._decoding = None
        self.audio_failed.emit(str(error))

    def _remember(self, audio: EpisodeAudio) -> None:
        path = audio.info.path.absolute()
        media = MediaReference(path, audio.fingerprint, audio.info.duration_ms)
        if media != self.media:
            self.media = media
            self._to_be_saved()

    def _append(self, text: Text) -> None:
        patch = append_heard(self.session.document, text.segments)
        self.session.apply(patch, origin=self.queue, kind=Kind.STREAM)

    def _aligned(self, _: object) -> None:
        if not self.project.read_only:
            self.save(self._back_up_aligned)

    def _back_up_aligned(self, saved: bool) -> None:
        if saved and self.backups:
            self.backups.make(Why.ALIGNED)

    def _changed(self, _patch: Patch, _origin: object) -> None:
        self._to_be_saved()

    def _review_changed(self) -> None:
        """What was heard, or is to be kept, is saved as the text is."""
        if self.review.memory.has_unsaved:
            self._to_be_saved()

    def _to_be_saved(self) -> None:
        if not self.project.read_only:
            self._saver.changed()

    def _snapshot(self) -> Snapshot:
        return self._snapshot_with(self.review.memory.take_unsaved())

    def _snapshot_with(self, rows: Mapping[str, str | None]) -> Snapshot:
        state = {**self.window_state(), **self.memory.state(), IDENTITY: self._identity, **rows}
        return Snapshot(self.session.document, Steps.of(self.session.history), state, self.media)

    def _not_written(self, snapshot: Snapshot) -> None:
        rows = [name for name in snapshot.state if is_row(name)]
        self.review.memory.not_saved(rows)

    def _saving_changed(self, saved: bool) -> None:
        self.saving_changed.emit(saved)
        if saved and self.backups:
            self.backups.saved()


def _written(snapshot: Snapshot, project: Project) -> bool:
    try:
        snapshot.write(project)
    except ProjectError as error:
        log.warning("a copy is made of what cannot be saved", exc_info=error)
        return False
    return True


def make_ready(project: Project, backups: Path) -> Project:
    """Find out in this thread what an `Episode` would otherwise find out in the window's.

    Args:
        project: What was opened.
        backups: The folder in which every project has its folder of backups; one that was renamed
            or moved finds its own again.
    """
    adopt(project.path, str(project.state.get(IDENTITY) or ""), backups)
    project.history()
    document = project.document()
    _ = document.index_of, document.ad_spans
    return project
