from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from editor.alignment.command import worker_environment


def test_the_child_finds_our_package_from_anywhere() -> None:
    found = worker_environment({"PYTHONPATH": "elsewhere"})
    places = found["PYTHONPATH"].split(os.pathsep)
    assert places[-1] == "elsewhere"
    assert (Path(places[0]) / "editor").is_dir()
    assert found["PYTHONSAFEPATH"] == "1"


@pytest.mark.skipif(sys.platform != "linux", reason="only its C library reads this")
def test_the_child_keeps_large_blocks_of_memory() -> None:
    """Blocks of 50 MB, used again and again, are not fetched from the system each time."""
    code = (
        "import ctypes, resource\n"
        "libc = ctypes.CDLL(None)\n"
        "libc.malloc.restype = ctypes.c_void_p\n"
        "for k in range(50):\n"
        "    block = ctypes.c_void_p(libc.malloc(50_000_000))\n"
        "    ctypes.memset(block, 1, 50_000_000)\n"
        "    libc.free(block)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)\n"
    )
    faults = [
        int(subprocess.check_output([sys.executable, "-c", code], env=os.environ | extra))
        for extra in ({}, worker_environment())
    ]
    assert faults[1] < 0.2 * faults[0]
