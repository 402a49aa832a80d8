"""The transport's rules, with a stand-in for the sound output that is under the test's control.

What the real one does is checked by ear in `test_player_sound.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import wave

import pytest
from PySide6.QtCore import QObject, Signal

from editor.ui.media_output import NO_DEVICE
from editor.ui.player import FASTEST, SLOWEST, Player


class Desk(QObject):
    """A sound output that writes down what it is told."""

    reported = Signal(int)
    ended = Signal()
    duration_changed = Signal(int)
    failed = Signal(str)
    warned = Signal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.told = []
        self.position = 0

    def go(self, position):
        self.position = position
        self.told.append(("go", position))

    def open(self, path):
        self.told.append(("open", path and path.name))
        if path:
            self.duration_changed.emit(60_000)

    def __getattr__(self, name):
        if name not in ("play", "pause", "close", "set_rate", "set_volume"):
            raise AttributeError(name)
        return lambda *values: self.told.append((name, *values))


class Booth:
    """A player, its desk and its clock."""

    def __init__(self, folder):
        self.now = 0.0
        self.desks = []
        self.file = folder / "playback.wav"
        self.file.write_bytes(b"")
        self.player = Player(clock=lambda: self.now, latency=lambda *_: 0.0, output=self._desk)
        self.states, self.positions = [], []
        self.player.state_changed.connect(self.states.append)
        self.player.position_changed.connect(self.positions.append)

    def _desk(self, parent):
        self.desks.append(Desk(parent))
        return self.desks[-1]

    @property
    def desk(self):
        return self.desks[0]

    def listen(self, seconds):
        """Time passes, with a report every 50 ms and a tick every 10."""
        for step in range(round(seconds * 100)):
            self.now += 0.01
            if step % 5 == 0 and self.player.playing:
                self.desk.reported.emit(self.player.position_ms)
            if self.player.playing:
                self.player._timer.timeout.emit()


@pytest.fixture
def booth(qapp, tmp_path):
    made = Booth(tmp_path)
    yield made
    made.player.close()


@pytest.fixture
def loaded(booth):
    booth.player.load(booth.file)
    booth.player.prepare()
    return booth


def test_nothing_is_opened_before_it_is_needed(booth):
    booth.player.load(booth.file)
    booth.player.set_rate(1.5)
    booth.player.seek(4000)
    assert booth.desks == []
    booth.player.play()
    assert booth.desk.told == [
        ("set_rate", 1.5),
        ("open", "playback.wav"),
        ("go", 4000),
        ("play",),
    ]


def test_building_a_player_does_not_import_qt_multimedia():
    code = (
        "import sys; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]);"
        "from editor.ui.player import Player; Player();"
        "print('PySide6.QtMultimedia' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_without_a_file_play_does_nothing(booth):
    booth.player.play()
    booth.player.toggle()
    assert not booth.player.playing
    assert booth.desks == []
    assert not booth.player.prepare()


def test_it_plays_pauses_and_tells(loaded):
    loaded.player.play()
    loaded.listen(2)
    loaded.player.pause()
    assert loaded.states == [True, False]
    assert loaded.player.position_ms == pytest.approx(2000, abs=20)
    assert loaded.positions == sorted(loaded.positions)
    assert loaded.desk.told[-2:] == [("pause",), ("go", loaded.player.position_ms)]
    assert not loaded.player._timer.isActive()


def test_playing_on_steps_back_a_little(loaded):
    loaded.player.seek(10_000)
    loaded.player.play()
    loaded.listen(2)
    loaded.player.toggle()
    loaded.player.toggle()
    assert loaded.player.position_ms == pytest.approx(10_500, abs=20)


def test_after_a_seek_it_plays_from_exactly_there(loaded):
    loaded.player.play()
    loaded.listen(5)
    loaded.player.pause()
    loaded.player.seek(20_000)
    loaded.player.play()
    assert loaded.player.position_ms == 20_000
    assert ("go", 20_000) in loaded.desk.told


def test_stepping_back_can_be_switched_off_and_stops_at_the_beginning(loaded):
    loaded.player.play()
    loaded.listen(1)
    loaded.player.pause()
    loaded.player.play()
    assert loaded.player.position_ms == 0
    loaded.listen(3)
    loaded.player.pause()
    loaded.player.resume_back_ms = 0
    loaded.player.play()
    assert loaded.player.position_ms == pytest.approx(3000, abs=20)


def test_a_seek_stays_inside_the_file(loaded):
    loaded.player.seek(-5)
    assert loaded.player.position_ms == 0
    loaded.player.seek(70_000)
    assert loaded.player.position_ms == 60_000
    loaded.player.skip(-10_000)
    assert loaded.player.position_ms == 50_000


def test_a_snippet_stops_at_its_end(loaded):
    loaded.player.play_snippet(5000, 6000)
    loaded.listen(3)
    assert not loaded.player.playing
    assert loaded.player.position_ms == 6000
    assert loaded.desk.told[-1] == ("go", 6000)


def test_a_slow_snippet_leaves_the_speed_as_it_was(loaded):
    loaded.player.set_rate(1.5)
    loaded.player.play_snippet(5000, 6000, rate=0.75)
    assert loaded.player.rate == 0.75
    loaded.player.play_snippet(5000, 6000, rate=0.75)
    loaded.listen(3)
    assert not loaded.player.playing
    assert loaded.player.rate == 1.5


def test_a_speed_chosen_during_a_slow_snippet_stays(loaded):
    loaded.player.play_snippet(5000, 6000, rate=0.75)
    loaded.player.set_rate(0.8)
    loaded.player.pause()
    assert loaded.player.rate == 0.8


def test_play_after_a_snippet_plays_past_its_end(loaded):
    loaded.player.play_snippet(5000, 6000)
    loaded.listen(0.5)
    loaded.player.stop_at(None)
    loaded.listen(2)
    assert loaded.player.playing
    assert loaded.player.position_ms > 6500


def test_a_loop_comes_round_until_it_is_cleared(loaded):
    loaded.player.set_loop(10_000, 11_000)
    assert loaded.player.position_ms == 10_000
    loaded.player.play()
    loaded.listen(3.5)
    assert loaded.desk.told.count(("go", 10_000)) >= 3
    assert 10_000 <= loaded.player.position_ms <= 11_020
    loaded.player.clear_loop()
    loaded.listen(2)
    assert loaded.player.position_ms > 11_020
    assert loaded.player.loop is None


def test_a_loop_holds_even_at_the_end_of_the_file(loaded):
    loaded.player.set_loop(59_000, 61_000)
    loaded.player.play()
    loaded.desk.ended.emit()
    assert loaded.player.playing
    assert loaded.player.position_ms == 59_000


def test_an_empty_loop_is_refused(loaded):
    with pytest.raises(ValueError, match="end after it starts"):
        loaded.player.set_loop(2000, 2000)


def test_the_end_of_the_file_stops_and_play_begins_again(loaded):
    loaded.player.seek(59_500)
    loaded.player.play()
    loaded.desk.ended.emit()
    assert not loaded.player.playing
    assert loaded.player.position_ms == 60_000
    loaded.player.play()
    assert loaded.player.position_ms == 0


def test_rates_go_in_steps_between_the_limits(loaded, qtbot):
    with qtbot.waitSignal(loaded.player.rate_changed) as heard:
        loaded.player.set_rate(1.2345)
    assert heard.args == [1.25]
    loaded.player.set_rate(9)
    assert loaded.player.rate == FASTEST
    loaded.player.set_rate(0)
    assert loaded.player.rate == SLOWEST
    assert loaded.desk.told[-3:] == [("set_rate", 1.25), ("set_rate", 2.5), ("set_rate", 0.5)]


def test_the_position_runs_at_the_rate(loaded):
    loaded.player.set_rate(2.0)
    loaded.player.play()
    loaded.listen(2)
    assert loaded.player.position_ms == pytest.approx(4000, abs=30)


def test_another_file_starts_at_its_beginning_and_stands(loaded):
    loaded.player.set_loop(1000, 2000)
    loaded.player.play()
    loaded.listen(0.5)
    loaded.player.load(None)
    assert not loaded.player.playing
    assert loaded.player.position_ms == 0
    assert loaded.player.loop is None
    assert loaded.player.duration_ms == 0
    loaded.player.play()
    assert not loaded.player.playing


def test_a_failure_stops_the_clock_and_a_warning_does_not(loaded):
    heard = []
    loaded.player.failed.connect(heard.append)
    loaded.player.play()
    loaded.desk.warned.emit("No sound output was found.")
    assert loaded.player.playing
    loaded.desk.failed.emit("It cannot be played.")
    assert not loaded.player.playing
    assert loaded.states == [True, False]
    assert heard == ["No sound output was found.", "It cannot be played."]


_CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from editor.ui.player import Player
app = QApplication([])
player = Player(resume_back_ms=0)
player.failed.connect(lambda sentence: print("FAILED", sentence, flush=True))
def moved(ms):
    if ms > 400 and player.playing:
        print("MOVED", flush=True)
        finish()
def finish():
    player.close()
    app.quit()
player.position_changed.connect(moved)
QTimer.singleShot(8000, lambda: app.exit(3))
player.load(Path(sys.argv[1]))
player.play()
if sys.argv[2] == "quit-on-failure":
    QTimer.singleShot(300, finish)
sys.exit(app.exec())
"""


