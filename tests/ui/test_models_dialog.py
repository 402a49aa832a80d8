"""Speech models: downloading from a hub on this machine."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "alignment" / "models"))

import hub_server
from PySide6.QtWidgets import QProgressBar, QTreeWidget
from window_lab import Key, button, click, press, rows, shown

from editor.alignment.models.catalog import Catalog
from editor.settings.user_file import SettingsStore
from editor.ui.models_dialog import ModelsDialog


@pytest.fixture
def hub(monkeypatch):
    with hub_server.running() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield hub


class Lab:
    def __init__(self, qtbot, store, background, folder, *entries) -> None:
        self.qtbot = qtbot
        self.folder = folder
        catalog = Catalog(entries or (hub_server.entry(), hub_server.entry(name="other")))
        self.dialog = ModelsDialog(store, folder, background, catalog=catalog)
        qtbot.addWidget(self.dialog)
        shown(qtbot, self.dialog)
        self.list = self.dialog.findChild(QTreeWidget)
        self.list.setCurrentItem(self.list.topLevelItem(0))

    def button(self, text):
        return button(self.dialog, text)

    def wait(self) -> Lab:
        self.qtbot.waitUntil(lambda: self.dialog._task is None)
        return self

    @property
    def said(self) -> str:
        return self.dialog._about.text()

    @property
    def state(self) -> str:
        return rows(self.list)[0][3]


@pytest.fixture
def lab(qtbot, store, background, tmp_path):
    made = []

    def make(*entries):
        made.append(Lab(qtbot, store, background, tmp_path / "models", *entries))
        return made[-1]

    yield make
    for lab in made:
        lab.dialog.reject()


def test_it_lists_models_and_asks_no_network(lab, hub):
    it = lab()
    assert rows(it.list)[0] == ("Toy", "English", "700 kB", "Not downloaded")
    assert it.said == "For tests."
    assert not hub.requests
    assert not it.button("Use this model").isEnabled()
    assert it.button("Download").isEnabled()


def test_a_model_is_downloaded_and_used(lab, hub, store):
    it = lab()
    click(it.button("Download"))
    assert not it.button("Download").isEnabled()
    it.wait()
    assert it.state == "Found in your models folder"
    assert it.said == "The model is here and complete: use it now."
    click(it.button("Use this model"))
    assert SettingsStore(store._path).now.model == "toy"
    assert it.state.startswith("In use")
    assert not it.button("Use this model").isEnabled()
    assert "next alignment" in it.said


def test_progress_shows_while_it_comes(lab, hub):
    entered, leave = threading.Event(), threading.Event()
    hub.faults.append(hub_server.hold(entered, leave))
    it = lab()
    click(it.button("Download"))
    bar = it.dialog.findChild(QProgressBar)
    assert bar.isVisible()
    assert it.button("Cancel download").isVisible()
    it.qtbot.waitUntil(lambda: it.dialog._amount.text() == "0 kB of 700 kB")
    leave.set()
    it.wait()
    assert not bar.isVisible()
    assert not it.button("Cancel download").isVisible()


def test_a_cancelled_download_is_resumed(lab, hub):
    entered, leave = threading.Event(), threading.Event()
    hub.faults += [hub_server.cut_after(300_000), hub_server.hold(entered, leave)]
    it = lab()
    click(it.button("Download"))
    it.qtbot.waitUntil(entered.is_set, timeout=20_000)
    it.button("Cancel download").setFocus()
    press(Key.Key_Space)
    leave.set()
    it.wait()
    assert it.said == "Stopped; what has arrived is kept."
    assert "of 700 kB downloaded" in it.state
    assert it.dialog._download.hasFocus()
    click(it.button("Resume download"))
    it.wait()
    assert it.state == "Found in your models folder"
    assert "Range" in hub.asked_for("model.bin")[-1]


def test_a_wrong_checksum_is_said_and_installs_nothing(lab, hub):
    hub.faults.append(hub_server.other_bytes)
    it = lab()
    click(it.button("Download"))
    it.wait()
    assert "wrong checksum" in it.said
    assert hub_server.one_sentence(Exception(it.said))
    assert not it.state.startswith("Found")
    assert not (it.folder / "toy").exists()


def test_a_hub_that_refuses_is_one_sentence(lab, hub):
    hub.files.pop("config.json")
    it = lab()
    click(it.button("Download"))
    it.wait()
    assert it.said.endswith(".")
    assert "Toy" in it.said or "toy" in it.said
    assert it.button("Download").isEnabled()


def test_another_model_cannot_be_begun_meanwhile(lab, hub):
    entered, leave = threading.Event(), threading.Event()
    hub.faults.append(hub_server.hold(entered, leave))
    it = lab()
    click(it.button("Download"))
    it.list.setCurrentItem(it.list.topLevelItem(1))
    assert not it.dialog._download.isEnabled()
    leave.set()
    it.wait()
    assert it.dialog._download.isEnabled()


def test_closing_ends_the_download_and_keeps_what_came(lab, hub, background, qtbot):
    entered, leave = threading.Event(), threading.Event()
    hub.faults.append(hub_server.hold(entered, leave))
    it = lab()
    click(it.button("Download"))
    qtbot.waitUntil(entered.is_set)
    press(Key.Key_Escape)
    assert not it.dialog.isVisible()
    leave.set()
    qtbot.waitUntil(lambda: not background.busy)


def test_settings_that_cannot_be_saved_are_said(lab, hub, tmp_path):
    it = lab()
    click(it.button("Download"))
    it.wait()
    (tmp_path / "settings").write_text("a file where the folder should be")
    click(it.button("Use this model"))
    assert "settings cannot be saved" in it.said
