"""Download a model of the catalogue, checked and resumable. Runs only when the user asks for it.

Everything arrives in a hidden folder beside the place where the model will lie. Only when every
file is whole and has its checksum does that folder, by one rename, become the model.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editor.alignment.models.catalog import ModelEntry, human_size
from editor.alignment.models.errors import (
    ChecksumError,
    DiskFullError,
    DownloadBusyError,
    DownloadRefusedError,
)
from editor.alignment.models.hub import (
    Expected,
    completed,
    endpoint_in,
    file_url,
    stated,
    tree_url,
)
from editor.alignment.models.lock import only_one
from editor.alignment.models.part import Part, open_part, unusable
from editor.alignment.models.transfer import Connection, Transfer
from editor.alignment.models.verify import sha256_of, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import FileIO
    from pathlib import Path

SPARE = 16 * 1024 * 1024
"""How many bytes must stay free on the disk after the download."""


def _free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


@dataclass(frozen=True)
class Disk:
    """How the download touches the disk, so that tests can fill it.

    Attributes:
        free: How many bytes are free on the disk that holds a folder.
        open_part: Opens a growing file for reading and writing, unbuffered.
    """

    free: Callable[[Path], int] = _free_bytes
    open_part: Callable[[Path], FileIO] = open_part


def _ignore(done: int, total: int) -> None:
    """No progress is wanted."""


def _never() -> bool:
    return False


def fetch(
    entry: ModelEntry,
    destination: Path,
    *,
    progress: Callable[[int, int], None] = _ignore,
    cancelled: Callable[[], bool] = _never,
    endpoint: str | None = None,
    connection: Connection | None = None,
    disk: Disk | None = None,
) -> Path:
    """Download a model, unless it is already there whole. Blocks; call it off the main thread.

    What lay at the model's place but was not the model is kept under another name (`….broken-1`).

    Args:
        entry: Which model.
        destination: The folder for models, made if need be; the model's own folder is made in it.
        progress: Called with the number of bytes that are here and of all bytes.
        cancelled: Asked often, at the latest after `connection.timeout_s`; true stops the download.
        endpoint: The address of the hub; by default what `HF_ENDPOINT` says, or the public one.
        connection: How to talk to it.
        disk: How to write.

    Returns:
        The folder of the model, `destination / entry.name`.

    Raises:
        DownloadError: In one of its kinds. What has arrived is kept and used the next time.
    """
    job = _Job(
        entry,
        destination,
        (endpoint or endpoint_in(os.environ)).rstrip("/"),
        Transfer(entry.name, connection or Connection(), cancelled),
        disk or Disk(),
        progress,
    )
    try:
        with job.alone():
            return job.run()
    except OSError as error:
        raise unusable(destination / entry.name, error) from error


def leftover_bytes(entry: ModelEntry, destination: Path) -> int:
    """How many bytes of a download that was broken off are kept in the folder for models."""
    staging = _staging(entry, destination)
    try:
        return sum((path.stat().st_size for path in _kept(entry, staging)), 0)
    except OSError:
        return 0


def _staging(entry: ModelEntry, destination: Path) -> Path:
    return destination / f".{entry.name}.download"


def _kept(entry: ModelEntry, staging: Path) -> Iterator[Path]:
    for file in entry.files:
        for path in (staging / "whole" / file.name, staging / "parts" / file.name):
            if path.is_file():
                yield path


@dataclass
class _Job:
    """One download of one model."""

    entry: ModelEntry
    destination: Path
    endpoint: str
    transfer: Transfer
    disk: Disk
    progress: Callable[[int, int], None]
    sizes: dict[str, int] = field(default_factory=dict)
    """How many bytes of each file are here."""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other downloads of this model out; refuse if one is running."""
        self.destination.mkdir(parents=True, exist_ok=True)
        with only_one(self.destination / f".{self.entry.name}.lock") as mine:
            if not mine:
                raise DownloadBusyError(
                    f"“{self.entry.name}” is already being downloaded: wait until that ends."
                )
            yield

    def run(self) -> Path:
        target = self.destination / self.entry.name
        if not verify(target, self.entry):
            self.progress(self.entry.size, self.entry.size)
            return target
        self.whole.mkdir(parents=True, exist_ok=True)
        self.parts.mkdir(exist_ok=True)
        wanted = self._wanted()
        self._check_room(wanted)
        for expected in wanted:
            self._get(expected, sum(other.size for other in wanted))
        return self._install(target)

    @property
    def whole(self) -> Path:
        """Where the files lie that have been checked."""
        return _staging(self.entry, self.destination) / "whole"

    @property
    def parts(self) -> Path:
        """Where the growing files lie."""
        return _staging(self.entry, self.destination) / "parts"

    def _wanted(self) -> tuple[Expected, ...]:
        """What every file must be; asks the hub only for what the catalogue does not know."""
        if not self.endpoint.startswith(("https://", "http://")):
            raise DownloadRefusedError(
                f"“{self.endpoint}” is no address of a model hub: set HF_ENDPOINT to one that "
                "begins with https://, or unset it."
            )
        known = stated(self.entry)
        if known is not None:
            return known
        return completed(self.entry, self.transfer.read(tree_url(self.endpoint, self.entry)))

    def _check_room(self, wanted: tuple[Expected, ...]) -> None:
        missing = sum(expected.size for expected in wanted)
        missing -= leftover_bytes(self.entry, self.destination)
        free = self.disk.free(self.destination)
        if missing + SPARE > free:
            raise DiskFullError(
                f"There is not enough room for “{self.entry.name}” in {self.destination}: "
                f"{human_size(missing + SPARE)} are needed and {human_size(free)} are free."
            )

    def _get(self, expected: Expected, total: int) -> None:
        def on_size(size: int) -> None:
            self.sizes[expected.name] = size
            self.progress(sum(self.sizes.values()), total)

        done = self.whole / expected.name
        if done.is_file() and not expected.git and sha256_of(done) == expected.checksum:
            on_size(expected.size)
            return
        path = self.parts / expected.name
        url = file_url(self.endpoint, self.entry, expected.name)
        with Part(path, expected, self.disk.open_part) as part:
            self.transfer.get(url, part, expected, on_size)
            part.sync()
            right = part.right
        if not right:
            self._set_aside(path, expected)
        path.replace(done)

    def _set_aside(self, path: Path, expected: Expected) -> None:
        bad = path.with_name(path.name + ".bad")
        path.replace(bad)
        raise ChecksumError(
            f"{expected.name} of “{self.entry.name}” arrived damaged or is another file (wrong "
            f"checksum): nothing was installed, and what arrived is kept as {bad}; try again."
        )

    def _install(self, target: Path) -> Path:
        problems = verify(self.whole, self.entry)
        if problems:
            raise ChecksumError(
                f"The downloaded “{self.entry.name}” is not a speech model "
                f"({', '.join(problems)}): nothing was installed."
            )
        if target.exists():
            target.rename(_free_name(target))
        self.whole.rename(target)
        # Only our own leftovers are in there: labels of versions, and parts that were damaged.
        shutil.rmtree(_staging(self.entry, self.destination), ignore_errors=True)
        return target


def _free_name(path: Path) -> Path:
    """A name beside `path` that nothing has yet."""
    number = 1
    while (candidate := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    return candidate
