from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_shapes import tables, transcripts, words

from editor.storage.codec import (
    DecodeError,
    ad_row,
    cue_row,
    dump,
    load,
    reviewed_from_json,
    tables_from_json,
    tables_to_json,
    turn_from_json,
    words_from_json,
    words_to_json,
)
from editor.storage.project import Project
from editor.transcript.document import Tables, Transcript, check
from editor.transcript.words import Match, Timing, Word


@given(words())
def test_words_survive_being_written(found: tuple[Word, ...]) -> None:
    assert words_from_json(load(dump(words_to_json(found)))) == found


@given(tables())
def test_tables_survive_being_written(rows: Tables) -> None:
    assert tables_from_json(load(dump(tables_to_json(rows)))) == rows


@settings(max_examples=25, deadline=None)
@given(st.lists(transcripts(), min_size=1, max_size=3))
def test_any_sequence_of_documents_survives_saving_and_reopening(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Transcript]
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.proofcast"
    for document in documents:
        check(document)
    Project.create(path, documents[0]).close()
    for document in documents:
        with Project.open(path) as project:
            project.save(document)
        with Project.open(path, read_only=True) as project:
            assert project.document() == document


def test_the_stored_form_is_the_documented_one() -> None:
    found = (
        Word("So", 0, 200, Timing.MEASURED, 90, None, Match.MATCHED, 77),
        Word("it", 200, 260, Timing.MEASURED, 90, None, Match.NO_SOUND, 77),
    )
    assert dump(words_to_json(found)) == (
        '{"text":"So it","start":[0,200],"end":[200,260],"timing":2,"confidence":90,'
        '"match":[1,2],"likelihood":77}'
    )
    assert dump(words_to_json((Word("alone"),))) == '{"text":"alone"}'
    assert dump(words_to_json(())) == "{}"


@pytest.mark.parametrize(
    "stored",
    [
        "[]",
        "null",
        "3",
        "{",
        '{"text": 3}',
        '{"text": "a b", "start": [1]}',
        '{"text": "a", "start": [1.5]}',
        '{"text": "a", "start": true}',
        '{"text": "a", "start": null}',
        '{"text": "a", "start": 99999999999999999999}',
        '{"text": "a", "timing": 4}',
        '{"text": "a", "timing": -1}',
        '{"text": "a", "match": 4}',
        '{"text": "a", "confidence": 101}',
        '{"text": "a", "ad": "1"}',
        "[" * 100_000,
        "1" * 10_000,
    ],
)
def test_anything_else_is_refused(stored: str) -> None:
    with pytest.raises(DecodeError):
        words_from_json(load(stored))


@pytest.mark.parametrize(
    ("read", "value", "why"),
    [
        (turn_from_json, [1, 2], "not a turn"),
        (turn_from_json, {}, "not a turn"),
        (turn_from_json, [1, None, words_to_json(()), "no mark"], "mark of a reviewed turn"),
        (reviewed_from_json, {}, "not a list of turns"),
        (reviewed_from_json, ["1"], "whole"),
        (tables_from_json, 7, "rows of tables"),
        (tables_from_json, [[[1, "A"]], []], "rows of tables"),
        (lambda row: ad_row(*row), [1, "no kind", ""], "kind of ad read"),
        (lambda row: cue_row(*row), ["break", 1, -1, [], 0], "not a word and its neighbours"),
        (lambda row: cue_row(*row), ["break", 1, 1, ["a"], 0], "not five words"),
        (lambda row: cue_row(*row), ["?", 1, 1, ["", "", "a", "", ""], 0], "kind of change"),
    ],
)
def test_what_is_damaged_is_refused_with_a_reason(read, value, why):
    with pytest.raises(DecodeError, match=why):
        read(value)
