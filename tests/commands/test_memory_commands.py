"""Remembering a name, and the speakers of a show in a new episode."""

from __future__ import annotations

from desk_stand_in import Desk

from editor.commands.all import registry
from editor.review.show_memory import Name, ShowMemory, ShowSpeaker
from editor.review.show_speakers import offered, with_known_colours
from editor.transcript.document import (
    Place,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
)
from editor.transcript.patch import Caret
from editor.transcript.words import words_of


def desk(*names: tuple[str, int]) -> Desk:
    speakers = tuple(Speaker(SpeakerId(n), *row) for n, row in enumerate(names, 1))
    turn = Turn(TurnId(1), None, words_of("So “Jacques Vetsloo,” she said"))
    return Desk(Transcript((turn,), Tables(speakers)))


def run(command: str, at: Desk) -> None:
    registry()[command].run(at)


def test_the_word_at_the_caret_is_remembered_without_its_punctuation():
    at = desk()
    at.view.set_caret(Caret(0, 14))
    run("memory.name", at)
    assert at.memory.remembered == [Name("Vetsloo")]
    assert at.said == ["“Vetsloo” is a name of The Fog Horn from now on."]


def test_the_selected_words_are_one_name():
    at = desk()
    at.view.selected_words = lambda: (Place(0, 1), Place(0, 2))
    run("memory.name", at)
    assert at.memory.remembered == [Name("Jacques Vetsloo")]


def test_nothing_and_too_much_are_no_name():
    at = desk()
    at.session.apply(at.session.document and _emptied(at.session.document))
    at.view.caret_place = lambda: None
    run("memory.name", at)
    assert not at.memory.remembered
    assert at.said == ["Put the caret on a name, or select one, to remember it."]


def _emptied(document: Transcript):
    from editor.transcript.text_edits import retext

    return retext(document, 0, 1, [""])


def test_the_speakers_of_the_show_are_added_in_one_step_with_their_colours():
    at = desk(("Ada", 0))
    at.memory.speakers = [ShowSpeaker("Mara", 4), ShowSpeaker("Tom", 2)]
    before = at.session.document
    run("memory.speakers", at)
    assert at.session.document.speakers[1:] == (
        Speaker(SpeakerId(2), "Mara", 4),
        Speaker(SpeakerId(3), "Tom", 2),
    )
    assert at.said == ["Added from the show: Mara (Alt+2), Tom (Alt+3)."]
    at.session.undo()
    assert at.session.document == before


def test_without_others_it_is_said():
    at = desk()
    run("memory.speakers", at)
    assert at.said == ["The show has no other speakers that are known."]


def test_only_those_who_are_not_there_are_offered():
    document = desk(("mara", 1)).session.document
    rows = (ShowSpeaker("Mara", 4), ShowSpeaker("Tom", 2))
    assert offered(document, rows) == [ShowSpeaker("Tom", 2)]


def test_known_speakers_get_their_colours_and_others_make_room():
    document = desk(("Ada", 0), ("MARA", 1), ("Bo", 4)).session.document
    coloured = with_known_colours(document, ShowMemory(speakers=(ShowSpeaker("Mara", 4),)))
    assert [row.colour for row in coloured.speakers] == [0, 4, 5]
    assert with_known_colours(document, ShowMemory()) is document


def test_the_memory_is_shown():
    at = desk()
    run("memory.show", at)
    assert at.memory.shown == 1
