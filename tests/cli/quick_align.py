"""The real command line with a stand-in for the aligner's child; see `quick_worker`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from editor.alignment import child
from editor.cli import main

HOW, _, FOLDER = sys.argv[1].partition("@")
"""How the child behaves, and the folder in which it leaves its process number."""
STAND_IN = (
    sys.executable,
    str(Path(__file__).with_name("quick_worker.py")),
    HOW,
    str(Path(FOLDER) / str(os.getpid())),
)

if __name__ == "__main__":
    child.worker_command = lambda: STAND_IN
    sys.exit(main(sys.argv[2:], lambda paths, sample: 9))
