"""The list of proposed ad reads, with real clicks."""

from __future__ import annotations

import pytest
from notation import document
from PySide6.QtWidgets import QTreeWidget
from window_lab import click_row, rows, shown

from editor.review.ad_queue import accept
from editor.review.queue import ReviewQueue
from editor.transcript.session import Session
from editor.ui.ads_panel import AdsPanel

TALK = "The keeper climbed the stairs. He wrote the weather into a book every night of the year."
AD = "This show is brought to you by Slow Post. Use code LAMP for 20% off at slowpost.example."


@pytest.fixture
def lab(qtbot, said):
    timed = " ".join(f"{word}@{60_000 + n * 1000}-{60_900 + n * 1000}" for n, word in
                     enumerate(AD.split()))  # fmt: skip
    session = Session(document(f"A: {TALK} | B: {timed} | A: {TALK}"))
    review = ReviewQueue(session)
    panel = AdsPanel(session, said)
    qtbot.addWidget(panel)
    shown(qtbot, panel)
    panel.proposals.show_queue(review.ads)
    yield session, review, panel
    panel.let_go()
    review.close()


def listed(panel) -> QTreeWidget:
    return panel.proposals.findChild(QTreeWidget)


def test_it_lists_what_is_proposed_and_goes_there(lab, qtbot):
    _, review, panel = lab
    qtbot.waitUntil(panel.proposals.isVisible)
    assert rows(listed(panel)) == [("1:00", "0:16", "Mid-roll", "Slow Post")]
    with qtbot.waitSignal(panel.proposals.chosen) as chosen:
        click_row(listed(panel), 0)
    assert chosen.args == [review.ads.shown[0]]


def test_what_is_decided_goes_off_the_list_and_comes_back_with_undo(lab, qtbot):
    session, review, panel = lab
    qtbot.waitUntil(panel.proposals.isVisible)
    session.apply(accept(session.document, review.ads.shown[0]))
    qtbot.waitUntil(lambda: not panel.proposals.isVisible())
    session.undo()
    qtbot.waitUntil(panel.proposals.isVisible)
    review.ads.dismiss(review.ads.shown[0])
    qtbot.waitUntil(lambda: not panel.proposals.isVisible())
