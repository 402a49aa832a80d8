"""A list of earlier states of a project, and what each would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.transcript.compare import differences, summary
from editor.ui.controls import fit
from editor.ui.errors import sentence_of
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editor.jobs.background import Background, Task
    from editor.jobs.reading import Rescue
    from editor.transcript.document import Transcript

PREVIEW_LINES = 400
"""Enough to recognise a state by; thousands of turns would only slow the dialogue down."""


class State(NamedTuple):
    """An earlier state, read."""

    document: Transcript
    rest: Rescue


class Choice(NamedTuple):
    """A row of the list: `load` reads the state, in another thread, and may raise."""

    when: str
    title: str
    load: Callable[[], State]


class Texts(NamedTuple):
    """What the dialogue says: its title, a hint above the list, and its button."""

    title: str
    hint: str
    button: str


class GoBackDialog(QDialog):
    """Shows the choices; `state` is the one that was taken, or None.

    Attributes:
        state: The state that is selected, once it is read.
    """

    def __init__(
        self,
        texts: Texts,
        choices: Sequence[Choice],
        now: Transcript | None,
        background: Background,
        parent: QWidget | None = None,
        *,
        may_accept: bool = True,
    ) -> None:
        """Args:
        texts: What it says.
        choices: What can be chosen, the first is selected.
        now: What the states are compared with; None to show their text instead.
        background: The pool to read in.
        parent: The Qt parent.
        may_accept: Whether a state can be taken, or only looked at.
        """
        super().__init__(parent)
        self.setWindowTitle(texts.title)
        self.state: State | None = None
        self._choices = choices
        self._now = now
        self._background = background
        self._may_accept = may_accept
        self._task: Task | None = None
        self._read: dict[int, State | str] = {}
        self.list = QTreeWidget()
        self.list.setAccessibleName(texts.title)
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels(["When", "What"])
        for choice in choices:
            self.list.addTopLevelItem(QTreeWidgetItem([choice.when, choice.title]))
        self.list.resizeColumnToContents(0)
        self.about = QLabel(wordWrap=True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.preview = QPlainTextEdit(readOnly=True)
        self.preview.setAccessibleName("What would change")
        self.preview.setTabChangesFocus(True)
        self._assemble(texts)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.finished.connect(lambda _: self._stop())
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        fit(self, GRID * 100, GRID * 70)

    def _assemble(self, texts: Texts) -> None:
        hint = QLabel(texts.hint, wordWrap=True)
        hint.setObjectName("hint")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = buttons.addButton(texts.button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.preview)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        for part in (hint, split, self.about, buttons):
            layout.addWidget(part, 1 if part is split else 0)

    def _current(self) -> int:
        return self.list.currentIndex().row()

    def _show(self) -> None:
        """Show the selected state, reading it first if nobody has."""
        index = self._current()
        self.state = None
        self.accept_button.setEnabled(False)
        self.preview.clear()
        if index < 0:
            return
        found = self._read.get(index)
        if found is None:
            self.about.setText("Reading…")
            self._load(index)
        elif isinstance(found, str):
            self.about.setText(found)
        else:
            self._present(found)

    def _present(self, state: State) -> None:
        self.state = state
        if self._now is None:
            lines = [turn.text for turn in state.document.turns]
            words = f"{len(lines):,} turns, {state.document.word_count:,} words."
        else:
            lines = difference_lines(self._now, state.document)
            words = summary(self._now, state.document)
        if len(lines) > PREVIEW_LINES:
            lines[PREVIEW_LINES:] = ["…"]
        self.about.setText(words)
        self.preview.setPlainText("\n".join(lines))
        same = self._now is not None and state.document == self._now
        self.accept_button.setEnabled(self._may_accept and not same)

    def _load(self, index: int) -> None:
        self._stop()
        load = self._choices[index].load
        self._task = self._background.start(
            lambda _: load(),
            lambda state: self._loaded(index, state),
            lambda error: self._loaded(index, sentence_of(error)),
        )

    def _loaded(self, index: int, found: State | str) -> None:
        self._task = None
        self._read[index] = found
        if index == self._current():
            self._show()

    def _stop(self) -> None:
        if self._task:
            self._task.cancel()
            self._task = None


def difference_lines(now: Transcript, then: Transcript) -> list[str]:
    """What would change, as lines: “−” is how it reads now, “+” how it would read."""
    lines: list[str] = []
    for row in differences(now, then):
        lines += [f"\u2212 {text}" for text in row.before]
        lines += [f"+ {text}" for text in row.after]
        lines.append("")
    return lines
