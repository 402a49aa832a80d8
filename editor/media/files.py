"""Opening files that must be plain files."""

from __future__ import annotations

import errno
import stat
from typing import TYPE_CHECKING, BinaryIO

from editor.media.errors import cannot_read

if TYPE_CHECKING:
    from pathlib import Path


def open_plain(path: Path) -> BinaryIO:
    """Open a file for reading, but no folder, pipe or device: those could block for ever.

    Raises:
        MediaError: It is missing, not a plain file, or may not be read.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            number = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENODEV
            raise OSError(number, "it is not a plain file")
        return path.open("rb")
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = error if isinstance(error, OSError) else OSError(errno.EINVAL, str(error))
        raise cannot_read(path, reason) from error
