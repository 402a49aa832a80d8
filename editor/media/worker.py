"""The decoder as a program: a request on standard input, JSON lines on standard output.

Decoding calls into libraries thousands of times per second and takes Python's lock each time, so
in the process with the window the two slow each other down; and a library that crashes on a broken
file would take the window with it. `editor.jobs.decoding` is the other side.

The first line that comes in says what to decode: `{"path": ..., "cache": ...}`. The end of the
input means to stop: whoever asked wants no more of it, or is gone. What goes out:

- `{"done": ms, "total": ms}`: how far it is;
- `{"lows": base64, "highs": base64}`: the finest peaks since the last ones, int16, little-endian;
- `{"ready": fingerprint}`: the episode is in the cache;
- `{"problem": sentence}`: it cannot be decoded.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editor.media.episode import prepare
from editor.media.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from editor.media.peaks import Peaks

ROLE = "--prepare-audio"
"""The argument that makes the program this one."""

_STDIN = 0
_KINDNESS = 5
"""On Linux and macOS, so much later than the window's process when both want a processor."""


def main() -> int:
    """Do what standard input asks for. Returns the exit code: 0 also when that was impossible."""
    if hasattr(os, "nice"):
        os.nice(_KINDNESS)
    request, stop = _request(), threading.Event()
    threading.Thread(target=_watch_input, args=(stop,), daemon=True).start()
    try:
        work(Path(request["path"]), Path(request["cache"]), _write, stop.is_set)
    except BrokenPipeError:  # nobody listens any more
        os._exit(0)  # without the complaint of a stream that cannot be flushed
    return 0


def work(
    path: Path, cache: Path, tell: Callable[[dict[str, Any]], None], stopped: Callable[[], bool]
) -> None:
    """Decode `path` into `cache`, and tell how that goes.

    Args:
        path: The episode's file.
        cache: The folder of episodes.
        tell: Takes what is to be written, as described above.
        stopped: Asked now and then; True ends the work, which leaves nothing behind.
    """
    sent = 0

    def send_peaks(peaks: Peaks) -> None:
        nonlocal sent
        lows, highs = peaks.levels[0]
        if len(lows) > sent:
            tell({"lows": _packed(lows[sent:]), "highs": _packed(highs[sent:])})
            sent = len(lows)

    def progress(done: int, total: int) -> None:
        tell({"done": done, "total": total})

    try:
        ready = prepare(path, cache, progress, stopped, send_peaks)
    except MediaError as error:
        tell({"problem": str(error)})
    else:
        tell({"ready": ready.fingerprint})


def _request() -> dict[str, str]:
    """The first line of standard input, read without a buffer that would hold a thread up."""
    line = b""
    while not line.endswith(b"\n"):
        more = os.read(_STDIN, 65_536)
        if not more:
            raise SystemExit(0)
        line += more
    request: dict[str, str] = json.loads(line)
    return request


def _watch_input(stop: threading.Event) -> None:
    while os.read(_STDIN, 4096):
        pass
    stop.set()


def _write(event: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(event).encode() + b"\n")
    sys.stdout.buffer.flush()


def _packed(values: NDArray[np.int16]) -> str:
    return b64encode(values.astype("<i2").tobytes()).decode("ascii")
