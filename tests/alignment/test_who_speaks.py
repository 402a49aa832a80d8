from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_voices import Talk

from editor.alignment.aligner import AlignmentError
from editor.alignment.audio import Sound
from editor.alignment.voices import NO_FRAMES, SIZE, Sums, cepstra
from editor.alignment.who_speaks import certainties, who_speaks
from editor.transcript.document import SpeakerId

A, B = SpeakerId(1), SpeakerId(2)


def labelled() -> Talk:
    """Two voices, each named for two turns."""
    return Talk().say("A" * 12, "A").say("B" * 12, "B").say("A" * 12, "A").say("B" * 12, "B")


def named(findings):
    return {proposal.turn: proposal.speaker for proposal in findings.proposals}


def test_turns_without_a_speaker_are_named_by_their_voice():
    talk = labelled().say("A" * 8).say("B" * 8).say("B" * 3)
    found = who_speaks(talk.document, talk.sound)
    assert named(found) == {5: A, 6: B, 7: B}
    assert not found.changes
    assert all(proposal.instead_of is None for proposal in found.proposals)


def test_a_change_of_voice_inside_a_turn_is_found_at_its_word():
    talk = labelled().say("A" * 6 + "B" * 7)
    found = who_speaks(talk.document, talk.sound)
    assert [(change.turn, change.word, change.speaker) for change in found.changes] == [(5, 6, B)]
    assert not found.proposals


def test_there_and_back_are_two_changes():
    talk = labelled().say("A" * 5 + "B" * 5 + "A" * 5)
    changes = who_speaks(talk.document, talk.sound).changes
    assert [(change.word, change.speaker) for change in changes] == [(5, B), (10, A)]


def test_one_word_of_another_is_no_change():
    talk = labelled().say("AAAAAABAAAAA")
    assert not who_speaks(talk.document, talk.sound).changes


def test_a_wrong_name_is_doubted_but_not_a_reviewed_one():
    talk = labelled().say("B" * 10, "A")
    (proposal,) = who_speaks(talk.document, talk.sound).proposals
    assert (proposal.turn, proposal.speaker, proposal.instead_of) == (5, B, A)
    reviewed = labelled().say("B" * 10, "A", reviewed=True)
    assert not who_speaks(reviewed.document, reviewed.sound).proposals


def test_two_voices_must_be_known():
    for talk in (Talk().say("AAAAAA", "A").say("B"), Talk().say("A" * 9, "A").say("B", "B")):
        with pytest.raises(AlignmentError, match="Name the speakers of a few turns first"):
            who_speaks(talk.document, talk.sound)


def test_turns_without_times_or_beyond_the_sound_are_left_out():
    talk = labelled().say("A" * 6).say("B" * 6)
    turns = list(talk.document.turns)
    turns[4] = replace(turns[4], words=tuple(word.without_times() for word in turns[4].words))
    late = tuple(w._replace(start=w.start + 10**7, end=w.end + 10**7) for w in turns[5].words)
    turns[5] = replace(turns[5], words=late)
    document = replace(talk.document, turns=tuple(turns))
    assert not who_speaks(document, talk.sound).proposals


def test_it_tells_how_far_it_is_and_stops_when_asked():
    talk = labelled()
    seen = []
    who_speaks(talk.document, talk.sound, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    asked = []
    found = who_speaks(
        talk.document, talk.sound, lambda *_: asked.append(1), lambda: len(asked) == 2
    )
    assert found == ((), ())
    assert len(asked) == 2


def test_a_long_turn_is_taken_in_stretches():
    talk = labelled().say("A" * 90 + "B" * 90)
    assert [change.word for change in who_speaks(talk.document, talk.sound).changes] == [90]


def test_silence_is_nobodys_voice():
    samples = np.zeros(16_000, np.int16)
    assert not cepstra(samples)[1].any()
    assert cepstra(samples[:10])[0].shape == (1, SIZE)
    talk = labelled().say("A" * 5)
    silent = talk.sound.samples.copy()
    start = talk.document.turns[4].words[0].start * 16
    silent[start:] = 0
    assert not who_speaks(talk.document, Sound(silent)).proposals


def test_sums_can_be_taken_apart_again():
    rng = np.random.default_rng(1)
    one, two = rng.normal(size=(40, SIZE)), rng.normal(size=(30, SIZE))
    both = Sums.of(one) + Sums.of(two)
    assert both.count == 70
    assert np.allclose((both - Sums.of(two)).mean, one.mean(axis=0))
    assert np.allclose((NO_FRAMES + Sums.of(one)).scatter, np.cov(one.T) * 39)


def test_certainty_needs_length_and_difference():
    near = np.zeros((200, 2))
    near[:, 0] = 0.2
    far = near * 20
    assert certainties(near)[0] < 0.7 < certainties(far)[0]
    assert certainties(far[:10])[0] < certainties(far)[0]
    assert certainties(far).sum() == pytest.approx(1)
