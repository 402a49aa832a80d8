from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from editor.jobs.background import Background
from editor.jobs.worker_link import WorkerLink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCRIPTED = Path(__file__).with_name("scripted_worker.py")


@pytest.fixture
def scripted(qapp) -> Iterator[Callable[..., WorkerLink]]:
    """A link to a child that does what the test says: crash, hang, talk nonsense, answer."""
    links = []

    def make(*behaviours: str) -> WorkerLink:
        link = WorkerLink([sys.executable, str(SCRIPTED), *behaviours])
        links.append(link)
        return link

    yield make
    for link in links:
        link.kill()
        link.settle()
        link.deleteLater()


@pytest.fixture
def background(qapp) -> Iterator[Background]:
    pool = Background()
    yield pool
    pool.close()
    pool.deleteLater()
