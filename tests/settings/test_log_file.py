"""The log in the user's folder."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from editor.settings.log_file import BYTES, FILES, logging_to

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger("proofcast.test")


def test_what_happens_inside_is_written_and_nothing_after(tmp_path: Path) -> None:
    level = logging.getLogger().level
    with logging_to(tmp_path / "logs" / "proofcast.log"):
        log.info("opened %s", "Grüße")
    log.warning("too late")
    (line,) = (tmp_path / "logs" / "proofcast.log").read_text(encoding="utf-8").splitlines()
    assert line.endswith("INFO proofcast.test: opened Grüße")
    assert logging.getLogger().level == level


def test_it_stays_small(tmp_path: Path) -> None:
    with logging_to(tmp_path / "proofcast.log"):
        for _ in range(6):
            log.info("x" * (BYTES - 200))
    files = [*tmp_path.iterdir()]
    assert len(files) == FILES + 1
    assert all(path.stat().st_size <= BYTES for path in files)


def test_one_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    ran = []
    with logging_to(tmp_path / "file" / "proofcast.log"):
        log.info("nobody hears this")
        ran.append(1)
    assert ran == [1]
