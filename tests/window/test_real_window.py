"""The whole job in a real window with a real sound device.

Qt fixes its platform when the application is made, and the other tests run without a display; so
the session itself (`whole_session.py`) runs in a process of its own, under a screen of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sound_sink

if TYPE_CHECKING:
    from collections.abc import Iterator

SESSION = Path(__file__).with_name("whole_session.py")
ROOT = SESSION.parents[2]


@pytest.fixture
def screen() -> Iterator[str]:
    """The name of a display of our own."""
    if sys.platform != "linux" or not shutil.which("Xvfb"):
        pytest.skip("Xvfb is not installed, so there is no screen to open a window on")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.whisper
@pytest.mark.window
@pytest.mark.timeout(420)
def test_a_whole_session_in_a_real_window(screen, tmp_path):
    if not sound_sink.installed():
        pytest.skip("pulseaudio or parec is not installed, so no sound can be heard")
    environment = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    environment.pop("PROOFCAST_HOME", None)
    result = subprocess.run(
        [sys.executable, "-m", "pytest", str(SESSION), "-q", "-p", "no:cacheprovider",
         "--basetemp", str(tmp_path / "inside"), "--timeout=400"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=410, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]
    assert "1 passed" in result.stdout
