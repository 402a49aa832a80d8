from __future__ import annotations

from typing import TYPE_CHECKING

from editor.settings.folders import user_folders

if TYPE_CHECKING:
    from pathlib import Path


def test_the_variable_puts_everything_in_one_place(tmp_path: Path) -> None:
    folders = user_folders({"PROOFCAST_HOME": str(tmp_path)})
    every = [*vars(folders).values(), folders.settings_file, folders.keymap_file, folders.models]
    assert all(path.is_relative_to(tmp_path) for path in every)
    assert len({folders.config, folders.data, folders.cache, folders.logs}) == 4
    assert not list(tmp_path.iterdir())


def test_otherwise_the_system_says_where() -> None:
    folders = user_folders({})
    assert all("proofcast" in str(path) for path in vars(folders).values())
    assert folders.audio.is_relative_to(folders.cache)
    assert folders.settings_file.parent == folders.config
