"""An open project file: the document, its audio, and where the window stood."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from editor.storage import connection, content, lock, media_link
from editor.storage.codec import DecodeError
from editor.storage.content import Imported, Loaded, StateValue, StoredMedia
from editor.storage.errors import ProjectError, Reason, explained
from editor.storage.journal import Change, Journal, Steps
from editor.storage.media_link import MediaLocation, MediaReference
from editor.transcript.document import InvariantError, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from sqlite_utils import Database

    from editor.transcript.history import History

SUFFIX = ".proofcast"


class Project:
    """A project file, open. Make one with `create` or `open`; use it from one thread at a time.

    Attributes:
        path: The file, absolute.
        notice: One sentence for the user about how it was opened, or "".
        media: The audio, or None.
        state: Where the window stood: caret, position, geometry.
        imported: The transcript the project began with, or None.
    """

    def __init__(
        self,
        path: Path,
        loaded: Loaded,
        db: Database | None = None,
        held: lock.ProjectLock | None = None,
        notice: str = "",
    ) -> None:
        self.path = path
        self.notice = notice
        self.imported = loaded.imported
        self.state = loaded.state
        self.media = _reference(loaded.media, path.parent)
        self._document = loaded.document
        self._revision = loaded.revision
        self._journal = loaded.journal
        self._uncertain = False
        self._db = db
        self._lock = held

    @classmethod
    def create(
        cls,
        path: Path,
        document: Transcript,
        *,
        media: MediaReference | None = None,
        imported: Imported | None = None,
        history: History | Steps | None = None,
        state: Mapping[str, StateValue] | None = None,
        overwrite: bool = False,
    ) -> Project:
        """Write a new project and open it.

        Args:
            path: The file to make; its name should end in `SUFFIX`.
            document: What it holds first.
            media: The audio.
            imported: The transcript file as the user gave it.
            history: The document's undo and redo.
            state: Where the window stands.
            overwrite: Whether a file of that name may be replaced.

        Raises:
            ProjectError: It cannot be written, or there is such a file; nothing is left behind.
        """
        path = path.absolute()
        if imported and len(imported.content) > connection.LARGEST_VALUE // 2:
            raise ProjectError(Reason.TOO_LARGE, path, f"the transcript “{imported.name}”")
        if not path.parent.is_dir():
            raise ProjectError(Reason.NO_FOLDER, path)
        held = lock.acquire(path)
        try:
            if not overwrite and path.exists():
                raise ProjectError(Reason.EXISTS, path)

            def fill(db: Database) -> None:
                stored = _stored(media, path.parent) if media else None
                content.write_all(db, document, stored, imported, state or {})
                if history:
                    Journal().plan(_steps(history)).write(db)

            connection.make(path, fill)
            return cls._open_locked(path, held)
        except BaseException:
            held.release()
            raise

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Project:
        """Open a project and verify all of it. A damaged file is not written to.

        Raises:
            ProjectError: It is not there, no project, damaged, of a newer version, already open
                (`IN_USE`) or, unless `read_only`, in a place that cannot be written (`READ_ONLY`).
        """
        path = path.absolute()
        if read_only:
            return cls(path, _load(path))
        connection.read_version(path)  # before a lock file is made beside something else
        held = lock.acquire(path)
        try:
            return cls._open_locked(path, held)
        except BaseException:
            held.release()
            raise

    @classmethod
    def open_anyhow(cls, path: Path) -> Project:
        """Open a project, read-only if that is the only way; `notice` then says why.

        Raises:
            ProjectError: It cannot even be read.
        """
        try:
            return cls.open(path)
        except ProjectError as error:
            if error.reason not in (Reason.IN_USE, Reason.READ_ONLY):
                raise
            project = cls.open(path, read_only=True)
            project.notice = str(error)
            return project

    @classmethod
    def _open_locked(cls, path: Path, held: lock.ProjectLock) -> Project:
        loaded = _load(path)
        return cls(path, loaded, connection.open_for_writing(path), held, held.notice(path.name))

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved."""
        return self._db is None

    @property
    def revision(self) -> int:
        """How often the document was saved with changes."""
        return self._revision

    def document(self) -> Transcript:
        """The document as it stands in the file."""
        return self._document

    def history(self) -> Steps:
        """The undo and redo of earlier sessions, for `History.restore`; none if unreadable.

        Read it before the first `save`.
        """
        return self._journal.steps()

    def save(
        self,
        document: Transcript,
        *,
        history: History | Steps | None = None,
        state: Mapping[str, StateValue] | None = None,
        media: MediaReference | None = None,
    ) -> None:
        """Write what has changed since the last time, in one transaction.

        Which turns those are is told by identity: turns are immutable, so a turn that is still
        the same object has not changed.

        Args:
            document: The document as it is now.
            history: Its undo and redo; for another thread the `Steps` of that moment, because a
                history goes on changing. Without it, a change of the document forgets what the
                file knew of them, because the old steps would not fit it.
            state: Values about the window to keep as well.
            media: The audio, where it is another one than before.

        Raises:
            ProjectError: It was not saved; the file holds what it held, and the next `save`
                writes everything that this one should have written.
        """
        before = None if self._uncertain else self._document
        changed = document is not before
        if self._uncertain:
            self._journal.distrust()
        journal = self._journal_change(history, changed=changed)
        with self._writing() as db:
            if changed:
                content.write_changes(db, before, document, self._revision + 1)
            if journal:
                journal.write(db)
            content.write_state(db, state or {})
            if media:
                content.write_media(db, _stored(media, self.path.parent))
        if journal:
            self._journal.written(journal)
        self._revision += changed
        self._document = document
        self._uncertain = False
        self.state = {**self.state, **(state or {})}
        self.media = media or self.media

    def save_state(self, state: Mapping[str, StateValue]) -> None:
        """Keep where the window stands. Values of other keys stay.

        Raises:
            ProjectError: It was not saved.
        """
        self.save(self._document, state=state)

    def locate_media(self) -> MediaLocation:
        """Find the audio: where it was, or beside the project."""
        return media_link.locate(self.media, self.path.parent)

    def relink(self, media: MediaReference) -> None:
        """From now on the audio is this file.

        Raises:
            ProjectError: It was not saved.
        """
        with self._writing() as db:
            content.write_media(db, _stored(media, self.path.parent))
        self.media = media

    def copy_to(self, path: Path) -> None:
        """Write what the file holds to another file, compacted; one of that name is replaced.

        Raises:
            ProjectError: It was not written, this project is read-only, or the other file is this
                very project (`EXISTS`) or open elsewhere (`IN_USE`): putting a copy in its place
                would take the file away from those who write to it.
        """
        if self._db is None:
            raise ProjectError(Reason.READ_ONLY, self.path)
        path = path.absolute()
        if path.exists() and path.samefile(self.path):
            raise ProjectError(Reason.EXISTS, path)

        def adapt(copied: Database) -> None:
            if self.media:
                content.write_media(copied, _stored(self.media, path.parent))

        held = lock.acquire(path)
        try:
            connection.copy(self._db, path, adapt)
        finally:
            held.release()

    def close(self) -> None:
        """Let go of the file. Does nothing the second time."""
        db, self._db = self._db, None
        if db:
            db.close()
            connection.remove_empty_journal(self.path)
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _journal_change(self, history: History | Steps | None, *, changed: bool) -> Change | None:
        if history is not None:
            return self._journal.plan(_steps(history))
        return self._journal.plan(Steps()) if changed else None

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        """One transaction: all of it reaches the file, or nothing.

        Which of the two is not sure when it fails: a disk may report an error for what it has
        written all the same. So nothing is taken for granted about the file afterwards.
        """
        if self._db is None:
            raise ProjectError(Reason.READ_ONLY, self.path)
        try:
            with explained(self.path), self._db.atomic() as db:
                db.execute("SAVEPOINT whole")
                yield db
                # Fails if SQLite has dropped the transaction on the way, which it may do on errors.
                db.execute("RELEASE whole")
        except BaseException:
            self._uncertain = True
            raise


def _steps(history: History | Steps) -> Steps:
    return history if isinstance(history, Steps) else Steps.of(history)


def _load(path: Path) -> Loaded:
    with connection.checked(path) as db:
        try:
            return content.read_all(db)
        except (DecodeError, InvariantError, UnicodeDecodeError) as error:
            raise ProjectError(Reason.DAMAGED, path) from error


def _reference(stored: StoredMedia | None, folder: Path) -> MediaReference | None:
    if stored is None:
        return None
    path = media_link.resolved_path(stored.path, folder)
    return MediaReference(path, stored.fingerprint, stored.duration_ms)


def _stored(media: MediaReference, folder: Path) -> StoredMedia:
    path = media_link.stored_path(media.path, folder)
    return StoredMedia(path, media.fingerprint, media.duration_ms)
