"""Decoding in a child process: the real one, and ones that do what they should not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from editor.jobs.decoding import decode
from editor.media.episode import prepare
from editor.media.errors import MediaCancelledError, MediaError
from editor.media.worker import work

SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "episode.mp3"


def never() -> bool:
    return False


def ignore(*_: object) -> None:
    pass


def child(script: str) -> tuple[str, ...]:
    return sys.executable, "-c", script


def test_the_child_gives_what_decoding_here_gives(tmp_path: Path) -> None:
    seen, waveforms = [], []
    told = decode(SAMPLE, tmp_path / "a", lambda *at: seen.append(at), never, waveforms.append)
    here = prepare(SAMPLE, tmp_path / "b")
    assert told.fingerprint == here.fingerprint
    assert told.playback.read_bytes() == here.playback.read_bytes()
    assert told.speech.read_bytes() == here.speech.read_bytes()
    assert seen[-1] == (here.info.duration_ms, here.info.duration_ms)
    lows, _ = here.peaks.levels[0]
    for waveform in waveforms:
        so_far, _ = waveform.levels[0]
        assert np.array_equal(so_far, lows[: len(so_far)])


def test_what_is_in_the_cache_needs_no_child(tmp_path: Path) -> None:
    prepare(SAMPLE, tmp_path)
    waveforms = []
    found = decode(SAMPLE, tmp_path, ignore, never, waveforms.append, ["there is no such program"])
    assert waveforms == [found.peaks]


def test_the_waveform_is_told_in_parts_that_make_up_the_whole(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("editor.media.episode.TOLD_EVERY_S", 0)
    events: list[dict[str, object]] = []
    work(SAMPLE, tmp_path, events.append, never)
    assert sum("lows" in event for event in events) > 10
    assert any("done" in event for event in events)
    assert list(events[-1]) == ["ready"]


def test_a_bad_file_is_told_as_it_is_here(tmp_path: Path) -> None:
    bad = tmp_path / "talk.mp3"
    bad.write_bytes(b"this is no sound at all" * 100)
    with pytest.raises(MediaError) as here:
        prepare(bad, tmp_path / "cache")
    with pytest.raises(MediaError) as there:
        decode(bad, tmp_path / "cache", ignore, never, ignore)
    assert str(there.value) == str(here.value)


@pytest.mark.parametrize(
    ("script", "how"),
    [
        ("import sys; sys.stdin.readline(); sys.exit(3)", "ended with code 3"),
        ("import sys; print('no JSON'); print(7); sys.exit(0)", "ended with code 0"),
        pytest.param(
            "import os, sys; sys.stdin.readline(); os.abort()",
            "the decoder crashed",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="abort has another code"),
        ),
    ],
)
def test_a_child_that_crashes_is_one_sentence(tmp_path: Path, script: str, how: str) -> None:
    with pytest.raises(MediaError, match=how) as told:
        decode(SAMPLE, tmp_path, ignore, never, ignore, child(script))
    assert "episode.mp3" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_program_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="could not be started"):
        decode(SAMPLE, tmp_path, ignore, never, ignore, [str(tmp_path / "nothing")])


def test_a_child_that_hangs_is_ended(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("editor.jobs.decoding.STOP_S", 0.05)
    hangs = child("import threading; threading.Event().wait()")
    asked = []
    with pytest.raises(MediaCancelledError):
        decode(SAMPLE, tmp_path, ignore, lambda: bool(asked.append(1)) or len(asked) > 2, ignore,
               hangs)  # fmt: skip


def long_sound(path: Path) -> Path:
    """Ten minutes, so that there is time to stop the child."""
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
        file.writeframes(np.zeros(2 * 44_100 * 600, np.int16).tobytes())
    return path


def test_stopping_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    sound, begun = long_sound(tmp_path / "long.wav"), threading.Event()
    with pytest.raises(MediaCancelledError):
        decode(sound, tmp_path / "cache", lambda *_: begun.set(), begun.is_set, ignore)
    assert not list((tmp_path / "cache").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that ends a process at once")
def test_the_window_that_dies_takes_its_decoder_along(tmp_path: Path) -> None:
    """The child's input ends with the process that holds its other end."""
    script = (
        "import subprocess, sys, json\n"
        f"c = subprocess.Popen([sys.executable, '-m', 'editor', '--prepare-audio'],"
        f" cwd={str(Path(__file__).parents[2])!r}, stdin=subprocess.PIPE,"
        " stdout=subprocess.PIPE)\n"
        f"c.stdin.write(json.dumps(dict(path={str(long_sound(tmp_path / 'long.wav'))!r},"
        f" cache={str(tmp_path / 'cache')!r})).encode() + b'\\n')\n"
        "c.stdin.flush(); c.stdout.readline(); print(c.pid, flush=True)\n"
        "sys.stdin.readline()\n"
    )
    window = subprocess.Popen(
        child(script), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert window.stdout
    assert window.stdin
    decoder = int(window.stdout.readline())
    window.send_signal(signal.SIGKILL)
    window.wait()
    window.stdout.close()
    window.stdin.close()
    deadline = time.monotonic() + 20
    while alive(decoder) and time.monotonic() < deadline:
        threading.Event().wait(0.05)
    assert not alive(decoder)


def alive(pid: int) -> bool:
    """Whether it runs; what has ended and is not fetched by anybody does not."""
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
