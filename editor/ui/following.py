"""Scrolls along with the spoken word, smoothly, and steps back when the user scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, QVariantAnimation, Signal
from PySide6.QtWidgets import QScrollBar, QStyle, QTextEdit, QWidget

from editor.ui.geometry import turn_rect, visible_turns

if TYPE_CHECKING:
    from editor.transcript.patch import Patch

BAND = (0.18, 0.68)
"""The part of the window's height in which the spoken word may stand without scrolling."""
TARGET = 0.33
"""Where it is put when it has left the band: most of the window shows what comes next."""
GLIDE = 260
"""How long a scroll takes, in ms."""
FARTHEST_GLIDE = 1.5
"""A way of more window heights than this is jumped: gliding over pages only makes one dizzy."""


class Follower(QObject):
    """Moves a scroll bar so that what is spoken stays in view.

    Signals:
        changed(bool): Following has been switched on or off, by the user's scrolling or by us.
    """

    changed = Signal(bool)

    def __init__(self, bar: QScrollBar, window: QWidget) -> None:
        super().__init__(window)
        self._bar = bar
        self._window = window
        self._on = True
        self._reduced: bool | None = None
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(GLIDE)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.valueChanged.connect(self._at)
        bar.actionTriggered.connect(lambda _: self.step_back())

    @property
    def on(self) -> bool:
        """Whether the view follows."""
        return self._on

    def set_reduced_motion(self, reduced: bool | None) -> None:
        """Jump instead of gliding; None asks the desktop's style."""
        self._reduced = reduced

    def step_back(self) -> None:
        """The user has taken over."""
        self._glide.stop()
        self._switch(False)

    def resume(self) -> None:
        """Follow again."""
        self._switch(True)

    def keep_in_view(self, top: float, bottom: float) -> None:
        """Scroll if needed. `top` and `bottom` are those of the word, in window coordinates."""
        if not self._on or self._is_gliding:
            return
        height = self._window.height()
        if BAND[0] * height <= top and bottom <= BAND[1] * height:
            return
        if top < BAND[0] * height and self._bar.value() == self._bar.minimum() and top >= 0:
            return
        self.scroll_to(round(self._bar.value() + top - TARGET * height))

    def scroll_to(self, value: int) -> None:
        """Scroll there, smoothly if it is near and motion is welcome."""
        self._glide.stop()
        value = max(self._bar.minimum(), min(self._bar.maximum(), value))
        way = abs(value - self._bar.value())
        if not way:
            return
        if self._is_reduced or way > FARTHEST_GLIDE * self._window.height():
            self._bar.setValue(value)
            return
        self._glide.setStartValue(self._bar.value())
        self._glide.setEndValue(value)
        self._glide.start()

    def _at(self, value: object) -> None:
        if isinstance(value, int):
            self._bar.setValue(value)

    def _switch(self, on: bool) -> None:
        if on is not self._on:
            self._on = on
            self.changed.emit(on)

    @property
    def _is_gliding(self) -> bool:
        return self._glide.state() == QAbstractAnimation.State.Running

    @property
    def _is_reduced(self) -> bool:
        if self._reduced is not None:
            return self._reduced
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self._window.style().styleHint(hint, None, self._window) <= 0


def turn_to_hold(edit: QTextEdit, patch: Patch) -> tuple[int, float] | None:
    """The first turn on the screen, by its number after `patch`, and the height it stands at.

    To be called before the widget shows the patch. None if the patch changes no text.
    """
    if [turn.text for turn in patch.old] == [turn.text for turn in patch.new]:
        return None
    first = visible_turns(edit)[0]
    height = turn_rect(edit, first).top()
    if first >= patch.at + len(patch.old):
        return first + len(patch.new) - len(patch.old), height
    if first >= patch.at:
        # Rewritten itself: hold its place, or that of the last turn that came instead.
        first = min(first, max(patch.at, patch.at + len(patch.new) - 1))
    return first, height


def hold(edit: QTextEdit, turn: int, height: float) -> None:
    """Scroll so that a turn stands where it stood, whatever changed above it."""
    bar = edit.verticalScrollBar()
    bar.setValue(round(bar.value() + turn_rect(edit, turn).top() - height))
