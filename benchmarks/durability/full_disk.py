"""The same with a disk that fills up while somebody edits, and sometimes has room again."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from benchmarks.durability.kills import Found, Log, judge, listen, new_project, running, state_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DISK_KB = 4096
FILLER = "filler"


class NoSmallDiskError(Exception):
    """A small disk cannot be made here; the message says why."""


@contextmanager
def small_disk(folder: Path, kilobytes: int = DISK_KB) -> Iterator[Path]:
    """A disk of that size.

    Raises:
        NoSmallDiskError: This user of this system cannot mount one.
    """
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True).returncode:
        raise NoSmallDiskError("mounting a small disk takes Linux and root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> None:
    """Use up every byte."""
    with (disk / FILLER).open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def make_room(disk: Path) -> None:
    """Give back what `fill` took."""
    (disk / FILLER).unlink(missing_ok=True)


def kill_on_a_full_disk(home: Path, environ: Mapping[str, str], ends: int, seed: int) -> Found:
    """Edit while the disk fills up, and kill -9, in half of the cases after there is room again.

    What was on the screen for a second when the disk became full has to be there, and whatever
    the program has said to be saved.

    Raises:
        NoSmallDiskError: There is no small disk to be had.
    """
    rng, found = random.Random(seed), Found()
    with small_disk(home / "disk") as disk:
        path = new_project(disk)
        for number in range(ends):
            log = Log([(0.0, state_in(path))])
            with running({"project": str(path), "seed": rng.random()}, home, environ) as child:
                assert child.stdout is not None
                listen(child.stdout, log, until="ready")
                listen(child.stdout, log, rng.uniform(0.5, 2))
                full = time.monotonic()
                fill(disk)
                listen(child.stdout, log, rng.uniform(0.1, 2.5))
                if rng.random() < 0.5:
                    make_room(disk)
                    listen(child.stdout, log, rng.uniform(0.1, 3))
                child.send_signal(signal.SIGKILL)
                listen(child.stdout, log)
            make_room(disk)
            judge(found, path, log, full, promised=True, name=f"end {number}")
    return found
