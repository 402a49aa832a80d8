"""The spelling bar, by key: from word to word, with a small dictionary and real threads."""

from __future__ import annotations

import pytest
from notation import document
from view_lab import make_view
from window_lab import Key, focus, keys, press, shown

from editor.jobs.background import Background
from editor.review.word_list import SpellingList
from editor.ui.spell_bar import LOADING, NO_SUGGESTION, NONE_LEFT, SpellBar
from editor.ui.spelling_desk import SpellingDesk
from editor.ui.theme import LIGHT

WORDS = SpellingList({"the": 9, "boat": 8, "went": 7, "wet": 3, "from": 1})


class Lab:
    def __init__(self, qtbot, said, text, load=lambda _: WORDS) -> None:
        from PySide6.QtWidgets import QVBoxLayout, QWidget

        self.qtbot, self.said = qtbot, said
        self.view = make_view(qtbot, document(text))
        self.session = self.view.session
        self.bar = SpellBar(self.view, LIGHT, said)
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.view)
        layout.addWidget(self.bar)
        qtbot.addWidget(self.window)
        self.window.resize(800, 400)
        shown(qtbot, self.window)
        self.background = Background()
        self.desk = SpellingDesk(self.bar, self.background, lambda: None, said, load=load)
        self.desk.set_session(self.session)

    def walk(self, word: str) -> None:
        self.desk.walk(self.session)
        self.at(word)

    def at(self, word: str) -> None:
        self.qtbot.waitUntil(lambda: self.bar.word.text() == f"“{word}”")
        self.qtbot.waitUntil(lambda: self.bar.hint.text() in ("", NO_SUGGESTION))

    @property
    def text(self) -> str:
        return " | ".join(turn.text for turn in self.session.document.turns)


@pytest.fixture
def lab(qtbot, said):
    made = []

    def make(text, **how):
        made.append(Lab(qtbot, said, text, **how))
        return made[-1]

    yield make
    for it in made:
        it.background.close()


def test_digits_change_the_word_and_go_on(lab):
    it = lab("A: the bota, wemt from the Bota")
    it.walk("bota")
    assert it.view.textCursor().selectedText() == "bota,"
    keys("1")
    it.at("wemt")
    assert it.text == "the boat, wemt from the Bota"
    keys("2")
    it.at("Bota")
    assert it.text == "the boat, wet from the Bota"
    keys("1")
    it.qtbot.waitUntil(lambda: it.bar.hint.text() == NONE_LEFT)
    assert it.text == "the boat, wet from the Boat"
    it.session.undo()
    it.session.undo()
    assert it.text == "the boat, wemt from the Bota"


def test_a_change_everywhere_is_one_step(lab):
    it = lab("A: wemt the wemt. | B: Wemt")
    it.walk("wemt")
    keys("c1")
    it.qtbot.waitUntil(lambda: it.bar.hint.text() == NONE_LEFT)
    assert it.text == "went the went. | Went"
    it.session.undo()
    assert it.text == "wemt the wemt. | Wemt"


def test_words_can_be_left_alone_here_or_everywhere(lab):
    it = lab("A: wemt the wemt xq the xq")
    it.walk("wemt")
    keys("i")
    it.qtbot.waitUntil(lambda: it.view.caret().offset == len("wemt the wemt"))
    it.at("wemt")
    keys("g")
    it.at("xq")
    keys("d")
    it.qtbot.waitUntil(lambda: it.bar.hint.text() == NONE_LEFT)
    assert it.text == "wemt the wemt xq the xq"


def test_the_word_can_be_typed_and_the_walk_goes_on(lab):
    it = lab("A: xqz the wemt")
    it.walk("xqz")
    assert it.bar.hint.text() == NO_SUGGESTION
    keys("e")
    assert focus() is it.view
    keys("from")
    it.qtbot.waitUntil(lambda: it.text == "from the wemt")
    it.walk("wemt")
    press(Key.Key_Escape)
    assert not it.bar.isVisible()
    assert focus() is it.view


def test_while_the_dictionary_loads_the_bar_says_so(lab):
    from threading import Event

    waiting = Event()

    def slow(_):
        waiting.wait(10)
        return WORDS

    it = lab("A: wemt", load=slow)
    it.desk.walk(it.session)
    assert it.bar.hint.text() == LOADING
    waiting.set()
    it.at("wemt")


def test_without_a_dictionary_it_says_so(lab):
    it = lab("A: wemt", load=lambda _: None)
    it.desk.walk(it.session)
    it.qtbot.waitUntil(lambda: bool(it.said.sentences))
    assert it.said.sentences == ["There is no dictionary for the language of this episode (en)."]
    assert not it.bar.isVisible()
