"""The same talk in other edits: every word keeps its place to 10 ms, whatever was cut."""

from __future__ import annotations

import itertools
import random
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from benchmarks.mixing import music_bed, segment_of, write_audio
from benchmarks.speech import RATE, Line, synthesise
from benchmarks.voices import VOICES, missing
from editor.alignment.audio import Sound
from editor.alignment.other_cut import CutMap, Piece, compare
from editor.alignment.retimed import retime_document
from editor.alignment.sound_marks import error_rate, marks
from editor.media.decode import decode
from editor.transcript.document import (
    AdKind,
    AdRead,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
    check,
)
from editor.transcript.words import AdId, Match, Timing, Word

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.speech import Speech

pytestmark = pytest.mark.filterwarnings("ignore:Couldn't find ffmpeg")
WHY_NOT = missing([VOICES["slt"], VOICES["rms"]])
needs_voices = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "flite is installed")
TOLERANCE_MS = 10
_NOUNS = ("kettle", "harbour", "signal", "lantern", "carriage", "ferry", "teapot", "island")
_VERBS = ("carried", "painted", "forgot", "counted", "borrowed", "followed", "mended")


@pytest.fixture(scope="module")
def talk() -> Speech:
    rng = random.Random(5)
    lines = [
        Line(
            "AB"[n % 2],
            f"The {rng.choice(_NOUNS)} {rng.choice(_VERBS)} {rng.randint(2, 90)} of the "
            f"{rng.choice(_NOUNS)}s, and then the {rng.choice(_NOUNS)} {rng.choice(_VERBS)} it.",
            rng.randint(200, 900),
            ad="Kettle" if 8 <= n < 11 else "",
        )
        for n in range(32)
    ]
    return synthesise(lines, {"A": VOICES["slt"], "B": VOICES["rms"]})


def document_of(speech: Speech) -> Transcript:
    """One turn a line, with the exact times."""
    groups = itertools.groupby(speech.words, key=lambda word: word.line)
    turns = tuple(
        Turn(
            TurnId(line + 1),
            SpeakerId(1 + line % 2),
            tuple(
                Word(
                    w.text, w.start_ms, w.end_ms, Timing.MEASURED, 90,
                    AdId(1) if w.ad else None, Match.MATCHED, 90,
                )
                for w in words
            ),
        )
        for line, words in groups
    )  # fmt: skip
    people = (Speaker(SpeakerId(1), "A"), Speaker(SpeakerId(2), "B", 1))
    return Transcript(turns, Tables(people, (AdRead(AdId(1), AdKind.MID_ROLL),)))


class Part(NamedTuple):
    """A stretch of the talk (ms), or other sound in between."""

    start: int
    end: int
    sound: np.ndarray | None = None


def edit(talk: Speech, parts: list[Part]) -> tuple[np.ndarray, list[Piece]]:
    """Another edit, and where everything has gone."""
    sounds, pieces, now = [], [], 0
    for part in parts:
        if part.sound is not None:
            sounds.append(part.sound)
            now += len(part.sound) // 16
        else:
            sounds.append(talk.samples[part.start * 16 : part.end * 16])
            pieces.append(Piece(part.start, part.end, now - part.start))
            now += part.end - part.start
    return np.concatenate(sounds), pieces


def through(codec: str, gain: float, samples: np.ndarray, folder: Path) -> np.ndarray:
    """The samples as another file: encoded, decoded, louder or softer."""
    louder = np.clip(samples * gain, -32768, 32767).astype(np.int16)
    if not codec:
        return louder
    path = folder / f"other.{codec}"
    write_audio(segment_of(louder, RATE), path, bitrate="128k")
    return np.concatenate(list(decode(path)))


def between_lines(talk: Speech, line: int) -> int:
    """A moment of silence before a line, in ms."""
    before = max(w.end_ms for w in talk.words if w.line == line - 1)
    after = min(w.start_ms for w in talk.words if w.line == line)
    return (before + after) // 2


def edits(talk: Speech) -> dict[str, list[Part]]:
    end = talk.duration_ms
    music = music_bed(9.0, RATE, -24)
    c = {n: between_lines(talk, n) for n in (3, 8, 11, 20, 25)}
    other_ad = np.ascontiguousarray(talk.samples[c[8] * 16 : c[11] * 16][::-1])
    inserted = Part(0, 0, other_ad)
    return {
        "the same": [Part(0, end)],
        "intro trimmed": [Part(c[3], end)],
        "ad inserted": [Part(0, c[20]), inserted, Part(c[20], end)],
        "ad removed": [Part(0, c[8]), Part(c[11], end)],
        "ad replaced": [Part(0, c[8]), inserted, Part(c[11], end)],
        "everything": [
            Part(0, 0, music), Part(c[3], c[8]), Part(c[11], c[20]), inserted,
            Part(c[20], c[25]), Part(0, 0, music), Part(c[25], end),
        ],
    }  # fmt: skip


CASES = ["the same", "intro trimmed", "ad inserted", "ad removed", "ad replaced", "everything"]


