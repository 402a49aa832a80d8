"""Where the files that come with Proofcast lie: inside the wheel, or in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


class DataFileMissingError(Exception):
    """A file that every installation of Proofcast carries is not there."""


def data_file(name: str, *, package: Path = PACKAGE) -> Path:
    """The path of a file or folder that comes with Proofcast.

    Args:
        name: Its place from the root of the repository, with forward slashes, such as
            `models/catalog.toml` or `resources/keymap.json`.
        package: The folder of the package `editor`.

    Raises:
        DataFileMissingError: It is in neither place.
    """
    # The wheel's copy comes first: beside an installed package lie other people's packages, and
    # one of them may well be called `models`.
    for root in (package / "_data", package.parent):
        if (root / name).exists():
            return root / name
    raise DataFileMissingError(
        f"The file {name} is missing from this installation of Proofcast: install Proofcast again."
    )
