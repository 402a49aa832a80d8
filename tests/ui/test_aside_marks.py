"""Fillers in the text, told by more than colour; and the dialogue that leaves them out."""

from __future__ import annotations

from view_lab import document_of, make_view

from editor.transcript.asides import mark_asides
from editor.transcript.document import Place
from editor.ui.export_choices import WORDING


def struck(view) -> list[str]:
    return [s.cursor.selectedText() for s in view.extraSelections() if s.format.fontStrikeOut()]


def test_fillers_are_struck_through_and_the_text_stays(qtbot):
    view, session = _view(qtbot, "Um, so well the boat", "er, yes")
    session.apply(mark_asides(session.document, [Place(0, 0), Place(0, 2), Place(1, 0)]))
    assert struck(view) == ["Um,", "well", "er,"]
    assert view.toPlainText() == "Um, so well the boat\ner, yes"
    session.undo()
    assert struck(view) == []


def _view(qtbot, *texts):
    made = make_view(qtbot, document_of(*texts))
    return made, made._session


def test_the_dialogue_offers_both_ways():
    assert [value for value, _ in WORDING] == ["verbatim", "clean"]
