from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.big_document import big_transcript
from editor.formats.cue_edits import break_here
from editor.formats.cue_options import AdPolicy, CueOptions
from editor.formats.cues import build_cues
from editor.formats.profile import Profile
from editor.jobs.background import Background
from editor.jobs.live_captions import LiveCaptions
from editor.transcript.document import Place
from editor.transcript.session import Session
from editor.transcript.text_edits import join_turns, retext, split_turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

PODCAST = Profile("podcast", "Podcast")
EDITS = st.lists(
    st.tuples(st.sampled_from(["split", "join", "type", "break", "undo"]), st.integers(0, 9999)),
    max_size=6,
)


@pytest.fixture
def live(qapp) -> Iterator[LiveCaptions]:
    pool = Background()
    made = LiveCaptions(pool)
    yield made
    made.let_go()
    pool.close()
    for thing in (made, pool):
        thing.deleteLater()


def idle(live: LiveCaptions) -> bool:
    """Whether nothing is being made, and nothing is waiting to be."""
    return live._task is None and not live._soon.isActive()


def session() -> Session:
    return Session(big_transcript(words=300, turns=8, ads=2))


def test_nothing_is_made_until_somebody_looks_or_waits(qtbot: QtBot, live: LiveCaptions) -> None:
    live.set_session(session())
    assert idle(live)
    assert live.made is None
    live.watch(True)
    qtbot.waitUntil(lambda: live.fresh)
    live.watch(False)
    seen = live.made
    assert live._session
    live._session.apply(retext(live._session.document, 0, 1, ["Changed."]))
    assert idle(live)
    assert live.made is seen


def test_who_waits_gets_captions_of_the_document_as_it_then_is(
    qtbot: QtBot, live: LiveCaptions
) -> None:
    it = session()
    live.set_session(it)
    got = []
    live.when_ready(got.append)
    it.apply(retext(it.document, 0, 1, ["Changed before they were made."]))
    qtbot.waitUntil(lambda: bool(got))
    assert got[0].document is it.document
    live.when_ready(got.append)
    assert len(got) == 2  # at once


def test_who_waits_may_change_the_document(qtbot: QtBot, live: LiveCaptions) -> None:
    it = session()
    live.set_session(it)
    seen = []

    def change(made) -> None:
        seen.append(made.document)
        it.apply(retext(it.document, 0, 1, [f"Change {len(seen)}."]))

    for _ in range(3):
        live.when_ready(change)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert len({id(document) for document in seen}) == 3


def test_other_limits_and_another_document_make_them_anew(qtbot: QtBot, live: LiveCaptions) -> None:
    live.watch(True)
    live.set_session(session())
    qtbot.waitUntil(lambda: live.fresh)
    options = CueOptions(AdPolicy.OMIT)
    live.choose(Profile("narrow", "Narrow", line_length=20), options)
    assert not live.fresh
    qtbot.waitUntil(lambda: live.fresh)
    assert live.made
    assert live.made.options is options
    live.set_session(None)
    assert live.made is None


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(EDITS)
def test_live_captions_are_those_of_a_fresh_build(
    qtbot: QtBot, live: LiveCaptions, edits: list[tuple[str, int]]
) -> None:
    it = session()
    live.set_session(it)
    live.watch(True)
    for kind, number in edits:
        document = it.document
        turn = number % len(document.turns)
        text = document.turns[turn].text
        if kind == "split":
            it.apply(split_turn(document, turn, number % (len(text) + 1)))
        elif kind == "join" and turn + 1 < len(document.turns):
            it.apply(join_turns(document, turn))
        elif kind == "type":
            it.apply(retext(document, turn, 1, [f"{text} and more"]))
        elif kind == "undo":
            it.undo()
        elif kind == "break" and len(document.turns[turn].words) > 3:
            captions = build_cues(document, PODCAST)
            place = Place(turn, number % len(document.turns[turn].words))
            if all(cue.first != place for cue in captions.cues):
                it.apply(break_here(document, captions, place))
    got = []
    live.when_ready(got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=10_000)
    assert got[0].captions == build_cues(it.document, live.profile, CueOptions())
