"""What keys do in the transcript: real key events, real clipboard, real input method events."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from view_lab import (
    CTRL,
    NONE,
    SHIFT,
    Clock,
    Key,
    assert_in_step,
    assert_spaced,
    block_texts,
    document_of,
    labels,
    make_view,
    mime,
    paste,
    point_of,
    put_caret,
    texts,
)

from editor.transcript.patch import Caret
from editor.ui.view_keys import belongs_to_the_text

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def view(qtbot, clock):
    return make_view(
        qtbot, document_of("one two three", "four five", "six", timed=True), clock=clock
    )


def now(view):
    return texts(view.session.document)


# Splitting


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
@pytest.mark.parametrize("modifiers", [NONE, SHIFT])
def test_enter_splits_the_turn_at_the_caret(view, key, modifiers):
    put_caret(view, 0, 8)
    QTest.keyClick(view, key, modifiers)
    assert now(view) == ["one two", "three", "four five", "six"]
    assert_in_step(view)
    assert_spaced(view)
    assert view.caret() == Caret(1, 0)


def test_keypad_enter_splits_too(view):
    put_caret(view, 0, 3)
    QTest.keyClick(view, Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert now(view)[:2] == ["one", "two three"]


def test_a_split_turn_keeps_its_speaker_and_its_times(view):
    before = view.session.document.turns[0]
    put_caret(view, 0, 8)
    QTest.keyClick(view, Key.Key_Return)
    first, second = view.session.document.turns[:2]
    assert first.speaker == second.speaker == before.speaker
    assert first.words + second.words == before.words


def test_enter_inside_a_word_cuts_it(view):
    put_caret(view, 0, 10)
    QTest.keyClick(view, Key.Key_Return)
    assert now(view)[:2] == ["one two th", "ree"]


def test_enter_at_the_edges_makes_an_empty_turn(view):
    put_caret(view, 0, 13)
    QTest.keyClick(view, Key.Key_Return)
    assert now(view) == ["one two three", "", "four five", "six"]
    assert view.caret() == Caret(1, 0)
    put_caret(view, 0, 0)
    QTest.keyClick(view, Key.Key_Return)
    assert now(view) == ["", "one two three", "", "four five", "six"]


def test_enter_over_a_selection_replaces_it_in_one_step(view):
    put_caret(view, 1, 4, anchor=(0, 4))
    QTest.keyClick(view, Key.Key_Return)
    assert now(view) == ["one", "five", "six"]
    assert len(labels(view.session)) == 1
    view.session.undo()
    assert now(view) == ["one two three", "four five", "six"]


def test_undoing_a_split_puts_the_caret_back(view):
    put_caret(view, 0, 8)
    QTest.keyClick(view, Key.Key_Return)
    view.session.undo()
    assert now(view)[0] == "one two three"
    assert view.caret() == Caret(0, 8)
    view.session.redo()
    assert view.caret() == Caret(1, 0)


def test_splitting_after_stray_spaces_cuts_where_the_caret_is(view):
    put_caret(view, 0, 4)
    QTest.keyClicks(view, "   ")
    QTest.keyClick(view, Key.Key_Return)
    assert now(view)[:2] == ["one", "two three"]
    assert block_texts(view)[:2] == ["one", "two three"]


# Joining


@pytest.mark.parametrize("modifiers", [NONE, CTRL, SHIFT])
def test_backspace_at_the_start_of_a_turn_joins(view, modifiers):
    put_caret(view, 1, 0)
    QTest.keyClick(view, Key.Key_Backspace, modifiers)
    assert now(view) == ["one two three four five", "six"]
    assert view.caret() == Caret(0, 14)
    assert labels(view.session) == ["Join turns"]
    view.session.undo()
    assert view.caret() == Caret(1, 0)


@pytest.mark.parametrize("modifiers", [NONE, CTRL])
def test_delete_at_the_end_of_a_turn_joins(view, modifiers):
    put_caret(view, 0, 13)
    QTest.keyClick(view, Key.Key_Delete, modifiers)
    assert now(view) == ["one two three four five", "six"]
    assert view.caret() == Caret(0, 13)


@pytest.mark.parametrize("modifiers", [NONE, CTRL])
def test_erasing_at_the_ends_of_the_document_does_nothing(view, modifiers):
    put_caret(view, 0, 0)
    QTest.keyClick(view, Key.Key_Backspace, modifiers)
    put_caret(view, 2, 3)
    QTest.keyClick(view, Key.Key_Delete, modifiers)
    assert now(view) == ["one two three", "four five", "six"]
    assert not labels(view.session)


def test_joining_keeps_the_times(view):
    words = [word for turn in view.session.document.turns[:2] for word in turn.words]
    put_caret(view, 1, 0)
    QTest.keyClick(view, Key.Key_Backspace)
    assert list(view.session.document.turns[0].words) == words


def test_joining_an_empty_turn_leaves_no_space_behind(qtbot):
    view = make_view(qtbot, document_of("one", "", "two"))
    put_caret(view, 1, 0)
    QTest.keyClick(view, Key.Key_Backspace)
    assert block_texts(view) == ["one", "two"]
    assert view.caret() == Caret(0, 3)


# Erasing words


@pytest.mark.parametrize(
    ("key", "at", "left"),
    [
        (Key.Key_Backspace, 7, "one three"),
        (Key.Key_Backspace, 13, "one two"),
        (Key.Key_Backspace, 3, "two three"),
        (Key.Key_Delete, 0, "two three"),
        (Key.Key_Delete, 3, "one three"),
        (Key.Key_Delete, 7, "one two"),
        (Key.Key_Delete, 8, "one two"),
    ],
)
def test_erasing_by_word_never_glues_words_or_turns(view, key, at, left):
    put_caret(view, 0, at)
    QTest.keyClick(view, key, CTRL)
    assert now(view) == [left, "four five", "six"]
    assert_in_step(view)


# Typing, spaces, undo groups


def test_typing_keeps_the_times_of_the_other_words(view):
    before = view.session.document.turns[0].words
    put_caret(view, 0, 7)
    QTest.keyClicks(view, " and a half")
    after = view.session.document.turns[0].words
    assert now(view)[0] == "one two and a half three"
    assert (after[0], after[1], after[5]) == before


def test_a_corrected_word_keeps_its_slot(view):
    before = view.session.document.turns[0].words[1]
    put_caret(view, 0, 7, anchor=(0, 4))
    QTest.keyClicks(view, "too")
    after = view.session.document.turns[0].words[1]
    assert (after.text, after.start, after.end) == ("too", before.start, before.end)


def test_mere_spaces_change_nothing_in_the_document(view):
    revision = view.session.revision
    put_caret(view, 0, 3)
    QTest.keyClicks(view, "  ")
    assert block_texts(view)[0] == "one   two three"
    assert view.session.revision == revision
    assert view.textCursor().positionInBlock() == 5


def test_spaces_are_tidied_when_the_caret_leaves_the_turn(view):
    put_caret(view, 0, 3)
    QTest.keyClicks(view, "  ")
    QTest.keyClick(view, Key.Key_End)
    assert block_texts(view)[0] == "one   two three"
    QTest.keyClick(view, Key.Key_Down)
    assert block_texts(view)[0] == "one two three"
    assert view.textCursor().blockNumber() == 1


def test_typing_is_undone_in_steps_that_people_expect(view, clock):
    put_caret(view, 2, 3)
    QTest.keyClicks(view, " seven eight")
    assert len(labels(view.session)) == 1
    clock.now += 5
    QTest.keyClicks(view, "y")
    assert len(labels(view.session)) == 2
    QTest.keyClick(view, Key.Key_Left)
    QTest.keyClicks(view, "t")
    assert len(labels(view.session)) == 3
    QTest.keyClick(view, Key.Key_Backspace)
    assert labels(view.session) == ["Typing", "Typing", "Typing", "Delete"]
    for _ in range(4):
        view.session.undo()
    assert now(view)[2] == "six"
    assert view.caret() == Caret(2, 3)


def test_typing_over_a_selection_is_one_step_with_what_follows(view):
    put_caret(view, 0, 7, anchor=(0, 4))
    QTest.keyClicks(view, "twelve")
    assert labels(view.session) == ["Typing"]
    view.session.undo()
    assert now(view)[0] == "one two three"
    assert view.caret() == Caret(0, 7, (0, 4))


def test_select_all_and_delete_leaves_one_empty_turn(view):
    QTest.keyClick(view, Key.Key_A, CTRL)
    QTest.keyClick(view, Key.Key_Delete)
    assert now(view) == [""]
    assert view.document().blockCount() == 1
    QTest.keyClicks(view, "again")
    assert now(view) == ["again"]
    assert_spaced(view)


def test_deleting_over_three_turns_joins_what_is_left(view):
    put_caret(view, 2, 1, anchor=(0, 5))
    QTest.keyClick(view, Key.Key_Delete)
    assert now(view) == ["one tix"]
    view.session.undo()
    assert now(view) == ["one two three", "four five", "six"]
    assert view.caret() == Caret(2, 1, (0, 5))


def test_emoji_and_accents_are_counted_as_people_see_them(qtbot):
    view = make_view(qtbot, document_of("a \U0001f41d caf\u00e9 here"))
    view.set_caret(Caret(0, 4))
    QTest.keyClicks(view, "x")
    assert now(view) == ["a \U0001f41d xcaf\u00e9 here"]
    assert view.caret() == Caret(0, 5)
    QTest.keyClick(view, Key.Key_Return)
    assert now(view) == ["a \U0001f41d x", "caf\u00e9 here"]


def test_read_only_text_is_left_alone(view):
    view.setReadOnly(True)
    put_caret(view, 1, 0)
    for key in (Key.Key_Backspace, Key.Key_Delete, Key.Key_Return):
        QTest.keyClick(view, key)
    QTest.keyClicks(view, "x")
    paste(view, "pasted")
    assert now(view) == ["one two three", "four five", "six"]


# Clipboard and dragging


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2029", "\u2028", "\n\n \n"])
def test_pasted_lines_become_turns(view, break_):
    put_caret(view, 1, 4)
    paste(view, f" and {break_}new  line {break_}last ")
    assert now(view) == ["one two three", "four and", "new line", "last five", "six"]
    assert block_texts(view)[1:3] == ["four and", "new line"]
    assert labels(view.session) == ["Paste"]
    assert_in_step(view)
    assert_spaced(view)


def test_odd_spaces_in_a_paste_become_ordinary_ones(view):
    put_caret(view, 2, 3)
    paste(view, "\u00a0a\tb\u00a0\u2003c\x07\ufffc\n")
    assert block_texts(view)[2] == "six a b c"


def test_rich_text_is_pasted_as_plain_text(view):
    data = QMimeData()
    data.setHtml("<b>bold</b><p>two</p>")
    data.setText("bold\ntwo")
    QGuiApplication.clipboard().setMimeData(data)
    put_caret(view, 2, 0)
    QTest.keyClick(view, Key.Key_V, CTRL)
    assert now(view)[2:] == ["bold", "twosix"]
    assert not view.document().findBlockByNumber(2).charFormat().font().bold()


def test_cut_and_copy_move_words_in_one_step_each(view):
    put_caret(view, 0, 8, anchor=(0, 4))
    QTest.keyClick(view, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "two "
    QTest.keyClick(view, Key.Key_X, CTRL)
    assert now(view)[0] == "one three"
    put_caret(view, 2, 0)
    QTest.keyClick(view, Key.Key_V, CTRL)
    assert now(view)[2] == "two six"
    assert labels(view.session) == ["Cut", "Paste"]


def test_two_pastes_are_two_steps(view):
    put_caret(view, 2, 3)
    paste(view, " a")
    paste(view, " b")
    assert labels(view.session) == ["Paste", "Paste"]


def test_text_dropped_into_the_view_is_one_step(view):
    position = QPointF(view.viewport().rect().center())
    put_caret(view, 2, 3)
    data = mime("dropped words")
    drop = QDropEvent(position, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    view.dropEvent(drop)
    assert "dropped words" in " ".join(now(view))
    assert labels(view.session) == ["Move text"]
    assert_in_step(view)


@pytest.mark.parametrize(
    ("at", "result"),
    [(0, "dropped six"), (3, "six dropped"), (1, "sdroppedix")],
)
def test_words_dropped_at_the_edge_of_a_word_keep_apart_from_it(qtbot, at, result):
    view = make_view(qtbot, document_of("six"))
    point = QPointF(point_of(view, 0, at, dx=0))
    data = mime("dropped")  # the event does not keep it alive
    drop = QDropEvent(point, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    view.dropEvent(drop)
    assert now(view) == [result]


def test_files_are_not_dropped_as_text(view):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/episode.mp3")])
    data.setText("file:///tmp/episode.mp3")
    assert not view.canInsertFromMimeData(data)
    assert view.canInsertFromMimeData(mime("words"))


# Input methods


def compose(view, preedit, commit=""):
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(view, event)


def test_composing_changes_the_document_only_on_commit(view):
    revision = view.session.revision
    put_caret(view, 2, 3)
    for preedit in ("n", "ni", "nih", "niho"):
        compose(view, preedit)
        assert view.session.revision == revision
    compose(view, "", "\u65e5\u672c")
    assert now(view)[2] == "six\u65e5\u672c"
    assert view.session.revision == revision + 1
    assert view.caret() == Caret(2, 5)


def test_an_abandoned_composition_leaves_nothing(view):
    revision = view.session.revision
    put_caret(view, 0, 3)
    compose(view, "abc")
    compose(view, "")
    assert view.session.revision == revision
    assert_in_step(view)


def test_dead_keys_arrive_as_one_letter(view):
    put_caret(view, 2, 3)
    compose(view, "\u00b4")
    compose(view, "", "\u00e9")
    assert now(view)[2] == "six\u00e9"


# Shortcuts


@pytest.mark.parametrize(
    "sequence",
    ["Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+Space", "Alt+1", "Alt+0", "Ctrl+M", "F4", "Esc",
     "Ctrl+A", "Ctrl+Return", "Alt+Left", "Ctrl+K", "Ctrl+,", "F1", "Ctrl+Shift+P", "Ctrl+V"],
)  # fmt: skip
def test_the_programs_shortcuts_win(qtbot, sequence):
    view, fired = _with_shortcut(qtbot, sequence)
    _press(view, sequence)
    assert fired == [sequence]
    assert now(view) == ["one two"]


@pytest.mark.parametrize(
    "sequence",
    ["A", "Space", "Return", "Enter", "Backspace", "Del", "Left", "Shift+Left", "Ctrl+Left", "Home",
     "End", "Ctrl+End", "PgUp", "PgDown", "Ctrl+Backspace", "Ctrl+Del", "Shift+Return"],
)  # fmt: skip
def test_keys_for_writing_are_never_shortcuts(qtbot, sequence):
    view, fired = _with_shortcut(qtbot, sequence)
    _press(view, sequence)
    assert fired == []


def _with_shortcut(qtbot, sequence):
    view = make_view(qtbot, document_of("one two"))
    fired = []
    action = QAction("Do it", view)
    action.setShortcut(QKeySequence(sequence))
    action.triggered.connect(lambda: fired.append(sequence))
    view.addAction(action)
    view.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    put_caret(view, 0, 3)
    return view, fired


def _press(view, sequence):
    combination = QKeySequence(sequence)[0]
    QTest.keyClick(view, combination.key(), combination.keyboardModifiers())


def test_undo_keys_without_a_shortcut_do_not_reach_qts_own_undo(view):
    put_caret(view, 2, 3)
    QTest.keyClicks(view, "x")
    QTest.keyClick(view, Key.Key_Z, CTRL)
    assert now(view)[2] == "sixx"
    assert not view.document().isUndoAvailable()


def test_characters_made_with_altgr_are_text(qapp):
    from PySide6.QtGui import QKeyEvent

    press = QEvent.Type.ShortcutOverride
    assert belongs_to_the_text(QKeyEvent(press, Key.Key_At, CTRL | ALT, "@"))
    assert not belongs_to_the_text(QKeyEvent(press, Key.Key_1, ALT, "1"))
    assert not belongs_to_the_text(QKeyEvent(press, Key.Key_Escape, NONE, "\x1b"))


def test_tab_leaves_the_text(qtbot, view):
    QTest.keyClick(view, Key.Key_Tab)
    assert now(view)[0] == "one two three"
    assert view.mapFromGlobal(QPoint(0, 0)) is not None
