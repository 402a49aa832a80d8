"""Going through doubts with real keys, in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton, QTreeView
from review_lab import document, heard, texts
from window_lab import ALT, CTRL, SHIFT, Key, keys, press

from editor.alignment.pieces import pieces_of
from editor.review.evidence import gather
from editor.transcript.patch import Caret, Patch
from editor.transcript.timeline import time_near

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from editor.app import Application

MADE = (
    "I ^proud for the seat",
    "you cannot it. Did he ~know so",
    "we ^proud away and it ~was ~the",
)
EVENTS = (heard(1, 1, "paid"), heard(7, 6, "hurry"), heard(13, 13, "paid"))


class Lab:
    """The window with five doubts in three turns."""

    def __init__(self, qtbot: QtBot, made: Application, files: tuple[Path, Path]) -> None:
        self.qtbot = qtbot
        self.window = made.window
        self.workspace = made.workspace
        with qtbot.waitSignal(made.workspace.opened, timeout=20_000):
            made.workspace.open_paths(list(files))
        self.page = self.window.page
        self.view = self.page.view
        self.show(*MADE)
        self.hear(*EVENTS)
        self.played: list[tuple[int, int]] = []
        self.window.desk.player.play_snippet = lambda a, b, rate=None: self.played.append((a, b))
        self.view.setFocus()
        self.view.set_caret(Caret(0, 0))
        qtbot.waitUntil(lambda: made.workspace.episode.audio is not None, timeout=20_000)

    @property
    def session(self):
        return self.workspace.episode.session

    @property
    def queue(self):
        return self.workspace.episode.review

    @property
    def list(self) -> QTreeView:
        return self.page.review.findChild(QTreeView)

    def show(self, *turns: str) -> None:
        now = self.session.document
        self.session.apply(Patch(0, now.turns, document(*turns).turns, label="Fill"))

    def hear(self, *events) -> None:
        made = self.session.document
        self.queue.take(gather(pieces_of(made, range(len(made.turns))), events))
        self.page.review.refresh()

    def selected(self) -> str:
        return self.view.textCursor().selectedText()

    def rows(self) -> list[tuple[str, str]]:
        self.page.review.refresh()
        model = self.list.model()
        return [
            (model.index(row, 0).data(), model.index(row, 1).data())
            for row in range(model.rowCount())
        ]

    def title(self) -> str:
        side = self.page.side
        return side.tabText(side.indexOf(self.page.review))


@pytest.fixture
def lab(qtbot: QtBot, program: Callable[[], Application], episode_files: tuple[Path, Path]) -> Lab:
    made = Lab(qtbot, program(), episode_files)
    qtbot.waitUntil(made.window.isActiveWindow)
    return made


def test_the_list_says_kind_and_change_in_words_and_the_tab_counts(lab):
    assert lab.rows() == [
        ("Heard differently", "proud → paid"),
        ("Missing text", "+ hurry"),
        ("Not heard", "know → (nothing)"),
        ("Heard differently", "proud → paid"),
        ("Not heard", "was the → (nothing)"),
    ]
    assert lab.title() == "Review (5)"
    for row in range(5):
        assert not lab.list.model().index(row, 0).data(Qt.ItemDataRole.DecorationRole).isNull()


def test_the_overview_has_a_tick_where_each_doubt_is_heard(lab):
    ticks = lab.page.waveforms.overview.doubts
    places = [place for place, _ in lab.page.review._marks()]
    times = [time_near(lab.session.document, place) for place in places]
    assert len(places) == 5
    assert ticks == tuple(time for time in times if time is not None)
    lab.queue.keep(lab.queue.shown[0])
    lab.qtbot.waitUntil(lambda: len(lab.page.waveforms.overview.doubts) == len(ticks) - 1)


def test_f8_goes_from_doubt_to_doubt_and_plays_each_with_a_second_around_it(lab):
    press(Key.Key_F8)
    assert lab.selected() == "proud"
    assert lab.played[-1] == (0, 600 + 45 + 1000)
    press(Key.Key_F8)
    assert lab.view.caret()[:2] == (1, len("you cannot "))
    press(Key.Key_F8)
    assert lab.selected() == "know"
    press(Key.Key_F8, SHIFT)
    press(Key.Key_F8, SHIFT)
    assert lab.selected() == "proud"
    press(Key.Key_F8, SHIFT)
    assert lab.selected() == "was the"  # around
    press(Key.Key_F8, CTRL)
    assert len(lab.played) == 7


def test_accepting_goes_on_to_the_next_so_that_one_key_settles_one_doubt(lab):
    press(Key.Key_F8)
    press(Key.Key_Return, ALT)
    assert texts(lab.session)[0] == "I paid for the seat"
    press(Key.Key_Return, ALT)
    press(Key.Key_Return, ALT)
    press(Key.Key_Return, ALT)
    press(Key.Key_Return, ALT)
    assert texts(lab.session) == [
        "I paid for the seat", "you cannot hurry it. Did he so", "we paid away and it",
    ]  # fmt: skip
    assert lab.rows() == []
    assert lab.title() == "Review"
    for _ in range(5):
        press(Key.Key_Z, CTRL)
    assert len(lab.rows()) == 5


def test_keeping_mine_is_for_ever(lab):
    press(Key.Key_F8)
    press(Key.Key_K, ALT)
    assert lab.view.caret()[:2] == (1, len("you cannot "))
    assert len(lab.rows()) == 4
    lab.hear(*EVENTS)
    assert len(lab.rows()) == 4


def test_everywhere_is_one_step(lab):
    press(Key.Key_F8)
    press(Key.Key_Return, ALT | SHIFT)
    assert texts(lab.session)[0] == "I paid for the seat"
    assert texts(lab.session)[2].startswith("we paid away")
    press(Key.Key_Z, CTRL)
    assert texts(lab.session)[0] == "I proud for the seat"
    assert texts(lab.session)[2].startswith("we proud away")


def test_typing_replaces_what_is_in_question(lab):
    press(Key.Key_F8)
    keys("payed")
    press(Key.Key_F8)
    keys("rush ")
    press(Key.Key_F8)
    press(Key.Key_Delete)
    assert texts(lab.session)[:2] == ["I payed for the seat", "you cannot rush it. Did he so"]
    assert [new for _, new in lab.rows()] == ["proud → paid", "was the → (nothing)"]


def test_without_going_on_the_caret_stays(lab):
    lab.window.actions_["review.advance"].trigger()
    press(Key.Key_F8)
    press(Key.Key_Return, ALT)
    assert lab.view.caret()[:2] == (0, len("I paid"))
    assert lab.selected() == ""


def test_away_from_a_doubt_nothing_is_accepted(lab):
    press(Key.Key_Return, ALT)
    press(Key.Key_K, ALT)
    assert texts(lab.session)[0] == "I proud for the seat"
    assert len(lab.rows()) == 5


def test_the_caret_in_a_doubt_is_enough(lab):
    lab.view.set_caret(Caret(0, 4))
    press(Key.Key_Return, ALT)
    assert texts(lab.session)[0] == "I paid for the seat"


def test_the_list_filters_by_kind_and_goes_where_it_is_told(lab):
    kinds = lab.page.review.findChildren(QComboBox)[0]
    assert kinds.itemText(0) == "All kinds (5)"
    kinds.setCurrentIndex(kinds.findText("Not heard (2)"))
    kinds.activated.emit(kinds.currentIndex())
    assert [row[0] for row in lab.rows()] == ["Not heard", "Not heard"]
    press(Key.Key_F8, CTRL | SHIFT)
    assert lab.list.hasFocus()
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert lab.selected() == "was the"
    assert lab.view.hasFocus()


def test_the_surest_can_come_first(lab):
    order = lab.page.review.findChildren(QComboBox)[1]
    order.setCurrentIndex(1)
    order.activated.emit(1)
    scores = [doubt.score for doubt in lab.queue.shown]
    assert scores == sorted(scores, reverse=True)


def test_the_list_follows_the_text_by_itself(lab):
    lab.view.set_caret(Caret(0, len("I proud"), (0, 2)))
    keys("paid")
    lab.qtbot.waitUntil(lambda: lab.list.model().rowCount() == 4)
    assert lab.title() == "Review (4)"


def test_marks_can_be_turned_off(lab):
    before = lab.view.grab().toImage()
    lab.window.actions_["review.marks"].trigger()
    assert lab.view.grab().toImage() != before
    assert lab.view.extraSelections() == []
    lab.window.actions_["review.marks"].trigger()
    assert lab.view.grab().toImage() == before


def test_the_buttons_are_the_commands(lab):
    titles = [b.text() for b in lab.page.review.findChildren(QToolButton)]
    assert titles == ["Accept", "Keep mine", "Accept everywhere"]


def test_with_nothing_to_review_it_says_what_to_do(lab):
    lab.workspace.close_episode()
    assert lab.page.review.findChild(QLabel, "hint").text().startswith("No doubts")
    assert lab.list.model().rowCount() == 0


def test_doubts_and_what_was_kept_survive_reopening(lab):
    press(Key.Key_F8)
    press(Key.Key_K, ALT)
    path = lab.workspace.episode.project.path
    lab.workspace.close_episode()
    with lab.qtbot.waitSignal(lab.workspace.opened, timeout=20_000):
        lab.workspace.open_project(path)
    assert [row[1] for row in lab.rows()] == [
        "+ hurry", "know → (nothing)", "proud → paid", "was the → (nothing)",
    ]  # fmt: skip


def test_the_hint_names_the_keys_as_they_are(qtbot, program):
    window = program().window
    hint = window.page.review.findChild(QLabel, "hint")
    assert "press Ctrl+Shift+A to align it, then F8" in hint.text()
    window.actions_.bind(window.actions_.keys | {"review.next": ("F13",)})
    assert "then F13 to go" in hint.text()
    window.actions_.bind({})
    assert hint.text() == "No doubts. They appear here when the episode has been aligned."


def test_undo_takes_keep_mine_back_and_redo_keeps_it_again(lab):
    press(Key.Key_F8)
    doubt = lab.queue.current
    left = lab.queue.left
    press(Key.Key_K, ALT)
    assert lab.queue.left == left - 1
    lab.window.actions_.refresh_now()
    assert lab.window.actions_["edit.undo"].text() == "Undo keep mine"
    press(Key.Key_Z, CTRL)
    assert (lab.queue.left, lab.queue.current) == (left, doubt)
    lab.window.actions_.refresh_now()
    assert lab.window.actions_["edit.redo"].text() == "Redo keep mine"
    press(Key.Key_Z, CTRL | SHIFT)
    assert lab.queue.left == left - 1


def test_editing_a_doubt_selects_its_words_without_a_sound(lab):
    press(Key.Key_F8)
    doubt = lab.queue.current
    lab.window.page.review.focus_list()
    press(Key.Key_F8, ALT)
    assert lab.view.hasFocus()
    assert lab.queue.current == doubt
    assert lab.view.textCursor().selectedText() == doubt.old
