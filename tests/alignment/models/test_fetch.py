"""Downloads against a real server on this machine: whole, broken off, damaged, refused, stopped."""

from __future__ import annotations

import hashlib
import json
import threading
from functools import partial
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hub_server
import pytest
from hub_server import FILES, WEIGHTS, Hub, cut_after, hold, other_bytes, stall, status
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.alignment.models.catalog import ModelEntry, ModelFile
from editor.alignment.models.errors import (
    ChecksumError,
    DiskFullError,
    DownloadBusyError,
    DownloadCancelledError,
    DownloadError,
    DownloadRefusedError,
    FolderUnusableError,
)
from editor.alignment.models.fetch import Disk, fetch, leftover_bytes
from editor.alignment.models.transfer import Connection

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = sum(map(len, FILES.values()))


@pytest.fixture
def hub() -> Iterator[Hub]:
    with hub_server.running() as hub:
        yield hub


@pytest.fixture
def quick() -> Connection:
    """Gives up after two attempts, and does not wait between them."""
    return Connection(timeout_s=30, attempts=2, pauses_s=())


@pytest.fixture
def get(hub: Hub, quick: Connection, tmp_path: Path) -> Any:
    return partial(
        fetch, hub_server.entry(), tmp_path / "models", endpoint=hub.address, connection=quick
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def one_sentence(error: BaseException) -> bool:
    message = str(error)
    return message.endswith(".") and "\n" not in message and ". " not in message


# Whole downloads.


def test_all_files_arrive_and_nothing_else_stays(get: Any, tmp_path: Path) -> None:
    folder = get()
    assert folder == tmp_path / "models" / "toy"
    assert contents(folder) == FILES
    assert names(folder.parent) == {"toy", ".toy.lock"}


def test_progress_grows_to_the_whole(get: Any) -> None:
    seen: list[tuple[int, int]] = []
    get(progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (SIZE, SIZE)
    assert len(seen) > len(FILES)  # also within a file


def test_what_is_there_is_not_asked_for_again(get: Any, hub: Hub) -> None:
    get()
    hub.requests.clear()
    get()
    assert hub.requests == []


def test_the_environment_names_the_hub(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", f"{hub.address}/")
    assert contents(fetch(hub_server.entry(), tmp_path)) == FILES


def test_an_answer_without_length_is_enough(get: Any, hub: Hub) -> None:
    hub.faults = [lambda handler: handler.answer(200, WEIGHTS, {"Content-Length": ""})]
    assert contents(get()) == FILES


def test_redirections_are_followed_also_in_the_middle(get: Any, hub: Hub) -> None:
    elsewhere = f"{hub.address}/elsewhere/model.bin"
    hub.faults = [status(302, elsewhere), cut_after(300_000), status(307, elsewhere)]
    assert contents(get()) == FILES
    assert hub.asked_for("model.bin")[-1]["Range"] == "bytes=300000-"


# Broken connections.


def test_a_broken_connection_is_taken_up_where_it_broke(get: Any, hub: Hub) -> None:
    hub.faults = [cut_after(300_000)]
    assert contents(get()) == FILES
    again = hub.asked_for("model.bin")[1]
    assert (again["Range"], again["If-Range"]) == ("bytes=300000-", '"v1"')


def test_every_bit_of_progress_counts_as_success(get: Any, hub: Hub) -> None:
    hub.faults = [cut_after(100_000)] * 5  # more often than the two attempts in a row
    assert contents(get()) == FILES


def test_a_connection_that_brings_nothing_is_given_up_and_taken_up_later(
    get: Any, hub: Hub, tmp_path: Path
) -> None:
    hub.faults = [cut_after(300_000), cut_after(0), cut_after(0)]
    with pytest.raises(DownloadError, match="kept breaking off") as caught:
        get()
    assert one_sentence(caught.value)
    assert not (tmp_path / "models" / "toy").exists()
    assert leftover_bytes(hub_server.entry(), tmp_path / "models") == SIZE - 400_000
    seen: list[int] = []
    assert contents(get(progress=lambda done, _: seen.append(done))) == FILES
    assert hub.asked_for("model.bin")[-1]["Range"] == "bytes=300000-"
    assert len(hub.asked_for("config.json")) == 1


def test_a_server_that_cannot_resume_begins_again(get: Any, hub: Hub) -> None:
    hub.ranges = False
    hub.faults = [cut_after(300_000)]
    assert contents(get()) == FILES


def test_a_server_that_cannot_resume_and_always_breaks_is_given_up(get: Any, hub: Hub) -> None:
    hub.ranges = False
    hub.faults = [cut_after(300_000)] * 9
    with pytest.raises(DownloadError, match="kept breaking off"):
        get()
    assert len(hub.asked_for("model.bin")) == 3


def test_a_new_version_on_the_server_is_not_mixed_with_the_old(get: Any, hub: Hub) -> None:
    hub.files["model.bin"] = bytes(len(WEIGHTS))
    hub.faults = [cut_after(300_000), cut_after(0), cut_after(0)]
    with pytest.raises(DownloadError):
        get()
    hub.files["model.bin"], hub.etag = WEIGHTS, '"v2"'
    assert contents(get()) == FILES


def test_a_weak_label_is_not_resumed_by(get: Any, hub: Hub) -> None:
    hub.etag = 'W/"v1"'
    hub.faults = [cut_after(300_000)]
    assert contents(get()) == FILES
    assert "If-Range" not in hub.asked_for("model.bin")[1]


def test_a_server_that_goes_on_at_the_wrong_place_is_asked_for_everything(
    get: Any, hub: Hub
) -> None:
    def wrong_place(handler: hub_server.Handler) -> None:
        handler.answer(206, WEIGHTS[7:], {"Content-Range": f"bytes 7-{len(WEIGHTS) - 1}/700000"})

    hub.faults = [cut_after(300_000), wrong_place]
    assert contents(get()) == FILES


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cuts=st.lists(st.integers(1, 300_000), max_size=5), ranges=st.booleans())
def test_however_often_it_breaks_the_bytes_are_right(
    cuts: list[int], ranges: bool, hub: Hub, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hub.ranges = ranges
    hub.faults = [cut_after(size) for size in cuts]
    patient = Connection(attempts=9, pauses_s=())
    target = tmp_path_factory.mktemp("models")
    folder = fetch(hub_server.entry(), target, endpoint=hub.address, connection=patient)
    assert contents(folder) == FILES


def test_a_stalled_server_is_given_up(hub: Hub, tmp_path: Path) -> None:
    hub.faults = [stall] * 5
    hasty = Connection(timeout_s=0.05, attempts=2, pauses_s=())
    with pytest.raises(DownloadError, match="no answer in time") as caught:
        fetch(hub_server.entry(), tmp_path, endpoint=hub.address, connection=hasty)
    assert one_sentence(caught.value)


def test_pauses_grow_and_end_with_progress(hub: Hub, tmp_path: Path) -> None:
    paused: list[float] = []
    hub.faults = [status(503), status(429), status(500), cut_after(9), status(503)]
    patient = Connection(attempts=4, pauses_s=(0.5, 1.0), pause=paused.append)
    fetch(hub_server.entry(), tmp_path, endpoint=hub.address, connection=patient)
    assert paused == [0.5, 1.0, 1.0, 0.5]


def test_no_server_at_all(tmp_path: Path, quick: Connection) -> None:
    with hub_server.running() as gone:
        address = gone.address
    with pytest.raises(DownloadError, match="kept breaking off") as caught:
        fetch(hub_server.entry(), tmp_path, endpoint=address, connection=quick)
    assert one_sentence(caught.value)


# Wrong bytes.


def test_wrong_bytes_are_not_installed_and_are_kept_aside(
    get: Any, hub: Hub, tmp_path: Path
) -> None:
    own = tmp_path / "models" / "mine" / "model.bin"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"mine")
    hub.faults = [other_bytes]
    with pytest.raises(ChecksumError, match="wrong checksum") as caught:
        get()
    assert one_sentence(caught.value)
    assert not (tmp_path / "models" / "toy").exists()
    bad = tmp_path / "models" / ".toy.download" / "parts" / "model.bin.bad"
    assert str(bad) in str(caught.value)
    assert bad.stat().st_size == len(WEIGHTS)
    assert own.read_bytes() == b"mine"
    assert contents(get()) == FILES


def test_a_damaged_part_is_found_out(get: Any, hub: Hub, tmp_path: Path) -> None:
    hub.faults = [cut_after(300_000), cut_after(0), cut_after(0)]
    with pytest.raises(DownloadError):
        get()
    part = tmp_path / "models" / ".toy.download" / "parts" / "model.bin"
    part.write_bytes(b"x" + part.read_bytes()[1:])
    with pytest.raises(ChecksumError):
        get()
    assert contents(get()) == FILES


def test_a_part_that_is_too_long_is_begun_again(get: Any, tmp_path: Path) -> None:
    part = tmp_path / "models" / ".toy.download" / "parts" / "model.bin"
    part.parent.mkdir(parents=True)
    part.write_bytes(WEIGHTS + b"more")
    assert contents(get()) == FILES


@pytest.mark.parametrize("size", [10, len(WEIGHTS) + 10])
def test_another_length_is_refused_at_once(get: Any, hub: Hub, size: int) -> None:
    hub.files["model.bin"] = bytes(size)
    with pytest.raises(
        DownloadRefusedError, match=rf"with {size} bytes instead of 700000"
    ) as caught:
        get()
    assert one_sentence(caught.value)
    assert len(hub.asked_for("model.bin")) == 1


def test_a_page_instead_of_the_model_is_not_installed(
    hub: Hub, quick: Connection, tmp_path: Path
) -> None:
    """The right checksum of something that is no model: the catalogue itself is wrong."""
    page = b"<html>"
    hub.files["config.json"] = page
    files = (ModelFile("config.json", len(page), hub_server.sha256(page)),)
    wrong = hub_server.entry(files=files + hub_server.entry().files[1:])
    with pytest.raises(ChecksumError, match=r"config\.json is damaged"):
        fetch(wrong, tmp_path, endpoint=hub.address, connection=quick)
    assert not (tmp_path / "toy").exists()


@pytest.mark.parametrize(
    ("code", "words"), [(404, "does not have it"), (403, "hand it out"), (418, "answers 418")]
)
def test_a_refusal_is_final(get: Any, hub: Hub, code: int, words: str) -> None:
    hub.faults = [status(code)]
    with pytest.raises(DownloadRefusedError, match=words) as caught:
        get()
    assert one_sentence(caught.value)
    assert "model.bin" in str(caught.value)
    assert len(hub.asked_for("model.bin")) == 1


def test_going_round_in_circles_is_refused(get: Any, hub: Hub) -> None:
    hub.faults = [status(302, f"{hub.address}/model.bin")] * 30
    with pytest.raises(DownloadRefusedError):
        get()


@pytest.mark.parametrize("address", ["hub.example", "file:///etc"])
def test_an_address_that_is_none(address: str, tmp_path: Path) -> None:
    with pytest.raises(DownloadRefusedError, match="HF_ENDPOINT"):
        fetch(hub_server.entry(), tmp_path, endpoint=address)


# Stopping, and two at once.


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


# Files whose checksum only the hub states.


def listing(**changes: object) -> bytes:
    rows: list[dict[str, object]] = []
    for name, data in FILES.items():
        git = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        rows.append({"type": "file", "path": name, "size": len(data), "oid": git})
    rows[-1] |= {"lfs": {"oid": hub_server.sha256(WEIGHTS), "size": len(WEIGHTS)}, **changes}
    return json.dumps(rows).encode()


@pytest.fixture
def unknown() -> ModelEntry:
    return hub_server.entry(files=tuple(ModelFile(name) for name in FILES))


def test_the_hub_states_what_the_catalogue_does_not(
    unknown: ModelEntry, hub: Hub, quick: Connection, tmp_path: Path
) -> None:
    hub.listing = listing()
    folder = fetch(unknown, tmp_path, endpoint=hub.address, connection=quick)
    assert contents(folder) == FILES


@pytest.mark.parametrize("name", ["config.json", "model.bin"])
def test_what_the_hub_states_is_checked(
    name: str, unknown: ModelEntry, hub: Hub, quick: Connection, tmp_path: Path
) -> None:
    hub.listing = listing()
    hub.files[name] = b"[" + hub.files[name][1:]
    with pytest.raises(ChecksumError, match=name):
        fetch(unknown, tmp_path, endpoint=hub.address, connection=quick)


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b"{}", b"[1]", b"null", listing(size="9"), listing(lfs={})]
)
def test_a_listing_that_says_too_little(
    body: bytes, unknown: ModelEntry, hub: Hub, quick: Connection, tmp_path: Path
) -> None:
    hub.listing = body
    with pytest.raises(DownloadRefusedError, match="list of the files") as caught:
        fetch(unknown, tmp_path, endpoint=hub.address, connection=quick)
    assert one_sentence(caught.value)


def test_the_catalogue_wins_over_the_hub(hub: Hub, quick: Connection, tmp_path: Path) -> None:
    """A size in the catalogue that the hub contradicts means another file."""
    files = (*hub_server.entry().files[:-1], ModelFile("model.bin", 5))
    hub.listing = listing()
    with pytest.raises(DownloadRefusedError, match="another size"):
        fetch(hub_server.entry(files=files), tmp_path, endpoint=hub.address, connection=quick)