@needs_voices
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("codec", "gain"), [("", 1.0), ("mp3", 0.4)])
def test_every_word_is_found_in_another_edit(
    talk: Speech, case: str, codec: str, gain: float, tmp_path: Path
) -> None:
    samples, truth = edit(talk, edits(talk)[case])
    mapping = compare(Sound(talk.samples), Sound(through(codec, gain, samples, tmp_path)))
    document = document_of(talk)
    made = retime_document(document, mapping)
    check(made.document)
    moved = {
        (turn.id, number): word
        for turn in made.document.turns
        for number, word in enumerate(turn.words)
    }
    expected = {
        (turn.id, number): word.start + piece.shift
        for turn in document.turns
        for number, word in enumerate(turn.words)
        for piece in truth
        if piece.start <= word.start and word.end <= piece.end
    }
    assert moved.keys() == expected.keys()
    assert max(abs(moved[key].start - expected[key]) for key in expected) <= TOLERANCE_MS
    assert made.kept == len(expected)
    assert made.lost == document.word_count - len(expected)


@needs_voices
def test_what_was_inserted_and_removed_is_told(talk: Speech) -> None:
    parts = edits(talk)["ad replaced"]
    samples, _ = edit(talk, parts)
    mapping = compare(Sound(talk.samples), Sound(samples))
    (removed,), (inserted,) = mapping.removed, mapping.inserted
    assert removed == pytest.approx((parts[0].end, parts[2].start), abs=500)
    length = len(parts[1].sound) // 16
    assert inserted == pytest.approx((parts[0].end, parts[0].end + length), abs=500)
    assert mapping.shared == pytest.approx(1 - length / talk.duration_ms, abs=0.02)


@needs_voices
def test_another_episode_shares_nothing(talk: Speech) -> None:
    other = np.ascontiguousarray(talk.samples[::-1])
    mapping = compare(Sound(talk.samples), Sound(other))
    assert mapping.shared < 0.02
    assert len(mapping.inserted) >= 1


def test_silence_and_empty_sounds_are_not_the_same_sound() -> None:
    silence = Sound(np.zeros(RATE * 20, dtype=np.int16))
    for one, other in (
        (silence, silence),
        (Sound(np.zeros(0, dtype=np.int16)), silence),
        (silence, Sound(np.zeros(100, dtype=np.int16))),
    ):
        assert compare(one, other).pieces == ()


def test_marks_survive_loudness_and_tell_places_apart() -> None:
    noise = (np.random.default_rng(1).standard_normal(RATE * 30) * 3000).astype(np.int16)
    found = marks(noise)
    assert error_rate(found, marks((noise * 0.3).astype(np.int16))).mean() < 0.05
    assert 0.4 < error_rate(found[100:], found[:-100]).mean() < 0.6
    assert not marks(np.zeros(RATE * 2, dtype=np.int16)).any()


def test_memory_does_not_grow_with_the_length() -> None:
    noise = (np.random.default_rng(1).standard_normal(RATE * 60) * 3000).astype(np.int16)
    tracemalloc.start()
    marks(np.tile(noise, 1))
    peaks = []
    for times in (2, 8):
        sound = np.tile(noise, times)
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        marks(sound)
        peaks.append(tracemalloc.get_traced_memory()[1] - before)
    tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2


MAP = CutMap((Piece(1000, 5000, -1000), Piece(8000, 9000, 500)), 10_000, 12_000)


def test_times_outside_of_the_pieces_are_nowhere() -> None:
    assert [MAP(t) for t in (0, 1000, 5000, 6000, 8500, 9500)] == [None, 0, 4000, None, 9000, None]
    assert MAP.removed == ((0, 1000), (5000, 8000), (9000, 10_000))
    assert MAP.inserted == ((4000, 8500), (9500, 12_000))


def test_words_at_an_edge_are_clipped_and_untimed_ones_go_with_their_neighbour() -> None:
    words = (
        Word("zero"), Word("gone", 100, 600, Timing.MEASURED), Word("too"),
        Word("edge", 900, 1300, Timing.HAND), Word("with"),
    )  # fmt: skip
    ad = Word("ad", 6000, 6500, Timing.MEASURED, ad=AdId(1))
    turns = (Turn(TurnId(1), None, words), Turn(TurnId(2), None, (ad,)), Turn(TurnId(3), None, ()))
    document = Transcript(turns, Tables((), (AdRead(AdId(1), AdKind.HOUSE),)))
    made = retime_document(document, MAP)
    check(made.document)
    assert [turn.text for turn in made.document.turns] == ["edge with", ""]
    assert made.document.turns[0].words[0] == words[3]._replace(start=0, end=300)
    assert (made.kept, made.lost, made.document.ads) == (2, 4, ())
    kept = retime_document(document, MAP, keep_lost=True)
    check(kept.document)
    assert kept.document.turns[0].text == document.turns[0].text
    assert kept.document.turns[1].words[0].match is Match.NO_SOUND
    nothing = replace(MAP, pieces=())
    assert retime_document(document, nothing).document.turns[0].words == ()
