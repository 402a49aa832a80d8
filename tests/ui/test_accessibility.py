"""What screen readers and the keyboard find: every control named, and reachable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QToolButton,
    QTreeWidget,
    QWidget,
)
from test_main_window import Lab, give_times
from window_lab import Key, Modal, press, rows

from editor.transcript.ads import mark_ad
from editor.transcript.document import Place
from editor.transcript.speakers import relabel_by_key

if TYPE_CHECKING:
    from collections.abc import Iterator

Role = QAccessible.Role

INTERACTIVE = {
    Role.PushButton, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.EditableText, Role.List,
    Role.Tree, Role.Table, Role.Slider, Role.SpinBox, Role.ProgressBar, Role.MenuItem,
    Role.PageTab, Role.ButtonMenu, Role.ButtonDropDown, Role.Button, Role.Document,
}  # fmt: skip
"""Roles of what can be used; each needs a name."""


def tree(root: QAccessible.Interface, path: str = "") -> Iterator[tuple[str, object]]:
    """Everything below an accessible object that can be seen, with the way to it."""
    if root is None or not root.isValid() or root.state().invisible:
        return
    here = f"{path}/{root.role().name}:{root.text(QAccessible.Text.Name)}"
    yield here, root
    for index in range(root.childCount()):
        yield from tree(root.child(index), here)


def unnamed(widget: QWidget) -> list[str]:
    """Controls without a name."""
    return [
        path
        for path, thing in tree(QAccessible.queryAccessibleInterface(widget))
        if thing.role() in INTERACTIVE
        and not thing.text(QAccessible.Text.Name).strip()
        and not _is_inner(thing)
    ]


def _is_inner(thing: object) -> bool:
    """Parts of Qt's own controls: separators of menus, corners and arrows of tables and fields."""
    parent = thing.parent()
    composite = {Role.ComboBox, Role.SpinBox, Role.Tree, Role.Table, Role.List}
    separator = thing.role() == Role.MenuItem and not thing.childCount()
    return (parent is not None and parent.role() in composite) or (
        separator and thing.text(QAccessible.Text.Name) == "" and bool(thing.state().disabled)
    )


def stops(window: QWidget) -> list[QWidget]:
    """What Tab reaches, once around."""
    found: list[QWidget] = []
    for _ in range(200):
        widget = QApplication.focusWidget()
        if widget is None or widget in found:
            break
        found.append(widget)
        press(Key.Key_Tab)
    return found


def named(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


@pytest.fixture
def talk(qtbot, program, episode_files):
    lab = Lab(qtbot, program).open(*episode_files)
    session = lab.episode.session
    give_times(session)
    session.apply(relabel_by_key(session.document, [0], 1))
    session.apply(mark_ad(session.document, Place(0, 2), Place(0, 4)))
    lab.window.actions_.refresh_now()
    return lab


def test_every_control_of_the_window_has_a_name(talk):
    for tab in range(talk.window.page.side.count()):
        talk.window.page.side.setCurrentIndex(tab)
        talk.window.transport.set_work("Aligning", 1, 2, stoppable=True)
        talk.window.messages.say("It failed.", lasting=True, button="Again")
        assert unnamed(talk.window) == []


def test_a_control_without_name_would_be_found(qtbot):
    window = QWidget()
    QToolButton(window)
    QLineEdit(window).move(0, 40)
    qtbot.addWidget(window)
    window.show()
    assert len(unnamed(window)) == 2


def test_every_control_of_the_empty_page_has_a_name(qtbot, program):
    assert unnamed(Lab(qtbot, program).window) == []


DIALOGUES = (
    "file.export",
    "file.models",
    "file.settings",
    "help.rebind",
    "help.palette",
    "help.keys",
    "help.about",
)


@pytest.mark.parametrize("command", DIALOGUES)
def test_every_control_of_a_dialogue_has_a_name_and_tab_reaches_it(talk, command):
    problems: list[str] = []

    def look(dialog):
        problems.extend(unnamed(dialog))
        reached = stops(dialog)
        problems.extend(
            f"Tab does not reach {type(w).__name__} {named(w)!r}"
            for w in dialog.findChildren(QWidget)
            if w.isVisible() and w.isEnabled()
            and isinstance(w, QAbstractButton | QComboBox)
            and w.focusPolicy() & Qt.FocusPolicy.TabFocus
            and w not in reached
        )  # fmt: skip
        dialog.reject()

    Modal(look).during(talk.window.actions_[command].trigger)
    assert problems == []


def test_tab_goes_around_the_window_and_through_every_button(talk):
    names = [named(widget) for widget in stops(talk.window)]
    assert all(names), names
    for wanted in ("Transcript", "Play", "Open", "Export captions", "Side panel", "Doubts"):
        assert wanted in names, names
    bar = talk.window.transport
    places = [w.x() for w in stops(talk.window) if w.parent() is bar]
    assert len(places) > 5


def test_labels_lead_to_their_fields(talk):
    page = talk.window.page
    labels = {label.text(): label.buddy() for label in page.ads.findChildren(QLabel)}
    assert labels["K&ind"] is not None
    assert labels["S&ponsor"] is not None

    def look(dialog):
        found = {label.text(): label.buddy() for label in dialog.findChildren(QLabel)}
        for text in ("&Profile", "&Ad reads", "Speakers in &SRT", "&Folder", "&Name"):
            assert found[text] is not None, text
        dialog.reject()

    Modal(look).during(talk.window.actions_["file.export"].trigger)


def test_what_a_colour_says_is_also_said_in_words(talk):
    page = talk.window.page
    assert "Speaker 1" in [row[1] for row in rows(page.speakers.findChild(QTreeWidget))]
    talk.window.transport.set_saved(False)
    texts = [label.text() for label in talk.window.transport.findChildren(QLabel)]
    assert "○ Saving…" in texts
