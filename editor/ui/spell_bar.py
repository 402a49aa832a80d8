"""The bar under the transcript for walking through misspelled words with single keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.review.spell_check import respell
from editor.review.spelling import core
from editor.transcript.document import Place
from editor.transcript.patch import Caret
from editor.transcript.timeline import offset_of
from editor.ui.errors import guarded, safe_override
from editor.ui.icons import icon
from editor.ui.theme import GRID
from editor.ui.wave_paint import draw_focus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editor.review.spell_check import SpellCheck
    from editor.transcript.document import Transcript
    from editor.ui.errors import Say
    from editor.ui.theme import Theme
    from editor.ui.transcript_view import TranscriptView

LOADING = "Loading the dictionary…"
NONE_LEFT = "No misspelled word is left."
NO_SUGGESTION = "No suggestion: E goes to the word, to type it."
LOOKING = "Looking for suggestions…"


class SpellBar(QWidget):
    """Shows one misspelled word after the other.

    Digits change the word, I leaves it alone here, G everywhere, D remembers it, C says whether a
    change is made everywhere, N goes on, E goes to the word, Esc closes.

    Signals:
        suggestions_wanted: A word; the answer goes to `show_suggestions`.
        remember_wanted: A word that is to be right in this show from now on.
    """

    suggestions_wanted = Signal(str)
    remember_wanted = Signal(str)

    def __init__(self, view: TranscriptView, theme: Theme, say: Say) -> None:
        super().__init__()
        self.setObjectName("find-bar")
        self.setAccessibleName("Spelling")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view, self._say = view, say
        self._check: SpellCheck | None = None
        self._place: Place | None = None
        self._suggested: Sequence[str] = ()
        self.word = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.word.setObjectName("spelled-word")
        self.hint = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.hint.setObjectName("hint")
        self.everywhere = QCheckBox("In all places (C)")
        self._actions: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_I: self.ignore_once,
            Qt.Key.Key_G: self.ignore_all,
            Qt.Key.Key_D: self.remember,
            Qt.Key.Key_N: self.go_on,
            Qt.Key.Key_E: self.edit,
            Qt.Key.Key_C: self.everywhere.toggle,
            Qt.Key.Key_Escape: self.close_bar,
        }
        self._choices = QHBoxLayout()
        self._buttons: list[QPushButton] = []
        self._close = QToolButton(autoRaise=True)
        self._close.setAccessibleName("Close spelling")
        self._close.setToolTip("Close (Esc)")
        self._close.clicked.connect(guarded(self.close_bar, say))
        self._assemble()
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Redraw in this theme."""
        self._theme = theme
        self._close.setIcon(icon("close", theme))

    # -- walking -------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the bar; words come with `use`."""
        self.show()
        self.setFocus()
        if self._check is None:
            self._show_word("", LOADING)

    def use(self, check: SpellCheck | None) -> None:
        """Walk with this check from the caret on; None for none."""
        self._check, self._place = check, None
        if check is not None and self.isVisible():
            here = self._view.caret_place() or Place(self._view.caret().turn, 0)
            self._go_after(Place(here.turn, here.word - 1))

    @property
    def walking(self) -> bool:
        """Whether there is something to walk with."""
        return self._check is not None

    def go_on(self) -> None:
        """Go to the next misspelled word after the one that is shown, or after the caret."""
        self.show()
        self.setFocus()
        here = self._view.caret_place() or Place(self._view.caret().turn, -1)
        self._go_after(here)

    def show_suggestions(self, word: str, suggested: Sequence[str]) -> None:
        """What may have been meant by a word, if it is still the one in question."""
        if self._place is None or word != self._text():
            return
        self._suggested = suggested
        self._show_buttons()
        self.hint.setText("" if suggested else NO_SUGGESTION)

    def _go_after(self, after: Place) -> None:
        if self._check is None:
            return
        document = self._view.session.document
        self._place = self._check.next(document, after)
        self._suggested = ()
        self._show_buttons()
        if self._place is None:
            self._show_word("", NONE_LEFT)
            return
        self._select(document, self._place)
        self._show_word(core(self._text()), LOOKING)
        self.suggestions_wanted.emit(self._text())

    def _text(self) -> str:
        """The word that is shown, as it stands in the text now."""
        document, place = self._view.session.document, self._place
        if place is None or place.turn >= len(document.turns):
            return ""
        words = document.turns[place.turn].words
        return words[place.word].text if place.word < len(words) else ""

    def _select(self, document: Transcript, place: Place) -> None:
        turn = document.turns[place.turn]
        start = offset_of(turn, place.word)
        end = start + len(turn.words[place.word].text)
        self._view.set_caret(Caret(place.turn, end, (place.turn, start)))

    # -- deciding ------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """Change the word to a suggestion (0 is the first), here or everywhere; go on."""
        if self._place is None or self._check is None or number >= len(self._suggested):
            return
        document, text = self._view.session.document, self._text()
        places = self._check.same(document, text) if self.everywhere.isChecked() else [self._place]
        wanted = self._suggested[number]
        patch = respell(document, places or [self._place], core(text), core(wanted))
        self._view.session.apply(patch, origin=self)
        if len(places) > 1:
            self._say(f"Changed in {len(places):,} places; one undo takes them all back.")
        self._go_after(self._place)

    def ignore_once(self) -> None:
        """The word is right here."""
        if self._place is not None and self._check is not None:
            self._check.ignore_once(self._view.session.document, self._place)
            self._go_after(self._place)

    def ignore_all(self) -> None:
        """The word is right wherever it stands in this episode."""
        if self._place is not None and self._check is not None:
            self._check.ignore_all(self._text())
            self._go_after(self._place)

    def remember(self) -> None:
        """The word is right in this show."""
        if self._place is not None and self._check is not None:
            word = core(self._text())
            self._check.know([word])
            self.remember_wanted.emit(word)
            self._go_after(self._place)

    def edit(self) -> None:
        """Go to the word, so that typing replaces it."""
        self._view.setFocus()

    def close_bar(self) -> None:
        """Hide the bar and give the keyboard back to the text."""
        self.hide()
        self._view.setFocus()

    # -- layout and keys -----------------------------------------------------------------------

    def _show_word(self, word: str, hint: str) -> None:
        self.word.setText(f"“{word}”" if word else "")
        self.word.setVisible(bool(word))
        self.hint.setText(hint)
        self.setAccessibleDescription(f"{word}: {hint}" if word else hint)

    def _show_buttons(self) -> None:
        for button in self._buttons:
            self._choices.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for number, word in enumerate(self._suggested):
            button = QPushButton(f"{number + 1}  {core(word)}")
            button.setAutoDefault(False)
            button.clicked.connect(guarded(partial(self.choose, number), self._say))
            self._choices.insertWidget(number, button)
            self._buttons.append(button)

    def _assemble(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.word)
        first.addLayout(self._choices)
        first.addWidget(self.hint)
        first.addStretch(1)
        first.addWidget(self.everywhere)
        first.addWidget(self._close)
        for title, action in (
            ("Ignore (I)", self.ignore_once),
            ("Ignore all (G)", self.ignore_all),
            ("Add to dictionary (D)", self.remember),
            ("Next (N)", self.go_on),
            ("Edit (E)", self.edit),
        ):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(guarded(action, self._say))
            second.addWidget(button)
        second.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID // 2)
        layout.addLayout(first)
        layout.addLayout(second)

    def _is_own(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and (event.text().isdigit() or event.key() in self._actions)

    @safe_override
    def event(self, event: QEvent) -> bool:
        """Single keys belong to the bar while it has the keyboard."""
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    @safe_override
    def paintEvent(self, event: QPaintEvent) -> None:
        """With a ring while single keys go here."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            draw_focus(painter, QRectF(self.rect()), self._theme)
            painter.end()

    @safe_override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, letters decide."""
        if not self._is_own(event):
            super().keyPressEvent(event)
        elif event.text().isdigit():
            if event.text() != "0":
                self.choose(int(event.text()) - 1)
        else:
            self._actions[Qt.Key(event.key())]()
