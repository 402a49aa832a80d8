"""Re-timing for another cut, in the whole window."""

from __future__ import annotations

import sys
import wave
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QLineEdit
from window_lab import Modal, button, click, click_row, rows

from editor.alignment import child
from editor.alignment.models.resolve import ModelFolder, Origin
from editor.storage.media_link import MediaReference
from editor.storage.project import Project
from editor.transcript.document import Transcript, Turn, TurnId
from editor.transcript.words import Match, Timing, Word

RATE = 16_000
WORKER = Path(__file__).parents[1] / "cli" / "quick_worker.py"
TALK = (np.random.default_rng(7).standard_normal(RATE * 30) * 3000).astype(np.int16)
AD = (np.random.default_rng(8).standard_normal(RATE * 6) * 3000).astype(np.int16)


def save(path, *parts):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.concatenate(parts).astype("<i2").tobytes())
    return path


def words(text, start):
    return tuple(
        Word(word, start + 300 * n, start + 300 * n + 250, Timing.MEASURED, 90, None, Match.MATCHED)
        for n, word in enumerate(text.split())
    )


def chooser(name):
    def choose(dialog):
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(name))
        dialog.accept()

    return choose


class Lab:
    """The program with an open episode of 30 s: words at 2 s and at 20 s."""

    def __init__(self, qtbot, program, folder) -> None:
        self.qtbot, self.folder = qtbot, folder
        audio = save(folder / "show.wav", TALK)
        document = Transcript(
            (
                Turn(TurnId(1), None, words("one two three four five", 2000)),
                Turn(TurnId(2), None, words("six seven eight nine ten", 20_000)),
            )
        )
        self.path = folder / "show.proofcast"
        Project.create(self.path, document, media=MediaReference(audio, "", 30_000)).close()
        self.app = program()
        self.window = self.app.window
        qtbot.waitUntil(self.window.isActiveWindow)
        self.app.workspace.open_project(self.path)
        self.wait_for_audio()
        self.window.messages.clear()

    @property
    def episode(self):
        return self.app.workspace.episode

    @property
    def said(self):
        return self.window.messages.sentence

    @property
    def retiming(self):
        return self.window.desk.files.retiming

    def wait_for_audio(self) -> None:
        self.qtbot.waitUntil(lambda: self.episode is not None and self.episode.audio is not None)

    def retime(self, other, name, *more) -> None:
        self.window.actions_.refresh_now()
        action = self.window.actions_["file.retime"]
        assert action.isEnabled()
        Modal(chooser(other), chooser(name), *more).during(action.trigger)

    def report(self):
        self.qtbot.waitUntil(lambda: self.retiming.report is not None)
        return self.retiming.report


@pytest.fixture
def lab(qtbot, program, tmp_path):
    folder = tmp_path / "shows"
    folder.mkdir()
    return Lab(qtbot, program, folder)


def test_a_new_project_is_made_and_what_differs_is_shown(lab):
    other = save(lab.folder / "other.wav", TALK[8 * RATE : 15 * RATE], AD, TALK[15 * RATE :])
    before = lab.episode.session.document
    lab.retime(other, lab.folder / "other.proofcast")
    report = lab.report()
    assert lab.episode.project.path == lab.path
    assert lab.episode.session.document is before
    assert lab.episode.project.document() is before
    assert "5 words have the times of the new audio, 5 were cut out" in report.summary.text()
    found = {(what, start, where) for what, start, _, _, where in rows(report.list)}
    assert {(what, where) for what, _, where in found} == {
        ("Removed", "show"),
        ("Inserted", "other"),
    }
    with Project.open(lab.folder / "other.proofcast", read_only=True) as project:
        (turn,) = project.document().turns
        assert turn.words[0].start == pytest.approx(20_000 - 8000 + 6000, abs=10)
    report.close()


def test_words_with_other_sound_are_found_by_the_aligner(lab, monkeypatch):
    model = ModelFolder(lab.folder / "model", None, Origin.PATH)
    monkeypatch.setattr(lab.app.workspace, "_find_model", lambda _: model)
    monkeypatch.setattr(child, "worker_command", lambda: (sys.executable, str(WORKER), "well"))
    other = save(lab.folder / "other.wav", AD, TALK[8 * RATE :])
    lab.retime(other, lab.folder / "other.proofcast")
    report = lab.report()
    assert "10 words have the times of the new audio." in report.summary.text()
    assert "5 of them have other sound and were found by the text." in report.summary.text()
    (found,) = [row for row in rows(report.list) if row[0] == "Aligned by text"]
    assert found[-1] == "other"
    with Project.open(lab.folder / "other.proofcast", read_only=True) as project:
        assert project.document().turns[0].words[0].start == 0
    report.close()


def test_without_a_speech_model_the_report_says_so(lab):
    other = save(lab.folder / "other.wav", AD, TALK[8 * RATE :])
    lab.retime(other, lab.folder / "other.proofcast")
    report = lab.report()
    assert "were not looked for by their words: " in report.summary.text()
    report.close()


def test_a_line_leads_to_its_place_in_either_project(lab):
    other = save(lab.folder / "other.wav", TALK[8 * RATE : 15 * RATE], AD, TALK[15 * RATE :])
    lab.retime(other, lab.folder / "other.proofcast")
    report = lab.report()
    kinds = [row[0] for row in rows(report.list)]
    lab.app.player.seek(9000)
    click_row(report.list, kinds.index("Removed"))
    lab.qtbot.waitUntil(lambda: lab.app.player.position_ms < 100)
    assert lab.episode.project.path == lab.path
    click_row(report.list, kinds.index("Inserted"))
    lab.qtbot.waitUntil(lambda: lab.episode.project.path.name == "other.proofcast")
    lab.wait_for_audio()
    lab.qtbot.waitUntil(lambda: abs(lab.app.player.position_ms - 7000) < 200)
    assert lab.retiming.report is report
    report.close()


def test_it_can_be_stopped(lab):
    other = save(lab.folder / "other.wav", TALK[8 * RATE :])
    lab.retime(other, lab.folder / "other.proofcast")
    click(lab.window.transport._stop_task)
    lab.qtbot.waitUntil(lambda: "Stopped: other.proofcast was not written." in lab.said)
    assert not lab.window.transport._stop_task.isVisible()
    assert lab.retiming.report is None


def test_another_episode_is_refused(lab):
    other = save(lab.folder / "other.wav", AD)
    lab.retime(other, lab.folder / "other.proofcast")
    lab.qtbot.waitUntil(lambda: "does not sound like show.wav" in lab.said)
    assert not (lab.folder / "other.proofcast").exists()


def test_the_open_project_is_never_replaced(lab):
    other = save(lab.folder / "other.wav", TALK[8 * RATE :])

    lab.retime(other, lab.path, lambda box: click(button(box, "Replace")))
    assert "choose another name" in lab.said
    assert not lab.app.workspace.background.busy
