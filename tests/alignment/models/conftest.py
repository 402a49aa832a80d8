"""What the tests of downloads share: a hub that listens, and a download from it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import hub_server
import pytest
from hub_server import Hub

from editor.alignment.models.fetch import fetch
from editor.alignment.models.transfer import Connection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
