"""What the tests of the transcript view share: documents, comparisons, a driver with real keys."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from editor.transcript.ads import mark_ad
from editor.transcript.document import (
    Place,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
    check,
)
from editor.transcript.history import History
from editor.transcript.patch import Patch
from editor.transcript.session import Session
from editor.transcript.speakers import relabel
from editor.transcript.words import Match, Timing, Word, words_of
from editor.ui.offsets import index_of_unit, units
from editor.ui.transcript_view import TranscriptView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton

PROSE = (
    "well so the compost heap is turned twice a week and nobody measures steam until April when "
    "Marguerite, who keeps bees, says: \u201cthat's fine\u201d \u2014 garden "
    "\U0001f41d caf\u00e9 1,200 o'clock"
)
VOCABULARY = PROSE.split()

HOSTS = (Speaker(SpeakerId(1), "Ines", 0), Speaker(SpeakerId(2), "Bartholomew", 1))


class Clock:
    """A clock that only moves when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def document_of(*texts: str, timed: bool = False, speakers: bool = True) -> Transcript:
    """One turn per text, hosts taking turns; words of 300 ms each when `timed`."""
    turns, clock = [], 0
    for index, text in enumerate(texts):
        words = []
        for word in words_of(text):
            if timed:
                word = word._replace(start=clock, end=clock + 280, timing=Timing.MEASURED)
                clock += 300
            words.append(word)
        speaker = HOSTS[index % 2].id if speakers else None
        turns.append(Turn(TurnId(index + 1), speaker, tuple(words)))
    return Transcript(tuple(turns), Tables(HOSTS if speakers else ()))


def big_document(words: int = 35_000, turns: int = 900, seed: int = 7) -> Transcript:
    """An episode of about three hours with uneven turns, one ad read and some unheard words."""
    rng = random.Random(seed)
    weights = [rng.expovariate(1.0) + 0.05 for _ in range(turns)]
    scale = words / sum(weights)
    texts = [
        " ".join(rng.choices(VOCABULARY, k=max(1, round(weight * scale)))) for weight in weights
    ]
    document = document_of(*texts, timed=True)
    patch = mark_ad(document, Place(20, 0), Place(22, len(document.turns[22].words) - 1))
    document = patch.apply_to(document)
    unheard = tuple(
        replace(turn, words=tuple(w._replace(match=Match.NO_SOUND) for w in turn.words))
        if index % 15 == 3
        else turn
        for index, turn in enumerate(document.turns)
    )
    return replace(document, turns=unheard)


def make_view(
    qtbot: object,
    document: Transcript,
    *,
    clock: Clock | None = None,
    size: tuple[int, int] = (760, 420),
) -> TranscriptView:
    """A shown view of a new session on the document."""
    session = Session(document, History(clock or Clock()))
    view = TranscriptView(session)
    qtbot.addWidget(view)  # type: ignore[attr-defined]
    view.set_reduced_motion(True)
    view.resize(*size)
    view.show()
    qtbot.waitExposed(view)  # type: ignore[attr-defined]
    view.setFocus()
    return view


def tidy(text: str) -> str:
    """The text as the model sees it."""
    return " ".join(text.split())


def block_texts(edit: QTextEdit) -> list[str]:
    """The raw text of every block of the widget."""
    document = edit.document()
    return [document.findBlockByNumber(n).text() for n in range(document.blockCount())]


def texts(document: Transcript) -> list[str]:
    """The text of every turn."""
    return [turn.text for turn in document.turns]


def assert_in_step(view: TranscriptView) -> None:
    """The document keeps its rules and the widget shows it, spaces aside."""
    document = view.session.document
    check(document)
    shown = [tidy(text) for text in block_texts(view)]
    assert shown == texts(document)


def assert_spaced(view: TranscriptView) -> None:
    """Every block has the one spacing that turns are set with."""
    document = view.document()
    formats = {
        (
            document.findBlockByNumber(n).blockFormat().lineHeight(),
            document.findBlockByNumber(n).blockFormat().bottomMargin(),
        )
        for n in range(document.blockCount())
    }
    assert len(formats) == 1, formats
    assert next(iter(formats))[1] > 0


