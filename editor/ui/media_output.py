"""Qt Multimedia behind a narrow door: one file, one sound output, and words for what goes wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, QUrl, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtMultimedia import QMediaPlayer

NO_DEVICE = (
    "No sound output was found, so playback is silent: connect one and it is used at once; "
    "editing works without it."
)


def warm_up() -> None:
    """Load Qt Multimedia and find the sound outputs, in any thread, so that nobody waits for it.

    That takes a tenth of a second, most of it outside Python. Elsewhere than on Linux, where the
    system's sound belongs to the thread that asked for it first, only the loading is done here.
    """
    # Its chatter about optional libraries and file headers is no news to the user.
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    from PySide6.QtMultimedia import QMediaDevices

    if sys.platform == "linux":
        QMediaDevices.defaultAudioOutput()


class MediaOutput(QObject):
    """A file on its way to the loudspeaker. Positions are ms of the file.

    `reported(int)` is a measured position, coarse and a little late; `ended()` comes at the end of
    the file, `duration_changed(int)` when the length is known. `failed(str)` says in a sentence for
    the user why nothing plays, `warned(str)` why what plays is not heard. Making this takes
    about 0.1 s, or 5 ms after `warm_up`.
    """

    reported = Signal(int)
    ended = Signal()
    duration_changed = Signal(int)
    failed = Signal(str)
    warned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        warm_up()
        from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

        self._setting = False
        self._told_no_device = False
        self._name = ""
        self._media = QMediaPlayer(self)
        self._output = QAudioOutput(self)
        self._devices = QMediaDevices(self)
        self._media.setAudioOutput(self._output)
        self._media.setPitchCompensation(True)
        self._media.positionChanged.connect(self._position_changed)
        self._media.durationChanged.connect(self._duration_changed)
        self._media.mediaStatusChanged.connect(self._status_changed)
        self._media.errorOccurred.connect(self._error)
        self._devices.audioOutputsChanged.connect(self._devices_changed)

    def open(self, path: Path | None) -> None:
        """Take this file and stand at its beginning, with the sound output open and waiting."""
        self._name = path.name if path else ""
        if path is None or not path.is_file():
            self._media.setSource(QUrl())
            if path is not None:
                self.failed.emit(f"The sound file {path} is gone: locate it to play the episode.")
            return
        self._media.setSource(QUrl.fromLocalFile(str(path.absolute())))
        self._media.pause()

    def close(self) -> None:
        """Let go of the file and of the sound output."""
        self._media.stop()
        self._media.setSource(QUrl())

    @property
    def position(self) -> int:
        """Where the player stands by its own account."""
        return self._media.position()

    def play(self) -> None:
        """Play on, silently where there is no sound output."""
        if self._output.device().isNull() and not self._told_no_device:
            self._told_no_device = True
            self.warned.emit(NO_DEVICE)
        self._media.play()

    def pause(self) -> None:
        """Stand still."""
        self._media.pause()

    def go(self, position: int) -> None:
        """Play on, or stand, at `position`."""
        self._setting = True  # Qt reports the wish at once, which is no measurement
        self._media.setPosition(position)
        self._setting = False

    def set_rate(self, rate: float) -> None:
        """Play at this speed with the pitch kept."""
        self._media.setPlaybackRate(rate)

    def set_volume(self, volume: float) -> None:
        """Play this loud: 0 to 1."""
        self._output.setVolume(volume)

    def _position_changed(self, position: int) -> None:
        if not self._setting:
            self.reported.emit(position)

    def _duration_changed(self, duration: int) -> None:
        self.duration_changed.emit(duration)  # theirs counts in 64 bits, ours in 32: 24 days

    def _status_changed(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == status.EndOfMedia:
            self.ended.emit()

    def _error(self, _error: QMediaPlayer.Error, detail: str) -> None:
        reason = detail.strip().rstrip(".") or "the sound output gave up"
        self.failed.emit(f"{self._name or 'The episode'} cannot be played: {reason}.")

    def _devices_changed(self) -> None:
        """Follow the system's choice when an output comes or goes."""
        default = self._devices.defaultAudioOutput()
        if self._output.device() != default:
            self._output.setDevice(default)
            self._told_no_device = self._told_no_device and default.isNull()
