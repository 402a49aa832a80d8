from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_audio import make_episodes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def episodes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real audio files, made once per run."""
    folder = tmp_path_factory.mktemp("episodes")
    make_episodes(folder)
    return folder
