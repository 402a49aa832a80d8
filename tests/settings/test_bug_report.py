from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from editor import __version__
from editor.settings.bug_report import LAST_LINES, details, harmless, tail

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "Maren"
LOG = f"""\
2026-07-04 12:00:00,123 INFO editor.ui.errors: could not be done
Traceback (most recent call last):
  File "/home/{SECRET}/proofcast/editor/jobs/episode.py", line 12, in _save
    self.say("{SECRET}")
editor.storage.errors.ProjectError: “{SECRET}.proofcast” could not be read
2026-07-04 12:00:01,123 WARNING editor.jobs.queue: the aligner sent an odd line: '{SECRET}' [1]
2026-07-04 12:00:01,200 ERROR x: a subscriber failed on "{SECRET}" in /home/{SECRET}/a b
2026-07-04 12:00:01,300 INFO editor.jobs.worker_link: aligner: Loading {SECRET}
2026-07-04 12:00:01,300 INFO editor.jobs.worker_link: aligner: RuntimeError: {SECRET} said so
2026-07-04 12:00:01,300 INFO editor.jobs.worker_link: aligner:   File "/x/y/z/pipe.py", line 3
{SECRET} alone on a line
"""


def test_what_may_be_text_or_a_name_is_left_out_and_places_stay() -> None:
    kept = "\n".join(harmless(LOG.splitlines()))
    assert SECRET not in kept
    assert "  File editor/jobs/episode.py, line 12, in _save" in kept
    assert "editor.storage.errors.ProjectError" in kept
    assert "the aligner sent an odd line: …" in kept
    assert "aligner: RuntimeError" in kept
    assert "aligner:   File pipe.py, line 3" in kept
    assert "Traceback (most recent call last)" in kept


def test_exceptions_with_the_text_in_them_as_logging_really_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "proofcast.log"
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("editor.somewhere")
    logger.addHandler(handler)
    try:
        raise ValueError(f"not one word: {SECRET}\n{SECRET} on a second line")
    except ValueError:
        logger.exception("an error nobody foresaw")
    finally:
        logger.removeHandler(handler)
        handler.close()
    report = details(path, {"Qt": "6.11"})
    assert SECRET not in report
    assert "ValueError" in report
    assert "test_bug_report.py" in report
    assert f"Proofcast: {__version__}" in report
    assert "Qt: 6.11" in report


def test_only_the_end_of_a_long_log(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_text("".join(f"2026-07-04 12:00:00,1 INFO a: line {n}\n" for n in range(20_000)))
    lines = tail(path)
    assert len(lines) == LAST_LINES
    assert lines[-1].endswith("line 19999")


def test_without_a_log_there_are_still_versions(tmp_path: Path) -> None:
    assert "(the log is empty)" in details(tmp_path / "none.log", {})
    assert tail(tmp_path) == []


def test_what_a_native_crash_has_left_stays() -> None:
    left = """Fatal Python error: Segmentation fault

Current thread 0x00007f01 (most recent call first):
  File "/home/Maren/proofcast/editor/ui/gutter.py", line 108 in paintEvent
  File "/home/Maren/proofcast/editor/app.py", line 77 in run
"""
    assert list(harmless(left.splitlines())) == [
        "Fatal Python error: Segmentation fault",
        "Current thread 0x00007f01",
        "  File editor/ui/gutter.py, line 108, in paintEvent",
        "  File editor/app.py, line 77, in run",
    ]
