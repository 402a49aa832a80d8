"""The transcript as text: typed in like any text, and always the same as the document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Signal

from editor.transcript.document import Place
from editor.transcript.text_edits import join_turns, split_turn
from editor.transcript.timeline import place_at
from editor.transcript.turn_edits import split_to_other
from editor.ui.carets import caret_of, put_caret, turns_touched, words_selected
from editor.ui.columns import side_margins
from editor.ui.errors import safe_override
from editor.ui.following import Follower, hold, turn_to_hold
from editor.ui.fonts import LINE_HEIGHT, measure_width, transcript_font
from editor.ui.geometry import offset_under, turn_rect, visible_turns
from editor.ui.gutter import Gutter
from editor.ui.highlights import Highlights
from editor.ui.offsets import word_at
from editor.ui.projection import Projection
from editor.ui.turn_edit import SIDE, TurnEdit
from editor.ui.view_colours import LIGHT, ViewColours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from editor.transcript.patch import Caret, Patch
    from editor.transcript.session import Session

TURN_GAP = 16
"""Pixels below a turn: turns are set apart by space, not by rules."""
DESCRIPTION = (
    "One paragraph for each turn. Enter splits a turn, Shift+Enter splits it and lets the other "
    "speaker speak on, Backspace at its beginning joins it with the one before. Ctrl+click on a "
    "word plays from there."
)


class TranscriptView(TurnEdit):
    """The session's document as text, with its gutter.

    Attributes:
        gutter: The column left of the text, with times and speakers.
        click_seeks: Whether a plain click on a word plays from there; Ctrl+click always does.

    Signals:
        caret_moved(Place | None): The caret is at another word, or at none.
        typed(): The user changed the text by hand.
        seek_requested(Place): The user clicked a word to hear it.
        following_changed(bool): Whether the view scrolls along with the spoken word.
    """

    caret_moved = Signal(object)
    typed = Signal()
    seek_requested = Signal(object)
    following_changed = Signal(bool)

    def __init__(
        self,
        session: Session,
        colours: ViewColours = LIGHT,
        parent: QWidget | None = None,
        font: QFont | None = None,
    ) -> None:
        self._font: QFont | None = None
        super().__init__(parent)
        self.click_seeks = True
        self._session = session
        self._projection = Projection(self, session)
        self._highlights = Highlights(self, session.document, colours)
        self._follower = Follower(self.verticalScrollBar(), self.viewport())
        self.gutter = Gutter(self, lambda: self._session.document, colours)
        self.setTabChangesFocus(True)  # a tab is no word; without it the keyboard is caught here
        self.setAccessibleName("Transcript")
        self.setAccessibleDescription(DESCRIPTION)
        self._connect()
        self._unsubscribe: Callable[[], None] = session.subscribe(self._follow)
        self.set_text_font(font or transcript_font())
        self.set_colours(colours)
        self.set_session(session)

    # What is shown

    @property
    def session(self) -> Session:
        """Whose document is shown."""
        return self._session

    def set_session(self, session: Session) -> None:
        """Show another document."""
        self._unsubscribe()
        self._session = session
        self._unsubscribe = session.subscribe(self._follow)
        self._projection.load(session)
        self._highlights.show(session.document)
        self.verticalScrollBar().setValue(0)
        self.gutter.update()

    def set_colours(self, colours: ViewColours) -> None:
        """Change the colours, as when the desktop turns dark."""
        self.setPalette(colours.on(self.palette()))
        # Under a style sheet the viewport keeps the palette that it had when it was made.
        self.viewport().setPalette(self.palette())
        self._highlights.set_colours(colours)
        self.gutter.set_colours(colours)

    def set_text_font(self, font: QFont) -> None:
        """Change the face or size of the text."""
        self._font = font
        self.setFont(font)
        self.document().setDefaultFont(font)
        self._projection.set_spacing(round(LINE_HEIGHT * 100), TURN_GAP)
        self._lay_out()

    def set_reduced_motion(self, reduced: bool | None) -> None:
        """Jump instead of scrolling smoothly; None follows the desktop's style."""
        self._follower.set_reduced_motion(reduced)

    # Caret and selection

    def caret(self) -> Caret:
        """Where the caret is; offsets count characters of the turn's text in the document."""
        return caret_of(self)

    def set_caret(self, caret: Caret) -> None:
        """Put the caret somewhere and show it; out of range means the nearest place there is."""
        put_caret(self, caret)
        self.ensureCursorVisible()

    def caret_place(self) -> Place | None:
        """The word that the caret is in or right after; None in an empty turn."""
        caret = self.caret()
        return place_at(self._session.document.turns[caret.turn], caret.turn, caret.offset)

    def selected_words(self) -> tuple[Place, Place] | None:
        """The first and last word that the selection touches; None if it touches none."""
        return words_selected(self._session.document, self.caret())

    def touched_turns(self) -> range:
        """The turns that the caret or the selection is in.

        A selection that ends before the first letter of a turn has not reached that turn.
        """
        return turns_touched(self.caret())

    def place_under(self, point: QPoint | QPointF) -> Place | None:
        """The word at a point of the viewport; None beside the text."""
        under = offset_under(self, QPointF(point))
        if under is None:
            return None
        word = word_at(self.document().findBlockByNumber(under[0]).text(), under[1])
        return None if word is None else Place(under[0], word)

    def visible_turns(self) -> range:
        """The turns on the screen."""
        return visible_turns(self)

    # Marks

    def show_word(self, place: Place | None) -> None:
        """Light the word that is being spoken, and follow it."""
        self._highlights.light(place)
        if place is not None and self._follower.on:
            rect = self._highlights.word_rect(place)
            if not rect.isEmpty():
                self._follower.keep_in_view(rect.top(), rect.bottom())

    def lit_word(self) -> Place | None:
        """The word that is lit."""
        return self._highlights.spoken

    def mark_doubts(self, doubts: Iterable[tuple[Place, Place]]) -> None:
        """Underline the stretches that want a look, each given by its first and last word."""
        self._highlights.mark_doubts(doubts)

    def set_marks_shown(self, shown: bool) -> None:
        """Whether doubts, and words that are not spoken, look different from the others."""
        self._highlights.set_marks_shown(shown)

    # Scrolling

    @property
    def following(self) -> bool:
        """Whether the view scrolls along with the spoken word."""
        return self._follower.on

    def stop_following(self) -> None:
        """Stay where one is, until `resume_following`."""
        self._follower.step_back()

    def resume_following(self) -> None:
        """Scroll along with the spoken word again."""
        self._follower.resume()
        if self._highlights.spoken is not None:
            self.show_word(self._highlights.spoken)

    def reveal(self, place: Place) -> None:
        """Scroll to a word if it is not well in view. Does not count as the user's scrolling."""
        rect = self._highlights.word_rect(place)
        if rect.isEmpty():
            rect = turn_rect(self, place.turn)
        height = self.viewport().height()
        if rect.top() < TURN_GAP or rect.bottom() > height - TURN_GAP:
            self._follower.scroll_to(
                round(self.verticalScrollBar().value() + rect.top() - height / 3)
            )

    # What keys and clicks mean

    def split_here(self, *, to_other: bool = False) -> None:
        """Split the turn at the caret; a selection goes first.

        `to_other` lets the other of the last two speakers speak from there on.
        """
        split = split_to_other if to_other else split_turn
        with self._session.one_step():
            if self.textCursor().hasSelection():
                self.textCursor().removeSelectedText()
            caret = self.caret()
            self._session.apply(split(self._session.document, caret.turn, caret.offset))
        self._follower.step_back()

    def join(self, first: int, caret: Caret | None = None) -> None:
        """Join a turn with the next one, if there are two; `caret` overrides where it goes."""
        document = self._session.document
        if 0 <= first < len(document.turns) - 1:
            patch = join_turns(document, first)
            if caret is not None:
                patch = replace(patch, caret=caret, caret_before=caret)
            self._session.apply(patch)
            self._follower.step_back()

    def doing(self, label: str) -> AbstractContextManager[None]:
        """Name what the widget does inside, and make it one step of undo."""
        return self._projection.doing(label)

    def _clicked(self, point: QPointF, with_ctrl: bool) -> None:
        place = self.place_under(point)
        if place is not None and (with_ctrl or self.click_seeks):
            self._seek(place)

    def _seek(self, place: Place) -> None:
        self._follower.resume()
        self.seek_requested.emit(place)

    # Painting and layout

    @safe_override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the fills, then the text over them."""
        self._highlights.paint(event)
        super().paintEvent(event)

    @safe_override
    def event(self, event: QEvent) -> bool:
        """Keep the measure of the column, whatever the window's width.

        Done before the viewport hears of the new size: while a widget is being shown, Qt forgets
        a change of size that is made in answer to one.
        """
        if event.type() == QEvent.Type.Resize:
            self._lay_out()
        handled = super().event(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_font()
        return handled

    @safe_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other turns may be on the screen now; the gutter is as tall as the text."""
        super().resizeEvent(event)
        area = self.viewport().geometry()
        width = self.gutter.sizeHint().width()
        self.gutter.setGeometry(area.left() - width, area.top(), width, area.height())
        self._highlights.cover_visible()

    def _keep_font(self) -> None:
        # A new style sheet, as with every theme, gives widgets back the font they began with.
        if self._font is not None and self.font() != self._font:
            self.setFont(self._font)
            self.document().setDefaultFont(self._font)

    def _lay_out(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 * self.frameWidth() - bar
        self.gutter.set_room(room)
        gutter = self.gutter.sizeHint().width()
        left, right = side_margins(room, gutter, measure_width(self.font()) + 2 * SIDE)
        there = self.viewportMargins()
        if (left, right) != (there.left(), there.right()):
            self.setViewportMargins(left, 0, right, 0)

    def _connect(self) -> None:
        self._projection.caret_moved.connect(self._caret_has_moved)
        self.clicked.connect(self._clicked)
        self.navigated.connect(self._follower.step_back)
        self._projection.typed.connect(self._follower.step_back)
        self._projection.typed.connect(self.typed)
        self._follower.changed.connect(self.following_changed)
        self.gutter.seek_requested.connect(lambda _: self._follower.resume())
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.document().documentLayout().update.connect(lambda _: self.gutter.update())

    def _scrolled(self, _value: int) -> None:
        self._highlights.cover_visible()
        self.gutter.update()

    def _caret_has_moved(self) -> None:
        turn = self.textCursor().blockNumber()
        turns = self._session.document.turns
        self.gutter.set_current(turn)
        self._highlights.set_current(turns[turn].id if turn < len(turns) else None)
        self.caret_moved.emit(self.caret_place())

    def _follow(self, patch: Patch, origin: object) -> None:
        top = None if origin is self else turn_to_hold(self, patch)
        self._projection.follow(patch, origin)
        if origin is not self and patch.caret is not None:
            self.ensureCursorVisible()
        elif top is not None:
            hold(self, *top)
        self._highlights.follow(self._session.document, patch)
        self.gutter.update()
