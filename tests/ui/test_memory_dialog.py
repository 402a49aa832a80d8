"""The dialogue on a show's memory, driven by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from window_lab import ALT, CTRL, Key, Modal, button, focus, keys, press, shown

from editor.jobs.episode_memory import EpisodeMemory
from editor.review.queue import ReviewQueue
from editor.review.show_memory import AdText, Correction, Name, ShowSpeaker
from editor.storage.library import Library
from editor.storage.show_changes import Change
from editor.transcript.document import AdKind, empty_transcript
from editor.transcript.session import Session
from editor.ui import asking
from editor.ui.memory_dialog import MemoryDialog
from editor.ui.theme import LIGHT

if TYPE_CHECKING:
    from pathlib import Path

NAMES, CORRECTIONS, SPEAKERS, ADS = range(4)
ROWS = (
    Name("Oughterard", "a town"),
    Name("Jacques Vetsloo", "guest"),
    Correction("Jacko Zwetslu", "Jacques Vetsloo", 3),
    ShowSpeaker("Mara", 2),
    AdText("Sock & Sons", AdKind.MID_ROLL, "Socks by Sock and Sons."),
)


@pytest.fixture
def memory(qapp, tmp_path):
    session = Session(empty_transcript())
    made = EpisodeMemory(
        session, ReviewQueue(session), Library(tmp_path / "shows"), None, tmp_path, {}
    )
    made.choose("The Fog Horn")
    made.change(Change(put=ROWS))
    return made


@pytest.fixture
def dialog(qtbot, memory, tmp_path):
    made = MemoryDialog(memory, LIGHT, "Another show", tmp_path)
    qtbot.addWidget(made)
    shown(qtbot, made)
    yield made
    made.reject()


def cells(dialog: MemoryDialog, tab: int) -> list[tuple[str, ...]]:
    model = dialog.tables[tab].view.model()
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_everything_is_shown_with_its_number(dialog):
    assert [dialog.tabs.tabText(n) for n in range(4)] == [
        "Names (2)", "Corrections (1)", "Speakers (1)", "Ad reads (1)"
    ]  # fmt: skip
    assert cells(dialog, NAMES) == [("Jacques Vetsloo", "guest"), ("Oughterard", "a town")]
    assert cells(dialog, CORRECTIONS) == [("Jacko Zwetslu", "Jacques Vetsloo", "3", "0")]
    assert cells(dialog, ADS) == [("Socks by Sock and Sons.", "Sock & Sons", "Mid-roll")]
    assert dialog.show_name.currentText() == "The Fog Horn"
    assert dialog.tables[NAMES].view.hasFocus()


def test_a_name_is_added_by_keys(qtbot, dialog, memory):
    press(Key.Key_Insert)
    qtbot.waitUntil(lambda: focus().metaObject().className().endswith("LineEdit"))
    keys("Ørjan Ås")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: Name("Ørjan Ås") in memory.now.names)
    assert memory.library.read("The Fog Horn").names == memory.now.names
    assert dialog.tables[NAMES].selected() == [Name("Ørjan Ås")]


def test_a_correction_wants_both_sides_and_goes_from_one_to_the_other(qtbot, dialog, memory):
    dialog.tabs.setCurrentIndex(CORRECTIONS)
    press(Key.Key_A, ALT)
    qtbot.waitUntil(lambda: focus().metaObject().className().endswith("LineEdit"))
    keys("rekon")
    first = focus()
    press(Key.Key_Return)
    assert len(memory.now.corrections) == 1
    qtbot.waitUntil(lambda: focus() is not first and focus().accessibleName() == "Right")
    keys("reckon")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: Correction("rekon", "reckon") in memory.now.corrections)


def test_enter_and_f2_edit_a_cell_and_its_key_may_change(qtbot, dialog, memory):
    view = dialog.table.view
    view.setCurrentIndex(view.model().index(1, 0))
    for key, name in ((Key.Key_Return, "Uachtar Ard"), (Key.Key_F2, "Oughterard town")):
        press(key)
        qtbot.waitUntil(lambda: focus() is not view)
        press(Key.Key_A, CTRL)
        keys(name)
        press(Key.Key_Return)
        qtbot.waitUntil(lambda wanted=name: Name(wanted, "a town") in memory.now.names)
        assert len(memory.now.names) == 2
        qtbot.waitUntil(view.hasFocus)


def test_escape_leaves_a_cell_as_it_was_and_the_dialogue_open(qtbot, dialog, memory):
    view = dialog.table.view
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    keys("nonsense")
    press(Key.Key_Escape)
    qtbot.waitUntil(view.hasFocus)
    assert dialog.isVisible()
    assert cells(dialog, NAMES)[0] == ("Jacques Vetsloo", "guest")


def test_emptying_a_cell_that_matters_is_refused_in_a_sentence(qtbot, dialog, memory):
    view = dialog.table.view
    view.setCurrentIndex(view.model().index(0, 0))
    press(Key.Key_F2)
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert dialog.status.text() == ("That would leave nothing to remember; remove the row instead.")
    assert cells(dialog, NAMES)[0] == ("Jacques Vetsloo", "guest")


def test_delete_removes_the_selected_rows_and_ctrl_z_puts_them_back(qtbot, dialog, memory):
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    assert memory.now.names == ()
    assert dialog.status.text() == "Removed 2 rows; Ctrl+Z puts them back."
    assert dialog.tabs.tabText(0) == "Names (0)"
    press(Key.Key_Z, CTRL)
    assert [row.text for row in memory.now.names] == ["Jacques Vetsloo", "Oughterard"]
    assert not dialog.put_back.isEnabled()


def test_searching_looks_everywhere_and_goes_where_something_is_found(qtbot, dialog):
    press(Key.Key_F, CTRL)
    assert dialog.search.hasFocus()
    keys("zwets")
    assert [table.count for table in dialog.tables] == [0, 1, 0, 0]
    assert dialog.tabs.currentIndex() == CORRECTIONS
    dialog.search.clear()
    assert [table.count for table in dialog.tables] == [2, 1, 1, 1]


def test_a_colour_and_a_kind_are_chosen_from_a_list(qtbot, dialog, memory):
    def choose_next(tab: int, column: int) -> None:
        dialog.tabs.setCurrentIndex(tab)
        view = dialog.table.view
        view.setFocus()
        view.setCurrentIndex(view.model().index(0, column))
        press(Key.Key_F2)
        qtbot.waitUntil(lambda: isinstance(focus(), QComboBox))
        press(Key.Key_Down)
        press(Key.Key_Return)

    choose_next(SPEAKERS, 1)
    qtbot.waitUntil(lambda: memory.now.speakers == (ShowSpeaker("Mara", 3),))
    choose_next(ADS, 2)
    qtbot.waitUntil(lambda: memory.now.ads[0].kind is AdKind.POST_ROLL)


def test_tab_goes_through_all_controls_and_each_has_a_name(qtbot, dialog):
    press(Key.Key_Tab)
    seen = []
    for _ in range(20):
        widget = QApplication.focusWidget()
        seen.append(widget.accessibleName() or getattr(widget, "text", lambda: "")())
        press(Key.Key_Tab)
        if QApplication.focusWidget() is dialog.table.view:
            break
    else:
        raise AssertionError(seen)
    assert "Search in what is remembered" in seen
    assert "Show that this episode belongs to" in seen


def test_another_show_is_chosen_by_typing_its_name(qtbot, dialog, memory, tmp_path):
    dialog.show_name.setFocus()
    dialog.show_name.lineEdit().selectAll()
    keys("Gull & Buoy")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: memory.show == "Gull & Buoy")
    assert dialog.isVisible()
    assert cells(dialog, NAMES) == []
    assert memory.library.show_of(tmp_path) == "Gull & Buoy"
    offered = [dialog.show_name.itemText(n) for n in range(dialog.show_name.count())]
    assert offered == ["Gull & Buoy", "The Fog Horn", "Another show"]
    dialog.show_name.lineEdit().selectAll()
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert dialog.show_name.currentText() == memory.show == "Gull & Buoy"


def test_export_and_import_bring_everything_back(
    qtbot, dialog, memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "out.tsv"
    monkeypatch.setattr(asking, "ask_to_save", lambda *_: path)
    monkeypatch.setattr(asking, "ask_to_open", lambda *_: [path])
    button(dialog, "Export…").click()
    assert dialog.status.text() == "Exported 5 rows to out.tsv."
    rows = memory.now.rows
    memory.change(Change(remove=rows))
    button(dialog, "Import…").click()
    assert dialog.status.text() == "Imported 5 rows from out.tsv."
    assert set(memory.now.rows) == set(rows)
    path.write_text("a,b,c\n1,2,3\n")
    button(dialog, "Import…").click()
    assert "no column named “type”" in dialog.status.text()
    assert set(memory.now.rows) == set(rows)


def test_forgetting_a_show_asks_first(qtbot, dialog, memory):
    forget = button(dialog, "Forget this show…")
    Modal(lambda box: button(box, "Cancel").click()).during(forget.click)
    assert len(memory.now.rows) == 5
    Modal(lambda box: button(box, "Forget everything").click()).during(forget.click)
    assert memory.now.rows == ()
    assert memory.library.shows() == ()


def test_a_memory_that_cannot_be_written_says_so_and_shows_what_is_there(
    qtbot, dialog, memory, monkeypatch: pytest.MonkeyPatch
):
    folder = memory.library.path_of("x").parent
    memory.library.path_of("The Fog Horn").unlink()
    folder.rmdir()
    folder.write_text("in the way")
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    assert dialog.status.text().startswith("The memory of the show “The Fog Horn” could not be")
    assert len(cells(dialog, NAMES)) == 2


def test_the_theme_of_a_picture_is_the_speakers_own(dialog):
    index = dialog.tables[SPEAKERS].view.model().index(0, 1)
    assert index.data() == "3"
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
