"""Whatever is typed, pasted, joined, undone or aligned: widget and document stay the same text."""

from __future__ import annotations

import logging

import pytest
from view_lab import (
    Clock,
    Monkey,
    assert_in_step,
    assert_spaced,
    big_document,
    document_of,
    facts,
    make_view,
    texts,
)

START = (
    "Welcome back to the show, everybody.",
    "Thanks. It is \U0001f41d good to be here again",
    "",
    "So tell us about the bees, and the winter, and the one hive that did not make it.",
    "Right.",
)


@pytest.mark.parametrize("seed", range(6))
def test_view_and_document_agree_after_every_deed(qtbot, caplog, seed):
    caplog.set_level(logging.WARNING)
    clock = Clock()
    start = document_of(*START, timed=seed % 2 == 0)
    view = make_view(qtbot, start, clock=clock)
    monkey = Monkey(view, clock, seed)
    for _ in range(250):
        monkey.step()
        try:
            assert_in_step(view)
        except AssertionError as wrong:
            raise AssertionError(f"after {monkey.trail[-8:]}") from wrong
    assert_spaced(view)
    while view.session.undo():
        assert_in_step(view)
    assert texts(view.session.document) == texts(start)
    assert facts(view.session.document) == facts(start)
    assert not caplog.records, caplog.text


def test_a_long_document_agrees_too(qtbot, caplog):
    clock = Clock()
    start = big_document()
    view = make_view(qtbot, start, clock=clock)
    monkey = Monkey(view, clock, 99)
    for count in range(120):
        monkey.step()
        if count % 10 == 0:
            assert_in_step(view)
    assert_in_step(view)
    while view.session.undo():
        pass
    assert_in_step(view)
    assert facts(view.session.document) == facts(start)
    assert not caplog.records, caplog.text
