"""WebVTT as browsers read it: the cases of the recommendation's parser, in our own words."""

from __future__ import annotations

import pytest
from caption_documents import texts

from editor.formats.errors import FormatError
from editor.formats.registry import read_text
from editor.formats.vtt_read import parse
from editor.formats.vtt_text import plain_text, spans_of


def times(body: str, head: str = "WEBVTT\n\n") -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.payload) for cue in parse(head + body).cues]


ONE = [(0, 1000, "t")]


@pytest.mark.parametrize(
    "head", ["WEBVTT\n\n", "WEBVTT\n",
             "WEBVTT \n\n", "WEBVTT\tsome text\n\n", "WEBVTT\nKind: x\n\n",
             "WEBVTT\n\n\n\n\n", "WEBVTT\nx\ny\n\n", "WEBVTT\n\nNOTE hi\nthere\n\n",
             "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n", "WEBVTT\n\nREGION\nid:x\n\n"]
)  # fmt: skip
def test_heads(head: str) -> None:
    assert times("00:00.000 --> 00:01.000\nt\n", head) == ONE


@pytest.mark.parametrize("head", ["", "WEBVTTx\n\n", "webvtt\n\n", " WEBVTT\n\n", "WEBVT\n\n"])
def test_no_signature_no_cues(head: str) -> None:
    assert times("00:00.000 --> 00:01.000\nt\n", head) == []


@pytest.mark.parametrize(
    "line",
    [
        "00:00:00.000 --> 00:00:01.000",
        "00:00.000 --> 00:00:01.000",
        "00:00:00.000 --> 00:01.000",
        "0:00:00.000 --> 000:00:01.000",
        "00:00:00.000-->00:00:01.000",
        " \t00:00:00.000\t \t-->\f00:00:01.000 ",
        "00:00:00.000 --> 00:00:01.000 align:start nonsense:1 line:",
        "00:00:00.000 --> 00:00:01.000align:start",
    ],
)
def test_timing_lines_that_count(line: str) -> None:
    assert times(line + "\nt\n") == ONE


@pytest.mark.parametrize(
    "line",
    [
        "0:00.000 --> 00:01.000", "000:00.000 --> 00:01.000", "00:00,000 --> 00:01,000",
        "00:00.00 --> 00:01.000", "00:00.0000 --> 00:01.000", "00:00.000 --> 00:01.0000",
        "00:60:00.000 --> 01:00:01.000", "00:00:60.000 --> 00:01:01.000", "60:00.000 --> 61:00.000",
        "00:00.000 -- > 00:01.000", "00:00.000 --> ", "--> 00:01.000", "x 00:00.000 --> 00:01.000",
        "00:00.000 - --> 00:01.000", "٠٠:٠٠.٠٠٠ --> 00:01.000", "-00:00.000 --> 00:01.000",
        "00:00:00:000 --> 00:00:01.000", "00:00.000\v--> 00:01.000",
    ],
)  # fmt: skip
def test_timing_lines_that_drop_the_cue(line: str) -> None:
    found = parse(f"WEBVTT\n\n{line}\nbad\n\n00:00.000 --> 00:01.000\nt\n")
    assert [(cue.start, cue.end, cue.payload) for cue in found.cues] == ONE


def test_dropped_cues_are_counted() -> None:
    text = "WEBVTT\n\n00:00,000 --> 00:01,000\nbad\n\n00:00.000 --> 00:01.000\nt\n"
    assert parse(text).dropped == 1
    assert read_text(text).notes == ("1 captions with malformed times were skipped.",)


def test_hours_may_be_many_and_ends_may_lie_before_starts() -> None:
    assert times("60:00:00.000 --> 60:00:01.000\nt\n") == [(216_000_000, 216_001_000, "t")]
    assert times("01:00:00.000 --> 00:59:59.999\nt\n") == [(3_600_000, 3_599_999, "t")]


