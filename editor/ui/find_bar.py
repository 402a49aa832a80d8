"""The bar under the transcript for finding and replacing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from editor.transcript.patch import Caret
from editor.transcript.search import Hit, Query, QueryError, Scope, find, replace_hits
from editor.ui.errors import safe_override
from editor.ui.icons import icon
from editor.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.transcript.document import Place
    from editor.transcript.session import Session
    from editor.ui.theme import Theme
    from editor.ui.transcript_view import TranscriptView

SCOPES = (
    (Scope.ALL, "Everywhere"),
    (Scope.SELECTION, "In the selection"),
    (Scope.NOT_IN_ADS, "Not in ad reads"),
)
OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QWidget):
    """Finds while you type; Enter goes on, Shift+Enter back, Esc closes.

    Signals:
        closed: The keyboard belongs to the text again.
    """

    closed = Signal()

    def __init__(self, view: TranscriptView, theme: Theme, say: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("find-bar")
        self._view = view
        self._say = say
        self._hits: list[Hit] = []
        self._at = 0
        self._selection: tuple[Place, Place] | None = None
        self.field = QLineEdit(placeholderText="Find", clearButtonEnabled=True)
        self.field.setAccessibleName("Find")
        self.replacement = QLineEdit(placeholderText="Replace with", clearButtonEnabled=True)
        self.replacement.setAccessibleName("Replace with")
        self.match_case = _toggle("Aa", "Match case")
        self.whole_word = _toggle("W", "Whole words")
        self.regex = _toggle(".*", "Regular expression")
        self.scope = QComboBox()
        self.scope.setAccessibleName("Where to find")
        for scope, title in SCOPES:
            self.scope.addItem(title, scope)
        self.count = QLabel()
        self.count.setMinimumWidth(GRID * 10)
        self.replace_one = QPushButton("Replace")
        self.replace_all = QPushButton("Replace all")
        self._close = QToolButton(autoRaise=True)
        self._close.setAccessibleName("Close find")
        self._close.setToolTip("Close (Esc)")
        self._assemble()
        self._connect()
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Redraw in this theme."""
        self._close.setIcon(icon("close", theme))

    def open(self, *, replacing: bool) -> None:
        """Show the bar, with the selected text in it if that is a few words."""
        text = self._view.textCursor().selectedText()
        chosen = self._view.selected_words()
        if text and "\u2029" not in text and len(text) < 60:
            self.field.setText(text)
        elif chosen:
            self._selection = chosen
            self.scope.setCurrentIndex(self.scope.findData(Scope.SELECTION))
        for widget in (self.replacement, self.replace_one, self.replace_all):
            widget.setVisible(replacing)
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self._search()

    def step(self, by: int) -> None:
        """Go to the next place, or the one before; round the end."""
        self._search(keep=True)
        if not self._hits:
            return
        here = self._view.caret()
        start = min(here[:2], here.anchor or here[:2])
        if by > 0:
            after = [i for i, hit in enumerate(self._hits) if (hit.turn, hit.start) > start]
            self._at = after[0] if after else 0
        else:
            before = [i for i, hit in enumerate(self._hits) if (hit.turn, hit.start) < start]
            self._at = before[-1] if before else len(self._hits) - 1
        self._show_hit()

    def query(self) -> Query:
        """What the bar says."""
        return Query(
            self.field.text(),
            self.whole_word.isChecked(),
            self.match_case.isChecked(),
            self.regex.isChecked(),
        )

    @property
    def _session(self) -> Session:
        return self._view.session

    def _assemble(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.match_case, self.whole_word, self.regex, self.scope, self.count):
            first.addWidget(widget)
        first.addStretch(1)
        first.addWidget(self._close)
        for button in (self.replace_one, self.replace_all):
            second.addWidget(button)
        second.addStretch(1)
        layout = QGridLayout(self)
        layout.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        layout.setVerticalSpacing(GRID // 2)
        layout.addWidget(self.field, 0, 0)
        layout.addLayout(first, 0, 1)
        layout.addWidget(self.replacement, 1, 0)
        layout.addLayout(second, 1, 1)
        for field in (self.field, self.replacement):
            # Less where the window is narrow, lest the panel at the side give way.
            field.setMinimumWidth(GRID * 20)
            field.setMaximumWidth(GRID * 36)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._search)
        for toggle in (self.match_case, self.whole_word, self.regex):
            toggle.toggled.connect(self._search)
        self.scope.currentIndexChanged.connect(self._scope_chosen)
        self.replace_one.clicked.connect(self._replace_one)
        self.replace_all.clicked.connect(self._replace_all)
        self._close.clicked.connect(self.close_bar)

    def _scope_chosen(self) -> None:
        if self.scope.currentData() is Scope.SELECTION:
            self._selection = self._view.selected_words() or self._selection
        self._search()

    def _search(self, *_: object, keep: bool = False) -> None:
        """Find all places; unless `keep`, go to the first at or after the caret."""
        try:
            self._hits = find(
                self._session.document, self.query(), self.scope.currentData(), self._selection
            )
        except QueryError as error:
            self._hits = []
            self.count.setText(str(error))
            return
        self._at = min(self._at, max(0, len(self._hits) - 1))
        if not keep and self._hits:
            here = self._view.caret()
            start = min(here[:2], here.anchor or here[:2])
            self._at = next(
                (i for i, hit in enumerate(self._hits) if (hit.turn, hit.start) >= start), 0
            )
            self._show_hit()
        self._show_count()
        for button in (self.replace_one, self.replace_all):
            button.setEnabled(bool(self._hits))

    def _show_hit(self) -> None:
        hit = self._hits[self._at]
        self._view.set_caret(Caret(hit.turn, hit.end, (hit.turn, hit.start)))
        self._show_count()

    def _show_count(self) -> None:
        if not self.field.text():
            self.count.setText("")
        elif not self._hits:
            self.count.setText("Not found")
        else:
            self.count.setText(f"{self._at + 1:,} of {len(self._hits):,}")

    def _replace_one(self) -> None:
        if self._hits and self._replace([self._hits[self._at]]):
            self._search()

    def _replace_all(self) -> None:
        hits = self._hits
        if hits and self._replace(hits):
            places = "1 place" if len(hits) == 1 else f"{len(hits):,} places"
            self._say(f"Replaced {places}; one undo takes them all back.")
            self._search(keep=True)

    def _replace(self, hits: list[Hit]) -> bool:
        document = self._session.document
        try:
            patch = replace_hits(document, hits, self.query(), self.replacement.text())
        except QueryError as error:
            self.count.setText(str(error))
            return False
        return self._session.apply(patch, origin=self)

    def close_bar(self) -> None:
        """Hide the bar and give the keyboard back to the text."""
        self.hide()
        self._view.setFocus()
        self.closed.emit()

    @safe_override
    def event(self, event: QEvent) -> bool:
        """Esc belongs to the bar while it has the keyboard, not to the transport."""
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    @safe_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.replacement.hasFocus():
                self._replace_one()
            else:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)


def _toggle(text: str, name: str) -> QToolButton:
    button = QToolButton(autoRaise=True)
    button.setCheckable(True)
    button.setText(text)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
