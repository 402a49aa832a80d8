"""Somebody who knows what was said and corrects the text by key, counting every key."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from editor.review.changes import accept
from editor.review.spelling import key
from editor.transcript.textdiff import Span
from editor.transcript.timeline import offset_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.session.judging import Planted
    from editor.review.doubts import Doubt
    from editor.transcript.document import Place, Transcript
    from editor.ui.main_window import MainWindow

Key, Mod = Qt.Key, Qt.KeyboardModifier
MOST_TYPED = 12
"""Words that one types at a doubt; a longer passage has a doubt of its own."""
MOST_DELETES = 4
LOOKING_KEYS = 8
"""What it takes, roughly, to get to a word that no doubt points at."""


class Fixed(NamedTuple):
    """An error that is gone, how, and what it took since the one before."""

    kind: str
    how: str
    keys: float


@dataclass
class Corrector:
    """Hands on the keyboard of a window.

    Attributes:
        window: The program's window with the episode open.
        truth: The spoken words, as `key` has them.
        texts: The spoken words as they are written.
        errors: The planted errors that are left, each with its place among the spoken words.
    """

    window: MainWindow
    truth: list[str]
    texts: list[str]
    errors: list[tuple[int, Planted]]
    keys: int = 0
    fixed: list[Fixed] = field(default_factory=list)
    kept: int = 0
    _since: int = 0

    @property
    def document(self) -> Transcript:
        """The text as it is now."""
        return self.window.desk.session.document

    def press(self, what: Qt.Key, modifiers: Qt.KeyboardModifier = Mod.NoModifier) -> None:
        """Press a key; held modifiers are part of it."""
        self.keys += 1
        QTest.keyClick(self.window.page.view, what, modifiers)
        QCoreApplication.processEvents()

    def type(self, text: str) -> None:
        """Type letter by letter."""
        self.keys += len(text)
        for letter in text:  # nobody types so fast that the window has no time in between
            QTest.keyClicks(self.window.page.view, letter)
            QCoreApplication.processEvents()

    # Through the doubts

    def go_through_doubts(self) -> None:
        """From the first doubt to the last, settling each."""
        review = self.window.desk.review
        self.press(Key.Key_F8)
        while review.left:
            doubt = review.current
            if doubt is None or doubt not in review.shown:
                self.press(Key.Key_F8)
                continue
            before = review.left
            self._settle(doubt)
            if review.left >= before and review.current == doubt:
                self.press(Key.Key_K, Mod.AltModifier)

    def _settle(self, doubt: Doubt) -> None:
        start, stop = self._flat(doubt)
        spans = self._differences(self._now())
        concerned = [span for span in spans if _touch(span, start, stop)]
        wanted = self._between(spans, start, stop)
        same = [key(text) for text in wanted] == [key(text) for text in doubt.given]
        if doubt.splits or not concerned or same:
            self.kept += 1
            self.press(Key.Key_K, Mod.AltModifier)
            return
        patch = accept(self.document, doubt)
        after = [key(w.text) for _, w in patch.apply_to(self.document).places()] if patch else []
        left = _cost(self._differences(after)) if patch else _cost(spans)
        gained = _cost(spans) - left
        residue = _residue(self._differences(after), start, len(doubt.proposal or ()))
        typed = len(" ".join(wanted))
        if patch and gained > 0 and (not residue or typed > 1 + residue * LOOKING_KEYS):
            how = "proposal right" if not residue else "proposal nearly right"
            self._count(spans, start, stop, how, lambda: self._accept())
        elif len(wanted) > len(doubt.given) + MOST_TYPED:
            self.kept += 1
            self.press(Key.Key_K, Mod.AltModifier)  # a passage is missing here: not to be typed
        else:
            self._count(
                spans, start, stop, "typed at the doubt", lambda: self._type_over(wanted, doubt)
            )

    def _accept(self) -> None:
        self.press(Key.Key_Return, Mod.AltModifier)

    def _type_over(self, wanted: Sequence[str], doubt: Doubt) -> None:
        text = " ".join(wanted)
        if not doubt.given:
            self.type(f"{text} ")
        elif text:
            self.type(text)
        else:
            self.press(Key.Key_Delete)
        self.press(Key.Key_F8)

    # Through what is left

    def fix_the_rest(self) -> None:
        """Go to each word that is still wrong, and type it."""
        while spans := self._differences(self._now()):
            before = len(spans), _cost(spans)
            self._count(spans, spans[0].i1, spans[0].i2, "found by ear", self._fix_first)
            if before == (len(after := self._differences(self._now())), _cost(after)):
                return  # it cannot be typed like this

    def _fix_first(self) -> None:
        span = self._differences(self._now())[0]
        places = [place for place, _ in self.document.places()]
        at_end = span.i1 >= len(places)
        self._go_to(places[-1] if at_end else places[span.i1], at_end=at_end)
        left = self.document.word_count - (span.i2 - span.i1)
        for _ in range(MOST_DELETES * (span.i2 - span.i1)):
            if self.document.word_count <= left:
                break
            self.press(Key.Key_Delete, Mod.ControlModifier)  # punctuation takes one of its own
        text = " ".join(self.texts[span.j1 : span.j2])
        if text:
            self.type(f" {text}" if at_end else f"{text} ")

    def _go_to(self, place: Place, *, at_end: bool) -> None:
        view = self.window.page.view
        while view.caret().turn < place.turn:
            self.press(Key.Key_Down, Mod.AltModifier)
        while view.caret().turn > place.turn:
            self.press(Key.Key_Up, Mod.AltModifier)
        turn = self.document.turns[place.turn]
        offset = offset_of(turn, place.word) + (len(turn.words[place.word].text) if at_end else 0)
        self._along(offset)

    def _along(self, offset: int) -> None:
        """By lines while that is nearer, then by words, then by letters."""
        view = self.window.page.view
        for forth, back, modifiers in (
            (Key.Key_Down, Key.Key_Up, Mod.NoModifier),
            (Key.Key_Right, Key.Key_Left, Mod.ControlModifier),
            (Key.Key_Right, Key.Key_Left, Mod.NoModifier),
        ):
            while (here := view.caret().offset) != offset:
                turn, apart = view.caret().turn, abs(offset - here)
                if forth is Key.Key_Down and apart < 50:
                    break
                self.press(forth if here < offset else back, modifiers)
                caret = view.caret()
                if caret.turn != turn or abs(offset - caret.offset) >= apart:
                    if caret.turn != turn or modifiers or forth is Key.Key_Down:
                        self.press(back if here < offset else forth, modifiers)
                    break

    # What differs

    def _now(self) -> list[str]:
        return [key(word.text) for _, word in self.document.places()]

    def _differences(self, texts: list[str]) -> list[Span]:
        matcher = SequenceMatcher(None, texts, self.truth, autojunk=False)
        spans = [Span(tag == "equal", *edges) for tag, *edges in matcher.get_opcodes()]
        return [span for span in _single(spans) if not span.equal]

    def _flat(self, doubt: Doubt) -> tuple[int, int]:
        index = self.document.index_of[doubt.anchor.turn]
        base = sum(len(turn.words) for turn in self.document.turns[:index])
        return base + doubt.anchor.start, base + doubt.anchor.stop

    def _between(self, spans: Sequence[Span], start: int, stop: int) -> list[str]:
        """What should stand at words `start` to `stop` - 1."""
        low, high = _truth_at(spans, start, first=True), _truth_at(spans, stop, first=False)
        return self.texts[low:high]

    def _count(
        self, spans: Sequence[Span], start: int, stop: int, how: str, act: Callable[[], None]
    ) -> None:
        """Do something, and book its keys on the errors that it concerns."""
        low, high = _truth_at(spans, start, first=True), _truth_at(spans, stop, first=False)
        act()
        here = [row for row in self.errors if low <= row[0] <= high and _is_in(row, low, high)]
        spent, self._since = self.keys - self._since, self.keys
        for row in here:
            self.errors.remove(row)
            self.fixed.append(Fixed(row[1].kind, how, spent / len(here)))
        if not here:
            self.fixed.append(Fixed("left by a change", how, spent))


def _is_in(row: tuple[int, Planted], low: int, high: int) -> bool:
    return row[0] < high or not row[1].truth


def _touch(span: Span, start: int, stop: int) -> bool:
    if span.i1 == span.i2 or start == stop:
        return span.i1 <= stop and start <= span.i2
    return span.i1 < stop and start < span.i2


def _cost(spans: Sequence[Span]) -> int:
    return sum(max(span.i2 - span.i1, span.j2 - span.j1) for span in spans)


def _residue(spans: Sequence[Span], start: int, length: int) -> int:
    """How many words are still wrong in a stretch, or missing at its edges."""
    return _cost([span for span in spans if _touch(span, start, start + length)])


def _single(spans: Sequence[Span]) -> list[Span]:
    """Slotwise changes word by word, so that each error is one."""
    out: list[Span] = []
    for span in spans:
        if span.equal or not span.is_slotwise:
            out.append(span)
            continue
        for k in range(span.i2 - span.i1):
            i, j = span.i1 + k, span.j1 + k
            out.append(Span(False, i, i + 1, j, j + 1))
    return out


def _truth_at(spans: Sequence[Span], at: int, *, first: bool) -> int:
    """The place among the spoken words that a place in the text corresponds to."""
    shift = 0
    for span in spans:
        if span.i1 < at < span.i2:
            return span.j1 if first else span.j2
        if span.i2 < at or (span.i2 == at and (span.i1 < span.i2 or not first)):
            shift = span.j2 - span.i2
        elif span.i1 == at == span.i2 and first:
            return span.j1
    return at + shift
