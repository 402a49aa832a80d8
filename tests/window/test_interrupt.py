from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_in_the_terminal_closes_the_window(tmp_path):
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PROOFCAST_HOME": str(tmp_path),
        "PYTHONUNBUFFERED": "1",
    }
    # Says when the window stands; what comes after is what a user's Ctrl+C meets.
    program = (
        "import sys\n"
        "from editor import app\n"
        "begin = app._begin\n"
        "def told(*given, **named):\n"
        "    begin(*given, **named)\n"
        "    sys.stdout.write('shown\\n')\n"
        "    sys.stdout.flush()\n"
        "app._begin = told\n"
        "sys.exit(app.run([]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    try:
        assert process.stdout.readline() == "shown\n"
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=30)
    finally:
        watchdog.cancel()
        watchdog.join()
    assert process.returncode == 0
    assert "Traceback" not in complaints
