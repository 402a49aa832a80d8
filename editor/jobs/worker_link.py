"""The aligner's child process: `QProcess` on one side, JSON lines on the other.

A child process, because nothing can interrupt a call into the speech library: ending the process
is the only sure way to stop, it gives the memory back, and a native crash takes no work with it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal
from shiboken6 import isValid

from editor.alignment.command import worker_command as worker_command
from editor.alignment.command import worker_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.alignment.aligner import Request

log = logging.getLogger(__name__)

LONGEST_LINE = 64 * 2**20
"""Bytes without a line end after which the child is taken to write garbage."""

_KILLED = 9
"""The signal by which Linux and macOS end a program for want of memory; Qt gives it as the code."""
_OUT_OF_MEMORY = {_KILLED, 128 + _KILLED, -1073741801}
"""The last is STATUS_NO_MEMORY of Windows."""


class WorkerLink(QObject):
    """Starts the child when it is needed, sends requests, and reports events.

    Signals:
        received: An `editor.alignment.aligner.Event`.
        lost: The child ended without being asked to; a sentence about how.
    """

    received = Signal(object)
    lost = Signal(str)

    def __init__(self, command: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command) or worker_command()
        self._process: QProcess | None = None
        self._rest = b""
        self._ending: list[QProcess] = []

    @property
    def running(self) -> bool:
        """Whether there is a child."""
        return self._process is not None

    def send(self, request: Request) -> None:
        """Hand over a request, starting the child if there is none."""
        from editor.alignment import wire  # not before there is something to align

        process = self._process or self._start()
        process.write(wire.dump_request(request).encode() + b"\n")

    def kill(self) -> None:
        """End the child at once; nothing more is heard of it."""
        process, self._process = self._process, None
        if process is None:
            return
        self._rest = b""
        if process.state() == QProcess.ProcessState.NotRunning:
            process.deleteLater()
            return
        # Its end takes a tenth of a second and more, for which nobody waits.
        process.finished.connect(process.deleteLater)
        self._ending = [other for other in self._ending if isValid(other)]
        self._ending.append(process)
        process.kill()

    def settle(self) -> None:
        """Wait for children that were ended to be gone; before the program ends."""
        for process in self._ending:
            if isValid(process):
                process.waitForFinished(2000)
        self._ending.clear()

    def _start(self) -> QProcess:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in worker_environment().items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._log)
        # What a child says after it was ended concerns nobody.
        process.finished.connect(lambda *how: self._finished(*how) if self._is(process) else None)
        process.errorOccurred.connect(lambda e: self._failed(e) if self._is(process) else None)
        self._process = process
        process.start(self._command[0], list(self._command[1:]))
        return process

    def _is(self, process: QProcess) -> bool:
        return self._process is process

    def _read(self) -> None:
        process = self._process
        if process is None:
            return
        *lines, self._rest = (self._rest + bytes(process.readAllStandardOutput().data())).split(
            b"\n"
        )
        if len(self._rest) > LONGEST_LINE:
            self._lose("it sent something that is no answer")
            return
        for line in lines:
            self._take(line)
            if self._process is not process:
                return  # a listener ended it

    def _take(self, line: bytes) -> None:
        if not line.strip():
            return
        from editor.alignment import wire

        try:
            event = wire.load_event(line.decode("utf-8", "replace"))
        except wire.WireError as error:
            # Libraries print to stdout now and then; one odd line is no reason to stop.
            log.warning("the aligner sent an odd line: %s", error)
            return
        self.received.emit(event)

    def _log(self) -> None:
        if self._process:
            output = bytes(self._process.readAllStandardError().data())
            for line in output.decode(errors="replace").splitlines():
                log.info("aligner: %s", line)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        crashed = status is QProcess.ExitStatus.CrashExit
        if code in _OUT_OF_MEMORY and (crashed or code != _KILLED):
            self._lose("the system ended it, most likely because memory ran out")
        else:
            self._lose("it crashed" if crashed else f"it ended with code {code}")

    def _failed(self, error: QProcess.ProcessError) -> None:
        # A crash is reported by `finished` too; a failed start is not.
        if error is QProcess.ProcessError.FailedToStart:
            self._lose("it could not be started")

    def _lose(self, how: str) -> None:
        self._read_rest()
        if self._process is not None:
            self.kill()
            self.lost.emit(f"The aligner stopped: {how}.")

    def _read_rest(self) -> None:
        if self._process and self._process.bytesAvailable() and len(self._rest) <= LONGEST_LINE:
            self._read()
