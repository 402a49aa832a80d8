from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from notation import document, picture

from editor.jobs import align_queue
from editor.jobs.align_queue import AlignQueue, Engine
from editor.transcript.document import check
from editor.transcript.patch import Patch
from editor.transcript.session import Session
from editor.transcript.speakers import relabel
from editor.transcript.text_edits import retext, split_turn
from editor.transcript.words import Timing

ENGINE = Engine(Path("speech.wav"), Path("model"), duration_ms=10_000)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(align_queue, "QUIET_MS", 10)
    monkeypatch.setattr(align_queue, "RETRIES", (5, 5))


class Bench:
    """A session, a queue and what the queue said."""

    def __init__(self, text: str, link: object) -> None:
        self.session = Session(document(text))
        self.queue = AlignQueue(self.session, link)
        self.queue.set_engine(ENGINE)
        self.said: dict[str, list[object]] = {}
        for name in (
            "running_changed",
            "finished",
            "failed",
            "text_written",
            "progressed",
            "heard",
        ):
            self.said[name] = []
            getattr(self.queue, name).connect(self.said[name].append)

    @property
    def picture(self) -> str:
        return picture(self.session.document)


@pytest.fixture
def bench(scripted):
    made = []

    def make(text: str, *behaviours: str) -> Bench:
        made.append(Bench(text, scripted(*behaviours)))
        return made[-1]

    yield make
    for one in made:
        one.queue.close()
        one.queue.deleteLater()


def test_times_arrive_in_the_document_and_undo_has_nothing_to_do_with_them(qtbot, bench):
    b = bench("A: one two | B: three")
    b.queue.align_all()
    assert b.queue.running
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    assert b.picture == "A: one@0-80 two@100-180 | B: three@200-280"
    assert b.said["running_changed"] == [True, False]
    assert b.said["progressed"]
    assert b.session.history.undo_label is None
    check(b.session.document)


def test_words_set_by_hand_stay(qtbot, bench):
    b = bench("A: one@40-90! two@300")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    assert b.picture == "A: one@40-90! two@100-180"


def test_a_turn_relabelled_meanwhile_still_takes_its_times(qtbot, bench):
    b = bench("A: one | B: two")
    b.queue.align_all()
    b.session.apply(relabel(b.session.document, [0], b.session.document.speakers[1].id))
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    assert b.picture == "B: one@0-80 | B: two@100-180"


def test_a_turn_edited_meanwhile_is_aligned_afterwards_on_its_own(qtbot, bench):
    b = bench("A: one two | B: three")
    b.queue.align_all()
    b.session.apply(retext(b.session.document, 0, 1, ["one and two"]))
    qtbot.waitUntil(lambda: all(t.start is not None for t in b.session.document.turns))
    qtbot.waitUntil(lambda: not b.queue.busy)
    words = b.session.document.turns[0].words
    assert [word.timing for word in words] == [Timing.MEASURED] * 3
    check(b.session.document)


def test_edits_after_alignment_are_aligned_when_typing_stops(qtbot, bench):
    b = bench("A: one two | B: three")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    b.session.apply(split_turn(b.session.document, 0, 4))
    b.session.apply(retext(b.session.document, 1, 1, ["too"]))
    qtbot.waitUntil(lambda: b.session.document.turns[1].words[0].likelihood == 95)
    assert b.picture.startswith("A: one@0-80 | A: too@")
    # Not the whole episode again: nobody is told about progress.
    assert b.said["running_changed"] == [True, False]


def test_a_document_that_was_never_aligned_is_left_alone(qtbot, bench):
    b = bench("A: one")
    b.session.apply(retext(b.session.document, 0, 1, ["uno"]))
    qtbot.waitUntil(lambda: not b.queue._quiet.isActive())
    assert not b.queue.busy


def test_a_crash_starts_the_child_again_and_loses_nothing(qtbot, bench, tmp_path):
    b = bench("A: one two three four", f"once:{tmp_path / 'marker'}:crash")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    assert b.picture == "A: one@0-80 two@100-180 three@200-280 four@300-380"
    assert b.said["failed"] == []


def test_after_a_crash_the_rest_goes_on_behind_what_is_final(qtbot, bench, tmp_path):
    b = bench("A: one two three | B: four five", f"once:{tmp_path / 'marker'}:half")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    # The second child starts at the end of the second word.
    assert b.picture == "A: one@0-80 two@100-180 three@180-260 | B: four@280-360 five@380-460"
    (done,) = b.said["finished"]
    assert (done.words, done.matched) == (5, 5)
    positions = [(event.position, event.total) for event in b.said["progressed"]]
    assert positions == [(500, 1000), (680, 1180)]


def test_what_was_heard_before_a_crash_is_told_once(qtbot, bench, tmp_path):
    b = bench("A: one two three four | B: five six", f"once:{tmp_path / 'marker'}:half")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["heard"]))
    (found,) = b.said["heard"]
    assert [
        (turn, hearing.anchor.start, [word.text for word in hearing.words])
        for turn, row in found.items()
        for hearing in row.hearings
    ] == [(1, 1, ["Hark"])]


