"""One open project: its document, its sound, its alignment, and how it is saved."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.alignment.dictation import append_heard
from editor.jobs.align_queue import AlignQueue
from editor.jobs.keeping import BackupKeeper
from editor.review.queue import ReviewQueue
from editor.storage.autosave import Autosave
from editor.storage.backups import Why, folder_of
from editor.storage.media_link import MediaReference, MediaState
from editor.storage.project import Project
from editor.transcript.compare import go_back
from editor.transcript.history import History, Kind
from editor.transcript.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from editor.alignment.aligner import Text
    from editor.jobs.background import Background, Task
    from editor.jobs.worker_link import WorkerLink
    from editor.media.entry import EpisodeAudio
    from editor.media.peaks import Peaks
    from editor.storage.content import State
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
        project: The file.
        session: The document.
        review: The doubts about it.
        queue: Alignment.
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
        parent: QObject | None = None,
        backups: Path | None = None,
    ) -> None:
        """Args:
        project: The file.
        link: The aligner's child process.
        background: The pool for short work.
        cache: Where decoded sound is kept.
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
        self.audio: EpisodeAudio | None = None
        self.window_state: Callable[[], State] = dict
        self._background = background
        self._cache = cache
        self._decoding: Task | None = None
        self._saved = True
        self._problem = ""
        self._autosave = Autosave(self._save)
        self._save_timer = QTimer(self, singleShot=True)
        self._save_timer.timeout.connect(self._save_if_due)
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
    def media(self) -> MediaReference | None:
        """Which audio the project belongs to."""
        return self.project.media

    @property
    def saved(self) -> bool:
        """Whether everything is in the file."""
        return self._saved

    @property
    def problem(self) -> str:
        """Why not everything is in the file, as one sentence, or ""."""
        return self._problem

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
            # Here, in the other thread: NumPy and FFmpeg take longer to load than the text.
            from editor.media.episode import prepare

            return prepare(
                path,
                self._cache,
                progress=lambda done, total: task.report((done, total)),
                cancelled=lambda: task.cancelled,
                on_peaks=task.report,
            )

        self._decoding = self._background.start(
            work, self._decoded, self._not_decoded, self._decoding_progressed
        )

    def save_now(self) -> bool:
        """Write what is not written yet. Returns whether everything is in the file."""
        self._autosave.changed()
        self._save_if_due(now=True)
        return self._saved

    def all_kept(self) -> bool:
        """Save, and say whether closing would lose nothing."""
        if self.project.read_only:
            return self.session.document is self.project.document()
        return self.save_now()

    def save_copy(self, path: Path) -> None:
        """Write a compacted copy of the project as it is on the screen.

        Raises:
            ProjectError: It could not be written; nothing is left behind.
        """
        if not self.project.read_only and self.save_now():
            self.project.copy_to(path)
            return
        # The file cannot be written, so it is behind: the copy is made of what is here.
        Project.create(
            path,
            self.session.document,
            media=self.media,
            imported=self.project.imported,
            history=self.session.history,
            state=self.window_state() | self.review.memory.everything(),
            overwrite=True,
        ).close()

    def go_back(self, wanted: Transcript) -> bool:
        """Make the document what it was, as one step of undo. Returns whether that is a change."""
        self.session.history.break_group()
        return self.session.apply(go_back(self.session.document, wanted, "Go back"))

    def close(self) -> None:
        """Save, end what is under way, and let go of the file."""
        if self._decoding:
            self._decoding.cancel()
        self.queue.close()
        if self.backups:
            self.backups.close()
        if not self.project.read_only:
            self.save_now()
        self._save_timer.stop()
        self._unsubscribe()
        self._unlisten()
        self.review.close()
        self.project.close()

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
        if self.project.read_only or media == self.media:
            return
        try:
            self.project.relink(media)
        except Exception as error:
            log.warning("the project could not note its audio", exc_info=error)
            self.saving_failed.emit(str(error))

    def _append(self, text: Text) -> None:
        patch = append_heard(self.session.document, text.segments)
        self.session.apply(patch, origin=self.queue, kind=Kind.STREAM)

    def _aligned(self, _: object) -> None:
        if self.backups and self.save_now():
            self.backups.make(Why.ALIGNED)

    def _changed(self, patch: Patch, origin: object) -> None:
        if self.project.read_only:
            return
        self._autosave.changed(patch, origin)
        self._tell(saved=False)
        self._schedule()

    def _review_changed(self) -> None:
        """What was heard, or is to be kept, is saved as the text is."""
        if self.review.memory.has_unsaved and not self.project.read_only:
            self._autosave.changed()
            self._tell(saved=False)
            self._schedule()

    def _schedule(self) -> None:
        due = self._autosave.next_due_ms()
        if due is not None:
            self._save_timer.start(due)

    def _save(self) -> None:
        rows = self.review.memory.unsaved()
        self.project.save(
            self.session.document,
            history=self.session.history,
            state=self.window_state() | rows,
        )
        self.review.memory.saved(rows)

    def _save_if_due(self, *, now: bool = False) -> None:
        if now:
            self._autosave.flush()
        else:
            self._autosave.tick()
        self._tell(saved=not self._autosave.dirty)
        if self._autosave.problem != self._problem:
            self._problem = self._autosave.problem
            self.saving_failed.emit(self._problem)
        self._schedule()

    def _tell(self, *, saved: bool) -> None:
        if saved != self._saved:
            self._saved = saved
            self.saving_changed.emit(saved)
            if saved and self.backups:
                self.backups.saved()