def put_caret(
    view: TranscriptView, turn: int, offset: int, anchor: tuple[int, int] | None = None
) -> None:
    """Put the widget's own caret at a raw offset, as a mouse press would."""
    document = view.document()
    text = document.findBlockByNumber(turn).text()
    # No key and no mouse puts the caret into the middle of an emoji.
    offset = units(text[: index_of_unit(text, offset)])
    cursor = QTextCursor(document)
    if anchor is not None:
        cursor.setPosition(document.findBlockByNumber(anchor[0]).position() + anchor[1])
    mode = (
        QTextCursor.MoveMode.KeepAnchor if anchor is not None else QTextCursor.MoveMode.MoveAnchor
    )
    cursor.setPosition(document.findBlockByNumber(turn).position() + offset, mode)
    view.setTextCursor(cursor)


def paste(view: TranscriptView, text: str) -> None:
    """Paste from the clipboard with the key."""
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(view, Key.Key_V, CTRL)


def mime(text: str) -> QMimeData:
    """Plain text as the clipboard or a drag carries it."""
    data = QMimeData()
    data.setText(text)
    return data


def point_of(view: TranscriptView, turn: int, offset: int, dx: float = 1.0) -> QPoint:
    """The viewport point `dx` pixels right of a raw offset, in the middle of its line."""
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.document().findBlockByNumber(turn).position() + offset)
    rect = view.cursorRect(cursor)
    return QPointF(rect.left() + dx, rect.center().y()).toPoint()


