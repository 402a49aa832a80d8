from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from editor.alignment.models import find_folders, load_catalog, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cli_lab import Outcome


@pytest.fixture
def tiny() -> Path:
    """The model that is installed with the program."""
    return resolve("tiny.en", catalog=load_catalog(), folders=find_folders(None, {})).path


@pytest.fixture(autouse=True)
def no_hub_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub-cache"))


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def hub(folder: Path) -> Iterator[str]:
    """A model hub that hands out the files of a folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_list(run: Callable[..., Outcome]) -> None:
    text = run("models", "list").out
    assert "* tiny.en " in text
    assert "  small.en " in text
    rows = {row["name"]: row for row in run("models", "list", "--json").json["models"]}
    assert rows["tiny.en"]["installed"]
    assert rows["small.en"]["installed"] is False
    assert rows["small.en"]["size"] > 400_000_000


def test_verify(run: Callable[..., Outcome], tiny: Path) -> None:
    outcome = run("models", "verify", "tiny.en", "--json")
    assert outcome.json == {
        "name": "tiny.en", "folder": str(tiny), "checked": True, "problems": [],
    }  # fmt: skip
    assert "every checksum is right" in run("models", "verify", tiny).out


def test_verify_finds_one_wrong_byte(refused: Callable[..., str], home: Path, tiny: Path) -> None:
    copy = home / "data" / "models" / "tiny.en"
    shutil.copytree(tiny, copy)
    content = bytearray((copy / "vocabulary.txt").read_bytes())
    content[1000] ^= 1
    (copy / "vocabulary.txt").write_bytes(content)
    sentence = refused("models", "verify", "tiny.en")
    assert "vocabulary.txt has the wrong checksum" in sentence
    assert str(copy) in sentence


def test_a_broken_copy_is_passed_over_and_remarked(
    run: Callable[..., Outcome], home: Path, tiny: Path
) -> None:
    copy = home / "data" / "models" / "tiny.en"
    copy.mkdir(parents=True)
    outcome = run("models", "verify", "tiny.en")
    assert outcome.code == 0
    assert f"{copy} is broken" in outcome.err
    assert str(tiny) in outcome.out


def test_a_model_of_the_users_own(run: Callable[..., Outcome], tmp_path: Path, tiny: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        shutil.copy(tiny / name, own)
    (own / "model.bin").write_bytes(b"weights")
    assert "it has no checksums" in run("models", "verify", own).out


def test_names_that_nobody_knows(refused: Callable[..., str]) -> None:
    for command in ("download", "verify"):
        assert "There is no speech model called “huge”" in refused("models", command, "huge")
    assert "not on this computer" in refused("models", "verify", "small.en")


def test_download(
    run: Callable[..., Outcome],
    home: Path,
    tmp_path: Path,
    tiny: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = load_catalog().get("tiny.en")
    served = tmp_path / "hub" / entry.repository / "resolve"
    served.mkdir(parents=True)
    (served / entry.revision).symlink_to(tiny)
    with hub(tmp_path / "hub") as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        outcome = run("models", "download", "tiny.en", "--json")
    assert outcome.code == 0, outcome.err
    folder = home / "data" / "models" / "tiny.en"
    assert outcome.json == {"name": "tiny.en", "folder": str(folder)}
    assert (folder / "model.bin").read_bytes() == (tiny / "model.bin").read_bytes()


def test_a_download_that_the_hub_refuses(
    refused: Callable[..., str], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hub").mkdir()
    with hub(tmp_path / "hub") as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        assert "does not have it" in refused("models", "download", "tiny")
    assert not (home / "data" / "models" / "tiny").exists()
