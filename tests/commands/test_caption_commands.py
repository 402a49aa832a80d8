from __future__ import annotations

import pytest
from desk_stand_in import Desk

from benchmarks.big_document import big_transcript
from editor.commands.all import registry
from editor.formats.cue_edits import cue_at
from editor.formats.cues import build_cues
from editor.formats.profile import Profile
from editor.transcript.document import CueChange, Place, empty_transcript
from editor.transcript.patch import caret_at

COMMANDS = registry()
PODCAST = Profile("podcast", "Podcast")


@pytest.fixture
def desk() -> Desk:
    return Desk(big_transcript(words=500, turns=8, ads=0))


def cues(desk: Desk):
    return build_cues(desk.session.document, PODCAST).cues


def put(desk: Desk, place: Place) -> None:
    desk.view.set_caret(caret_at(desk.session.document, place))


def run(desk: Desk, name: str) -> None:
    COMMANDS[f"captions.{name}"].run(desk)


def inner(desk: Desk) -> Place:
    cue = next(c for c in cues(desk) if c.first.word and len(c.text.split()) > 6)
    return Place(cue.first.turn, cue.first.word + 2)


def test_break_line_and_reset_at_the_caret(desk: Desk) -> None:
    put(desk, inner(desk))
    run(desk, "break_here")
    assert [row.kind for row in desk.session.document.breaks] == [CueChange.BREAK]
    run(desk, "line_break")
    assert "choose the word" in desk.said[-1]
    run(desk, "reset")
    assert not desk.session.document.breaks
    run(desk, "line_break")
    assert [row.kind for row in desk.session.document.breaks] == [CueChange.LINE]


def test_a_shift_is_as_long_as_the_settings_say(desk: Desk) -> None:
    put(desk, inner(desk))
    index = cue_at(cues(desk), inner(desk))
    assert index is not None
    end = cues(desk)[index].end
    desk.settings = desk.settings.changed(caption_step_ms=40)
    run(desk, "end_earlier")
    assert cues(desk)[index].end == end - 40


def test_shifts_add_up_and_name_what_undo_takes_back(desk: Desk) -> None:
    put(desk, inner(desk))
    index = cue_at(cues(desk), inner(desk))
    assert index is not None
    end = cues(desk)[index].end
    run(desk, "end_earlier")
    run(desk, "end_earlier")
    assert cues(desk)[index].end == end - 200
    assert desk.session.history.undo_label == "Shift caption end"


def test_captions_are_walked(desk: Desk) -> None:
    put(desk, cues(desk)[4].first)
    run(desk, "next")
    assert desk.view.caret_place() == cues(desk)[5].first
    run(desk, "previous")
    run(desk, "previous")
    assert desk.view.caret_place() == cues(desk)[3].first


def test_problems_are_walked_around_the_end(desk: Desk) -> None:
    run(desk, "next_problem")
    assert desk.said == ["No caption is over a limit."]
    wide = [i for i, c in enumerate(cues(desk)) if c.characters > 60][:2]
    firsts = [cues(desk)[i].first for i in wide]
    for first in firsts:
        put(desk, Place(first.turn, first.word + 1))
        run(desk, "line_break")
    put(desk, Place(0, 0))
    seen = []
    for name in ("next_problem",) * 3 + ("previous_problem",):
        run(desk, name)
        seen.append(desk.view.caret_place())
    assert seen == [firsts[0], firsts[1], firsts[0], firsts[1]]
    assert desk.said[-1].endswith("(2 of 2)")


def test_without_words_nothing_breaks() -> None:
    desk = Desk(empty_transcript())
    for name in ("break_here", "line_break", "join_next", "end_later", "reset", "next_problem",
                 "next"):  # fmt: skip
        run(desk, name)
    assert not desk.session.history.undo_label


def test_keys_show_the_panel_and_the_profiles(desk: Desk) -> None:
    run(desk, "show")
    run(desk, "profiles")
    assert desk.captions.calls == [("show",), ("profiles",)]