class Monkey:
    """Does to a view what people and background work do, at random but repeatably."""

    def __init__(self, view: TranscriptView, clock: Clock, seed: int) -> None:
        self.view, self.clock, self.rng = view, clock, random.Random(seed)
        self.trail: list[str] = []
        self._deeds = [
            (self.type_word, 10), (self.backspaces, 5), (self.deletes, 3), (self.enter, 5),
            (self.join_back, 3), (self.join_forward, 3), (self.select_and_type, 3),
            (self.select_and_delete, 3), (self.word_delete, 4), (self.paste_lines, 6),
            (self.cut_and_paste, 3), (self.relabel, 3), (self.align, 6), (self.mark, 2),
            (self.foreign_rewrite, 2), (self.undo, 6), (self.redo, 4), (self.compose, 3),
            (self.move_caret, 6), (self.spaces, 4), (self.drop_text, 2),
        ]  # fmt: skip

    def step(self) -> None:
        """One deed; remembered in `trail` so that a failure can be read."""
        deeds, weights = zip(*self._deeds, strict=True)
        (deed,) = self.rng.choices(deeds, weights)
        self.clock.now += self.rng.choice((0.1, 0.1, 0.3, 3.0))
        self.trail.append(deed.__name__)
        deed()

    def _keys(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.view, key, modifiers)

    def _spot(self) -> tuple[int, int]:
        turn = self.rng.randrange(self.view.document().blockCount())
        length = self.view.document().findBlockByNumber(turn).length() - 1
        return turn, self.rng.choice((0, length, self.rng.randint(0, length)))

    def _select(self, reach: int = 2) -> None:
        turn, offset = self._spot()
        other = min(self.view.document().blockCount() - 1, turn + self.rng.randint(0, reach))
        length = self.view.document().findBlockByNumber(other).length() - 1
        put_caret(self.view, turn, offset)
        start = self.view.textCursor().positionInBlock()
        put_caret(self.view, other, self.rng.randint(0, length), anchor=(turn, start))

    def move_caret(self) -> None:
        if self.rng.random() < 0.4:
            self._keys(self.rng.choice((Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End)))
        else:
            put_caret(self.view, *self._spot())

    def type_word(self) -> None:
        if self.rng.random() < 0.5:
            put_caret(self.view, *self._spot())
        word = self.rng.choice([word for word in VOCABULARY if word.isascii()])
        text = self.rng.choice((word, f"{word} ", f" {word}", "x"))
        QTest.keyClicks(self.view, text)

    def spaces(self) -> None:
        put_caret(self.view, *self._spot())
        QTest.keyClicks(self.view, self.rng.choice((" ", "  ", " a ")))

    def backspaces(self) -> None:
        self._keys(Key.Key_Backspace, times=self.rng.randint(1, 6))

    def deletes(self) -> None:
        self._keys(Key.Key_Delete, times=self.rng.randint(1, 6))

    def enter(self) -> None:
        put_caret(self.view, *self._spot())
        self._keys(self.rng.choice((Key.Key_Return, Key.Key_Enter)), self.rng.choice((NONE, SHIFT)))

    def join_back(self) -> None:
        put_caret(self.view, self._spot()[0], 0)
        self._keys(Key.Key_Backspace)

    def join_forward(self) -> None:
        turn, _ = self._spot()
        put_caret(self.view, turn, self.view.document().findBlockByNumber(turn).length() - 1)
        self._keys(Key.Key_Delete)

    def word_delete(self) -> None:
        put_caret(self.view, *self._spot())
        self._keys(self.rng.choice((Key.Key_Backspace, Key.Key_Delete)), CTRL)

    def select_and_type(self) -> None:
        self._select()
        QTest.keyClicks(self.view, self.rng.choice(("z", "new words", " ")))

    def select_and_delete(self) -> None:
        self._select(reach=self.rng.choice((0, 1, 3)))
        self._keys(self.rng.choice((Key.Key_Backspace, Key.Key_Delete)))

    def paste_lines(self) -> None:
        put_caret(self.view, *self._spot())
        lines = [" ".join(self.rng.choices(VOCABULARY, k=self.rng.randint(0, 5))) for _ in range(3)]
        paste(self.view, self.rng.choice(("\n", "\r\n", "\n\n", "\u2029", "\u2028")).join(lines))

    def cut_and_paste(self) -> None:
        self._select(reach=1)
        self._keys(Key.Key_X, CTRL)
        put_caret(self.view, *self._spot())
        self._keys(Key.Key_V, CTRL)

    def compose(self) -> None:
        from PySide6.QtGui import QInputMethodEvent
        from PySide6.QtWidgets import QApplication

        for preedit in ("\u306b", "\u306b\u307b"):
            QApplication.sendEvent(self.view, QInputMethodEvent(preedit, []))
            if self.rng.random() < 0.3:
                self.align()
        last = QInputMethodEvent("", [])
        last.setCommitString(self.rng.choice(("\u65e5\u672c", "")))
        QApplication.sendEvent(self.view, last)

    def drop_text(self) -> None:
        put_caret(self.view, *self._spot())
        self.view.insertFromMimeData(mime(self.rng.choice(("dropped", " two words ", "a\nb"))))

    # What others do: patches that do not come from the view.

    def relabel(self) -> None:
        session = self.view.session
        turn, _ = self._spot()
        session.apply(
            relabel(session.document, [turn], self.rng.choice((None, HOSTS[0].id, HOSTS[1].id)))
        )

    def mark(self) -> None:
        document = self.view.session.document
        full = [index for index, turn in enumerate(document.turns) if turn.words]
        if full:
            turn = self.rng.choice(full)
            last = len(document.turns[turn].words) - 1
            self.view.session.apply(mark_ad(document, Place(turn, 0), Place(turn, last)))

    def align(self) -> None:
        session = self.view.session
        at = self.rng.randrange(len(session.document.turns))
        turn = session.document.turns[at]
        start = self.rng.randint(0, 50_000)
        words = tuple(
            word._replace(start=start + 300 * n, end=start + 300 * n + 250, timing=Timing.MEASURED)
            for n, word in enumerate(turn.words)
        )
        session.apply(Patch(at, (turn,), (replace(turn, words=words),)), record=False)

    def foreign_rewrite(self) -> None:
        """As a search-and-replace does: several turns at once, from outside the view."""
        session = self.view.session
        at = self.rng.randrange(len(session.document.turns))
        old = session.document.turns[at : at + 3]
        new = tuple(
            replace(turn, words=tuple(w._replace(text=_swapped(w)) for w in turn.words))
            for turn in old
        )
        session.apply(Patch(at, old, new, label="Replace"))

    def undo(self) -> None:
        for _ in range(self.rng.randint(1, 4)):
            self.view.session.undo()

    def redo(self) -> None:
        for _ in range(self.rng.randint(1, 4)):
            self.view.session.redo()


def _swapped(word: Word) -> str:
    return {"the": "those", "those": "the"}.get(word.text, word.text)


def labels(session: Session) -> list[str]:
    """What can be undone, oldest first."""
    return [step.label for step in session.history.undo_steps]


def facts(document: Transcript) -> list[tuple[object, ...]]:
    """Everything about the turns but their times."""
    return [
        (turn.id, turn.speaker, tuple((word.text, word.ad) for word in turn.words))
        for turn in document.turns
    ]
