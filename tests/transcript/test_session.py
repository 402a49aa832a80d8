from __future__ import annotations

from dataclasses import replace

import pytest
from notation import document, picture

from editor.transcript.carry import rebase
from editor.transcript.document import Place, SpeakerId
from editor.transcript.history import History, Kind, Step
from editor.transcript.patch import Caret, Patch, StalePatchError
from editor.transcript.session import Session
from editor.transcript.speakers import relabel, rename_speaker
from editor.transcript.text_edits import retext, split_turn
from editor.transcript.words import Match, Timing, Word


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(clock) -> Session:
    return Session(document("A: one@0 two@300"), History(clock))


def kinds(text: str, session: Session, kind: Kind = Kind.INSERT) -> None:
    session.apply(retext(session.document, 0, 1, [text]), kind=kind)


def align(session: Session, place: Place, start: int, end: int) -> None:
    """What an alignment result does: times only, not recorded."""
    turn = session.document.turns[place.turn]
    words = list(turn.words)
    words[place.word] = words[place.word]._replace(start=start, end=end, timing=Timing.MEASURED)
    new = replace(turn, words=tuple(words))
    session.apply(Patch(place.turn, (turn,), (new,)), record=False)


def test_subscribers_hear_the_patch_and_its_origin(session):
    heard = []
    stop = session.subscribe(lambda patch, origin: heard.append((patch.label, origin)))
    session.apply(split_turn(session.document, 0, 4), origin="view")
    session.undo(origin="menu")
    stop()
    session.redo()
    assert heard == [("Split turn", "view"), ("Split turn", "menu")]


def test_one_failing_subscriber_does_not_stop_the_others(session, caplog):
    heard = []
    session.subscribe(lambda *_: 1 / 0)
    session.subscribe(lambda patch, _: heard.append(patch))
    assert session.apply(split_turn(session.document, 0, 4))
    assert heard
    assert "a subscriber failed" in caplog.text


def test_a_patch_for_another_state_is_refused_and_changes_nothing(session):
    stale = split_turn(session.document, 0, 4)
    session.apply(retext(session.document, 0, 1, ["other"]))
    before = session.document
    with pytest.raises(StalePatchError):
        session.apply(stale)
    renamed = rename_speaker(session.document, SpeakerId(1), "B")
    session.apply(rename_speaker(session.document, SpeakerId(1), "C"))
    with pytest.raises(StalePatchError):
        session.apply(renamed)
    assert session.document.turns == before.turns


def test_changing_nothing_is_not_a_step(session):
    assert not session.apply(relabel(session.document, [0], SpeakerId(1)))
    assert session.revision == 0
    assert not session.undo()
    assert not session.redo()


def test_typing_is_one_step_until_a_pause(session, clock):
    for text in ("one two t", "one two th", "one two thr"):
        kinds(text, session)
    clock.now += History.PAUSE
    kinds("one two three", session)
    session.undo()
    assert session.document.turns[0].text == "one two thr"
    session.undo()
    assert session.document.turns[0].text == "one two"
    assert len(session.history.redo_steps[-1].patches) == 1


def test_deleting_after_inserting_is_another_step(session):
    kinds("one two t", session)
    kinds("one two", session, Kind.DELETE)
    session.undo()
    assert session.document.turns[0].text == "one two t"


def test_a_caret_move_ends_the_step(session):
    kinds("one two t", session)
    session.history.break_group()
    kinds("zone two t", session)
    session.undo()
    assert session.document.turns[0].text == "one two t"


def test_a_step_does_not_grow_without_end(session, monkeypatch):
    monkeypatch.setattr(History, "LARGEST_GROUP", 2)
    for text in ("one two t", "one two th", "one two thr"):
        kinds(text, session)
    session.undo()
    assert session.document.turns[0].text == "one two th"


def test_commands_inside_one_step_are_undone_together(session):
    with session.one_step():
        session.apply(split_turn(session.document, 0, 4))
        with session.one_step():
            session.apply(relabel(session.document, [1], None))
        session.history.break_group()
        session.apply(rename_speaker(session.document, SpeakerId(1), "Z"))
    session.undo()
    assert picture(session.document) == "A: one@0 two@300"
    session.redo()
    assert picture(session.document) == "Z: one@0 | ?: two@300"


def test_a_new_change_forgets_what_was_undone(session):
    kinds("one", session)
    session.undo()
    kinds("two", session)
    assert not session.redo()
    assert session.history.redo_label is None
    assert session.history.undo_label == "Typing"


def test_the_steps_to_take_back_and_to_do_again_are_the_same_objects_each_time(session):
    history = session.history
    assert (history.last, history.next) == (None, None)
    kinds("one", session)
    kinds("two", session, Kind.OTHER)
    step = history.last
    assert step is history.undo_steps[-1]
    session.undo()
    assert history.next is step
    assert history.last is history.undo_steps[0]
    session.redo()
    assert (history.last is step, history.next) == (True, None)


