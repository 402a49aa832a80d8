"""What the window loads before its first frame: in a process of its own, as at a real start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_YET = {
    "faster_whisper", "ctranslate2", "onnxruntime", "pocketsphinx", "huggingface_hub", "tokenizers",
    "av", "pydub", "numpy", "sqlite_utils", "click", "tqdm", "tomli_w",
    "http.client", "ssl", "sqlite3", "concurrent.futures", "logging.handlers",
    "PySide6.QtMultimedia", "PySide6.QtNetwork",
    "editor.cli", "editor.formats.registry", "editor.formats.export", "editor.storage.project",
    "editor.jobs.episode", "editor.ui.export_dialog", "editor.ui.models_dialog",
    "editor.ui.palette", "editor.ui.keys_sheet", "editor.ui.settings_dialog",
    "editor.ui.keys_dialog", "editor.ui.memory_dialog", "editor.ui.editor_page",
    "editor.ui.transcript_view", "editor.ui.waveforms", "editor.ui.captions_panel",
    "editor.ui.finish_desk", "editor.ui.spelling_desk", "editor.ui.voices_desk",
    "editor.ui.listening", "editor.ui.ad_shapes", "editor.review.queue",
    "editor.review.ad_proposals", "editor.review.spell_check", "editor.review.show_memory",
    "editor.storage.library", "editor.alignment.aligner", "editor.alignment.text_anchors",
    "editor.formats.profile", "editor.jobs.episode_memory", "xml.etree.ElementTree",
    "csv", "email", "subprocess", "asyncio", "multiprocessing",
}  # fmt: skip
"""What the first frame does without. Each costs between 5 and 300 ms."""

SHOW = """
import sys
from PySide6.QtCore import QTimer
from editor.ui.first_paint import after_first_paint
from editor.ui.main_window import MainWindow

def told(window, act):
    def painted():
        print("LOADED", *sorted(sys.modules))
        sys.stdout.flush()
        {then}
    after_first_paint(window, painted)

import editor.app
editor.app.after_first_paint = told
from editor.__main__ import main
sys.argv = ["proofcast"]
main()
"""
CLOSE = "window.close()"
GO_ON = "act(); QTimer.singleShot(0, window.close)"


def start(then: str, home: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-c", SHOW.replace("{then}", then)],
        cwd=ROOT,
        env={**os.environ, "PROOFCAST_HOME": str(home), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout


def test_the_first_frame_loads_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    loaded = set(start(CLOSE, tmp_path).split())
    assert "editor.ui.main_window" in loaded
    assert not loaded & NOT_YET


def test_the_rest_is_loaded_afterwards_and_the_log_begins(tmp_path: Path) -> None:
    start(GO_ON, tmp_path)
    assert (tmp_path / "logs" / "proofcast.log").exists()
