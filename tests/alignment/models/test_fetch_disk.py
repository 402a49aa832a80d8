"""Downloads that are stopped, that meet another one, or a disk that is full."""

from __future__ import annotations

import threading
from io import FileIO
from pathlib import Path
from typing import Any

import hub_server
import pytest
from hub_server import (
    FILES,
    SIZE,
    WEIGHTS,
    Hub,
    contents,
    hold,
    one_sentence,
    status,
)

from editor.alignment.models.errors import (
    DiskFullError,
    DownloadBusyError,
    DownloadCancelledError,
    FolderUnusableError,
)
from editor.alignment.models.fetch import Disk, fetch, leftover_bytes
from editor.alignment.models.transfer import Connection


def test_stopping_keeps_what_arrived(get: Any, hub: Hub, tmp_path: Path) -> None:
    reached: list[int] = []
    with pytest.raises(DownloadCancelledError) as caught:
        get(
            progress=lambda done, total: reached.append(done),
            cancelled=lambda: bool(reached) and reached[-1] > 100_000,
        )
    assert one_sentence(caught.value)
    assert not (tmp_path / "models" / "toy").exists()
    assert contents(get()) == FILES
    asked = int(hub.asked_for("model.bin")[-1]["Range"].removeprefix("bytes=").removesuffix("-"))
    assert 100_000 < asked + 100 < len(WEIGHTS)


def test_stopping_before_it_begins_asks_for_nothing(get: Any, hub: Hub) -> None:
    with pytest.raises(DownloadCancelledError):
        get(cancelled=lambda: True)
    assert hub.requests == []


def test_stopping_between_attempts_does_not_wait(hub: Hub, tmp_path: Path) -> None:
    paused: list[float] = []
    hub.faults = [status(503)] * 9
    with pytest.raises(DownloadCancelledError):
        fetch(
            hub_server.entry(),
            tmp_path,
            endpoint=hub.address,
            connection=Connection(attempts=9, pause=paused.append),
            cancelled=lambda: bool(hub.asked_for("model.bin")),
        )
    assert paused == []


def test_two_downloads_of_one_model_do_not_meet(get: Any, hub: Hub) -> None:
    entered, leave = threading.Event(), threading.Event()
    hub.faults = [hold(entered, leave)]
    folders: list[Path] = []
    first = threading.Thread(target=lambda: folders.append(get()))
    first.start()
    try:
        assert entered.wait(30)
        with pytest.raises(DownloadBusyError) as caught:
            get()
        assert one_sentence(caught.value)
    finally:
        leave.set()
        first.join()
    assert contents(folders[0]) == FILES


# The disk.


def test_too_little_room_is_said_before_anything_is_asked_for(
    get: Any, hub: Hub, tmp_path: Path
) -> None:
    with pytest.raises(DiskFullError, match="17 MB are needed and 1 MB are free") as caught:
        get(disk=Disk(free=lambda _: 1_000_000))
    assert one_sentence(caught.value)
    assert hub.requests == []


class FullAfterOne(FileIO):
    """A file whose second write goes to the kernel's always-full device."""

    def write(self, data: Any) -> int:
        if not self.tell():
            return super().write(data[:1000])
        with FileIO("/dev/full", "w") as full:
            return full.write(data)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_disk_that_fills_up_keeps_what_arrived(get: Any, hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(DiskFullError, match="is full") as caught:
        get(disk=Disk(open_part=lambda path: FullAfterOne(path, "w+")))
    assert one_sentence(caught.value)
    assert leftover_bytes(hub_server.entry(), tmp_path / "models") == SIZE - len(WEIGHTS) + 1000
    assert contents(get()) == FILES
    assert hub.asked_for("model.bin")[-1]["Range"] == "bytes=1000-"


def test_a_folder_that_cannot_be_made(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file")
    with pytest.raises(FolderUnusableError) as caught:
        fetch(hub_server.entry(), tmp_path / "models", endpoint=hub.address)
    assert one_sentence(caught.value)
    assert (tmp_path / "models").read_text() == "a file"


def test_a_part_that_cannot_be_written(get: Any, tmp_path: Path) -> None:
    (tmp_path / "models" / ".toy.download" / "parts" / "model.bin").mkdir(parents=True)
    with pytest.raises(FolderUnusableError, match="choose another folder") as caught:
        get()
    assert one_sentence(caught.value)


def test_what_lay_in_the_models_place_is_kept(get: Any, tmp_path: Path) -> None:
    for number in (1, 2):
        old = tmp_path / "models" / "toy"
        old.mkdir(parents=True, exist_ok=True)
        (old / "model.bin").write_text(f"half {number}")
        assert contents(get()) == FILES
        kept = tmp_path / "models" / f"toy.broken-{number}" / "model.bin"
        assert kept.read_text() == f"half {number}"
