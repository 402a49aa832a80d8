"""Files that come with Proofcast are found in a checkout and in a wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editor.settings.data_files import DataFileMissingError, data_file

if TYPE_CHECKING:
    from pathlib import Path


def test_the_checkout_has_the_catalogue() -> None:
    assert data_file("models/catalog.toml").is_file()


def test_a_wheel_carries_its_own_copy_and_ignores_what_lies_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "editor"
    carried = package / "_data" / "models" / "catalog.toml"
    somebody_elses = tmp_path / "site-packages" / "models" / "catalog.toml"
    for path in (carried, somebody_elses):
        path.parent.mkdir(parents=True)
        path.touch()
    assert data_file("models/catalog.toml", package=package) == carried


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        DataFileMissingError, match=r"^The file resources/none\.json is missing .*\.$"
    ):
        data_file("resources/none.json", package=tmp_path / "editor")
