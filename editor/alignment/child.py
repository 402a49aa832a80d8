"""The aligner's child process for callers without Qt: requests, their events, the end.

A child process here too, because nothing can interrupt a call into the speech library, and because
a native crash or a lack of memory must not take the caller with it.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from contextlib import closing
from typing import IO, TYPE_CHECKING

from editor.alignment.aligner import AlignmentError, Done, Failed, Ready
from editor.alignment.command import worker_command, worker_environment
from editor.alignment.wire import WireError, dump_request, load_event

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from editor.alignment.aligner import AlignRequest, Event, TranscribeRequest

log = logging.getLogger(__name__)

_NO_MEMORY = 0xC0000017
"""STATUS_NO_MEMORY of Windows."""
_MOST_LOG = 20_000
"""How many bytes of the child's log are kept: the last ones."""


def events_of(
    request: AlignRequest | TranscribeRequest, command: Sequence[str] = ()
) -> Generator[Event, None, None]:
    """Do one job in a child process. The last event is `Done`; close the iterator to stop early.

    Args:
        request: The job; its paths must be absolute.
        command: What to start instead of `worker_command`.

    Raises:
        AlignmentError: The job failed, or the child was lost.
    """
    yield from events_of_all((request,), command)


def events_of_all(
    requests: Sequence[AlignRequest | TranscribeRequest], command: Sequence[str] = ()
) -> Generator[Event, None, None]:
    """Do jobs one after the other in one child process: see `events_of`.

    Raises:
        AlignmentError: A job failed, or the child was lost.
    """
    left = len(requests)
    with tempfile.TemporaryFile() as errors:
        process = _start(command or worker_command(), errors)
        try:
            for request in requests:
                _send(process, dump_request(request))
            for event in _events(process):
                if isinstance(event, Failed):
                    raise AlignmentError(event.message)
                yield event
                left -= isinstance(event, Done)
                if not left:
                    return
            raise AlignmentError(_how_it_ended(process))
        finally:
            _end(process)
            _keep_log(errors)


def _start(command: Sequence[str], errors: IO[bytes]) -> subprocess.Popen[bytes]:
    # A group of its own, so that Ctrl+C reaches only us, who then end it.
    new_group = {"start_new_session": True}
    if sys.platform == "win32":
        new_group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    try:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=os.environ | worker_environment(),
            **new_group,
        )
    except OSError as error:
        raise AlignmentError(
            f"The aligner could not be started ({error.strerror}): install Proofcast again."
        ) from error


def _send(process: subprocess.Popen[bytes], line: str) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return  # it has ended already: the empty output will tell


def _events(process: subprocess.Popen[bytes]) -> Iterator[Event]:
    assert process.stdout is not None
    for line in process.stdout:
        try:
            event = load_event(line.decode("utf-8", "replace"))
        except WireError as error:
            # Libraries print to standard output now and then; one odd line is no reason to stop.
            log.warning("the aligner sent an odd line: %s", error)
            continue
        if not isinstance(event, Ready):
            yield event


def _how_it_ended(process: subprocess.Popen[bytes]) -> str:
    code = process.wait()
    if code in (-9, _NO_MEMORY):  # the signal is what Linux and macOS send for want of memory
        return (
            "The aligner was ended by the system, probably for lack of memory: close other "
            "programs, or choose a smaller speech model."
        )
    how = f"crashed (signal {-code})" if code < 0 else f"ended too early (code {code})"
    return f"The aligner {how}: try again, or choose another speech model."


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with closing(pipe):
                pass


def _keep_log(errors: IO[bytes]) -> None:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - _MOST_LOG))
    for line in errors.read().decode("utf-8", "replace").splitlines():
        log.info("aligner: %s", line)
