"""Listening by key, in the whole window with real sound: what plays, and from where."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_main_window import Lab, give_times
from window_lab import ALT, CTRL, SHIFT, Key, focus, keys, press

if TYPE_CHECKING:
    from editor.ui.player import Player

SECONDS = 30
SLACK = 120
"""So many ms may be played while a key press is handled."""


@pytest.fixture
def talk(qtbot, program, tmp_path):
    """Half a minute of sound, 60 sentences of five words, a word every 100 ms."""
    with wave.open(str(tmp_path / "talk.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(256) * (SECONDS * 125))
    lines = [f"The kettle sings on{n} loudly." for n in range(60)]
    (tmp_path / "talk.txt").write_text("\n\n".join(lines))
    lab = Lab(qtbot, program).open(tmp_path / "talk.wav", tmp_path / "talk.txt")
    give_times(lab.episode.session)
    qtbot.waitUntil(lambda: lab.app.player.duration_ms > 0)
    lab.window.actions_.refresh_now()
    return lab


@pytest.fixture
def player(talk) -> Player:
    return talk.app.player


def plays(talk) -> None:
    talk.qtbot.waitUntil(lambda: talk.app.player.playing)


def hears(talk, ms: int) -> None:
    """Wait until so much more has been played."""
    begun = talk.app.player.position_ms
    talk.qtbot.waitUntil(lambda: talk.app.player.position_ms >= begun + ms)


def media(key: Key) -> None:
    """Press a media key; `keyClick` complains that it has no letter for it."""
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, focus(), key, "", Qt.KeyboardModifier.NoModifier, delay=-1
    )


def change(talk, **settings) -> None:
    talk.app.store.change(**settings)


def test_one_key_plays_and_pauses(talk, player):
    press(Key.Key_Space, CTRL)
    plays(talk)
    press(Key.Key_F4)
    assert not player.playing


def test_play_and_pause_are_commands_of_their_own(talk, player):
    for _ in range(2):
        media(Key.Key_MediaPlay)
        assert player.playing
    for _ in range(2):
        media(Key.Key_MediaPause)
        assert not player.playing


@pytest.mark.parametrize("step", [None, 0, 4000])
def test_going_on_steps_back(talk, player, step):
    if step is not None:
        change(talk, back_step_ms=step)
    player.seek(9000)
    press(Key.Key_Space, CTRL)
    assert 9000 <= player.position_ms < 9000 + SLACK
    hears(talk, 100)
    press(Key.Key_Space, CTRL)
    paused = player.position_ms
    press(Key.Key_Space, CTRL)
    expected = paused - (1500 if step is None else step)
    assert expected <= player.position_ms < expected + SLACK
    press(Key.Key_Space, CTRL)


def test_skips_are_three_and_ten_seconds_and_can_be_set(talk, player):
    player.seek(15_000)
    places = []
    for key, modifiers in (
        (Key.Key_Left, ALT), (Key.Key_Right, ALT),
        (Key.Key_Left, ALT | SHIFT), (Key.Key_Right, ALT | SHIFT),
    ):  # fmt: skip
        press(key, modifiers)
        places.append(player.position_ms)
    assert places == [12_000, 15_000, 5000, 15_000]
    change(talk, skip_short_ms=500)
    press(Key.Key_Left, ALT)
    assert player.position_ms == 14_500


def test_the_sentence_plays_again_and_again(talk, player):
    press(Key.Key_Down)
    press(Key.Key_L, CTRL)
    assert player.loop == (500, 980)
    hears(talk, 300)
    talk.qtbot.waitUntil(lambda: player.position_ms < 600)
    press(Key.Key_Space, CTRL)
    press(Key.Key_Space, CTRL)
    assert player.loop is None
    press(Key.Key_Space, CTRL)


def test_the_selection_plays_again_and_again(talk, player):
    for _ in range(2):
        press(Key.Key_Right, CTRL | SHIFT)
    press(Key.Key_L, CTRL)
    start, end = player.loop
    assert start == 0
    assert end < 480
    press(Key.Key_Space, CTRL)


def test_the_sentence_again_slower_and_at_the_usual_speed_afterwards(talk, player):
    press(Key.Key_Return, CTRL | SHIFT)
    assert (player.playing, player.rate) == (True, 0.75)
    assert player.position_ms < SLACK
    talk.qtbot.waitUntil(lambda: not player.playing)
    assert player.position_ms == 480
    assert player.rate == 1.0
    press(Key.Key_Space, CTRL | SHIFT)
    assert (player.playing, player.rate) == (True, 1.0)
    talk.qtbot.waitUntil(lambda: not player.playing)


def test_speed_goes_by_a_twentieth(talk, player):
    for _ in range(3):
        press(Key.Key_Minus, ALT)
    assert player.rate == 0.85
    press(Key.Key_Equal, ALT)
    assert player.rate == 0.9
    press(Key.Key_Backspace, ALT)
    assert player.rate == 1.0
    change(talk, speed=1.5)
    assert player.rate == 1.5


def test_a_pedal_plays_while_it_is_held(talk, player):
    up = QKeyEvent(QEvent.Type.KeyRelease, Key.Key_F13, Qt.KeyboardModifier.NoModifier)
    repeat = QKeyEvent(
        QEvent.Type.KeyRelease, Key.Key_F13, Qt.KeyboardModifier.NoModifier, "", True
    )
    talk.window.actions_["play.hold"].trigger()
    plays(talk)
    assert talk.window.listening.pedal.held
    QApplication.sendEvent(focus(), repeat)
    assert player.playing
    QApplication.sendEvent(focus(), up)
    assert not player.playing
    assert not talk.window.listening.pedal.held


def test_the_pedals_key_is_a_key_like_any_other(talk, player):
    press(Key.Key_F13)  # and lets it go
    assert not player.playing
    assert player.position_ms < 200


def test_a_pedal_held_while_the_window_is_left_lets_go(talk, player):
    talk.window.actions_["play.hold"].trigger()
    QApplication.sendEvent(talk.app.qt, QEvent(QEvent.Type.ApplicationDeactivate))
    assert not player.playing


def test_typing_does_not_pause_unless_asked(talk, player):
    press(Key.Key_Space, CTRL)
    keys("a")
    assert player.playing
    press(Key.Key_Space, CTRL)


def test_typing_pauses_and_goes_on_afterwards(talk, player):
    change(talk, pause_while_typing=True, typing_pause_ms=200)
    player.seek(5000)
    press(Key.Key_Space, CTRL)
    hears(talk, 100)
    keys("ab")
    assert not player.playing
    assert talk.window.listening.waiting
    plays(talk)
    assert not talk.window.listening.waiting
    press(Key.Key_Space, CTRL)
    keys("c")
    assert not talk.window.listening.waiting


def test_whoever_pauses_while_it_waits_stays_paused(talk, player):
    change(talk, pause_while_typing=True, typing_pause_ms=10_000)
    press(Key.Key_Space, CTRL)
    keys("a")
    media(Key.Key_MediaPause)
    assert not talk.window.listening.waiting


def test_a_snippet_that_typing_ended_does_not_go_on(talk, player):
    change(talk, pause_while_typing=True, typing_pause_ms=200)
    press(Key.Key_Return, CTRL | SHIFT)
    keys("a")
    assert not player.playing
    assert not talk.window.listening.waiting


def test_the_caret_goes_to_the_spoken_word_on_pause(talk, player):
    player.seek(2640)
    press(Key.Key_Space, CTRL)
    hears(talk, 40)
    press(Key.Key_Space, CTRL)
    assert talk.view.caret_place().turn == player.position_ms // 500
    assert talk.view.caret().anchor is None
    change(talk, caret_on_pause=False)
    before = talk.view.caret()
    player.seek(8000)
    press(Key.Key_Space, CTRL)
    hears(talk, 40)
    press(Key.Key_Space, CTRL)
    assert talk.view.caret() == before


def test_following_yields_to_the_arrow_keys_and_comes_back_by_key(talk, player):
    player.seek(20_000)
    press(Key.Key_Space, CTRL)
    hears(talk, 60)
    assert talk.view.following
    press(Key.Key_Home, CTRL)
    assert not talk.view.following
    top = talk.view.verticalScrollBar().value()
    hears(talk, 200)
    assert talk.view.verticalScrollBar().value() == top
    press(Key.Key_J, CTRL)
    assert talk.view.following
    talk.qtbot.waitUntil(lambda: talk.view.verticalScrollBar().value() > top)
    press(Key.Key_Home, CTRL)
    caret = talk.view.caret()
    press(Key.Key_Space, CTRL)
    assert talk.view.caret() == caret, "whoever is elsewhere stays there"


def test_what_was_heard_is_remembered_and_shown(talk, player, program, qtbot):
    waves = talk.window.page.waveforms
    player.seek(3000)
    press(Key.Key_Space, CTRL)
    qtbot.waitUntil(lambda: player.position_ms > 4000)
    press(Key.Key_Space, CTRL)
    (heard,) = waves.heard
    assert heard[0] < 3200
    assert heard[1] > 3800
    overview = waves.overview
    image = overview.grab().toImage()
    y = overview.height() // 2
    inks = [
        {image.pixelColor(round(overview.x_of(ms)), row).name() for row in range(y - 12, y + 12)}
        for ms in (heard[0] + 300, heard[1] + 3000)
    ]
    assert overview.theme.wave_heard in inks[0]
    assert overview.theme.wave_heard not in inks[1]
    path = talk.episode.project.path
    talk.window.close()
    again = Lab(qtbot, program).open(path)
    assert again.window.page.waveforms.heard == (heard,)


def test_device_delay_and_motion_follow_the_settings(talk, player):
    change(talk, extra_latency_ms=180, motion="reduced")
    assert player.extra_latency_ms == 180
    bar = talk.view.verticalScrollBar()
    player.seek(25_000)
    press(Key.Key_J, CTRL)
    talk.view.show_word(talk.view.lit_word())
    assert bar.value() > 0
