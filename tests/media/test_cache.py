from __future__ import annotations

import os
from typing import TYPE_CHECKING

from editor.media.cache import (
    MANIFEST,
    audio_cache_folder,
    cache_folder,
    entries,
    prune,
    touch,
)

if TYPE_CHECKING:
    from pathlib import Path

HOUR = 3600.0
NOW = 1_000 * HOUR


def put(cache: Path, name: str, size: int, hours_ago: float) -> Path:
    folder = cache / name
    folder.mkdir(parents=True)
    (folder / "playback.wav").write_bytes(bytes(size))
    (folder / MANIFEST).write_bytes(b"")
    touch(folder, NOW - hours_ago * HOUR)
    return folder


def names(cache: Path) -> set[str]:
    return {path.name for path in cache.iterdir()}


def test_longest_unused_goes_first_until_the_rest_fits(tmp_path: Path) -> None:
    for name, hours in (("b", 30), ("a", 50), ("c", 20)):
        put(tmp_path, name, 100, hours)
    assert [entry.folder.name for entry in entries(tmp_path)] == ["a", "b", "c"]
    assert prune(tmp_path, 250, now=NOW) == 100
    assert names(tmp_path) == {"b", "c"}


def test_within_the_limit_nothing_goes(tmp_path: Path) -> None:
    put(tmp_path, "a", 100, 50)
    assert prune(tmp_path, 100, now=NOW) == 0
    assert names(tmp_path) == {"a"}


def test_the_episode_in_use_stays(tmp_path: Path) -> None:
    put(tmp_path, "mine", 100, 90)
    put(tmp_path, "just-opened-elsewhere", 100, 1)
    put(tmp_path, "old", 100, 20)
    prune(tmp_path, 0, keep={"mine"}, now=NOW)
    assert names(tmp_path) == {"mine", "just-opened-elsewhere"}


def test_left_overs_go_after_a_day_and_strangers_stay(tmp_path: Path) -> None:
    for name, hours in (("x-1.part", 30), ("x-2.part", 2), ("stranger", 500)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (NOW - hours * HOUR,) * 2)
    prune(tmp_path, 0, now=NOW)
    assert names(tmp_path) == {"x-2.part", "stranger"}


def test_no_cache_is_no_trouble(tmp_path: Path) -> None:
    assert prune(tmp_path / "none", 0) == 0
    touch(tmp_path / "none")


def test_the_variable_moves_the_cache(tmp_path: Path) -> None:
    assert cache_folder({"PROOFCAST_HOME": str(tmp_path)}) == tmp_path / "cache"
    assert audio_cache_folder({"PROOFCAST_HOME": str(tmp_path)}).parent == tmp_path / "cache"
    assert "proofcast" in str(cache_folder({}))
