from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QSpinBox
from window_lab import CTRL, Key, button, click, keys, press, shown

from benchmarks.big_document import big_transcript
from editor.formats.profile import load_profiles
from editor.ui.profile_dialog import ProfileDialog
from editor.ui.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from editor.jobs.background import Background

TEXT = big_transcript(words=400, turns=8, ads=0)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path, background: Background) -> Iterator[ProfileDialog]:
    made = ProfileDialog(TEXT, tmp_path / "profiles", "netflix", None, 0, background, LIGHT)
    qtbot.addWidget(made)
    shown(qtbot, made)
    yield made
    made.reject()


def counted(qtbot: QtBot, dialog: ProfileDialog) -> str:
    dialog.summary.clear()
    qtbot.waitUntil(lambda: "over a limit" in dialog.summary.text(), timeout=10_000)
    return dialog.summary.text()


def field(dialog: ProfileDialog, name: str) -> QSpinBox:
    return next(w for w in dialog.findChildren(QSpinBox) if w.accessibleName().startswith(name))


def test_it_begins_with_the_profile_in_use_which_cannot_be_changed(
    qtbot: QtBot, dialog: ProfileDialog
) -> None:
    assert dialog.current.id == "netflix"
    assert not field(dialog, "Line length").isEnabled()
    assert not button(dialog, "Delete").isEnabled()
    assert "captions" in counted(qtbot, dialog)


def test_a_copy_is_changed_saved_and_seen_at_once(
    qtbot: QtBot, dialog: ProfileDialog, tmp_path: Path
) -> None:
    before = counted(qtbot, dialog)
    click(button(dialog, "Duplicate"))
    press(Key.Key_A, CTRL)
    keys("My show")
    length = field(dialog, "Line length")
    length.setFocus()
    press(Key.Key_A, CTRL)
    keys("20")
    press(Key.Key_Tab)
    assert counted(qtbot, dialog) != before
    (saved,) = load_profiles(tmp_path / "profiles").values()
    assert (saved.label, saved.line_length) == ("My show", 20)
    assert saved.id == dialog.current.id
    assert "netflix" in saved.id


def test_what_contradicts_itself_is_told_and_not_kept(
    qtbot: QtBot, dialog: ProfileDialog, tmp_path: Path
) -> None:
    click(button(dialog, "Duplicate"))
    counted(qtbot, dialog)
    field(dialog, "Shortest").setValue(9_000)
    assert "min_ms is longer than max_ms" in dialog.summary.text()
    (saved,) = load_profiles(tmp_path / "profiles").values()
    assert saved.min_ms < 9_000


def test_use_tells_which_and_delete_takes_it_away(
    qtbot: QtBot, dialog: ProfileDialog, tmp_path: Path
) -> None:
    click(button(dialog, "Duplicate"))
    name = dialog.current.id
    with qtbot.waitSignal(dialog.chosen) as told:
        click(button(dialog, "Use"))
    assert told.args == [name]
    dialog.show()
    click(button(dialog, "Delete"))
    assert not list((tmp_path / "profiles").glob("*"))
    assert dialog.current.id == "podcast"


def test_a_folder_that_cannot_be_made_is_told(dialog: ProfileDialog, tmp_path: Path) -> None:
    (tmp_path / "profiles").write_text("a file")
    click(button(dialog, "Duplicate"))
    assert "cannot be made" in dialog.summary.text()
