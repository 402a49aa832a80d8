"""A real sound device without a loudspeaker: PulseAudio with a null sink, and an ear on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

EAR_RATE = 48_000
_SINK = "proofcast"


@dataclass
class Ear:
    """Records what the null sink plays. Times are seconds of `time.monotonic`."""

    process: subprocess.Popen[bytes]
    _blocks: list[tuple[float, bytes]] = field(default_factory=list)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen, in a thread."""
        self._thread = threading.Thread(target=self._listen, name="ear")
        self._thread.start()

    def stop(self) -> None:
        """Listen no more."""
        self.process.terminate()
        self.process.wait(5)
        if self._thread is not None:
            self._thread.join(5)
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _listen(self) -> None:
        while block := self.process.stdout.read1(4096):  # type: ignore[union-attr]
            self._blocks.append((time.monotonic(), block))

    def heard(self) -> tuple[float, npt.NDArray[np.int16]]:
        """When the first sample was heard, and the samples: int16, shaped (frames,).

        A block arrives at the earliest when its last sample has been heard, so the quickest
        blocks say how samples and clock belong together.
        """
        blocks = list(self._blocks)
        counts = np.cumsum([len(block) // 2 for _, block in blocks])
        arrivals = np.array([at for at, _ in blocks])
        begun = float(np.percentile(arrivals - counts / EAR_RATE, 2)) if blocks else 0.0
        return begun, np.frombuffer(b"".join(block for _, block in blocks), np.int16)

    def onsets(self, threshold: int = 5000, gap_s: float = 0.1) -> npt.NDArray[np.float64]:
        """When each sound over `threshold` began, after at least `gap_s` of quiet."""
        begun, samples = self.heard()
        loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > threshold)
        if not len(loud):
            return np.zeros(0)
        first = np.r_[True, np.diff(loud) > gap_s * EAR_RATE]
        return begun + loud[first] / EAR_RATE


@dataclass
class SoundSink:
    """A running null sink."""

    environment: dict[str, str]

    def listen(self) -> Ear:
        """Start to record; `stop` the ear afterwards."""
        command = [
            "parec",
            f"--device={_SINK}.monitor",
            "--format=s16le",
            f"--rate={EAR_RATE}",
            "--channels=1",
            "--latency-msec=10",
            "--raw",
        ]
        ear = Ear(subprocess.Popen(command, stdout=subprocess.PIPE, env=self.environment))
        ear.start()
        return ear


def _run_pulseaudio(folder: Path) -> tuple[subprocess.Popen[bytes], dict[str, str]]:
    socket = folder / "native"
    environment = dict(os.environ)
    for name in ("HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH", "PULSE_STATE_PATH"):
        environment[name] = str(folder)
    environment["PULSE_SERVER"] = f"unix:{socket}"
    command = [
        "pulseaudio",
        "-n",
        "--daemonize=no",
        "--exit-idle-time=600",  # ends by itself if the test run is killed
        "--use-pid-file=no",
        f"--load=module-null-sink sink_name={_SINK} rate={EAR_RATE} channels=2",
        f"--load=module-native-protocol-unix auth-anonymous=1 socket={socket}",
    ]
    log = (folder / "log").open("wb")
    with log:
        server = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
    pause = threading.Event()
    for _ in range(500):
        if socket.exists() or server.poll() is not None:
            break
        pause.wait(0.02)
    if not socket.exists():
        server.kill()
        raise RuntimeError(f"pulseaudio did not start: {(folder / 'log').read_text()[-500:]}")
    return server, environment


def installed() -> bool:
    """Whether there is a sound server to start and a program to listen with."""
    return all(shutil.which(name) for name in ("pulseaudio", "parec"))


@contextmanager
def running_sink() -> Iterator[SoundSink]:
    """A null sink that this process's Qt plays to, if Qt has not looked for sound outputs yet."""
    folder = Path(tempfile.mkdtemp(prefix="proofcast-sound-"))
    server, environment = _run_pulseaudio(folder)
    before = os.environ.get("PULSE_SERVER")
    os.environ["PULSE_SERVER"] = environment["PULSE_SERVER"]
    try:
        yield SoundSink(environment)
    finally:
        os.environ.pop("PULSE_SERVER")
        if before is not None:
            os.environ["PULSE_SERVER"] = before
        server.terminate()
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
