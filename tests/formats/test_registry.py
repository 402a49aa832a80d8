"""Which format a file is: content first, then suffix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from editor.formats.errors import FormatError
from editor.formats.imported import DraftTurn, Imported
from editor.formats.registry import FORMATS, SUFFIXES, format_of, read_text, read_transcript
from editor.transcript.document import check
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nhi\n",
    "whisper-json": '{"segments": [{"start": 1, "end": 2, "text": "hi"}]}',
    "ttml": '<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s" end="2s">hi</p></body></tt>',
    "ass": "[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,hi\n",
    "html": "<!DOCTYPE html><html><body><p>hi there</p></body></html>",
    "plain": "Ann: hi\nBo: hi\n",
    "web-page": "hi there\nyou two\n",
}


@pytest.mark.parametrize("id", TEXTS)
@pytest.mark.parametrize("suffix", [".txt", ".vtt", ".srt", ".json", ".md", ""])
def test_content_comes_before_the_suffix(id: str, suffix: str) -> None:
    row = format_of(TEXTS[id], suffix)
    assert row is not None
    assert row.id == id


def test_every_format_has_an_example_here_and_suffixes() -> None:
    assert {row.id for row in FORMATS} == set(TEXTS)
    assert set(SUFFIXES) >= {".txt", ".srt", ".vtt", ".json"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<!DOCTYPE html><html>", "holds no"),
        ("<html><body><script>hi", "holds no"),
        ('<?xml version="1.0"?><tt/>', "XML file"),
        ('<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"/>', "no captions"),
        ("[Script Info]\nTitle: x", "no lines of dialogue"),
        (" \n ", "is empty"),
        ('{"a": 1}', "holds no transcript"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str, why: str) -> None:
    with pytest.raises(FormatError, match=why) as caught:
        read_text(text, "talk.txt")
    assert re.fullmatch(r"talk\.txt [^\n]+\.", str(caught.value))


def test_notes_of_the_encoding_come_first(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(("é" * 30).encode() + b"\xff hi there\nShare\n")
    assert [note[:12] for note in read_transcript(path).notes] == ["1 characters", "1 lines of t"]


def test_turns_and_speakers_of_a_document() -> None:
    turns = (("Ann", "a b"), (None, "c"), ("Bo", "d"), ("ann", "e"))
    imported = Imported(tuple(DraftTurn(name, words_of(text)) for name, text in turns), "T", "de")
    made = imported.to_transcript()
    check(made)
    assert [(turn.id, turn.speaker, turn.text) for turn in made.turns] == [
        (1, 1, "a b"), (2, None, "c"), (3, 2, "d"), (4, 1, "e"),
    ]  # fmt: skip
    assert [tuple(row) for row in made.speakers] == [(1, "Ann", 0), (2, "Bo", 1)]
    assert (made.language, imported.word_count) == ("de", 5)
    assert Imported(()).to_transcript().word_count == 0


def test_what_is_like_no_format_is_refused() -> None:
    for text in ('["a list"]', '{x "y"}'):
        assert format_of(text) is None
        with pytest.raises(FormatError, match=r"talk\.txt is in no known transcript format"):
            read_text(text, "talk.txt")
