"""`Name:` text in all its shapes."""

from __future__ import annotations

import pytest

from editor.formats.labels import LabelKind, is_name, split_label
from editor.formats.registry import read_text

TURNS = [("Ann Lee", "hello there."), ("Bo", "hi, Ann.")]


def spoken(text: str) -> list[tuple[str | None, str]]:
    imported = read_text(text, "talk.txt")
    assert imported.format == "plain"
    return [(t.speaker, " ".join(word.text for word in t.words)) for t in imported.turns]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee: hello there.\nBo: hi, Ann.\n",
        "Ann Lee: hello\nthere.\n\nBo: hi,\nAnn.\n",
        "[00:01:02] Ann Lee: hello there.\n[00:01:05] Bo: hi, Ann.\n",
        "(0:12) Ann Lee: hello there.\n(0:15) Bo: hi, Ann.\n",
        "Ann Lee (00:12): hello there.\nBo (00:15): hi, Ann.\n",
        "Ann Lee: (00:12) hello there.\nBo: (00:15) hi, Ann.\n",
        "Ann Lee (00:12):\nhello there.\n\nBo (00:15):\nhi, Ann.\n",
        "Ann Lee  0:03\nhello there.\n\nBo  0:07\nhi, Ann.\n",
        "00:00:03 Ann Lee\nhello there.\n00:00:07 Bo\nhi, Ann.\n",
        "[Ann Lee] hello there.\n[Bo] hi, Ann.\n",
        "[Ann Lee]: hello there.\n[Bo]: hi, Ann.\n",
        ">> Ann Lee: hello there.\n>> Bo: hi, Ann.\n",
        ">>Ann Lee: hello there.\n>>Bo: hi, Ann.\n",
        "**Ann Lee:** hello there.\n\n**Bo:** hi, Ann.\n",
        "**Ann Lee**: hello there.\n\n**Bo**: hi, Ann.\n",
        "My Show\nShare\nTranscript\nAnn Lee: hello there.\nBo: hi, Ann.\nNext episode\n",
    ],
)
def test_shapes_of_labels(text: str) -> None:
    assert spoken(text) == TURNS


def test_capitals_stay_as_they_are_and_case_makes_no_new_speaker() -> None:
    imported = read_text("ANN: one.\nBO: two.\nAnn: three.\n")
    assert [turn.speaker for turn in imported.turns] == ["ANN", "BO", "Ann"]
    document = imported.to_transcript()
    assert [row.name for row in document.speakers] == ["ANN", "BO"]
    assert [turn.speaker for turn in document.turns] == [1, 2, 1]


def test_bare_chevrons_say_that_somebody_else_speaks_not_who() -> None:
    assert spoken(">> hello there.\n>> hi, Ann.\n") == [(None, "hello there."), (None, "hi, Ann.")]


def test_a_paragraph_below_belongs_to_the_speaker_above() -> None:
    assert spoken("Ann: one.\n\ntwo.\nBo: three.\n") == [
        ("Ann", "one."), ("Ann", "two."), ("Bo", "three."),
    ]  # fmt: skip


def test_text_before_the_first_label_has_no_speaker() -> None:
    assert spoken("we begin.\nAnn: one.\nBo: two.\nAnn: three.\nBo: four.\n")[0] == (
        None, "we begin.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Remember: the goose is loose.",
        "Note: this is fine.",
        "at 10:30 we left",
        "see https://example.org for more",
        "I said: no.",
        "[Music]",
        "[laughs] that is good",
        "[inaudible 00:12] and then",
        "1: first",
        "This is a very long beginning of a sentence that ends with this: nothing",
    ],
)
def test_what_is_no_label(line: str) -> None:
    assert split_label(line) is None


def test_one_believable_name_in_the_middle_is_not_believed() -> None:
    text = (
        "we talked a lot about it.\nthen came the news from Kyoto: all is well.\nKyoto: fine.\nso."
    )
    assert read_text(text).format == "web-page"


@pytest.mark.parametrize(
    "name",
    ["Ann", "Speaker 1", "SPEAKER_00", "Dr. Amara Quist", "Bo (host)", "Ludwig van B.", "O'Neil"],
)
def test_names(name: str) -> None:
    assert is_name(name)
    label = split_label(f"{name}: words")
    assert label == (name, "words", LabelKind.COLON)


def test_no_time_is_taken_for_a_word() -> None:
    words = read_text("Ann (00:12): one.\n(00:15)\nBo [00:00:20]: two.\n").to_transcript()
    assert [turn.text for turn in words.turns] == ["one.", "two."]
    assert not any(word.timed for turn in words.turns for word in turn.words)
