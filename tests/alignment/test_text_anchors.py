"""Words with other sound in another cut: where to listen, what to believe, what comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.alignment.aligner import (
    WITHOUT_SOUND,
    AlignmentError,
    AlignRequest,
    Done,
    Event,
    Progress,
    WordTime,
    WordTimes,
)
from editor.alignment.other_cut import CutMap, Piece
from editor.alignment.other_edit import OtherEdit
from editor.alignment.retimed import retime_document
from editor.alignment.text_anchors import (
    ENOUGH,
    MOST_UNHEARD,
    ByText,
    Hearing,
    TextAnchors,
    anchor_by_text,
    trusted,
)
from editor.transcript.document import Place, Transcript, Turn, TurnId, check
from editor.transcript.words import Match, Timing, Word

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

HEARING = Hearing(Path("model"), ((1, 2),), 30, "en")
MAP = CutMap((Piece(0, 10_000, 0), Piece(20_000, 40_000, 5_000)), 40_000, 45_000)
"""Ten seconds of the old sound are fifteen others in the new one."""


def turn(number: int, text: str, start: int, timing: Timing = Timing.MEASURED) -> Turn:
    words = (
        Word(word, start + 500 * n, start + 500 * n + 400, timing, 90, None, Match.MATCHED, 90)
        for n, word in enumerate(text.split())
    )
    return Turn(TurnId(number), None, tuple(words))


def a_document() -> Transcript:
    return Transcript((
        turn(1, "alpha beta gamma delta", 8000),
        turn(2, "one two three four five six", 12_000, Timing.HAND),
        turn(3, "omega psi chi phi", 20_100),
    ))  # fmt: skip


class Ear:
    """An aligner that hears what a test says: times by the text of the words."""

    def __init__(self, heard: dict[str, WordTime]) -> None:
        self.heard = heard
        self.requests: list[AlignRequest] = []
        self.closed = False

    def __call__(self, requests: Sequence[AlignRequest]) -> Generator[Event, None, None]:
        self.requests += requests
        try:
            for request in requests:
                times = [self.heard.get(text, WITHOUT_SOUND) for text in request.words]
                yield Progress(request.job, "listening", 1000, 2000)
                yield WordTimes(request.job, 2, tuple(times[2:]))
                yield WordTimes(request.job, 0, tuple(times[:2]))
                yield Done(request.job)
        finally:
            self.closed = True


def at(start: int, match: Match = Match.MATCHED) -> WordTime:
    return WordTime(start, start + 300, 80, match, 70)


SIX = ("one", "two", "three", "four", "five", "six")
ALL = {word: at(17_000 + 400 * n) for n, word in enumerate(SIX)}


def anchored(heard: dict[str, WordTime], mapping: CutMap = MAP) -> tuple[TextAnchors, Ear]:
    ear = Ear(heard)
    return anchor_by_text(a_document(), mapping, Path("new.wav"), HEARING, listen=ear), ear


def test_only_what_has_other_sound_is_listened_to_with_a_little_around_it() -> None:
    found, ear = anchored(ALL)
    (request,) = ear.requests
    around = ("alpha", "beta", "gamma", "delta"), ("omega", "psi", "chi", "phi")
    assert request.words == (*around[0], *ALL, *around[1])
    assert request.from_ms == 8000 - 100
    assert request.to_ms == 20_100 + 3 * 500 + 400 + 5000 + 100
    assert (request.heads, request.shift_ms, request.language) == (((1, 2),), 30, "en")
    assert found.times == {Place(1, n): time for n, time in enumerate(ALL.values())}
    assert found.passages == (ByText((12_000, 14_900), (17_000, 19_300)),)
    assert ear.closed


def test_the_same_sound_needs_no_ear() -> None:
    same = CutMap((Piece(0, 40_000, 0),), 40_000, 40_000)
    cut = CutMap((Piece(0, 10_000, 0), Piece(20_000, 40_000, -10_000)), 40_000, 30_000)
    more = CutMap((Piece(0, 17_000, 0), Piece(17_000, 40_000, 9000)), 40_000, 49_000)
    for mapping in (same, cut, more):
        found, ear = anchored(ALL, mapping)
        assert found == TextAnchors()
        assert ear.requests == []


def test_the_words_get_their_times_and_the_others_stay_exact() -> None:
    late = ALL | {"six": at(24_900)}  # reaches into what was found by sound
    found, _ = anchored(late)
    made = retime_document(a_document(), MAP, by_text=found.times)
    check(made.document)
    first, second, third = made.document.turns
    assert first == a_document().turns[0]
    assert [word.start for word in third.words] == [25_100 + 500 * n for n in range(4)]
    assert [word.start for word in second.words] == [time.start for time in late.values()]
    assert {word.timing for word in second.words} == {Timing.MEASURED}
    assert (made.kept, made.lost, made.by_text) == (14, 0, 6)
    assert retime_document(a_document(), MAP).lost == 6


def test_words_found_by_text_give_way_to_those_found_by_sound() -> None:
    whole = Turn(TurnId(1), None, tuple(w for t in a_document().turns for w in t.words))
    document = Transcript((whole,))
    times = {Place(0, 4 + n): at(9_500 + 3200 * n) for n in range(6)}
    made = retime_document(document, MAP, by_text=times)
    check(made.document)
    words = made.document.turns[0].words
    assert words[4].start == words[3].end
    assert words[9].start <= words[9].end <= words[10].start == 25_100


def test_an_unheard_word_far_away_gets_no_time() -> None:
    found, _ = anchored(ALL | {"one": at(11_000, Match.UNCERTAIN)})
    assert found.times[Place(1, 0)] == WITHOUT_SOUND
    assert found.passages[0].new[0] == ALL["two"].start


def test_other_talk_in_the_same_place_is_not_believed() -> None:
    found, _ = anchored({word: ALL[word] for word in ("one", "six")})
    assert found == TextAnchors()


def test_progress_is_told_in_ms_and_can_stop_the_work() -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        raise KeyboardInterrupt

    ear = Ear(ALL)
    with pytest.raises(KeyboardInterrupt):
        anchor_by_text(a_document(), MAP, Path("new.wav"), HEARING, progress, ear)
    assert ear.closed
    assert told == [(1000, ear.requests[0].to_ms - ear.requests[0].from_ms)]


def test_what_was_aligned_by_text_is_neither_removed_nor_inserted() -> None:
    made = retime_document(a_document(), MAP)
    found = OtherEdit(MAP, made, (ByText((12_000, 20_000), (16_000, 25_000)),))
    assert found.removed == [(10_000, 12_000)]
    assert found.inserted == [(10_000, 16_000)]
    middle = OtherEdit(MAP, made, (ByText((12_000, 14_000), (10_000, 25_000)),))
    assert middle.removed == [(10_000, 12_000), (14_000, 20_000)]
    assert middle.inserted == []


def test_a_job_that_fails_is_told_by_the_family_of_errors() -> None:
    def fail(requests: Sequence[AlignRequest]) -> Generator[Event, None, None]:
        raise AlignmentError("There is not enough memory for this speech model.")
        yield Done(0)

    with pytest.raises(AlignmentError):
        anchor_by_text(a_document(), MAP, Path("new.wav"), HEARING, listen=fail)


@pytest.mark.parametrize(
    ("heard", "runs"),
    [
        ("xxxxxx", [(0, 6)]),
        ("......", []),
        ("x.....", []),
        (".xxx..", [(0, 6)]),
        ("xxxxxxxx...........", [(0, 8)]),
        ("..........xxxxx", [(10, 15)]),
        ("..........xxxx", []),  # a few words are in any text
        ("x..x..x..x..x..x", []),
        ("xxxxx....xxxxx", [(0, 5), (9, 14)]),
        ("xxxxx...xxxxx", [(0, 13)]),
        ("x", [(0, 1)]),
        ("", []),
    ],
)
def test_which_runs_are_believed(heard: str, runs: list[tuple[int, int]]) -> None:
    assert [(run.start, run.stop) for run in trusted([c == "x" for c in heard])] == runs


@given(st.lists(st.booleans(), max_size=60))
def test_what_is_believed_was_mostly_heard(heard: list[bool]) -> None:
    stop = 0
    for run in trusted(heard):
        assert run.start >= stop
        stop = run.stop
        assert sum(heard[run.start : run.stop]) >= ENOUGH * len(run)
        quiet = "".join("x" if there else "." for there in heard[run.start : run.stop])
        assert "." * (MOST_UNHEARD + 1) not in quiet
