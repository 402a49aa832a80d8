"""Folders that look like speech models, for tests of what finds and checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_server import FILES

if TYPE_CHECKING:
    from pathlib import Path


def make_model(folder: Path, **changed: bytes | None) -> Path:
    """A whole toy model; `changed` by stem gives other content, None leaves a file out."""
    folder.mkdir(parents=True)
    for name, data in FILES.items():
        content = changed.get(name.partition(".")[0], data)
        if content is not None:
            (folder / name).write_bytes(content)
    return folder
