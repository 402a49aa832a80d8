"""When the list of ad reads is made anew: when it would say something else, and only then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.big_document import big_transcript
from editor.transcript.patch import Patch
from editor.transcript.session import Session
from editor.transcript.text_edits import retext
from editor.ui.ads_panel import AdsPanel

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from editor.transcript.document import Turn


def panel_of(qtbot: QtBot, session: Session) -> AdsPanel:
    panel = AdsPanel(session, lambda *_, **__: None)
    qtbot.addWidget(panel)
    return panel


def fillings(panel: AdsPanel, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    made: list[object] = []
    fill = panel.show_document
    monkeypatch.setattr(panel, "show_document", lambda document: (made.append(1), fill(document)))
    return made


def start_of_ad(session: Session, ad_turn: int) -> Turn:
    turn = session.document.turns[ad_turn]
    assert turn.words[0].ad is not None
    return turn


def test_letters_typed_into_an_ad_do_not_fill_the_list_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(big_transcript(400, 20, ads=2))
    made = fillings(panel_of(qtbot, session), monkeypatch)
    turn = start_of_ad(session, 0)
    session.apply(retext(session.document, 0, 1, [f"{turn.words[0].text}x {turn.text}"]))
    del made[:]
    typed = session.document.turns[0].text.replace(turn.words[0].text + "x", "Another", 1)
    assert session.apply(retext(session.document, 0, 1, [typed]))
    assert not made


def test_times_and_words_that_come_and_go_do(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(big_transcript(400, 20, ads=2))
    made = fillings(panel_of(qtbot, session), monkeypatch)
    turn = start_of_ad(session, 0)
    later = tuple(word._replace(end=word.end + 5) for word in turn.words[-1:])
    moved = replace(turn, words=turn.words[:-1] + later)
    session.apply(Patch(0, (turn,), (moved,)))
    assert len(made) == 1
    without = replace(moved, words=tuple(word._replace(ad=None) for word in moved.words))
    session.apply(Patch(0, (moved,), (without,)))
    assert len(made) == 2
