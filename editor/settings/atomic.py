"""Write a file so that at every moment either the old or the new one is there, whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path


class WriteError(Exception):
    """A file could not be written; the message is one sentence for the user."""


_REASONS = {
    errno.ENOSPC: "the disk is full; free some space or choose another folder",
    errno.EDQUOT: "your disk quota is used up; free some space or choose another folder",
    errno.EACCES: "you may not write there; choose another folder",
    errno.EPERM: "you may not write there; choose another folder",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.ENOENT: "the folder does not exist; choose another one",
    errno.ENOTDIR: "the folder does not exist; choose another one",
    errno.EISDIR: "a folder has that name; choose another name",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


def write_atomically(path: Path | str, data: bytes | str) -> None:
    """Replace the file at `path` by `data` (text is written as UTF-8, line ends as they are).

    The data go to a temporary file in the same folder, onto the disk, and then take the name in
    one step. An existing file keeps its permissions; a link stays a link to the new content.

    Raises:
        WriteError: It could not be written; what stood there before is untouched.
    """
    target = Path(os.path.realpath(path))
    content = data.encode("utf-8", errors="replace") if isinstance(data, str) else data
    temporary: Path | None = None
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        temporary = _write_beside(target, content)
        temporary.replace(target)
    except OSError as error:
        _discard(temporary)
        raise WriteError(f"{Path(path).name} was not saved: {_reason(error)}.") from error
    _sync_folder(target.parent)


def _write_beside(target: Path, content: bytes) -> Path:
    """A temporary file beside `target` that holds `content`, on the disk."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(_mode_for(target))
    except BaseException:
        _discard(path)
        raise
    return path


def _mode_for(target: Path) -> int:
    """The permissions of the file that is replaced, else those that a new file would get."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    # Makes the new name survive a power cut. Not every system can open a folder; the data
    # themselves are on the disk already.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _discard(path: Path | None) -> None:
    if path is not None:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, (error.strerror or "unknown reason").lower())
