"""Every control can be reached by Tab, and shows that it has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from test_accessibility import named, stops
from test_main_window import Lab, give_times
from window_lab import CTRL, Key, Modal, press

from editor.transcript.ads import mark_ad
from editor.transcript.document import Place
from editor.ui.style import apply_theme
from editor.ui.theme import DARK, LIGHT
from editor.ui.wave_base import WaveBase

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar,
    QTextEdit, WaveBase,
)  # fmt: skip
"""What somebody does something with."""
ROOM = 3
"""Pixels around a control in which it may be framed."""


def controls(root: QWidget) -> list[QWidget]:
    """The controls on the screen that can be used now; parts of other controls are not counted."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and not _is_inner(widget)
    ]


def _is_inner(widget: QWidget) -> bool:
    """A spin box's field, a tree's header: reached through what they are part of."""
    parent = widget.parentWidget()
    name = widget.objectName()
    if isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit | QTabBar):
        return True
    if type(widget).__name__ == "QHeaderView" or name.startswith("qt_"):
        return True
    # The text of a page of keys is read with the arrows; a frame of it moves no caret.
    return (
        isinstance(widget, QToolButton)
        and widget.defaultAction() is None
        and not widget.text()
        and widget.icon().isNull()
    )


def reached(root: QWidget) -> list[QWidget]:
    """What Tab reaches in a window, once around, from where the keyboard is."""
    if QApplication.focusWidget() is None:
        root.setFocus()
        press(Key.Key_Tab)
    return stops(root)


def missed(root: QWidget) -> list[str]:
    """Controls that Tab does not reach."""
    found = set(reached(root))
    # Of radio buttons Tab reaches the chosen one; the arrows reach the others.
    return [
        f"{type(widget).__name__} {named(widget)!r}"
        for widget in controls(root)
        if widget not in found and widget.focusProxy() not in found
    ]


def picture(widget: QWidget) -> QImage:
    """What the screen shows of a control and a little around it."""
    window = widget.window()
    corner = widget.mapTo(window, QPoint(-ROOM, -ROOM))
    size = widget.size() + QSize(2 * ROOM, 2 * ROOM)
    return window.grab(QRect(corner, size)).toImage()


def looks_the_same(widget: QWidget, other: QWidget) -> bool:
    """Whether a control looks with the keyboard as it does without."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    above = widget.parentWidget()
    while above is not None:  # as the Tab key itself does
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    QApplication.processEvents()
    with_focus = picture(widget)
    other.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return with_focus == picture(widget)


def invisible_focus(root: QWidget) -> list[str]:
    """Controls that do not show that they have the keyboard."""
    found = reached(root)
    others = {widget: found[(at + 1) % len(found)] for at, widget in enumerate(found)}
    return [
        f"{type(widget).__name__} {named(widget)!r}"
        for widget, other in others.items()
        # The text shows it by its caret, which blinks and so may be off in a picture.
        if not isinstance(widget, QTextEdit) and other is not widget
        and looks_the_same(widget, other)
    ]  # fmt: skip


@pytest.fixture
def talk(qtbot, program, episode_files):
    lab = Lab(qtbot, program).open(*episode_files)
    session = lab.episode.session
    give_times(session)
    session.apply(mark_ad(session.document, Place(0, 2), Place(0, 4)))
    lab.window.actions_.refresh_now()
    return lab


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_empty_page(qtbot, program, qapp, theme):
    lab = Lab(qtbot, program)
    apply_theme(qapp, theme)
    assert missed(lab.window) == []
    assert invisible_focus(lab.window) == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_panel_of_the_window(talk, theme):
    talk.window.desk.panels.set_theme(theme.name)
    press(Key.Key_H, CTRL)  # the find bar, with its lower row
    talk.window.messages.say("It failed.", lasting=True, button="Again")
    problems: dict[str, list[str]] = {}
    side = talk.window.page.side
    for tab in range(side.count()):
        side.setCurrentIndex(tab)
        QApplication.processEvents()
        talk.view.setFocus()
        found = [*missed(talk.window), *invisible_focus(talk.window)]
        if found:
            problems[side.tabText(tab)] = found
    assert problems == {}


DIALOGUES = ("file.export", "file.models", "file.settings", "help.rebind", "help.palette",
             "help.keys", "help.about", "captions.profiles", "file.go_back")  # fmt: skip


@pytest.mark.parametrize("command", DIALOGUES)
def test_every_dialogue(talk, command):
    problems: list[str] = []

    def look(dialog):
        problems.extend(missed(dialog))
        problems.extend(invisible_focus(dialog))
        dialog.reject()

    Modal(look).during(talk.window.actions_[command].trigger)
    assert problems == []


def test_every_page_of_the_settings(talk):
    problems: dict[int, list[str]] = {}

    def look(dialog):
        rows = dialog.findChild(QListWidget, "pages")
        pages: Callable[[int], None] = rows.setCurrentRow
        for row in range(rows.count()):
            pages(row)
            rows.setFocus()
            found = [*missed(dialog), *invisible_focus(dialog)]
            if found:
                problems[row] = found
        dialog.reject()

    Modal(look).during(talk.window.actions_["file.settings"].trigger)
    assert problems == {}


def test_a_control_that_hides_its_focus_would_be_found(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    shy, other = QToolButton(window, text="A"), QToolButton(window, text="B")
    other.move(0, 60)
    shy.setStyleSheet("QToolButton, QToolButton:focus { border: none; background: white; }")
    for button in (shy, other):
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    never = QToolButton(window, text="C")
    never.move(0, 120)
    never.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    apply_theme(qapp, LIGHT)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    shy.setFocus()
    assert len(missed(window)) == 1
    assert [row.split()[0] for row in invisible_focus(window)] == ["QToolButton"]
