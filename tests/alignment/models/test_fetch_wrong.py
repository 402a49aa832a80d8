"""Wrong bytes, refusals, and files whose checksum only the hub states."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import hub_server
import pytest
from hub_server import (
    FILES,
    WEIGHTS,
    Hub,
    contents,
    cut_after,
    one_sentence,
    other_bytes,
    status,
)

from editor.alignment.models.catalog import ModelEntry, ModelFile
from editor.alignment.models.errors import (
    ChecksumError,
    DownloadError,
    DownloadRefusedError,
)
from editor.alignment.models.fetch import fetch

if TYPE_CHECKING:
    from pathlib import Path

    from editor.alignment.models.transfer import Connection


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
