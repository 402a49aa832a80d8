"""Decodes an episode in a child process: the window's side of `editor.media.worker`.

Called in a thread of the background pool, which waits here for what the child says.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from base64 import b64decode
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from editor.alignment.command import worker_environment
from editor.media import errors
from editor.media.cache import touch
from editor.media.entry import load_entry
from editor.media.fingerprint import fingerprint
from editor.media.peaks import PeakBuilder
from editor.settings.program import this_program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from editor.media.entry import EpisodeAudio
    from editor.media.episode import Progress
    from editor.media.peaks import Peaks

log = logging.getLogger(__name__)

ROLE = "--prepare-audio"
ASK_EVERY_S = 0.1
"""How long a wish to stop may wait while the child says nothing."""
STOP_S = 2
"""How long a child that was told to stop may take to tidy up before it is ended."""
LOGGED_BYTES = 2_000
_LARGEST_CODE = 255
"""Windows gives the numbers of exceptions as larger codes; elsewhere signals are negative ones."""


def decode(
    path: Path,
    cache: Path,
    progress: Progress,
    cancelled: Callable[[], bool],
    on_peaks: Callable[[Peaks], None],
    command: Sequence[str] = (),
) -> EpisodeAudio:
    """Do what `editor.media.episode.prepare` does, in a process of its own.

    Args:
        path: The episode's file.
        cache: The folder of episodes.
        progress: Told (ms done, ms in all) several times per second.
        cancelled: Asked as often; True ends the child.
        on_peaks: Given the waveform so far; a peak that was given stays as it is.
        command: What to start; this program by default.

    Raises:
        MediaCancelledError: `cancelled` said so.
        MediaError: The file cannot be decoded, the cache cannot be written, or the child crashed.
    """
    folder = cache / fingerprint(path)
    ready = load_entry(path, folder)
    if ready is None:
        _in_child(path, cache, command or (*this_program(), ROLE), progress, cancelled, on_peaks)
        ready = load_entry(path, cache / fingerprint(path))
        if ready is None:
            raise errors.decoder_lost(path, "its sound is gone from the cache")
    else:
        touch(folder)
    on_peaks(ready.peaks)
    progress(ready.info.duration_ms, ready.info.duration_ms)
    return ready


def _in_child(
    path: Path,
    cache: Path,
    command: Sequence[str],
    progress: Progress,
    cancelled: Callable[[], bool],
    on_peaks: Callable[[Peaks], None],
) -> None:
    peaks = PeakBuilder(rate=1000)
    with tempfile.TemporaryFile() as complaints:
        try:
            child = _Child(command, complaints)
        except OSError as error:
            raise errors.decoder_missing(error) from error
        try:
            child.ask({"path": str(path.absolute()), "cache": str(cache.absolute())})
            for event in child.events(lambda: _stop_if(cancelled, path)):
                if "problem" in event:
                    raise errors.MediaError(event["problem"])
                if "ready" in event:
                    return
                if "lows" in event:
                    peaks.add_finest(_unpacked(event["lows"]), _unpacked(event["highs"]))
                    on_peaks(peaks.peaks())
                elif "done" in event:
                    progress(event["done"], event["total"])
        finally:
            code = child.end()
        _log(complaints)
        raise errors.decoder_lost(path, _how(code))


class _Child:
    """The process; `end` has to be called."""

    def __init__(self, command: Sequence[str], complaints: IO[bytes]) -> None:
        """Args:
        command: What to start.
        complaints: Takes what it says on standard error.
        """
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=_environment(),
            **_apart(),
        )
        assert process.stdin
        assert process.stdout
        self._process = process
        self._input: IO[bytes] = process.stdin
        self._output: IO[bytes] = process.stdout
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._reader = Thread(target=self._read, name="decoder")
        self._reader.start()

    def ask(self, request: dict[str, str]) -> None:
        """Send the request; the input stays open, because its end means to stop."""
        try:
            self._input.write(json.dumps(request).encode() + b"\n")
            self._input.flush()
        except OSError:  # it has ended already, and `events` will end too
            log.info("the decoder ended before it was asked")

    def events(self, each_time: Callable[[], None]) -> Iterator[dict[str, Any]]:
        """What it says, until it ends; `each_time` is called several times per second."""
        while True:
            each_time()
            try:
                line = self._lines.get(timeout=ASK_EVERY_S)
            except Empty:
                continue
            if not line:
                return
            try:
                event = json.loads(line)
            except ValueError:  # libraries print now and then
                continue
            if isinstance(event, dict):
                yield event

    def end(self) -> int:
        """Stop it if it runs, and wait for its end. Returns its exit code."""
        process = self._process
        try:
            self._input.close()
        except OSError:
            log.info("the decoder had ended before it took all that was sent")
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._reader.join()
        self._output.close()
        return int(process.returncode)

    def _read(self) -> None:
        for line in self._output:
            self._lines.put(line)
        self._lines.put(b"")


def _environment() -> dict[str, str]:
    return {**os.environ, **worker_environment()}


def _apart() -> dict[str, Any]:
    """Ctrl+C in a terminal is meant for us; and nobody wants a black window."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return {"creationflags": flags}
    return {"start_new_session": True}


def _stop_if(cancelled: Callable[[], bool], path: Path) -> None:
    if cancelled():
        raise errors.cancelled(path)


def _unpacked(text: str) -> np.ndarray[Any, np.dtype[np.int16]]:
    return np.frombuffer(b64decode(text), "<i2").astype(np.int16, copy=False)


def _how(code: int) -> str:
    crashed = code < 0 or code > _LARGEST_CODE
    return "the decoder crashed" if crashed else f"the decoder ended with code {code}"


def _log(complaints: IO[bytes]) -> None:
    size = complaints.seek(0, 2)
    complaints.seek(max(0, size - LOGGED_BYTES))
    text = complaints.read().decode("utf-8", "replace").strip()
    log.warning("the decoder ended without an answer: %s", text or "it said nothing")
