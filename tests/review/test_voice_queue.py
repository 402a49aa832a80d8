from __future__ import annotations

import pytest
from notation import document, picture

from editor.alignment.voice_findings import VoiceChange, VoiceFindings, VoiceProposal
from editor.review.changes import accept
from editor.review.doubts import Kind
from editor.review.queue import ReviewQueue
from editor.review.voice_queue import accept_proposals
from editor.transcript.document import SpeakerId, TurnId
from editor.transcript.session import Session
from editor.transcript.speakers import merge_speakers, relabel, remove_speaker
from editor.transcript.text_edits import join_turns, retext, split_turn
from editor.transcript.turn_edits import mark_reviewed

A, B = SpeakerId(1), SpeakerId(2)


def proposal(turn, speaker, confidence=95, instead_of=None):
    return VoiceProposal(TurnId(turn), speaker, confidence, instead_of)


@pytest.fixture
def lab():
    def make(text, *proposals, changes=()):
        session = Session(document(text))
        queue = ReviewQueue(session)
        queue.voices.take(VoiceFindings(proposals, tuple(changes)))
        return session, queue

    return make


def test_all_are_accepted_as_one_step_and_come_back_with_undo(lab):
    text = "A: one | ?: two | B: three | ?: four"
    session, queue = lab(text, proposal(2, B), proposal(4, A, 60))
    assert [index for index, _ in queue.voices.sure] == [1]
    session.apply(accept_proposals(session.document, queue.voices.open))
    assert picture(session.document) == "A: one | B: two | B: three | A: four"
    assert not queue.voices.open
    session.undo()
    assert picture(session.document) == text
    assert len(queue.voices.open) == 2


def test_a_turn_that_is_named_otherwise_or_reviewed_has_no_proposal(lab):
    session, queue = lab("A: one | ?: two | ?: three", proposal(2, A), proposal(3, A))
    session.apply(relabel(session.document, [1], A))
    assert [index for index, _ in queue.voices.open] == [2]
    session.apply(mark_reviewed(session.document, [2], reviewed=True))
    assert not queue.voices.open


def test_a_doubted_name_stands_until_it_changes(lab):
    session, queue = lab("A: one | B: two", proposal(1, B, 97, A))
    assert queue.voices.next(0) == 0
    session.apply(accept_proposals(session.document, queue.voices.open))
    assert picture(session.document) == "B: one | B: two"
    assert queue.voices.next(0) is None


def test_a_speaker_who_is_gone_is_not_proposed(lab):
    for change in (remove_speaker, lambda doc, b: merge_speakers(doc, b, A)):
        session, queue = lab("A: one | B: two | ?: three", proposal(3, B))
        session.apply(change(session.document, B))
        assert not queue.voices.open
        session.undo()
        assert queue.voices.open


def test_refused_is_forgotten_and_next_goes_around(lab):
    _, queue = lab("A: 1 | ?: 2 | B: 3 | ?: 4", proposal(2, A), proposal(4, B))
    assert [queue.voices.next(at) for at in range(4)] == [1, 3, 3, 1]
    queue.voices.refuse(TurnId(2))
    assert [index for index, _ in queue.voices.open] == [3]
    queue.voices.clear()
    assert not queue.voices.open


CHANGE = VoiceChange(TurnId(1), 2, B, 91)


def splits(queue):
    return [(d.anchor.turn, d.anchor.start) for d in queue.shown if d.kind is Kind.TWO_VOICES]


def test_a_change_of_voice_is_a_doubt_and_accepting_it_names_the_second(lab):
    session, queue = lab("A: one two three four | B: five", changes=[CHANGE])
    (doubt,) = queue.shown
    assert (doubt.kind, doubt.score, queue.voices.split_count) == (Kind.TWO_VOICES, 91, 1)
    session.apply(accept(session.document, doubt))
    assert picture(session.document) == "A: one two | B: three four | B: five"
    assert not queue.shown
    session.undo()
    assert splits(queue) == [(1, 2)]


def test_changes_stay_between_their_words(lab):
    there_and_back = [CHANGE, VoiceChange(TurnId(1), 4, A, 92)]
    session, queue = lab("A: one two three four five six", changes=there_and_back)
    session.apply(retext(session.document, 0, 1, ["well one two three four five six"]))
    assert splits(queue) == [(1, 3), (1, 5)]
    session.apply(split_turn(session.document, 0, len("well one two")))
    assert splits(queue) == [(2, 2)]
    session.apply(join_turns(session.document, 0))
    assert splits(queue) == [(1, 3), (1, 5)]


def test_keep_mine_is_for_changes_of_voice_too(lab):
    _, queue = lab("A: one two three four", changes=[CHANGE])
    queue.keep(queue.shown[0])
    assert not queue.shown


def test_heard_and_read_at_one_place_are_one_doubt(lab):
    text = "A: Is it? Yes it is."
    _, queue = lab(text)
    assert splits(queue) == [(1, 2)]
    _, queue = lab(text, changes=[VoiceChange(TurnId(1), 2, A, 93)])
    assert [doubt.score for doubt in queue.shown] == [93]
