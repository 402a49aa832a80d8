"""A file that is being downloaded: it grows on disk, is hashed as it grows, and can be resumed."""

from __future__ import annotations

import errno
import os
from io import FileIO
from typing import TYPE_CHECKING

from editor.alignment.models.errors import DiskFullError, FolderUnusableError
from editor.alignment.models.verify import CHUNK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from editor.alignment.models.hub import Expected

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def open_part(path: Path) -> FileIO:
    """The file at `path` for reading and writing, made if need be; its content stays."""
    return FileIO(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+")


class Part:
    """What has arrived of one file.

    Attributes:
        path: Where it is kept.
        size: How many bytes have arrived.
        etag: What the server called the version that it began to send; empty if it said nothing.
    """

    def __init__(
        self, path: Path, expected: Expected, opener: Callable[[Path], FileIO] = open_part
    ) -> None:
        self.path = path
        self._expected = expected
        self._label = path.with_name(path.name + ".etag")
        self._digest = expected.digest()
        self.size = 0
        self.etag = _read(self._label)
        try:
            self._file = opener(path)
            self._take_in_what_is_there()
        except OSError as error:
            raise unusable(path, error) from error

    def __enter__(self) -> Part:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    @property
    def whole(self) -> bool:
        """Whether all bytes have arrived (right or wrong)."""
        return self.size == self._expected.size

    @property
    def right(self) -> bool:
        """Whether what has arrived has the expected checksum."""
        return self._digest.hexdigest() == self._expected.checksum

    def restart(self, etag: str = "") -> None:
        """Forget what has arrived and begin with the version that the server calls `etag`."""
        try:
            if self.size:
                self._file.truncate(0)
                self._file.seek(0)
            self._label.write_text(etag, encoding="ascii", errors="replace")
        except OSError as error:
            raise unusable(self.path, error) from error
        self.size, self.etag = 0, etag
        self._digest = self._expected.digest()

    def append(self, data: bytes) -> None:
        """Write what has just arrived.

        Raises:
            DiskFullError: There is no room.
            FolderUnusableError: It cannot be written for another reason.
        """
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise unusable(self.path, error) from error
        self._digest.update(data)
        self.size += len(data)

    def sync(self) -> None:
        """Make sure that what has arrived survives a power cut."""
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise unusable(self.path, error) from error

    def _take_in_what_is_there(self) -> None:
        while chunk := self._file.read(CHUNK):
            self._digest.update(chunk)
            self.size += len(chunk)
        if self.size > self._expected.size:
            self.restart()


def unusable(path: Path, error: OSError) -> DiskFullError | FolderUnusableError:
    """What to tell the user when a file of the download cannot be written."""
    if error.errno in FULL:
        return DiskFullError(
            f"The disk that holds {path.parent} is full: make room and start the download again, "
            "it goes on where it stopped."
        )
    return FolderUnusableError(
        f"The folder {path.parent} cannot be written ({error.strerror or error}): "
        "choose another folder for models."
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""