def test_what_was_not_yet_final_is_found_again(qtbot, bench, tmp_path):
    b = bench("A: one two three four", f"once:{tmp_path / 'marker'}:unsettled")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    assert b.picture == "A: one@0-80 two@100-180 three@200-280 four@300-380"
    (found,) = b.said["heard"]
    assert [row.hearings for row in found.values()] == [()]


def test_children_that_get_on_are_not_given_up(qtbot, bench):
    # Every child is lost half-way through what is left: more of them than there are retries.
    b = bench("A: one two three four five six seven eight nine ten | B: last", "half")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["failed"]), timeout=20_000)
    starts = [word.start for word in b.session.document.turns[0].words]
    assert [word.timed for word in b.session.document.turns[0].words] == [True] * 10
    assert starts == sorted(starts)


def test_after_a_crash_nothing_is_written_down_twice(qtbot, bench, tmp_path):
    b = bench("?:", f"once:{tmp_path / 'marker'}:half")
    b.queue.transcribe()
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    texts = [w.text for text in b.said["text_written"] for s in text.segments for w in s.words]
    assert texts == ["Hello", "there."]


def test_after_too_many_crashes_it_gives_up_with_a_sentence(qtbot, bench):
    b = bench("A: one two", "crash")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["failed"]))
    assert "it crashed" in b.said["failed"][0]
    assert "stays" in b.said["failed"][0]
    assert not b.queue.running
    assert b.said["running_changed"] == [True, False]


def test_a_child_that_says_nothing_any_more_is_ended_and_started_again(
    qtbot, bench, tmp_path, monkeypatch
):
    monkeypatch.setattr(align_queue, "SILENCE_MS", 400)
    b = bench("A: one two", f"once:{tmp_path / 'hung'}:hang")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["finished"]), timeout=15_000)
    assert b.picture == "A: one@0-80 two@100-180"


def test_one_that_always_hangs_is_given_up_with_a_sentence(qtbot, bench, monkeypatch):
    monkeypatch.setattr(align_queue, "SILENCE_MS", 150)
    b = bench("A: one two", "hang")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["failed"]), timeout=15_000)
    (sentence,) = b.said["failed"]
    assert sentence.startswith("The aligner stopped: it gave no answer any more.")
    assert not b.queue.busy


def test_silence_without_work_is_no_hang(qtbot, bench):
    b = bench("A: one two", "answer")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    assert not b.queue._silence.isActive()


def test_a_failure_is_passed_on(qtbot, bench):
    b = bench("A: one", "fail")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["failed"]))
    assert b.said["failed"] == ["The model is broken: choose another."]


def test_stop_ends_the_child_and_keeps_what_was_found(qtbot, bench):
    b = bench("A: one@0 two", "hang")
    b.queue.align_all()
    b.queue.stop()
    assert not b.queue.busy
    assert not b.queue._link.running
    assert b.said["running_changed"] == [True, False]
    assert b.picture == "A: one@0 two"


def test_selected_turns_are_aligned_as_runs_of_neighbours(qtbot, bench):
    b = bench("A: one@0 | B: two@300 | A: three@600 | B: four@900")
    b.queue.align_turns([0, 1, 3])
    qtbot.waitUntil(lambda: not b.queue.busy)
    # Windows: from 0; from the end of the third turn less the context.
    assert b.picture == "A: one@0-80 | B: two@100-180 | A: three@600 | B: four@500-580"


def test_audio_alone_is_written_down(qtbot, bench):
    b = bench("?:")
    b.queue.transcribe()
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    texts = [w.text for text in b.said["text_written"] for s in text.segments for w in s.words]
    assert texts == ["Hello", "there."]


def test_without_an_engine_nothing_happens(bench):
    b = bench("A: one")
    b.queue.set_engine(None)
    b.queue.align_all()
    b.queue.transcribe()
    assert not b.queue.busy


def test_an_empty_document_has_nothing_to_align(bench):
    b = bench("?:")
    b.queue.align_all()
    assert not b.queue.busy


def test_results_that_come_for_a_turn_that_is_gone_are_dropped(qtbot, bench):
    b = bench("A: one | B: two")
    b.queue.align_all()
    gone = b.session.document.turns[0]
    b.session.apply(Patch(0, (gone,), ()))
    qtbot.waitUntil(lambda: bool(b.said["finished"]))
    assert b.picture == "B: two@100-180"


def test_moving_a_time_by_hand_does_not_start_anything(qtbot, bench):
    b = bench("A: one")
    b.queue.align_all()
    qtbot.waitUntil(lambda: bool(b.said["finished"]) and not b.queue._quiet.isActive())
    turn = b.session.document.turns[0]
    word = turn.words[0]._replace(end=90, timing=Timing.HAND)
    b.session.apply(Patch(0, (turn,), (replace(turn, words=(word,)),)))
    assert not b.queue._quiet.isActive()
