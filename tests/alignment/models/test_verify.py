"""A folder that does not hold a whole model is found out, and it is said what is wrong."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import hub_server
import pytest
from hub_server import FILES, WEIGHTS
from model_folders import make_model

from editor.alignment.models.verify import verify

if TYPE_CHECKING:
    from pathlib import Path


def test_a_whole_model_has_no_problems(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "toy")
    assert verify(folder) == []
    assert verify(folder, hub_server.entry()) == []
    assert verify(folder, hub_server.entry(), thorough=True) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"model": None}, "model.bin is missing"),
        ({"model": b""}, "model.bin is empty"),
        ({"config": None}, "config.json is missing"),
        ({"config": b"{"}, "config.json is damaged"),
        ({"config": b"[]"}, "config.json is damaged"),
        ({"config": b"\xff"}, "config.json is damaged"),
        ({"tokenizer": None}, "tokenizer.json is missing"),
        ({"vocabulary": None}, "vocabulary.txt is missing"),
    ],
)
def test_what_is_missing_or_damaged(
    tmp_path: Path, changed: dict[str, bytes | None], problem: str
) -> None:
    assert verify(make_model(tmp_path / "toy", **changed)) == [problem]


def test_either_vocabulary_will_do(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "toy")
    (folder / "vocabulary.txt").rename(folder / "vocabulary.json")
    assert verify(folder) == []


def test_no_folder(tmp_path: Path) -> None:
    assert verify(tmp_path / "none") == ["there is no such folder"]


def test_a_wrong_size(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "toy", model=WEIGHTS[:300_000])
    assert verify(folder, hub_server.entry()) == ["model.bin has 300 kB instead of 700 kB"]


def test_sizes_that_would_read_alike_are_given_in_bytes(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "toy", model=WEIGHTS[:-1])
    assert verify(folder, hub_server.entry()) == ["model.bin has 699999 bytes instead of 700000"]


def test_a_missing_file_is_said_once(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "toy", model=None)
    assert verify(folder, hub_server.entry()) == ["model.bin is missing"]


def test_only_a_thorough_look_sees_other_bytes(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "toy", model=bytes(len(WEIGHTS)))
    hashed: list[int] = []
    assert verify(folder, hub_server.entry()) == []
    problems = verify(folder, hub_server.entry(), thorough=True, on_bytes=hashed.append)
    assert problems == ["model.bin has the wrong checksum"]
    assert sum(hashed) == sum(map(len, FILES.values()))


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Injected: root, who runs the tests in containers, can read everything."""
    folder = make_model(tmp_path / "toy")

    def refuse(path: Path, **_: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(type(folder), "read_text", refuse)
    assert verify(folder) == ["it cannot be read (Permission denied)"]
