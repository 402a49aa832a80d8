"""The child process: requests on standard input, events on standard output, log on standard error.

One job at a time, in the order of arrival. A bad request is answered with `failed` and the worker
goes on; it ends when its input does. To stop a running job for certain, end the process.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections import deque
from dataclasses import replace
from threading import Condition, Thread
from typing import IO, TYPE_CHECKING

from editor.alignment.aligner import (
    AlignmentError,
    AlignRequest,
    Done,
    Failed,
    Ready,
    Request,
    StopRequest,
)
from editor.alignment.wire import WireError, dump_event, load_request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from editor.alignment.aligner import Aligner, Event

log = logging.getLogger(__name__)


class Inbox:
    """Requests as they arrive; a stop takes its job out of the queue or marks it.

    Reading happens in a thread of its own, so that a stop is seen while a job runs.
    """

    def __init__(self) -> None:
        self._lines = Condition()
        self._waiting: deque[Request | WireError] = deque()
        self._stopped: set[int] = set()
        self._ended = False

    def read(self, stream: IO[str]) -> None:
        """Take in lines until the stream ends."""
        for line in stream:
            if line.strip():
                self._take(line)
        with self._lines:
            self._ended = True
            self._lines.notify()

    def _take(self, line: str) -> None:
        try:
            request: Request | WireError = load_request(line)
        except WireError as error:
            request = error
        with self._lines:
            if isinstance(request, StopRequest):
                self._stopped.add(request.job)
            else:
                self._waiting.append(request)
            self._lines.notify()

    def __iter__(self) -> Iterator[Request | WireError]:
        """Requests in order, until the input has ended and all are done."""
        while True:
            with self._lines:
                self._lines.wait_for(lambda: self._waiting or self._ended)
                if not self._waiting:
                    return
                request = self._waiting.popleft()
            yield request

    def is_stopped(self, job: int) -> bool:
        """Whether somebody asked to give up this job."""
        with self._lines:
            return job in self._stopped


def serve(
    aligner: Aligner,
    requests: Inbox,
    send: Callable[[Event], None],
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Answer every request until the inbox ends."""
    send(Ready())
    for request in requests:
        if isinstance(request, WireError):
            log.warning("bad request: %s", request)
            send(Failed(request.job, str(request)))
            continue
        started = clock()
        for event in run(aligner, request):
            if isinstance(event, Done):
                event = replace(event, seconds=round(clock() - started, 3))
            send(event)
            if requests.is_stopped(request.job):
                break


def run(aligner: Aligner, request: Request) -> Iterator[Event]:
    """The events of one request; whatever goes wrong becomes a `Failed`."""
    try:
        if isinstance(request, AlignRequest):
            yield from aligner.align(request)
        elif not isinstance(request, StopRequest):
            yield from aligner.transcribe(request)
    except AlignmentError as error:
        log.warning("job %s: %s", request.job, error)
        yield Failed(request.job, str(error))
    except MemoryError:
        log.exception("job %s", request.job)
        yield Failed(request.job, "There is not enough memory for this speech model.")
    except (OSError, RuntimeError, ValueError, ArithmeticError, LookupError, TypeError) as error:
        # A defect must cost one job, not the worker: the log has the traceback.
        log.exception("job %s", request.job)
        yield Failed(request.job, f"The aligner failed unexpectedly ({type(error).__name__}).")


def main() -> int:
    """Run the worker on the standard streams. Returns the exit code."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s"
    )
    output = sys.stdout
    # Libraries that print must not garble the protocol.
    sys.stdout = sys.stderr
    for stream in (sys.stdin, output):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]

    def send(event: Event) -> None:
        output.write(dump_event(event) + "\n")
        output.flush()

    from editor.alignment.pipeline import LocalAligner

    inbox = Inbox()
    Thread(target=inbox.read, args=(sys.stdin,), daemon=True).start()
    try:
        serve(LocalAligner(), inbox, send)
    except BrokenPipeError:
        # The parent is gone, and the reading thread may hang in its pipe: leave without clean-up.
        os._exit(1)
    return 0
