"""Ad reads cut out: the spans, and the document on the new timeline."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from editor.transcript.cue_exceptions import change_cues, locate
from editor.transcript.cut import FARTHEST_EDGE, Shift, ad_times, cut_document, cut_spans
from editor.transcript.document import (
    AdKind,
    AdRead,
    CueChange,
    Place,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
    check,
)
from editor.transcript.words import AdId, Timing, Word

ADS = (AdRead(AdId(1), AdKind.PRE_ROLL, "One"), AdRead(AdId(2), AdKind.MID_ROLL, "Two"))
ANN = Speaker(SpeakerId(1), "Ann")


def transcript(*turns: list[Word]) -> Transcript:
    return Transcript(
        tuple(Turn(TurnId(n), ANN.id, tuple(words)) for n, words in enumerate(turns, 1)),
        Tables((ANN,), ADS),
    )


def said(text: str, start: int, end: int, ad: int | None = None) -> Word:
    return Word(text, start, end, Timing.MEASURED, 90, None if ad is None else AdId(ad))


def test_edges_lie_in_the_middle_of_the_gap() -> None:
    source = transcript(
        [said("a", 1000, 1500), said("buy", 1700, 2000, 1), said("now", 2100, 2300, 1)],
        [said("b", 2901, 3000)],
    )
    assert cut_spans(source) == ((1600, 2600),)
    after = cut_document(source, cut_spans(source))
    check(after)
    assert [[word[:3] for word in turn.words] for turn in after.turns] == [
        [("a", 1000, 1500)],
        [("b", 1901, 2000)],
    ]
    assert after.ads == ()
    assert after.speakers == source.speakers


def test_long_gaps_may_hold_music_and_stay() -> None:
    source = transcript(
        [said("a", 0, 500)], [said("buy", 10_000, 11_000, 1)], [said("b", 30_000, 30_500)]
    )
    assert cut_spans(source) == ((10_000 - FARTHEST_EDGE, 11_000 + FARTHEST_EDGE),)


def test_an_ad_at_the_edge_of_the_episode() -> None:
    early = transcript([said("buy", 400, 2000, 1), said("b", 2500, 3000)])
    assert cut_spans(early) == ((0, 2250),)
    late = transcript([said("b", 0, 1000), said("buy", 2000, 3000, 1)])
    assert cut_spans(late) == ((1500, 3000 + FARTHEST_EDGE),)


def test_two_ads_in_a_row_leave_nothing_between() -> None:
    source = transcript(
        [said("a", 0, 1000), said("x", 1100, 2000, 1), said("y", 3001, 4000, 2)],
        [said("b", 4200, 4500)],
    )
    assert [(time.ad.id, *time[1:]) for time in ad_times(source)] == [
        (1, 1050, 2500),
        (2, 2500, 4100),
    ]
    assert cut_spans(source) == ((1050, 4100),)


def test_words_said_over_an_ad_are_never_cut() -> None:
    source = transcript(
        [said("x", 1000, 2000, 1), said("y", 2000, 6000, 1)], [said("mhm", 3000, 3400)]
    )
    assert cut_spans(source) == ((0, 3000),)
    source = transcript(
        [said("x", 1000, 2000, 1), said("y", 5000, 6000, 1)], [said("mhm", 3000, 3400)]
    )
    assert cut_spans(source) == ((0, 2500), (4200, 7000))


def test_text_without_times_is_only_left_out() -> None:
    source = transcript([Word("buy", ad=AdId(1)), Word("b")])
    assert cut_spans(source) == ()
    assert [word.text for _, word in cut_document(source, ()).places()] == ["b"]
    only = transcript([Word("buy", ad=AdId(1))])
    assert [turn.words for turn in cut_document(only, ()).turns] == [()]


def test_changes_of_captions_by_hand_go_with_their_words() -> None:
    source = transcript(
        [said("a", 0, 500), said("b", 500, 900), said("c", 900, 1200)],
        [said("x", 2000, 2500, 1), said("y", 2500, 3000, 1)],
        [said("d", 4000, 4500), said("e", 4500, 4600)],
    )
    wanted = [(CueChange.BREAK, Place(t, 1), 0) for t in range(3)]
    changed = change_cues(source, "break", add=wanted).apply_to(source)
    after = cut_document(changed, cut_spans(changed))
    check(after)
    assert [found.place for found in locate(after)] == [Place(0, 1), Place(1, 1)]


def test_shift() -> None:
    shift = Shift([(100, 200), (500, 600)])
    assert [shift(t) for t in (0, 99, 100, 150, 200, 450, 500, 599, 600, 1000)] == [
        0, 99, 100, 100, 100, 350, 400, 400, 400, 800,
    ]  # fmt: skip
    assert Shift([])(77) == 77


@st.composite
def episodes(draw: st.DrawFn) -> Transcript:
    turns = []
    for _ in range(draw(st.integers(1, 5))):
        at, words = draw(st.integers(0, 5000)), []
        for _ in range(draw(st.integers(0, 6))):
            start = at + draw(st.integers(0, 3000))
            at = start + draw(st.integers(0, 800))
            ad = draw(st.sampled_from((None, None, 1, 2)))
            word = said("w", start, at, ad)
            words.append(word if draw(st.integers(0, 9)) else word.without_times())
        turns.append(words)
    return transcript(*turns)


@given(episodes())
def test_nothing_but_ads_is_cut_and_lengths_are_kept(source: Transcript) -> None:
    spans = cut_spans(source)
    assert all(start < end for start, end in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    kept = [word for _, word in source.places() if word.ad is None]
    for word in kept:
        if word.timed:
            assert all(word.end <= start or word.start >= end for start, end in spans)
    after = cut_document(source, spans)
    check(after)
    moved = [word for _, word in after.places()]
    assert [(word.text, word.end - word.start) for word in moved] == [
        (word.text, word.end - word.start) for word in kept
    ]


def test_talk_at_the_same_moment_as_an_ad_is_never_cut():
    source = transcript(
        [said("buy", 1000, 1400, 1), said("now", 1400, 2000, 1)],
        [said("a", 1000, 1300), said("b", 1900, 2500)],
    )
    assert cut_spans(source) == ((1300, 1900),)
    assert all(type(edge) is int for span in cut_spans(source) for edge in span)


def test_words_that_stand_out_of_order_count_by_their_times():
    source = transcript([said("z", 3000, 3500)], [said("ad", 1000, 1501, 1)], [said("a", 0, 500)])
    assert cut_spans(source) == ((750, 2250),)


def test_an_ad_drowned_by_talk_has_no_stretch():
    source = transcript([said("all", 0, 5000)], [said("ad", 1000, 2000, 1)])
    assert ad_times(source) == ()
    assert cut_spans(source) == ()


def test_edges_are_whole_milliseconds():
    source = transcript([said("a", 0, 500), said("ad", 1001, 1501, 1), said("b", 1800, 1900)])
    assert [(type(start), type(end)) for start, end in cut_spans(source)] == [(int, int)]
    assert cut_spans(source) == ((750, 1650),)


def test_talk_that_begins_and_ends_with_an_ad_is_kept():
    ad, talk = said("ad", 1000, 1400, 1), said("a", 1000, 1400)
    source = transcript([ad], [talk], [said("z", 9000, 9900)])
    assert cut_spans(source) == ((1400, 2400),)