def play_in_child(path, how="play"):
    """Play in a process that has no sound device; return its lines on stdout, and its stderr."""
    environment = {**os.environ, "PULSE_SERVER": "unix:/nowhere", "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path), how],
        capture_output=True,
        text=True,
        env=environment,
        timeout=30,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout.splitlines(), run.stderr


def silence(path, seconds=5):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(bytes(2 * 48_000 * seconds))
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot be robbed of sound")
def test_without_a_sound_device_it_says_so_once_and_plays_in_silence(tmp_path):
    lines, _ = play_in_child(silence(tmp_path / "playback.wav"))
    assert lines == [f"FAILED {NO_DEVICE}", "MOVED"]


def test_a_file_that_is_gone_or_broken_is_one_sentence(tmp_path):
    lines, stderr = play_in_child(tmp_path / "gone.wav", "quit-on-failure")
    said = [line for line in lines if NO_DEVICE not in line]
    assert said == [f"FAILED The sound file {tmp_path / 'gone.wav'} is gone: locate it to play the "
                    "episode."]  # fmt: skip
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"this is no sound at all" * 100)
    lines, stderr = play_in_child(broken, "quit-on-failure")
    said = [line for line in lines if NO_DEVICE not in line]
    assert len(said) == 1
    assert said[0].startswith("FAILED broken.wav cannot be played: ")
    assert "Traceback" not in stderr