def test_cues_without_a_blank_line_between_them() -> None:
    text = (
        "-->\n00:00.000 --> 00:01.000\na\nx-->\n00:01.000 --> 00:02.000\nb\n"
        "00:02.000 --> 00:03.000\nc"
    )
    assert [row[2] for row in times(text)] == ["a", "b", "c"]


def test_ids_notes_and_blank_payloads() -> None:
    text = (
        "an id\n00:00.000 --> 00:01.000\na\n\nNOTE\n-> x\n\n \n00:01.000 --> 00:02.000\nb\n\n"
        "two\nlines\n00:05.000 --> 00:06.000\n\n00:02.000 --> 00:03.000\n\n00:03.000 --> 00:04.000"
    )
    assert [row[2] for row in times(text)] == ["a", "b", "", "", ""]


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        ("<b>a</b> <i.x>b</i>", "a b"),
        ("a &amp; b &lt;c&gt; &nbsp;d", "a & b <c> \xa0d"),
        ("a < b", "a "),
        ("a <b", "a "),
        ("x &unknown; &", "x &unknown; &"),
        ("<00:00:01.000>a<c.colour> b</c>", "a b"),
        ("<ruby>a<rt>b</rt></ruby>", "ab"),
        ("<lang en>a</lang> > b", "a > b"),
    ],
)
def test_shown_text(payload: str, shown: str) -> None:
    assert plain_text(payload) == shown


@pytest.mark.parametrize(
    ("payload", "spans"),
    [
        ("<v Ann>a", [("a", "Ann")]),
        ("<v.loud.x Ann Lee >a</v> b", [("a", "Ann Lee"), (" b", None)]),
        ("<v A&amp;B>a<v Bo>b", [("a", "A&B"), ("b", "Bo")]),
        ("<v>a", [("a", "")]),
        ("<video>a", [("a", None)]),
    ],
)
def test_voices(payload: str, spans: list[tuple[str, str | None]]) -> None:
    assert [(span.text, span.voice) for span in spans_of(payload)] == spans


def test_voices_become_speakers_and_share_a_cue() -> None:
    text = (
        "WEBVTT\nLanguage: de\n\n00:01.000 --> 00:02.000\n<v Ann>eins</v>\n\n"
        "00:02.000 --> 00:03.000\n<v Ann>drei <v Bo>vier\n\n00:03.000 --> 00:04.000\nkeiner: da\n"
    )
    imported = read_text(text)
    assert imported.language == "de"
    assert [(t.speaker, [w.text for w in t.words]) for t in imported.turns] == [
        ("Ann", ["eins", "drei"]), ("Bo", ["vier"]), (None, ["keiner:", "da"]),
    ]  # fmt: skip


def test_inline_times_are_used() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:04.000\n<00:01.000>one <00:02.000>two<00:03.500> three\n"
    words = read_text(text).turns[0].words
    assert [(word.start, word.end) for word in words] == [
        (1000, 2000), (2000, 3500), (3500, 4000),
    ]  # fmt: skip


def test_labels_in_text_count_where_there_are_no_voices() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: one\n\n00:02.000 --> 00:03.000\nBo: two\n"
    assert [turn.speaker for turn in read_text(text).turns] == ["Ann", "Bo"]


def test_nul_and_newline_kinds() -> None:
    assert texts(read_text("WEBVTT\r\r00:01.000 --> 00:02.000\ra\0b\r")) == ["a\ufffdb"]


@pytest.mark.parametrize(
    "text", ["WEBVTT\n\nnothing here\n", "WEBVTT", "WEBVTT\n\n00:01.000 --> 00:02.000"]
)
def test_nothing_to_read_is_one_sentence(text: str) -> None:
    with pytest.raises(FormatError, match=r"^x\.vtt "):
        read_text(text, "x.vtt")


def test_a_timing_line_may_be_long() -> None:
    line = "00:00.000 --> 00:01.000 " + "align:end " * 5000
    assert times(f"{line}\nt\n") == ONE