def test_the_oldest_steps_are_dropped_at_the_limit(clock):
    session = Session(document("A: a"), History(clock, limit=2))
    for text in "bcd":
        kinds(text, session, Kind.OTHER)
    while session.undo():
        pass
    assert session.document.turns[0].text == "b"


def test_undoing_text_keeps_what_alignment_found_since(session):
    kinds("one two three", session)
    align(session, Place(0, 1), 350, 580)
    session.undo()
    assert picture(session.document) == "A: one@0 two@350-580"
    session.redo()
    assert picture(session.document) == "A: one@0 two@350-580 three~580-850"


def test_redone_words_are_clamped_between_todays_neighbours(session):
    kinds("one", session)
    align(session, Place(0, 0), 100, 450)
    session.undo()
    assert picture(session.document) == "A: one@100-450 two~450-500"


def test_times_set_by_hand_are_undone_exactly(session):
    turn = session.document.turns[0]
    by_hand = turn.words[1]._replace(start=250, timing=Timing.HAND)
    session.apply(Patch(0, (turn,), (replace(turn, words=(turn.words[0], by_hand)),)))
    align(session, Place(0, 0), 10, 190)
    session.undo()
    assert picture(session.document) == "A: one@10-190 two@300"
    session.redo()
    assert picture(session.document) == "A: one@10-190 two@250-500!"


def test_a_correction_keeps_the_new_times_when_it_is_undone(session):
    kinds("one too", session)
    align(session, Place(0, 1), 320, 480)
    session.undo()
    assert picture(session.document) == "A: one@0 two@320-480"


def test_history_can_be_handed_to_a_new_session(session):
    kinds("one two three", session)
    kinds("one", session, Kind.OTHER)
    session.undo()
    history = History()
    history.restore(session.history.undo_steps, session.history.redo_steps)
    later = Session(session.document, history)
    later.undo()
    assert later.document.turns[0].text == "one two"
    later.redo()
    later.redo()
    assert later.document.turns[0].text == "one"


def test_only_times_may_change_unrecorded(session):
    before = session.document
    with pytest.raises(ValueError, match="only a change of times"):
        session.apply(retext(session.document, 0, 1, ["uno"]), record=False)
    assert session.document is before


def test_a_recorded_patch_for_another_text_is_refused():
    patch = retext(document("A: one"), 0, 1, ["uno"])
    with pytest.raises(StalePatchError):
        rebase(patch, document("A: eins"))


def test_a_history_that_does_not_fit_is_dropped_and_the_text_stays(caplog):
    session = Session(document("A: eins zwei"))
    good, bad = (
        retext(document("A: eins zwei"), 0, 1, ["zwei"]),
        retext(document("A: x"), 0, 1, ["y"]),
    )
    session.history.restore([], [Step((bad,)), Step((good, bad))])
    before = session.document
    assert not session.redo()
    assert session.document is before
    assert session.history.redo_steps == ()
    assert "does not fit" in caplog.text


def test_streamed_results_are_one_step_until_something_else_is_done(session, clock):
    for text in ("one two three", "one two three four"):
        clock.now += 60
        kinds(text, session, Kind.STREAM)
    kinds("one two three four!", session)
    kinds("one two three four! five", session, Kind.STREAM)
    assert len(session.history.undo_steps) == 3
    session.undo()
    session.undo()
    session.undo()
    assert session.document.turns[0].text == "one two"


def type_like_the_view(session: Session, *texts: str) -> None:
    """Each text as the widget would report it after one key."""
    length = len(session.document.turns[0].text)
    for text in texts:
        kind = Kind.INSERT if len(text) >= length else Kind.DELETE
        patch = retext(session.document, 0, 1, [text], base=session.typing_base(0, 1))
        session.apply(patch, kind=kind)
        length = len(text)


def test_a_word_that_is_stuck_to_its_neighbour_for_a_moment_keeps_its_time():
    session = Session(document("A: I'm@0 Quail.@300-700 Today,@900 we@1200"))
    type_like_the_view(session, "I'm QToday, we", "I'm QuToday, we", "I'm Qu. Today, we")
    assert picture(session.document) == "A: I'm@0 Qu.@300-700 Today,@900 we@1200"


def test_a_word_deleted_and_typed_again_keeps_its_time(clock):
    session = Session(document("A: one@0 too@300-450 three@600"), History(clock))
    type_like_the_view(session, "one to three", "one t three", "one  three", "one t three")
    clock.now += 60
    type_like_the_view(session, "one tw three", "one two three")
    assert picture(session.document) == "A: one@0 two@300-450 three@600"
    assert session.history.undo_steps


def test_a_caret_move_or_anything_else_begins_anew(session):
    type_like_the_view(session, "one")
    session.history.break_group()
    assert session.typing_base(0, 1) is None
    type_like_the_view(session, "one x")
    assert session.typing_base(0, 1) is not None
    assert session.typing_base(1, 1) is None
    align(session, Place(0, 0), 10, 60)
    assert session.typing_base(0, 1) is None
    session.apply(relabel(session.document, [0], None))
    assert session.typing_base(0, 1) is None


