"""Drives the window with real keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTreeWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Said:
    """Stands for the message bar: remembers what was said."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.lasting: list[str] = []

    def __call__(self, sentence: str, *, lasting: bool = False) -> None:
        self.sentences.append(sentence)
        if lasting:
            self.lasting.append(sentence)


def shown(qtbot: QtBot, widget: QWidget) -> None:
    """Show a widget as a window that has the keyboard."""
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def button(widget: QWidget, text: str) -> QPushButton:
    """The button with this title, mnemonics aside."""
    for found in widget.findChildren(QPushButton):
        if found.text().replace("&", "") == text:
            return found
    raise AssertionError(f"no button {text!r}")


def click(widget: QWidget, where: QPoint | None = None) -> None:
    QTest.mouseClick(widget, LEFT, pos=where or widget.rect().center())


def click_row(view: QTreeWidget, row: int, column: int = 0, *, twice: bool = False) -> None:
    item = view.topLevelItem(row)
    assert item
    where = view.visualRect(view.indexFromItem(item, column)).center()
    QTest.mouseClick(view.viewport(), LEFT, pos=where)
    if twice:
        QTest.mouseDClick(view.viewport(), LEFT, pos=where)


def rows(view: QTreeWidget) -> list[tuple[str, ...]]:
    found = []
    for index in range(view.topLevelItemCount()):
        item = view.topLevelItem(index)
        assert item
        found.append(tuple(item.text(column) for column in range(view.columnCount())))
    return found


def keys(text: str) -> None:
    """Type into whatever has the keyboard."""
    QTest.keyClicks(focus(), text)


def press(key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in whatever has the keyboard, shortcuts included."""
    QTest.keyClick(focus(), key, modifiers)
    QApplication.processEvents()  # a name is taken from its field by a posted event


def focus() -> QWidget:
    widget = (
        QApplication.activePopupWidget()
        or QApplication.focusWidget()
        or QApplication.activeWindow()
    )
    assert widget, "nothing has the keyboard"
    return widget


def _reactivate(window: QWidget) -> None:
    """What a window manager does when a dialogue closes; the offscreen platform has none."""
    window.activateWindow()
    for _ in range(100):
        QApplication.processEvents()
        if window.isActiveWindow():
            return


MOST_LOOKS = 2000
"""How often a dialogue is looked at, every 5 ms, before it counts as stuck."""


class Modal(QObject):
    """Answers the dialogues that open while `act` runs, one after the other."""

    def __init__(self, *steps: Callable[[QDialog], object]) -> None:
        super().__init__()
        self.steps = list(steps)
        self.seen: list[str] = []
        self.error: BaseException | None = None
        self._last: QDialog | None = None
        self._looks = 0
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._look)

    def during(self, act: Callable[[], object]) -> list[str]:
        """Run `act`, which must end; returns the titles of the dialogues."""
        behind = QApplication.activeWindow()
        self._timer.start()
        try:
            act()
        finally:
            self._timer.stop()
        if behind and behind.isVisible() and not isinstance(behind, QDialog):
            _reactivate(behind)
        if self.error:
            raise self.error
        assert not self.steps, f"{len(self.steps)} dialogues did not open"
        return self.seen

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        self._looks += 1
        if self._looks > MOST_LOOKS:
            title = dialog.windowTitle()
            self.error = self.error or AssertionError(f"the dialogue {title!r} stays open")
            dialog.reject()
        if dialog is self._last or not dialog.isActiveWindow():
            return
        self._last, self._looks = dialog, 0
        self.seen.append(dialog.windowTitle())
        try:
            step = self.steps.pop(0) if self.steps else None
            assert step, f"nobody expects the dialogue {dialog.windowTitle()!r}"
            step(dialog)
        except BaseException as error:  # noqa: BLE001 - Qt would swallow it
            self.error = self.error or error
            dialog.reject()
