"""The transcript as text: typed in like any text, and always the same as the document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from editor.transcript.document import Place
from editor.transcript.patch import Caret
from editor.transcript.text_edits import join_turns, split_turn
from editor.transcript.timeline import place_at, words_in
from editor.ui import view_keys
from editor.ui.following import Follower
from editor.ui.fonts import LINE_HEIGHT, measure_width, transcript_font
from editor.ui.geometry import offset_under, turn_rect, visible_turns
from editor.ui.gutter import Gutter
from editor.ui.highlights import GROUND_MARGIN, Highlights
from editor.ui.offsets import plain_lines, word_at
from editor.ui.projection import Projection
from editor.ui.view_colours import LIGHT, ViewColours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QMimeData, QPoint, QRect
    from PySide6.QtGui import (
        QDropEvent,
        QFont,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )

    from editor.transcript.patch import Patch
    from editor.transcript.session import Session

TURN_GAP = 16
"""Pixels below a turn: turns are set apart by space, not by rules."""
LEAST_SIDE = 16
"""Pixels that stay free right of the text, however narrow the window is."""


class TranscriptView(QTextEdit):
    """The session's document as text, with its gutter.

    Attributes:
        gutter: The column left of the text, with times and speakers.
        click_seeks: Whether a plain click on a word plays from there; Ctrl+click always does.

    Signals:
        caret_moved(Place | None): The caret is at another word, or at none.
        seek_requested(Place): The user clicked a word to hear it.
        following_changed(bool): Whether the view scrolls along with the spoken word.
    """

    caret_moved = Signal(object)
    seek_requested = Signal(object)
    following_changed = Signal(bool)

    def __init__(
        self,
        session: Session,
        colours: ViewColours = LIGHT,
        parent: QWidget | None = None,
        font: QFont | None = None,
    ) -> None:
        super().__init__(parent)
        self.click_seeks = True
        self._session = session
        self._pressed_at: QPointF | None = None
        self._colours = colours
        self._set_up()
        self._projection = Projection(self, session)
        self._highlights = Highlights(self, session.document, colours)
        self._follower = Follower(self.verticalScrollBar(), self.viewport())
        self.gutter = Gutter(self, lambda: self._session.document, colours)
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
        self._colours = colours
        palette = self.palette()
        roles = QPalette.ColorRole
        for role, name in (
            (roles.Base, colours.paper),
            (roles.Window, colours.paper),
            (roles.Text, colours.ink),
            (roles.Highlight, colours.selection),
            (roles.HighlightedText, colours.ink),
        ):
            palette.setColor(role, name)
        self.setPalette(palette)
        self._highlights.set_colours(colours)
        self.gutter.set_colours(colours)

    def set_text_font(self, font: QFont) -> None:
        """Change the face or size of the text."""
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
        return self._projection.caret()

    def set_caret(self, caret: Caret) -> None:
        """Put the caret somewhere and show it; out of range means the nearest place there is."""
        self._projection.set_caret(caret)
        self.ensureCursorVisible()

    def caret_place(self) -> Place | None:
        """The word that the caret is in or right after; None in an empty turn."""
        caret = self.caret()
        return place_at(self._session.document.turns[caret.turn], caret.turn, caret.offset)

    def selected_words(self) -> tuple[Place, Place] | None:
        """The first and last word that the selection touches; None if it touches none."""
        caret = self.caret()
        if caret.anchor is None:
            return None
        first, last = sorted(((caret.turn, caret.offset), caret.anchor))
        return words_in(self._session.document, first, last)

    def touched_turns(self) -> range:
        """The turns that the caret or the selection is in.

        A selection that ends before the first letter of a turn has not reached that turn.
        """
        caret = self.caret()
        if caret.anchor is None:
            return range(caret.turn, caret.turn + 1)
        first, last = sorted(((caret.turn, caret.offset), caret.anchor))
        reached = last[0] if last[1] or last[0] == first[0] else last[0] - 1
        return range(first[0], reached + 1)

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

    def mark_doubts(self, doubts: Iterable[tuple[Place, Place]]) -> None:
        """Underline the stretches that want a look, each given by its first and last word."""
        self._highlights.mark_doubts(doubts)

    # Scrolling

    @property
    def following(self) -> bool:
        """Whether the view scrolls along with the spoken word."""
        return self._follower.on

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

    # Keys

    def event(self, event: QEvent) -> bool:
        """Leave to the program's shortcuts whatever is not for writing or moving about."""
        if event.type() == QEvent.Type.ShortcutOverride:
            mine = view_keys.belongs_to_the_text(event)  # type: ignore[arg-type]
            event.setAccepted(mine)
            return mine
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter splits, erasing at the edge of a turn joins; the rest is ordinary text editing."""
        if view_keys.is_navigation(event):
            self._follower.step_back()
        handled = (view_keys.is_enter(event) and self._split()) or (
            view_keys.is_erase(event) and self._erase(event)
        )
        if handled:
            event.accept()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def _split(self) -> bool:
        if self.isReadOnly():
            return False
        with self._session.one_step():
            if self.textCursor().hasSelection():
                self.textCursor().removeSelectedText()
            caret = self.caret()
            self._session.apply(split_turn(self._session.document, caret.turn, caret.offset))
        self._projection.typed.emit()
        return True

    def _erase(self, event: QKeyEvent) -> bool:
        """Join at the edges; erase a word that begins with a space together with that space."""
        cursor = self.textCursor()
        if cursor.hasSelection() or self.isReadOnly():
            return False
        turn = cursor.blockNumber()
        backwards = event.key() == Qt.Key.Key_Backspace
        if backwards and cursor.atBlockStart():
            return self._join(turn - 1)
        if not backwards and cursor.atBlockEnd():
            return self._join(turn, caret_after=False)
        by_word = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if by_word and not backwards:
            return self._erase_next_word(cursor)
        return False

    def _join(self, first: int, *, caret_after: bool = True) -> bool:
        """Join a turn with the next one. True even at the ends, where there is nothing to join."""
        document = self._session.document
        if 0 <= first < len(document.turns) - 1:
            patch = join_turns(document, first)
            if not caret_after:
                end = Caret(first, len(document.turns[first].text))
                patch = replace(patch, caret=end, caret_before=end)
            self._session.apply(patch)
            self._projection.typed.emit()
        return True

    def _erase_next_word(self, cursor: QTextCursor) -> bool:
        # Qt would erase the space alone, and so glue two words together.
        text = cursor.block().text()
        keep = QTextCursor.MoveMode.KeepAnchor
        if not self.document().characterAt(cursor.position()).isspace():
            return False
        while not cursor.atBlockEnd() and self.document().characterAt(cursor.position()).isspace():
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, keep)
        while (
            not cursor.atBlockEnd() and not self.document().characterAt(cursor.position()).isspace()
        ):
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, keep)
        cursor.removeSelectedText()
        return bool(text)

    # Clipboard and dragging

    def cut(self) -> None:
        """Cut the selection, as one step."""
        with self._projection.doing("Cut"):
            super().cut()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only: files that are dropped are the window's business."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert foreign text: each line becomes a turn, each odd space an ordinary one."""
        text = plain_lines(source.text())
        if text and not self.isReadOnly():
            with self._projection.doing("Paste"):
                self.textCursor().insertText(text)
            self.ensureCursorVisible()

    def dropEvent(self, event: QDropEvent) -> None:
        """Move text within the view as one step."""
        self._pressed_at = None
        with self._projection.doing("Move text"):
            super().dropEvent(event)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began, to know it from a drag."""
        plain = Qt.KeyboardModifier.NoModifier
        ctrl = Qt.KeyboardModifier.ControlModifier
        is_click = event.button() == Qt.MouseButton.LeftButton and event.modifiers() in (
            plain,
            ctrl,
        )
        self._pressed_at = event.position() if is_click else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a word plays from there; a drag selects and plays nothing."""
        pressed, self._pressed_at = self._pressed_at, None
        super().mouseReleaseEvent(event)
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        moved = (event.position() - pressed).manhattanLength()
        if moved >= QApplication.startDragDistance() or self.textCursor().hasSelection():
            return
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        place = self.place_under(pressed)
        if place is not None and (with_ctrl or self.click_seeks):
            self._seek(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word; the first of the two clicks has been a click already."""
        self._pressed_at = None
        super().mouseDoubleClickEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling by hand stops the following."""
        self._follower.step_back()
        super().wheelEvent(event)

    def _seek(self, place: Place) -> None:
        self._follower.resume()
        self.seek_requested.emit(place)

    # Painting and layout

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the fills, then the text over them."""
        self._highlights.paint(event)
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the measure of the column, whatever the window's width."""
        self._lay_out()
        super().resizeEvent(event)
        self._place_gutter()
        self._highlights.cover_visible()

    def _lay_out(self) -> None:
        """Gutter and column of text, together in the middle of the window."""
        room = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()
        column = measure_width(self.font()) + 2 * GROUND_MARGIN
        gutter = self.gutter.sizeHint().width()
        free = max(0, room - gutter - column - LEAST_SIDE)
        left = gutter + free // 2
        right = max(LEAST_SIDE, room - left - column)
        wanted = (left, 0, right, 0)
        there = self.viewportMargins()
        if wanted != (there.left(), there.top(), there.right(), there.bottom()):
            self.setViewportMargins(*wanted)
        self._place_gutter()

    def _place_gutter(self) -> None:
        area = self.viewport().geometry()
        width = self.gutter.sizeHint().width()
        self.gutter.setGeometry(area.left() - width, area.top(), width, area.height())

    # Set-up

    def _set_up(self) -> None:
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document().setDocumentMargin(GROUND_MARGIN)
        self.setAccessibleName("Transcript")
        self.setAccessibleDescription(
            "One paragraph for each turn. Enter splits a turn, Backspace at its beginning joins it "
            "with the one before. Ctrl+click on a word plays from there."
        )

    def _connect(self) -> None:
        self._projection.caret_moved.connect(self._caret_has_moved)
        self._projection.typed.connect(self._follower.step_back)
        self._follower.changed.connect(self.following_changed)
        self.gutter.seek_requested.connect(self._seek)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.document().documentLayout().update.connect(lambda _: self.gutter.update())

    def _scrolled(self, _value: int) -> None:
        self._highlights.cover_visible()
        self.gutter.update()

    def _caret_has_moved(self) -> None:
        turn = self.textCursor().blockNumber()
        turns = self._session.document.turns
        self._highlights.set_current(turns[turn].id if turn < len(turns) else None)
        self.caret_moved.emit(self.caret_place())

    def _follow(self, patch: Patch, origin: object) -> None:
        top = self._top_of_window(patch) if origin is not self else None
        self._projection.follow(patch, origin)
        if top is not None and patch.caret is None:
            self._hold(*top)
        elif patch.caret is not None and origin is not self:
            self.ensureCursorVisible()
        self._highlights.follow(self._session.document, patch)
        self.gutter.update()

    def _top_of_window(self, patch: Patch) -> tuple[int, float] | None:
        """The first turn on the screen (by its number after `patch`) and where it stands."""
        if all(old.words is new.words for old, new in zip(patch.old, patch.new, strict=False)) and (
            len(patch.old) == len(patch.new)
        ):
            return None
        first = visible_turns(self)[0]
        height = turn_rect(self, first).top()
        if first >= patch.at + len(patch.old):
            return first + len(patch.new) - len(patch.old), height
        return min(first, max(patch.at, patch.at + len(patch.new) - 1)) if (
            first >= patch.at
        ) else first, height

    def _hold(self, turn: int, height: float) -> None:
        """Scroll so that a turn stands where it stood."""
        bar = self.verticalScrollBar()
        bar.setValue(round(bar.value() + turn_rect(self, turn).top() - height))