def test_a_base_of_other_turns_is_not_used():
    doc = document("A: one@0 | B: two@300")
    other = document("B: one@0").turns
    patch = retext(doc, 0, 1, ["one x"], base=other)
    assert patch.old == doc.turns[:1]
    assert picture(patch.apply_to(doc)) == "A: one@0 x~200-270 | B: two@300"


# --- what mutants showed that nobody had asked


def test_the_revision_goes_up_by_one_with_every_change_undo_and_redo(session):
    assert session.revision == 0
    kinds("one", session)
    kinds("two", session, Kind.OTHER)
    assert session.revision == 2
    session.undo()
    assert session.revision == 3
    session.redo()
    assert session.revision == 4


def test_redo_says_who_asked_for_it(session):
    kinds("one", session)
    session.undo()
    heard = []
    session.subscribe(lambda patch, origin: heard.append(origin))
    session.redo("menu")
    assert heard == ["menu"]


def test_a_step_has_the_caret_of_its_last_key(session):
    for text, caret in (("x", Caret(0, 1)), ("xy", Caret(0, 2))):
        patch = replace(retext(session.document, 0, 1, [text], f"Type {text}"), caret=caret)
        session.apply(patch, kind=Kind.INSERT)
    (step,) = session.history.undo_steps
    assert [(patch.caret, patch.label) for patch in step.patches] == [(Caret(0, 2), "Type xy")]
    assert session.history.undo_label == "Type xy"


def test_a_step_keeps_what_was_done_before_the_words_that_are_typed_on():
    session = Session(document("A: one | B: two"))
    with session.one_step():
        for turn, text in ((0, "a"), (1, "b"), (1, "bc"), (1, "bcd")):
            session.apply(retext(session.document, turn, 1, [text]))
    (step,) = session.history.undo_steps
    assert len(step.patches) == 2
    session.undo()
    assert picture(session.document) == "A: one | B: two"


def test_a_step_takes_eighty_keys_and_no_more(clock):
    clock.now = 1000.0
    session = Session(document("A: a"), History(clock))
    for number in range(History.LARGEST_GROUP):
        kinds("b" * (number + 2), session)
    assert len(session.history.undo_steps) == 1
    kinds("c", session)
    assert len(session.history.undo_steps) == 2
    for number in range(History.LARGEST_GROUP - 1):
        kinds("c" * (number + 2), session)
    assert len(session.history.undo_steps) == 2


def test_what_follows_a_group_is_a_step_of_its_own(session):
    with session.one_step(), session.one_step():
        kinds("a", session)
    kinds("ab", session)
    kinds("abc", session, Kind.OTHER)
    assert len(session.history.undo_steps) == 3


def test_undone_words_keep_all_that_alignment_has_found_since():
    word = Word("one", 0, 200, Timing.MEASURED, 80)
    start = document("A: one@0 two@300")
    session = Session(start)
    session.apply(retext(session.document, 0, 1, ["one too"]))
    turn = session.document.turns[0]
    found = (
        word._replace(start=10, end=190, confidence=95, match=Match.MATCHED, likelihood=97),
        turn.words[1]._replace(start=310, end=480, confidence=90, match=Match.UNCERTAIN),
    )
    session.apply(Patch(0, (turn,), (replace(turn, words=found),)), record=False)
    session.undo()
    one, two = session.document.turns[0].words
    assert one == found[0]
    assert (two.text, two.start, two.end, two.confidence) == ("two", 310, 480, 90)
    assert two.match is start.turns[0].words[1].match  # of another word: not for this one


def test_a_step_of_several_turns_puts_every_word_into_its_own_again():
    session = Session(document("A: one@0 two@300 | B: three@600 | A: four@900 five@1200"))
    session.apply(relabel(session.document, [0, 1, 2], None))
    align(session, Place(0, 0), 20, 180)
    session.undo()
    assert picture(session.document) == (
        "A: one@20-180 two@300 | B: three@600 | A: four@900 five@1200"
    )


def test_a_stale_step_says_why():
    patch = retext(document("A: one@0"), 0, 1, ["two"])
    with pytest.raises(StalePatchError) as error:
        rebase(patch, document("A: eins"))
    assert str(error.value) == "the text has changed since this step was recorded"


def test_words_behind_those_that_are_taken_back_keep_the_times_of_today():
    session = Session(document("A: one@0 two@300 three@600"))
    session.apply(retext(session.document, 0, 1, ["one and two three"]))
    align(session, Place(0, 3), 640, 810)
    session.undo()
    assert picture(session.document) == "A: one@0 two@300 three@640-810"
    session.redo()
    assert picture(session.document).endswith("two@300 three@640-810")
