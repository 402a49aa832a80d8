"""The page before an episode is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton
from test_command_actions import Desk, note
from window_lab import Key, button, click, press, shown

from editor.commands.command import Command, Registry
from editor.ui.command_actions import CommandActions
from editor.ui.empty_page import MOST_RECENT, EmptyPage

COMMANDS = Registry(
    [
        Command(name, name, note(name))
        for name in (
            "file.open",
            "file.open_sample",
            "file.models",
            "file.settings",
            "help.keys",
        )
    ]
)


class Lab:
    def __init__(self, qtbot) -> None:
        self.desk = Desk()
        window = QMainWindow()
        keys = {"file.open": ("Ctrl+O",)}
        self.actions = CommandActions(COMMANDS, keys, self.desk, window)
        self.page = EmptyPage(self.actions, Path("/data/models"))
        self.chosen: list[str] = []
        self.page.recent_chosen.connect(self.chosen.append)
        window.setCentralWidget(self.page)
        window.resize(1000, 700)
        qtbot.addWidget(window)
        self.window = window
        shown(qtbot, window)

    @property
    def recent(self) -> list[QPushButton]:
        return [b for b in self.page.findChildren(QPushButton, "recent") if b.isVisible()]

    @property
    def title(self) -> QLabel:
        return self.page.findChild(QLabel, "section-title")


@pytest.fixture
def lab(qtbot):
    return Lab(qtbot)


def test_enter_opens_files_and_the_button_names_its_key(lab):
    primary = lab.page.findChild(QPushButton, "primary")
    assert primary.hasFocus()
    assert primary.text() == "Open files…  Ctrl+O"
    assert primary.accessibleName() == "Open files…"
    press(Key.Key_Space)
    click(button(lab.page, "Try the sample"))
    assert lab.desk.ran == ["file.open", "file.open_sample"]


def test_a_button_follows_a_changed_key(lab):
    lab.actions.bind({"file.open": ("F13",)})
    assert lab.page.findChild(QPushButton, "primary").text() == "Open files…  F13"
    lab.actions.bind({})
    assert lab.page.findChild(QPushButton, "primary").text() == "Open files…"


def test_without_recent_projects_there_is_no_list(lab):
    assert not lab.title.isVisible()
    assert not lab.recent
    assert lab.page.findChild(QLabel, "page-title").text() == "Welcome to Proofcast"


def test_it_says_where_models_are_and_leads_to_models_settings_and_keys(lab):
    hints = [label.text() for label in lab.page.findChildren(QLabel, "hint")]
    assert "Downloaded speech models are kept in /data/models" in hints
    for title in ("Speech models…", "Settings…", "Keys"):
        click(button(lab.page, title))
    assert lab.desk.ran == ["file.models", "file.settings", "help.keys"]


def test_recent_projects_that_are_still_there_can_be_chosen(lab, tmp_path, qapp):
    here = tmp_path / "Tea & Kettles.proofcast"
    here.write_text("")
    too_long = str(tmp_path / ("x" * 300))
    lab.page.show_recent([str(tmp_path / "gone.proofcast"), str(here), too_long, "bad\0name"])
    assert lab.title.isVisible()
    qapp_settles()
    gone, only, other = lab.recent
    assert gone.accessibleName() == f"gone, not found in {tmp_path}"
    assert "not found in" in gone.text()
    assert "not found in" not in only.text()
    click(gone)
    assert lab.chosen.pop() == str(tmp_path / "gone.proofcast")
    assert "…" in other.text()
    assert lab.page.findChild(QLabel, "page-title").text() == "Open an episode"
    assert only.accessibleName() == f"Tea & Kettles in {tmp_path}"
    assert only.toolTip() == str(here)
    assert "Tea && Kettles" in only.text()
    click(only)
    assert lab.chosen == [str(here)]


def test_the_list_is_made_anew_and_is_short(lab, tmp_path):
    paths = [tmp_path / f"{number}.proofcast" for number in range(MOST_RECENT + 3)]
    for path in paths:
        path.write_text("")
    lab.page.show_recent([])
    for _ in range(2):
        lab.page.show_recent([str(path) for path in paths])
        qapp_settles()
        assert [Path(b.toolTip()).stem for b in lab.recent] == [str(n) for n in range(MOST_RECENT)]


def qapp_settles() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def test_long_names_stay_inside_the_column(lab, tmp_path):
    folder = tmp_path / ("deep " * 30).strip()
    folder.mkdir()
    path = folder / f"{'long ' * 30}.proofcast"
    path.write_text("")
    lab.page.show_recent([str(path)])
    qapp_settles()
    (only,) = lab.recent
    assert only.sizeHint().width() <= only.parentWidget().width()
    assert "…" in only.text()
