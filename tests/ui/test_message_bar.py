"""Which message shows when. Time passes by letting the timer fire, never by waiting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget
from window_lab import click

from editor.ui.message_bar import SHORTEST_MS, MessageBar
from editor.ui.theme import DARK, LIGHT


@pytest.fixture
def bar(qtbot) -> MessageBar:
    window = QWidget()
    bar = MessageBar(LIGHT)
    layout = QVBoxLayout(window)
    layout.addStretch(1)
    layout.addWidget(bar)
    qtbot.addWidget(window)
    window.resize(600, 200)
    window.show()
    qtbot.waitExposed(window)
    yield bar
    bar.clear()


def timer(bar: MessageBar) -> QTimer:
    return bar.findChild(QTimer)


def time_passes(bar: MessageBar) -> None:
    assert timer(bar).isActive(), "nothing passes"
    timer(bar).stop()
    timer(bar).timeout.emit()


def close_button(bar: MessageBar) -> QToolButton:
    return bar.findChild(QToolButton)


def test_an_answer_goes_after_the_time_it_takes_to_read_it(bar):
    bar.say("Short.")
    assert bar.isVisible()
    assert timer(bar).interval() == SHORTEST_MS
    bar.say("A long sentence " * 12)
    assert timer(bar).interval() > SHORTEST_MS
    time_passes(bar)
    assert not bar.isVisible()
    assert not bar.sentence


def test_a_newer_answer_takes_the_place_of_an_older_one(bar):
    for speed in ("1.05", "1.10", "1.15"):
        bar.say(f"Speed {speed}×")
    assert bar.sentence == "Speed 1.15×"
    time_passes(bar)
    assert not bar.isVisible()


def test_a_lasting_message_stays_until_it_is_closed(bar):
    bar.say("It failed.", lasting=True)
    assert not timer(bar).isActive()
    click(close_button(bar))
    assert not bar.isVisible()


def test_an_answer_shows_over_a_lasting_message_which_then_comes_back(bar):
    bar.say("It failed.", lasting=True)
    bar.say("Speed 1.05×")
    assert bar.sentence == "Speed 1.05×"
    time_passes(bar)
    assert bar.sentence == "It failed."
    assert not timer(bar).isActive()


def test_notes_wait_for_each_other(bar):
    for sentence in ("One.", "Two.", "Three."):
        bar.note(sentence)
    seen = []
    for _ in range(3):
        seen.append(bar.sentence)
        time_passes(bar)
    assert seen == ["One.", "Two.", "Three."]
    assert not bar.isVisible()


def test_a_note_that_an_answer_interrupts_comes_back(bar):
    bar.note("Two lines were left out.")
    bar.say("Speed 1.05×")
    time_passes(bar)
    assert bar.sentence == "Two lines were left out."


def test_a_failure_waits_for_no_answer_but_gives_notes_their_time(bar):
    bar.say("Speed 1.05×")
    bar.say("It failed.", lasting=True)
    assert bar.sentence == "It failed."
    bar.note("Two lines were left out.")
    assert bar.sentence == "It failed."
    time_passes(bar)
    assert bar.sentence == "Two lines were left out."
    time_passes(bar)
    assert bar.sentence == "It failed."


def test_failures_wait_for_each_other(bar):
    bar.say("First.", lasting=True)
    bar.say("Second.", lasting=True)
    bar.say("Second.", lasting=True)
    assert bar.sentence == "First."
    click(close_button(bar))
    assert bar.sentence == "Second."
    click(close_button(bar))
    assert not bar.isVisible()


def test_the_button_does_its_thing_and_closes_the_message(bar):
    done = []
    bar.say("The audio is missing.", lasting=True, button="Locate…", then=lambda: done.append(1))
    button = bar.findChild(QPushButton)
    assert button.text() == "Locate…"
    click(button)
    assert done == [1]
    assert not bar.isVisible()
    bar.say("Something else.")
    assert not button.isVisible()


def test_an_error_behind_the_button_is_said(bar):
    bar.say("Try it.", lasting=True, button="Try", then=lambda: 1 / 0)
    click(bar.findChild(QPushButton))
    assert "went wrong" in bar.sentence


def test_what_is_no_longer_true_is_withdrawn(bar):
    bar.say("The disk is full.", lasting=True, topic="saving")
    bar.say("The audio is missing.", lasting=True, topic="audio")
    bar.withdraw("saving")
    assert bar.sentence == "The audio is missing."
    bar.say("The audio has changed.", lasting=True, topic="audio")
    assert bar.sentence == "The audio has changed."
    bar.withdraw("audio")
    assert not bar.isVisible()


def test_markup_in_file_names_is_text_and_long_names_do_not_widen_the_window(bar):
    bar.say(f"“<b>{'x' * 400}</b>.mp3” is no audio.", lasting=True)
    assert bar.window().minimumSizeHint().width() < 600
    assert bar._label.textFormat() == Qt.TextFormat.PlainText


def test_it_says_to_screen_readers_what_it_shows_and_differs_by_more_than_colour(bar):
    bar.say("Done.")
    passing = bar._picture.pixmap().toImage()
    bar.say("It failed.", lasting=True)
    assert bar._label.accessibleName() == "It failed."
    assert bar._picture.pixmap().toImage() != passing
    bar.set_theme(DARK)
    assert bar.sentence == "It failed."
