"""The sample episode: who says what is known, and one turn of each speaker is named."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

from editor.alignment.audio import open_sound
from editor.alignment.who_speaks import who_speaks
from editor.media.episode import prepare
from editor.transcript.document import Speaker, SpeakerId, Tables, Transcript, Turn, TurnId
from editor.transcript.words import Timing, Word

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"


def test_every_turn_of_the_sample_is_given_to_its_speaker(tmp_path):
    truth = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
    spoken = [
        (name, list(words)) for name, words in groupby(truth["words"], lambda w: w["speaker"])
    ]
    names = list(dict.fromkeys(name for name, _ in spoken))
    turns, known = [], set()
    for number, (name, words) in enumerate(spoken, 1):
        timed = tuple(
            Word(word["text"], word["start_ms"], word["end_ms"], Timing.MEASURED) for word in words
        )
        speaker = None if name in known else SpeakerId(names.index(name) + 1)
        known.add(name)
        turns.append(Turn(TurnId(number), speaker, timed))
    speakers = tuple(Speaker(SpeakerId(n), name, n) for n, name in enumerate(names, 1))
    audio = prepare(SAMPLE / "episode.mp3", tmp_path)
    found = who_speaks(Transcript(tuple(turns), Tables(speakers)), open_sound(audio.speech))
    named = {proposal.turn: names[proposal.speaker - 1] for proposal in found.proposals}
    assert named == {
        number: name
        for number, (name, _) in enumerate(spoken, 1)
        if turns[number - 1].speaker is None
    }
    assert len(named) == 13
    assert not found.changes
