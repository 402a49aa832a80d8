"""Defects of the document that showed while the transcript view was built."""

from __future__ import annotations

from dataclasses import replace

from editor.transcript.document import Transcript, Turn, TurnId
from editor.transcript.history import History, Kind
from editor.transcript.patch import Patch
from editor.transcript.session import Session
from editor.transcript.text_edits import retext
from editor.transcript.words import Timing, words_of


def measured(turn: Turn, start: int = 1_000) -> Turn:
    words = tuple(
        word._replace(start=start + 300 * n, end=start + 300 * n + 250, timing=Timing.MEASURED)
        for n, word in enumerate(turn.words)
    )
    return replace(turn, words=words)


def test_alignment_that_arrives_while_typing_survives_undo() -> None:
    """The letters before and after it are one step, but not one patch: times came in between."""
    document = Transcript((Turn(TurnId(1), None, words_of("one two three")),))
    session = Session(document, History(clock=lambda: 0.0))
    session.apply(retext(session.document, 0, 1, ["one two threex"]), kind=Kind.INSERT)
    turn = session.document.turns[0]
    session.apply(Patch(0, (turn,), (measured(turn),)), record=False)
    session.apply(retext(session.document, 0, 1, ["one two threexy"]), kind=Kind.INSERT)
    assert len(session.history.undo_steps) == 1
    session.undo()
    words = session.document.turns[0].words
    assert [word.text for word in words] == ["one", "two", "three"]
    assert [word.timing for word in words[:2]] == [Timing.MEASURED] * 2
    assert (words[1].start, words[1].end) == (1_300, 1_550)
    session.redo()
    words = session.document.turns[0].words
    assert [word.text for word in words] == ["one", "two", "threexy"]
    assert [word.timing for word in words[:2]] == [Timing.MEASURED] * 2
