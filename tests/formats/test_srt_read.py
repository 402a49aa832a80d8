"""SRT as it is found in the wild."""

from __future__ import annotations

import pytest
from caption_documents import texts

from editor.formats.errors import FormatError
from editor.formats.registry import read_text, read_transcript
from editor.formats.srt_read import read_cues
from editor.transcript.document import check
from editor.transcript.words import Timing


def cues(text: str) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in read_cues(text)[0]]


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:02,500\none\n\n2\n00:00:03,000 --> 00:00:04,000\ntwo\n",
        "1\n00:00:01.000 --> 00:00:02.500\none\n\n2\n00:00:03.000 --> 00:00:04.000\ntwo",
        "1\n0:0:1,0 --> 0:0:2,5\none\n\n2\n0:00:03,000 --> 00:00:04\ntwo",
        "00:00:01,000 --> 00:00:02,500\none\n\n00:00:03,000 --> 00:00:04,000\ntwo\n",
        "1\n00:00:01,000-->00:00:02,500\none\n2\n00:00:03,000 -> 00:00:04,000\ntwo\n",
        "1\n00:00:01,000 --> 00:00:02,500 X1:1 X2:2 Y1:3 Y2:4\n<b>one</b>\n\n\n\n"
        '7\n00:00:03,000 --> 00:00:04,000\n{\\an8}<font color="red">two</font>\n\n',
    ],
)
def test_shapes(text: str) -> None:
    assert cues(text) == [(1000, 2500, "one"), (3000, 4000, "two")]


def test_numbers_that_are_spoken_stay() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nit is\n42\n\n2\n00:00:03,000 --> 00:00:04,000\n7\n"
    assert texts(read_text(text)) == ["it", "is", "42", "7"]


def test_what_is_no_tag_stays() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n<\u2060enter> 3 < 4 & List<String> {laughs} &amp;\n"
    assert texts(read_text(text)) == [
        "<enter>", "3", "<", "4", "&", "List<String>", "{laughs}", "&amp;",
    ]  # fmt: skip


def test_words_share_the_time_of_their_cue_by_length() -> None:
    words = read_text("1\n00:00:01,000 --> 00:00:02,000\na bbb ccccc\n").turns[0].words
    assert [(word.start, word.end) for word in words] == [(1000, 1166), (1166, 1500), (1500, 2000)]
    assert {word.timing for word in words} == {Timing.ESTIMATED}


def test_labels_carry_on_until_the_next() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nAnn: one\n\n2\n00:00:02,100 --> 00:00:03,000\ntwo\n\n"
        "3\n00:00:03,100 --> 00:00:04,000\nBo: three\nAnn: four\n"
    )
    turns = read_text(text).turns
    assert [(t.speaker, [w.text for w in t.words]) for t in turns] == [
        ("Ann", ["one", "two"]), ("Bo", ["three"]), ("Ann", ["four"]),
    ]  # fmt: skip
    assert turns[1].words[0].end == turns[2].words[0].start


def test_overlapping_and_backward_cues_make_a_sound_document() -> None:
    text = (
        "1\n00:00:05,000 --> 00:00:09,000\none two\n\n2\n00:00:07,000 --> 00:00:08,000\nthree\n\n"
        "3\n00:00:01,000 --> 00:00:02,000\nfour\n\n4\n00:00:03,000 --> 00:00:01,000\nfive\n"
    )
    imported = read_text(text)
    check(imported.to_transcript())
    assert texts(imported) == ["one", "two", "three", "four", "five"]
    assert "1 captions end before they start; only their starts were used." in imported.notes


def test_paragraphs_without_speakers() -> None:
    cue = "{n}\n00:{m:02}:{s:02},000 --> 00:{m:02}:{s:02},900\nthis is a short sentence.\n\n"
    text = "".join(cue.format(n=n, m=n // 60, s=n % 60) for n in range(300))
    lengths = [len(turn.words) for turn in read_text(text).turns]
    assert all(50 <= length <= 160 for length in lengths[:-1])


def test_an_advertisement_notice_is_no_text() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n[Advertisement: Quist] Ann: buy bolts\n"
    imported = read_text(text)
    assert texts(imported) == ["buy", "bolts"]
    assert imported.turns[0].speaker == "Ann"
    assert "mark the ad reads again" in imported.notes[0]


def test_what_was_skipped_is_said() -> None:
    text = (
        "a stray line\n1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:03,000 --> 00:00:04,000\n"
    )
    assert read_text(text).notes == (
        "1 lines outside the captions were skipped.",
        "1 captions without text were skipped.",
    )


def test_a_file_is_read_by_its_content_not_its_name(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "captions.txt"
    path.write_bytes("1\r\n00:00:01,000 --> 00:00:02,000\r\nnaïve\r\n".encode("utf-16"))
    assert read_transcript(path).format == "srt"
    assert texts(read_transcript(path)) == ["naïve"]


def test_a_file_with_nothing_but_times_is_refused() -> None:
    with pytest.raises(FormatError, match=r"x\.srt holds no words"):
        read_text("1\n00:00:01,000 --> 00:00:02,000\n\n", "x.srt")
