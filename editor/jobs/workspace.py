"""Opening and closing: from the files somebody chose to an episode on the desk."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.jobs.background import Background
from editor.jobs.worker_link import WorkerLink

# The rest is imported where it is used: opening an episode takes SQLite, NumPy, FFmpeg and all
# formats, and the window should be there before that.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from editor.alignment.models.resolve import ModelFolder
    from editor.alignment.text_anchors import Hearing
    from editor.jobs.background import Task
    from editor.jobs.episode import Episode
    from editor.jobs.reading import Read, Rescue
    from editor.media.entry import EpisodeAudio
    from editor.settings.folders import Folders
    from editor.settings.options import Settings
    from editor.storage.errors import ProjectError
    from editor.storage.library import Library
    from editor.storage.opening import Opening
    from editor.storage.project import Project
    from editor.transcript.document import Transcript

log = logging.getLogger(__name__)


class Workspace(QObject):
    """Holds the one open episode, and everything that outlives it.

    Signals:
        opened: The `Episode`.
        closed: There is no episode any more.
        said: A sentence worth knowing.
        failed: A sentence about something that could not be done.
        unreadable: The path of a project that cannot be opened, and a sentence: there may be
            something to rescue.

    Attributes:
        background: The pool for short work.
        link: The aligner's child process.
        episode: What is open, or None.
    """

    opened = Signal(object)
    closed = Signal()
    said = Signal(str)
    failed = Signal(str)
    unreadable = Signal(object, str)

    def __init__(
        self,
        folders: Folders,
        settings: Callable[[], Settings],
        find_model: Callable[[str], ModelFolder],
        link: WorkerLink | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Args:
        folders: Where the user's things are kept.
        settings: The settings as they are now.
        find_model: From a model's name to its folder; raises `ModelError`.
        link: The child process; made when None.
        parent: The Qt parent.
        """
        super().__init__(parent)
        self._folders = folders
        self._settings = settings
        self._find_model = find_model
        self.background = Background(self)
        self.link = link or WorkerLink(parent=self)
        self.episode: Episode | None = None
        self._arrived: list[Project] = []
        self._fetching: Task | None = None
        self._wanted: Callable[[], None] | None = None
        self._closing: list[Future[None]] = []
        self._shows: Library | None = None

    @property
    def shows(self) -> Library:
        """What is remembered of shows."""
        if self._shows is None:
            from editor.storage.library import Library

            self._shows = Library(self._folders.shows, self.said.emit)
        return self._shows

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a project, or audio and transcript together, or one of the two.

        A transcript or audio alone joins the open episode if that is what it lacks.
        """
        from editor.storage.opening import OpeningError, sort_files

        try:
            opening = sort_files(paths)
        except OpeningError as error:
            self.failed.emit(str(error))
            return
        if opening.project:
            self.open_project(opening.project)
        elif opening.audio and not opening.transcript and self._lacks_audio():
            self.set_audio(opening.audio)
        else:
            self.background.start(lambda _: _read(opening), self._create, self._tell)

    def open_project(self, path: Path) -> None:
        """Open a project file; `opened`, `failed` or `unreadable` says how it went."""

        def fetch() -> None:
            self._close_if_open(path)
            self._fetch(lambda: _opened(path), lambda error: self._not_opened(path, error))

        self._leave(fetch)

    def backups_of(self, path: Path) -> Path:
        """The folder with the backups of a project; it need not be there."""
        from editor.storage.backups import folder_of

        return folder_of(path, self._folders.backups)

    def open_rescued(self, document: Transcript, rest: Rescue, path: Path) -> None:
        """Make a new project beside a damaged one, and open it.

        Args:
            document: What it holds.
            rest: The audio and the import that belong to it.
            path: The damaged project, which stays as it is.
        """
        fallback = self._folders.data / "projects"

        def made() -> Project:
            from editor.jobs.reading import rescued_project

            project = rescued_project(document, rest, path, fallback)
            note = "“{}” is a new project; the damaged one was left as it is."
            project.notice = note.format(project.path.name)
            return project

        self._fetch(made, self._tell)

    def set_audio(self, path: Path) -> None:
        """Give the open episode this audio."""
        if self.episode:
            self.episode.decode(path)

    def close_episode(self) -> None:
        """Save and close what is open. Its file is let go of soon after: see `settle`."""
        episode, self.episode = self.episode, None
        if episode:
            self._closing = [end for end in self._closing if not end.done()]
            self._closing.append(episode.close())
            episode.deleteLater()
            self.closed.emit()

    def settle(self) -> None:
        """Wait until every project that was closed can be opened again."""
        _wait_for(self._closing)

    def shut_down(self) -> None:
        """Close everything and end all threads and processes."""
        self.close_episode()
        self.link.kill()
        self.link.settle()
        self.background.close()
        self._close_arrived()
        self.settle()

    def start_alignment(self) -> None:
        """Align the open episode; without a transcript, write one."""
        episode = self.episode
        if episode is None or episode.audio is None or not self._equip(episode, episode.audio):
            return
        if episode.session.document.word_count:
            episode.queue.align_all()
        else:
            episode.queue.transcribe()

    def _leave(
        self, then: Callable[[], None], otherwise: Callable[[], None] = lambda: None
    ) -> None:
        """Go on as soon as the open episode can be closed for another without losing anything."""
        episode = self.episode

        def decide(kept: bool) -> None:
            if kept:
                then()
                return
            name = episode.project.path.name if episode else ""
            self.failed.emit(
                f"The changes in “{name}” cannot be saved, so nothing else was opened: "
                "save a copy of it first, or close it."
            )
            otherwise()

        if episode is None:
            then()
        elif episode.project.read_only:
            decide(episode.all_kept())
        else:
            episode.save(decide)

    def _close_if_open(self, path: Path) -> None:
        # Our own lock on the file would make it read-only.
        if self.episode and self.episode.project.path == path.absolute():
            self.close_episode()

    def _may_be_rescued(self, error: ProjectError) -> bool:
        """Whether there may be content in the file, or a backup of it."""
        from editor.storage.backups import backups_of
        from editor.storage.errors import Reason
        from editor.storage.project import SUFFIX

        if error.reason is Reason.DAMAGED:
            return True
        if error.reason not in (Reason.NOT_A_PROJECT, Reason.MISSING, Reason.UNREADABLE):
            return False
        path = error.path
        return path.suffix == SUFFIX and bool(backups_of(path, self.backups_of(path)))

    def _lacks_audio(self) -> bool:
        return self.episode is not None and self.episode.audio is None

    def _create(self, read: Read) -> None:
        from editor.storage.opening import project_path

        path = project_path(read.opening, self._folders.data / "projects")

        def made() -> Project:
            from editor.jobs import reading

            return reading.made(path, reading.in_show(read, self.shows, path.parent))

        def fetch() -> None:
            self._close_if_open(path)
            self._fetch(made, self._tell, read.notes)

        self._leave(fetch)

    def _fetch(
        self,
        work: Callable[[], Project],
        failed: Callable[[Exception], None],
        notes: Sequence[str] = (),
    ) -> None:
        """Open or make a project in another thread, then show it. What was asked for last wins.

        One after the other: a project that is no longer wanted may be the very one that is wanted
        again, and has to be closed before it can be opened.
        """
        self._wanted = lambda: self._start_fetching(work, failed, notes)
        if self._fetching:
            self._fetching.cancel()
        else:
            self._fetch_wanted()

    def _fetch_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted:
            wanted()

    def _start_fetching(
        self,
        work: Callable[[], Project],
        failed: Callable[[Exception], None],
        notes: Sequence[str],
    ) -> None:
        closing = tuple(self._closing)

        def fetch(_: Task) -> None:
            _wait_for(closing)  # it may be the very project that is wanted again
            self._arrived.append(_ready(work(), self._folders.backups))

        task = self.background.start(fetch, lambda _: self._arrive(notes), failed)
        task.ended.connect(lambda: self._fetched(task.cancelled))
        self._fetching = task

    def _arrive(self, notes: Sequence[str]) -> None:
        def show() -> None:
            if self._arrived:
                for note in notes:
                    self.said.emit(note)
                self._show(self._arrived.pop())

        self._leave(show, otherwise=self._close_arrived)

    def _fetched(self, cancelled: bool) -> None:
        self._fetching = None
        if cancelled:
            self._close_arrived()
        self._fetch_wanted()

    def _close_arrived(self) -> None:
        """What is not shown must be closed, or its lock stays."""
        while self._arrived:
            self._arrived.pop().close()

    def _not_opened(self, path: Path, error: Exception) -> None:
        from editor.storage.errors import ProjectError

        if isinstance(error, ProjectError) and self._may_be_rescued(error):
            log.info("%s", error, exc_info=error.__cause__)
            self.unreadable.emit(path.absolute(), str(error))
        else:
            self._tell(error)

    def _show(self, project: Project) -> None:
        from editor.jobs.episode import Episode

        self.close_episode()
        episode = Episode(
            project,
            self.link,
            self.background,
            self._folders.audio,
            self.shows,
            self,
            self._folders.backups,
        )
        self.episode = episode
        episode.memory.failed.connect(self.said)
        episode.memory.refresh()
        episode.audio_ready.connect(self._audio_ready)
        if episode.backups:
            episode.backups.failed.connect(self.said)
        self.opened.emit(episode)
        if project.notice:
            self.said.emit(project.notice)
        episode.find_audio()

    def _audio_ready(self, audio: EpisodeAudio) -> None:
        from editor.media import cache as media_cache

        for note in audio.notes:
            self.said.emit(note)
        limit = self._settings().cache_limit_gb * 10**9
        self.background.start(
            lambda _: media_cache.prune(self._folders.audio, limit, keep={audio.fingerprint}),
            lambda _: None,
            lambda error: log.warning("the cache could not be tidied", exc_info=error),
        )
        episode = self.episode
        if episode is None:
            return
        if episode.aligned:
            self._equip(episode, audio)
        elif not episode.project.read_only:
            self.start_alignment()

    def _equip(self, episode: Episode, audio: EpisodeAudio) -> bool:
        from editor.alignment.models.errors import ModelError
        from editor.jobs.align_queue import Engine

        settings = self._settings()
        try:
            model = self._find_model(settings.model)
        except ModelError as error:
            self._tell(error)
            return False
        for sentence in model.passed_over:
            self.said.emit(sentence)
        entry = model.entry
        english_only = entry is not None and not entry.multilingual
        automatic = "en" if english_only else None
        engine = Engine(
            audio.speech,
            model.path,
            entry.alignment_heads if entry else (),
            entry.shift_ms if entry else 0,
            automatic if settings.language == "auto" else settings.language,
            audio.info.duration_ms,
            episode.memory.prompt,
        )
        episode.queue.set_engine(engine, aligned=episode.aligned)
        return True

    def hearing(self, document: Transcript) -> Hearing:
        """What listens for a document's words in other sound: the speech model of the settings.

        Raises:
            ModelError: It is not on this computer, or broken.
        """
        from editor.alignment.text_anchors import hearing_of

        return hearing_of(self._find_model(self._settings().model), document.language)

    def _tell(self, error: Exception) -> None:
        from editor.jobs.reading import EXPECTED

        if not isinstance(error, EXPECTED):
            log.error("an unexpected error", exc_info=error)
        self.failed.emit(str(error))


def _read(opening: Opening) -> Read:
    from editor.jobs.reading import read  # here, in the other thread: it brings all formats along

    return read(opening)


def _opened(path: Path) -> Project:
    from editor.storage.project import Project

    return Project.open_anyhow(path)


def _wait_for(ends: Iterable[Future[None]]) -> None:
    for end in ends:
        end.exception()


def _ready(project: Project, backups: Path) -> Project:
    from editor.jobs.episode import make_ready

    return make_ready(project, backups)
