"""Speakers proposed by voice, in the real window with real keys."""

from __future__ import annotations

import wave

import pytest
from made_voices import Talk
from notation import picture
from PySide6.QtWidgets import QLabel, QPushButton
from window_lab import ALT, CTRL, SHIFT, Key, press

from editor.media.fingerprint import fingerprint
from editor.storage.media_link import MediaReference
from editor.storage.project import Project
from editor.transcript.patch import Caret


class Lab:
    def __init__(self, qtbot, made, tmp_path, talk: Talk) -> None:
        sound = tmp_path / "talk.wav"
        samples = talk.sound.samples
        with wave.open(str(sound), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(samples.astype("<i2").tobytes())
        path = tmp_path / "talk.proofcast"
        media = MediaReference(sound, fingerprint(sound), len(samples) // 16)
        Project.create(path, talk.document, media=media).close()
        made.workspace.open_project(path)
        qtbot.waitUntil(lambda: made.window.desk.has_audio, timeout=20_000)
        self.qtbot, self.window, self.page = qtbot, made.window, made.window.page
        qtbot.waitUntil(made.window.isActiveWindow)
        self.page.view.setFocus()
        qtbot.waitUntil(made.window.actions_["voices.propose"].isEnabled)

    @property
    def review(self):
        return self.window.desk.review

    @property
    def speakers(self) -> str:
        text = picture(self.window.desk.session.document)
        return "".join(turn.strip()[0] for turn in text.split(" | "))

    def propose(self) -> None:
        press(Key.Key_F6, SHIFT)
        self.qtbot.waitUntil(lambda: bool(self.review.voices.open), timeout=20_000)
        self.qtbot.waitUntil(self.window.actions_["voices.next"].isEnabled)


def talk() -> Talk:
    both = Talk().say("A" * 10, "A").say("B" * 10, "B").say("A" * 10, "A").say("B" * 10, "B")
    return both.say("A" * 6).say("B" * 6).say("A" * 6)


@pytest.fixture
def lab(qtbot, program, tmp_path):
    return lambda voices=None: Lab(qtbot, program(), tmp_path, voices or talk())


def test_one_key_proposes_one_accepts_each_and_it_goes_on(lab):
    it = lab()
    assert it.speakers == "ABAB???"
    it.propose()
    assert it.page.view.gutter.proposed(4)[0].name == "A"
    press(Key.Key_F6, CTRL)
    assert it.page.view.caret() == Caret(4, 0)
    press(Key.Key_W, ALT)
    assert it.speakers == "ABABA??"
    assert it.page.view.caret() == Caret(5, 0)
    press(Key.Key_W, ALT | SHIFT)
    assert it.speakers == "ABABA??"
    assert it.page.view.gutter.proposed(5) is None
    assert it.page.view.caret() == Caret(6, 0)
    press(Key.Key_W, ALT)
    assert it.speakers == "ABABA?A"
    assert not it.review.voices.open


def test_all_at_once_is_one_step(lab, qtbot):
    it = lab()
    it.propose()
    press(Key.Key_F6, CTRL | SHIFT)
    assert it.speakers == "ABABABA"
    qtbot.waitUntil(it.window.actions_["edit.undo"].isEnabled)
    press(Key.Key_Z, CTRL)
    assert it.speakers == "ABAB???"
    assert len(it.review.voices.open) == 3


def test_the_panel_says_what_is_proposed(lab, qtbot):
    it = lab()
    strip = it.page.speakers.voices
    it.page.show_speakers()
    assert "by their voice" in strip.findChild(QLabel).text()
    shown = lambda: [b.text() for b in strip.findChildren(QPushButton) if b.isVisible()]  # noqa: E731
    assert shown() == ["Propose by voice", "Next"]
    it.page.view.setFocus()
    it.propose()
    qtbot.waitUntil(lambda: len(shown()) == 5)
    assert strip.findChild(QLabel).text().startswith("Speakers are proposed for 3 turns")
    spots = [y for y in range(600) if it.page.view.gutter.spot_at(_point(130, y)) == (4, "speaker")]
    if spots:
        assert "Alt+W accepts" in it.page.view.gutter.tip_at(_point(130, spots[0]))


def test_a_turn_with_two_voices_is_a_doubt_that_f8_finds(lab, qtbot):
    both = talk().say("A" * 6 + "B" * 6)
    it = lab(both)
    it.propose()
    it.page.view.set_caret(Caret(6, 0))
    press(Key.Key_F8)
    assert it.page.view.caret() == Caret(7, 30)
    press(Key.Key_Return, ALT)
    assert it.speakers == "ABAB????B"


def test_without_two_known_voices_it_says_what_to_do(lab, qtbot):
    it = lab(Talk().say("A" * 8, "A").say("B" * 8))
    it.window.messages.clear()  # this program has no model, and says so
    press(Key.Key_F6, SHIFT)
    wanted = "Name the speakers of a few turns first"
    qtbot.waitUntil(lambda: it.window.messages.sentence.startswith(wanted))


def test_what_was_found_in_a_closed_episode_goes_nowhere(lab, qtbot):
    it = lab()
    press(Key.Key_F6, SHIFT)
    press(Key.Key_W, CTRL)
    qtbot.waitUntil(lambda: not it.window.desk.has_episode)
    qtbot.waitUntil(lambda: not it.window._workspace.background.busy)


def _point(x, y):
    from PySide6.QtCore import QPointF

    return QPointF(x, y)
