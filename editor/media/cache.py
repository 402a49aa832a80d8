"""The folder of decoded sound: where it is, and how it is kept small."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

APP = "proofcast"
HOME_VARIABLE = "PROOFCAST_HOME"
"""Environment variable: a folder that holds everything the program keeps (for tests, sticks)."""

LIMIT_BYTES = 20 * 2**30
"""How large the cache may grow by default: some 25 hours of sound in stereo."""

MANIFEST = "episode.json"
"""Written last: a folder without it is not finished."""

PART_SUFFIX = ".part"
_STALE_PART_S = 24 * 3600
_IN_USE_S = 12 * 3600


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The program's cache folder: below PROOFCAST_HOME, or where the system wants it."""
    home = environ.get(HOME_VARIABLE)
    return Path(home) / "cache" if home else user_cache_path(APP, appauthor=False)


def audio_cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of decoded episodes, one folder each, named by fingerprint."""
    return cache_folder(environ) / "audio"


class Entry(NamedTuple):
    """One episode in the cache; `used` is when it was last opened, in seconds since 1970."""

    folder: Path
    size: int
    used: float


def entries(cache: Path) -> list[Entry]:
    """The finished episodes in the cache, longest unused first."""
    found = []
    for folder in _folders(cache):
        try:
            used = (folder / MANIFEST).stat().st_mtime
            size = sum(file.stat().st_size for file in folder.iterdir())
        except OSError:  # unfinished, or removed by another window meanwhile
            continue
        found.append(Entry(folder, size, used))
    return sorted(found, key=lambda entry: entry.used)


def touch(folder: Path, now: float | None = None) -> None:
    """Note that an episode is in use (`now` in seconds since 1970)."""
    times = None if now is None else (now, now)
    try:
        os.utime(folder / MANIFEST, times)
    except OSError:  # a cache that is read-only still serves
        return


def prune(
    cache: Path,
    limit_bytes: int = LIMIT_BYTES,
    keep: Collection[str] = (),
    now: float | None = None,
) -> int:
    """Remove the longest unused episodes until the cache is within its limit.

    Never removed are those named in `keep`, and those opened in the last 12 hours, which another
    window may be playing. Left-overs of broken-off work go after a day.

    Args:
        cache: The folder of episodes; it need not exist.
        limit_bytes: How much may stay.
        keep: Fingerprints of episodes in use.
        now: Seconds since 1970; by default the clock's.

    Returns:
        How many bytes were freed.
    """
    now = time.time() if now is None else now
    _remove_stale_parts(cache, now)
    there = entries(cache)
    total, freed = sum(entry.size for entry in there), 0
    for entry in there:
        if total - freed <= limit_bytes:
            break
        if entry.folder.name in keep or now - entry.used < _IN_USE_S:
            continue
        shutil.rmtree(entry.folder, ignore_errors=True)
        freed += 0 if entry.folder.exists() else entry.size
    return freed


def _folders(cache: Path) -> list[Path]:
    try:
        return [path for path in cache.iterdir() if path.is_dir()]
    except OSError:
        return []


def _remove_stale_parts(cache: Path, now: float) -> None:
    for folder in _folders(cache):
        if folder.suffix == PART_SUFFIX and now - folder.stat().st_mtime > _STALE_PART_S:
            shutil.rmtree(folder, ignore_errors=True)
