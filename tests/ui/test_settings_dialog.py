"""The settings in the whole window: every option is there, by key, at once, and kept."""

from __future__ import annotations

import tomllib

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLineEdit,
    QListWidget,
    QSpinBox,
    QStackedWidget,
    QWidget,
)
from test_main_window import Lab
from window_lab import CTRL, Key, Modal, button, press

from editor.settings.options import OPTIONS, Option, Settings
from editor.ui.option_field import field_for
from editor.ui.settings_rows import CHOICES, PAGES, REMEMBERED, TITLES, choices_of, pages, title_of
from editor.ui.theme import DARK


@pytest.fixture
def lab(qtbot, program):
    return Lab(qtbot, program)


def setting(lab, *steps) -> None:
    """Open the dialogue with its key, act in it, and close it."""

    def look(dialog):
        for step in steps:
            step(dialog)
        dialog.reject()

    assert Modal(look).during(lambda: press(Key.Key_F10, CTRL)) == ["Settings"]


def control(dialog: QDialog, name: str) -> QWidget:
    """The control of an option, brought forward, with the keyboard in it."""
    row = next(at for at, page in enumerate(pages()) if name in page.options)
    dialog.findChild(QListWidget).setCurrentRow(row)
    found = dialog.findChild(QWidget, name)
    assert found.isVisible()
    found.setFocus()
    return found


def test_every_option_has_a_place_a_title_and_a_control(lab):
    named = {name for page in PAGES for name in page.options}
    assert not named & REMEMBERED
    assert not named - set(OPTIONS)
    assert not REMEMBERED - set(OPTIONS)
    titles = [title_of(OPTIONS[name]) for name in named]
    assert len(set(titles)) == len(titles)

    def look(dialog):
        for name in set(OPTIONS) - REMEMBERED:
            found = control(dialog, name)
            assert found.accessibleName() == title_of(OPTIONS[name])
            assert found.accessibleDescription() == OPTIONS[name].help

    setting(lab, look)


def test_titles_and_choices_are_of_options_that_there_are():
    assert not set(TITLES) - set(OPTIONS)
    assert set(CHOICES) <= set(OPTIONS)
    for name in CHOICES:
        assert set(choices_of(OPTIONS[name])) == set(OPTIONS[name].choices)


def test_an_option_without_a_page_is_on_the_last_one(monkeypatch):
    monkeypatch.setitem(OPTIONS, "new", Option("new", default=True, help="Something new."))
    assert pages()[-1] == ("More", ("new",))
    assert title_of(OPTIONS["new"]) == "Something new"


def test_the_theme_changes_at_once_and_is_kept(lab):
    def dark(dialog):
        control(dialog, "theme")
        press(Key.Key_D)
        assert lab.window.page.theme is DARK

    setting(lab, dark)
    assert tomllib.loads(lab.app.folders.settings_file.read_text())["theme"] == "dark"
    assert lab.window.actions_["view.theme_dark"].isEnabled()


def test_the_text_grows_at_once(lab):
    def grow(dialog):
        spin = control(dialog, "text_size")
        for _ in range(3):
            press(Key.Key_Up)
        assert lab.view.font().pixelSize() == spin.value() == 18

    setting(lab, grow)
    assert lab.app.store.now.text_size == 18


def test_a_switch_is_switched_by_the_space_bar(lab):
    def switch(dialog):
        waits = control(dialog, "typing_pause_ms")
        assert not waits.isEnabled()
        control(dialog, "pause_while_typing")
        press(Key.Key_Space)
        assert waits.isEnabled()

    setting(lab, switch)
    assert lab.app.store.now.pause_while_typing


def test_times_are_typed_in_seconds_and_taken_when_one_goes_on(lab):
    def type_time(dialog):
        spin = control(dialog, "back_step_ms")
        spin.selectAll()
        for key in (Key.Key_2, Key.Key_Period, Key.Key_5):
            press(key)
        assert lab.app.store.now.back_step_ms == 1500
        press(Key.Key_Tab)

    setting(lab, type_time)
    assert lab.app.store.now.back_step_ms == 2500
    assert lab.app.player.resume_back_ms == 2500


