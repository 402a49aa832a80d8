"""The caret in the document's terms, and what changes by others leave alone."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtTest import QTest
from view_lab import (
    Clock,
    Key,
    Monkey,
    assert_in_step,
    assert_spaced,
    big_document,
    block_texts,
    document_of,
    labels,
    make_view,
    put_caret,
    texts,
)

from editor.transcript.document import Place, Turn, TurnId, empty_transcript
from editor.transcript.history import History
from editor.transcript.patch import Caret, Patch
from editor.transcript.session import Session
from editor.transcript.speakers import relabel
from editor.transcript.text_edits import join_turns, retext, split_turn
from editor.transcript.words import Timing, words_of


@pytest.fixture
def view(qtbot):
    document = document_of("one two three", "four five", "", "six seven", timed=True)
    return make_view(qtbot, document, clock=Clock())


def rewrite(view, at, *lines, count=1):
    document = view.session.document
    view.session.apply(retext(document, at, count, lines, "Replace"))


# Reading and setting the caret


def test_the_caret_is_told_in_turns_and_offsets(view):
    put_caret(view, 1, 5)
    assert view.caret() == Caret(1, 5)
    assert view.caret_place() == Place(1, 1)
    put_caret(view, 1, 2, anchor=(0, 4))
    assert view.caret() == Caret(1, 2, (0, 4))


def test_a_caret_can_be_set_and_is_clamped(view):
    view.set_caret(Caret(3, 4))
    assert (view.textCursor().blockNumber(), view.textCursor().positionInBlock()) == (3, 4)
    view.set_caret(Caret(99, 99))
    assert view.caret() == Caret(3, 9)
    view.set_caret(Caret(0, 3, (1, 4)))
    assert view.textCursor().hasSelection()
    assert view.caret() == Caret(0, 3, (1, 4))


def test_offsets_ignore_stray_spaces(view):
    put_caret(view, 0, 4)
    QTest.keyClicks(view, "   ")
    assert view.caret() == Caret(0, 4)
    view.set_caret(Caret(0, 8))
    assert view.document().characterAt(view.textCursor().position()) == "t"
    assert view.caret() == Caret(0, 8)


def test_moving_the_caret_tells_the_word(view, qtbot):
    with qtbot.waitSignal(view.caret_moved) as told:
        put_caret(view, 1, 6)
    assert told.args == [Place(1, 1)]
    with qtbot.waitSignal(view.caret_moved) as told:
        put_caret(view, 2, 0)
    assert told.args == [None]


def test_typing_tells_the_word_of_the_document_that_has_it(view):
    told = []
    view.caret_moved.connect(
        lambda place: told.append((place, view.session.document.turns[2].text))
    )
    put_caret(view, 2, 0)
    QTest.keyClicks(view, "a b")
    assert told[-1] == (Place(2, 1), "a b")


def test_selected_words_and_touched_turns(view):
    assert view.selected_words() is None
    put_caret(view, 1, 0)
    assert view.touched_turns() == range(1, 2)
    put_caret(view, 3, 2, anchor=(0, 9))
    assert view.selected_words() == (Place(0, 2), Place(3, 0))
    assert view.touched_turns() == range(4)
    put_caret(view, 0, 9, anchor=(3, 2))
    assert view.selected_words() == (Place(0, 2), Place(3, 0))


def test_a_selection_that_only_reaches_the_next_line_does_not_touch_that_turn(view):
    put_caret(view, 1, 0, anchor=(0, 0))
    assert view.touched_turns() == range(1)
    assert view.selected_words() == (Place(0, 0), Place(0, 2))


def test_caret_moves_end_a_step_but_changes_by_others_do_not(view):
    put_caret(view, 3, 9)
    QTest.keyClicks(view, "a")
    turn = view.session.document.turns[0]
    moved = tuple(w._replace(start=w.start + 5, end=w.end + 5) for w in turn.words)
    patch = Patch(0, (turn,), (replace(turn, words=moved),))
    view.session.apply(patch, record=False)
    QTest.keyClicks(view, "b")
    assert len(labels(view.session)) == 1


# Changes by others


def test_a_change_above_leaves_caret_and_selection_on_their_words(view):
    put_caret(view, 3, 6, anchor=(1, 2))
    rewrite(view, 0, "one two three and many more words than before", "and a new turn")
    assert view.caret() == Caret(4, 6, (2, 2))
    assert_in_step(view)
    assert_spaced(view)


def test_a_change_below_leaves_the_caret(view):
    put_caret(view, 0, 13)
    rewrite(view, 1, "first", "second", "third")
    assert view.caret() == Caret(0, 13)
    assert_in_step(view)


def test_a_turn_inserted_after_the_caret_does_not_take_it_along(view):
    put_caret(view, 3, 9)
    turn = Turn(TurnId(99), None, words_of("new last turn"))
    view.session.apply(Patch(4, (), (turn,), label="Insert"))
    assert view.caret() == Caret(3, 9)
    turn = Turn(TurnId(100), None, words_of("between"))
    put_caret(view, 1, 0)
    view.session.apply(Patch(1, (), (turn,), label="Insert"))
    assert view.caret() == Caret(2, 0)
    assert_in_step(view)
    assert_spaced(view)


def test_a_change_in_the_same_turn_keeps_the_caret_at_its_letters(view):
    put_caret(view, 0, 10)
    rewrite(view, 0, "eleven two three")
    assert view.caret() == Caret(0, 13)
    rewrite(view, 0, "eleven two three four")
    assert view.caret() == Caret(0, 13)


def test_removing_turns_at_the_beginning_middle_and_end(view):
    document = view.session.document
    put_caret(view, 3, 4)
    view.session.apply(Patch(0, document.turns[:1], (), label="Remove"))
    assert view.caret() == Caret(2, 4)
    view.session.apply(Patch(2, document.turns[3:], (), label="Remove"))
    assert block_texts(view) == ["four five", ""]
    view.session.apply(Patch(0, document.turns[1:2], (), label="Remove"))
    assert block_texts(view) == [""]
    for _ in range(3):
        view.session.undo()
        assert_in_step(view)
    assert_spaced(view)


def test_relabelling_and_timing_touch_neither_text_nor_caret(view):
    put_caret(view, 0, 3)
    QTest.keyClicks(view, "  ")
    changes = []
    view.document().contentsChange.connect(lambda *change: changes.append(change))
    session = view.session
    session.apply(relabel(session.document, [0, 1], None))
    turn = session.document.turns[0]
    timed = tuple(w._replace(start=w.start + 9, end=w.end + 9) for w in turn.words)
    session.apply(Patch(0, (turn,), (replace(turn, words=timed),)), record=False)
    assert changes == []
    assert block_texts(view)[0] == "one   two three"


def test_splits_and_joins_by_commands_put_the_caret_where_they_say(view):
    session = view.session
    put_caret(view, 3, 0)
    session.apply(split_turn(session.document, 0, 8))
    assert view.caret() == Caret(1, 0)
    session.apply(join_turns(session.document, 0))
    assert view.caret() == Caret(0, 8)


def test_a_change_above_the_window_does_not_move_what_is_read(qtbot):
    view = make_view(qtbot, big_document(4_000, 100))
    view.verticalScrollBar().setValue(3_000)
    top = view.visible_turns()[2]
    before = view.session.document.turns[top]
    height = _height_of(view, top)
    rewrite(view, 0, "short", "and", "some", "more", "turns", count=1)
    rewrite(view, 10, "gone", count=3)
    now = view.session.document.index_of[before.id]
    assert now == top + 4 - 2
    assert abs(_height_of(view, now) - height) <= 1


def test_scrolling_away_is_not_undone_by_alignment(qtbot):
    view = make_view(qtbot, big_document(4_000, 100))
    put_caret(view, 0, 0)
    view.verticalScrollBar().setValue(2_000)
    turn = view.session.document.turns[50]
    timed = tuple(w._replace(timing=Timing.ESTIMATED) for w in turn.words)
    view.session.apply(Patch(50, (turn,), (replace(turn, words=timed),)), record=False)
    assert view.verticalScrollBar().value() == 2_000


def _height_of(view, turn):
    cursor = QTextCursor(view.document().findBlockByNumber(turn))
    return view.cursorRect(cursor).top()


def test_a_change_made_in_answer_to_a_change_is_shown_as_well(qtbot):
    """A subscriber may change the document before the view hears of the change it answers."""
    session = Session(document_of("one two", "three"), History(Clock()))

    def answer(patch, origin):
        if patch.label == "Replace":
            session.apply(retext(session.document, 1, 1, ["too much"], "Answer"))

    session.subscribe(answer)
    view = make_view(qtbot, empty_transcript())
    view.set_session(session)
    session.apply(retext(session.document, 0, 1, ["one", "too"], "Replace"))
    assert texts(session.document) == ["one", "too much", "three"]
    assert_in_step(view)
    assert_spaced(view)
    session.undo()
    assert_in_step(view)


@pytest.mark.parametrize(
    "write", [lambda view: view.setPlainText("a\nb  c"), lambda view: view.clear()]
)
def test_text_that_qt_itself_puts_in_reaches_the_document(view, write):
    """As dictation and assistive technology do, past keys and clipboard."""
    write(view)
    assert_in_step(view)
    assert_spaced(view)
    view.session.undo()
    assert texts(view.session.document)[0] == "one two three"
    assert_in_step(view)
    assert_spaced(view)


def test_another_session_can_be_shown(view, qtbot):
    old = view.session
    new = Session(document_of("entirely", "different", "text"))
    put_caret(view, 3, 2)
    view.set_session(new)
    assert block_texts(view) == ["entirely", "different", "text"]
    assert view.caret() == Caret(0, 0)
    assert_spaced(view)
    old.apply(retext(old.document, 0, 1, ["changed"]))
    assert block_texts(view)[0] == "entirely"
    QTest.keyClicks(view, "x")
    assert texts(new.document)[0] == "xentirely"
    QTest.keyClick(view, Key.Key_Return)
    assert_in_step(view)


def test_no_block_or_cursor_is_kept(qtbot):
    clock = Clock()
    view = make_view(qtbot, document_of("one two three", "four five", timed=True), clock=clock)
    monkey = Monkey(view, clock, 3)
    for _ in range(60):
        monkey.step()
    view.mark_doubts([(Place(0, 0), Place(0, 0))])
    view.show_word(Place(0, 0))
    gc.collect()
    kept = [thing for thing in gc.get_objects() if isinstance(thing, (QTextBlock, QTextCursor))]
    assert kept == []


def test_the_view_can_be_read_aloud(view):
    from PySide6.QtGui import QAccessible

    spoken = QAccessible.queryAccessibleInterface(view)
    assert spoken.role() == QAccessible.Role.EditableText
    assert spoken.text(QAccessible.Text.Name) == "Transcript"
    assert "Enter splits" in spoken.text(QAccessible.Text.Description)
    assert spoken.textInterface().characterCount() >= len("one two three")
