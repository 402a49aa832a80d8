"""Documents of every shape, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from editor.transcript.document import (
    AdKind,
    AdRead,
    CueChange,
    CueException,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
)
from editor.transcript.words import AdId, Match, Timing, Word

IDS = st.integers(-(2**40), 2**40)
PERCENT = st.integers(0, 100)
TOKENS = st.text(min_size=1, max_size=6).filter(lambda text: text.split() == [text])


BREAKS = (
    CueException(CueChange.BREAK, TurnId(3), 1, ("", "Fresh", "socks,", "daily.", "Grüß")),
    CueException(CueChange.END, TurnId(99), 4, ("日本", "\ud800", "gone", "", ""), -120),
)
"""What files have in `cue_exception`, from version 3 on."""

cue_exceptions = st.builds(
    CueException,
    st.sampled_from(CueChange),
    IDS.map(TurnId),
    st.integers(0, 10**6),
    st.tuples(*[st.text(max_size=6)] * 5),
    st.integers(-(10**5), 10**5),
)


@st.composite
def words(draw: st.DrawFn, ads: tuple[AdId | None, ...] = (None,)) -> tuple[Word, ...]:
    found, clock = [], 0
    for text in draw(st.lists(TOKENS, max_size=6)):
        timing = draw(st.sampled_from(Timing))
        start = draw(st.integers(0, 10**7))
        length = draw(st.integers(0, 10**5))
        if timing is not Timing.NONE:
            start += clock
            clock = start + length
        found.append(
            Word(
                text,
                start,
                start + length,
                timing,
                draw(PERCENT),
                draw(st.sampled_from(ads)),
                draw(st.sampled_from(Match)),
                draw(PERCENT),
                draw(st.booleans()),
            )
        )
    return tuple(found)


@st.composite
def turns(
    draw: st.DrawFn,
    speakers: tuple[SpeakerId | None, ...] = (None,),
    ads: tuple[AdId | None, ...] = (None,),
) -> Turn:
    speaker = draw(st.sampled_from(speakers))
    return Turn(TurnId(draw(IDS)), speaker, draw(words(ads)), draw(st.booleans()))


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    text = st.text(max_size=8)
    speakers = st.builds(Speaker, IDS.map(SpeakerId), text, st.integers(0, 20))
    ads = st.builds(AdRead, IDS.map(AdId), st.sampled_from(AdKind), text)
    return Tables(
        tuple(draw(st.lists(speakers, max_size=3, unique_by=lambda row: row.id))),
        tuple(draw(st.lists(ads, max_size=3, unique_by=lambda row: row.id))),
        tuple(draw(st.lists(cue_exceptions, max_size=3))),
    )


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    rows = draw(tables())
    turn = turns((None, *(row.id for row in rows.speakers)), (None, *(row.id for row in rows.ads)))
    found = draw(st.lists(turn, min_size=1, max_size=5, unique_by=lambda row: row.id))
    return Transcript(tuple(found), rows, draw(st.sampled_from(["en", "de", "pt-BR", ""])))