def test_what_is_changed_elsewhere_is_shown(lab):
    def look(dialog):
        lab.app.store.change(mark_doubts=False, speed=1.25, theme="light", model="gone")
        assert not control(dialog, "mark_doubts").isChecked()
        assert control(dialog, "speed").value() == 1.25
        assert control(dialog, "theme").currentData() == "light"
        assert control(dialog, "model").currentText() == "gone"
        assert lab.app.player.rate == 1.25

    setting(lab, look)
    lab.app.store.change(speed=1.0)  # nobody listens any more


def test_a_page_goes_back_to_what_it_was_at_first(lab):
    lab.app.store.change(speed=2.0, skip_short_ms=500, theme="dark")

    def back(dialog):
        control(dialog, "speed")
        button(dialog, "“Listening” as at first").click()

    setting(lab, back)
    now = lab.app.store.now
    assert (now.speed, now.skip_short_ms, now.theme) == (1.0, 3000, "dark")


def test_pages_are_chosen_by_the_arrow_keys(lab):
    def look(dialog):
        rows = dialog.findChild(QListWidget)
        assert rows.hasFocus()
        press(Key.Key_Down)
        stack = dialog.findChild(QStackedWidget)
        assert stack.currentIndex() == rows.currentRow() == 1
        press(Key.Key_Tab)
        assert QApplication.focusWidget().objectName() == "speed"

    setting(lab, look)


@pytest.mark.parametrize(
    ("name", "title"), [("keymap", "Change keys…"), ("model", "Speech models…")]
)
def test_keys_and_models_are_a_button_away(lab, name, title):
    def press_it(dialog):
        control(dialog, name)
        QTimer.singleShot(0, button(dialog, title).click)

    def close(inner):
        behind = inner.parentWidget()
        inner.reject()
        behind.activateWindow()  # as a window manager would

    opened = Modal(press_it, close, lambda again: again.reject())
    seen = opened.during(lambda: press(Key.Key_F10, CTRL))
    assert seen == ["Settings", title.removesuffix("…"), "Settings"]


def test_what_cannot_be_kept_is_said_and_holds_all_the_same(lab):
    path = lab.app.folders.settings_file
    path.unlink()
    path.mkdir()

    def look(dialog):
        control(dialog, "mark_doubts")
        press(Key.Key_Space)
        assert "cannot be saved" in dialog._told.text()

    setting(lab, look)
    assert not lab.app.store.now.mark_doubts


@pytest.mark.parametrize(
    ("option", "kind", "value", "shown"),
    [
        (Option("a", default=True, help="A."), QCheckBox, False, False),
        (Option("a", 5, "A.", 1, 9, unit="GB"), QSpinBox, 7, 7),
        (Option("a", 500, "A.", 0, 9000, unit="ms"), QDoubleSpinBox, 1500, 1.5),
        (Option("a", 500, "A.", 0, 1000, unit="ms"), QSpinBox, 700, 700),
        (Option("a", 1.0, "A.", 0.5, 2.5, unit="x"), QDoubleSpinBox, 1.25, 1.25),
        (Option("a", "b", "A.", choices=("b", "c")), QComboBox, "c", "c"),
        (Option("a", "b", "A."), QLineEdit, "text", "text"),
    ],
)
def test_each_type_has_its_control(qtbot, option, kind, value, shown):
    told = []
    field = field_for(option, told.append)
    qtbot.addWidget(field.widget)
    assert type(field.widget) is kind
    field.show(value)
    assert told == []
    read = {
        QCheckBox: lambda w: w.isChecked(), QComboBox: lambda w: w.currentData(),
        QLineEdit: lambda w: w.text(),
    }.get(kind, lambda w: w.value())  # fmt: skip
    assert read(field.widget) == shown
    if kind is QLineEdit:
        field.widget.setText(" other ")
        field.widget.editingFinished.emit()
        assert told == ["other"]
    elif kind is QComboBox:
        field.widget.activated.emit(1)
        assert told == ["c"]
    elif kind is QCheckBox:
        field.widget.click()
        assert told == [True]
    else:
        field.widget.stepUp()
        assert len(told) == 1
        assert option.read(told[0]) == told[0]


def test_defaults_are_within_the_controls(qtbot):
    for option in OPTIONS.values():
        if option.name in REMEMBERED:
            continue
        told = []
        field = field_for(option, told.append)
        qtbot.addWidget(field.widget)
        field.show(Settings().as_mapping()[option.name])
        assert told == []
