"""The checker finds each planted error, and nothing in what we write ourselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from caption_documents import AD, dialogue, document, documents, spoken
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.formats.check import check_data
from editor.formats.cue_options import AdPolicy, LabelStyle
from editor.formats.export import WRITERS, ExportOptions, FileKind, export
from editor.formats.profile import Profile, load_profiles

if TYPE_CHECKING:
    from editor.transcript.document import Transcript

PROFILES = load_profiles(Path(__file__).parents[2] / "resources" / "profiles")
PODCAST = PROFILES["podcast"]
LOOSE = Profile("loose", "", max_cps=900, min_ms=1, aim_min_ms=1, max_ms=60_000, line_length=200)
CAPTIONS = ("srt", "vtt", "wordvtt", "p20", "ttml", "ass")
READABLE = [
    row.id for row in WRITERS.values()
    if row.kind in (FileKind.CAPTIONS, FileKind.TRANSCRIPT)
]  # fmt: skip


def kinds(
    text: str | bytes, name: str = "talk.vtt", against: Transcript | None = None
) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [problem.kind for problem in check_data(data, name, LOOSE, against).problems]


GOOD_VTT = """WEBVTT - a title

STYLE
::cue { color: red }

NOTE any words

one
00:01.000 --> 00:02.500 align:start line:0%
<v Ann &amp; Co>Hello &lt;there&gt; &lrm;<i.loud>you</i>

00:00:02.500 --> 00:00:04.000
<v.first Bo>Yes <00:00:03.000>it <00:00:03.500>is.</v> <c>And</c> <ruby>a<rt>b</rt></ruby>
"""


def test_a_correct_file_has_no_problems() -> None:
    assert kinds(GOOD_VTT) == []
    assert kinds("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>all of it\n") == []


CUE = "WEBVTT\n\n00:01.000 --> 00:02.000\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("WEBVTT\n00:01.000 --> 00:02.000\nx\n", "header"),
        ("WEBVTT\n\n0:01.000 --> 00:02.000\nx\n\n00:02.000 --> 00:03.000\ny\n", "timing"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nx\n\n00:02.000 --> 00:03.000\ny\n", "timing"),
        ("WEBVTT\n\n1:00:01.000 --> 1:00:02.000\nx\n", "timing"),
        ("WEBVTT\n\n00:01.000-->00:02.000\nx\n", "timing"),
        ("WEBVTT\n\n00:01.000 --> 00:62.000\nx\n\n00:02.000 --> 00:03.000\ny\n", "timing"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nx\n", "duration"),
        (CUE + "x\n\n00:00.500 --> 00:02.000\ny\n", "order"),
        (CUE + "x\n\n00:01.500 --> 00:03.000\ny\n", "overlap"),
        (CUE + "\n00:02.000 --> 00:03.000\ny\n", "no-text"),
        (CUE + "Tom & Jerry\n", "ampersand"),
        (CUE + "R&D\n", "ampersand"),
        (CUE + "<v A & B>x\n", "ampersand"),
        (CUE + "3 < 4\n", "tag"),
        (CUE + "<b>x\n", "tag"),
        (CUE + "x</b>\n", "tag"),
        (CUE + "<v>x\n", "tag"),
        (CUE + "<blink>x</blink>\n", "tag"),
        (CUE + "<b>a<i>b</b></i>\n", "tag"),
        (CUE + "a <00:00.500>b\n", "inline-time"),
        (CUE + "a <00:01.500>b <00:01.500>c\n", "inline-time"),
        (CUE + "a <00:03.000>b\n", "inline-time"),
        (CUE + "x\n\nlost line\n", "stray"),
        (CUE + "x\n\nSTYLE\n::cue {}\n", "late-block"),
        ("WEBVTT\n\nSTYLE a\n\n" + CUE.partition("\n\n")[2] + "x\n", "stray"),
        ("WEBVTT\n\nid\n00:01.000 --> 00:02.000\nx\n\nid\n00:02.000 --> 00:03.000\ny\n",
         "duplicate-id"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000 colour:red\nx\n", "setting"),
        ("WEBVTT\n\nNOTE a --> b\n\n00:01.000 --> 00:02.000\nx\n", "arrow"),
    ],
)  # fmt: skip
def test_each_error_of_a_vtt_is_found(text: str, kind: str) -> None:
    assert kind in kinds(text)
    assert len(set(kinds(text))) <= 2


def test_the_encoding_of_a_vtt() -> None:
    assert "encoding" in kinds("WEBVTT\n\n00:01.000 --> 00:02.000\nZoë\n".encode("cp1252"))
    assert kinds(b"\xef\xbb\xbf" + (CUE + "x\n").encode()) == []
    assert "signature" not in kinds(CUE + "x\n")


SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n\r\n"
    "2\r\n00:00:02,000 --> 00:00:03,000\r\nyou\r\n"
)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("2\r\n00", "3\r\n00", "index"),
        ("1\r\n00", "00", "index"),
        ("01,000", "01.000", "timing"),
        ("00:00:03", "00:00:63", "timing"),
        ("00:00:03,000", "00:00:01,000", "duration"),
        ("00:00:02,000 --> 00:00:03", "00:00:00,500 --> 00:00:03", "order"),
        ("--> 00:00:02,000", "--> 00:00:02,700", "overlap"),
        ("Hello\r\n", "", "no-text"),
        ("Hello", "a --> b", "arrow"),
        ("Hello", "<enter> it", "tag"),
        ("Hello", "Hello\r\n\r\nlost", "stray"),
    ],
)
def test_each_error_of_an_srt_is_found(old: str, new: str, kind: str) -> None:
    assert kinds(SRT, "talk.srt") == []
    assert kind in kinds(SRT.replace(old, new), "talk.srt")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ('<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s" end="2s">x</p></body></tt>',
         "a.ttml", "language"),
        ('<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><p begin="1s" end="soon">x</p>'
         "</body></tt>", "a.ttml", "timing"),
        ('<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><p begin="3s" end="2s">x</p>'
         "</body></tt>", "a.ttml", "duration"),
        ("[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n"
         "Dialogue: 0,x,0:00:02.00,Default,,0,0,0,,b\n", "a.ass", "timing"),
        ('{"version": "1.0.0", "segments": [{"startTime": "1", "endTime": 2, "body": "x"}]}',
         "a.json", "timing"),
        ('{"segments": [{"startTime": 1, "endTime": 2, "body": "x"}]}', "a.json", "version"),
        ("", "a.srt", "unreadable"),
        ("%PDF-1.4", "a.srt", "unreadable"),
    ],
)  # fmt: skip
def test_errors_of_other_formats(text: str, name: str, kind: str) -> None:
    assert kind in kinds(text, name)


def test_limits_are_those_of_the_profile() -> None:
    text = CUE + "x" * 50 + "\n"
    found = {p.kind for p in check_data(text.encode(), "a.vtt", PODCAST).problems}
    assert found == {"too-fast", "long-line"}
    assert kinds(text) == []


def test_cues_as_read() -> None:
    checked = check_data(GOOD_VTT.encode(), "a.vtt", LOOSE)
    assert [cue[:4] for cue in checked.cues] == [
        (1000, 2500, "Hello <there> \u200eyou", "Ann & Co"),
        (2500, 4000, "Yes it is. And ab", "Bo"),
    ]
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nAnn: Hi\nthere\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nyou\n"
    )
    checked = check_data(srt.encode(), "a.srt", LOOSE)
    assert [cue[:4] for cue in checked.cues] == [
        (1000, 2000, "Ann: Hi\nthere", "Ann"), (2000, 3000, "you", "Ann"),
    ]  # fmt: skip


@pytest.mark.parametrize("id", READABLE)
@pytest.mark.parametrize("policy", list(AdPolicy))
def test_our_own_exports_are_found_sound(id: str, policy: AdPolicy) -> None:
    talk = dialogue(3)
    turns = [
        (("Ann Lee", "Bo")[n % 2], tuple(w._replace(ad=AD.id if n == 4 else None) for w in t.words))
        for n, t in enumerate(talk.turns)
    ]
    source = document(*turns, ads=(AD,))
    exported = export(source, id, PODCAST, ExportOptions(ads=policy))
    checked = check_data(exported.content, f"talk.{id}", PODCAST, source)
    assert [p for p in checked.problems if p.kind not in {x.kind for x in exported.problems}] == []


@settings(max_examples=60, deadline=None)
@given(documents(), st.sampled_from(["vtt", "wordvtt", "ttml", "p20"]))
def test_any_document_is_written_without_errors(source: Transcript, id: str) -> None:
    if not any(turn.speaker for turn in source.turns if turn.words):
        return
    data = export(source, id, LOOSE).content
    found = {p.kind for p in check_data(data, f"talk.{id}", LOOSE, source).problems}
    # What times are impossible, or far from their cue, is the document's own.
    assert found <= {"timing-off", "too-fast", "too-short", "long-line"}


def test_against_a_project() -> None:
    source = document(
        ("Ann", spoken("We met at the old mill on the river.", 1000)),
        ("Bo", spoken("Nobody had been there in years.", 9000)),
    )
    good = export(source, "vtt", PODCAST).text
    assert kinds(good, against=source) == []
    for old, new, kind in (
        ("old ", "", "lost-words"),
        ("old", "very old", "added-words"),
        ("old", "cold", "changed-words"),
        ("<v Bo>", "<v Ann>", "speaker"),
        ("00:00:09.000 -->", "00:00:09.900 -->", "timing-off"),
        ("00:00:09.000 -->", "00:00:07.000 -->", "timing-off"),
    ):
        assert kinds(good.replace(old, new), against=source) == [kind]
    silent = good.replace("<v Bo>", "").replace("<v Ann>", "")
    assert kinds(silent, against=source) == []
    labelled = export(source, "srt", PODCAST, ExportOptions(srt_labels=LabelStyle.CHEVRONS)).text
    assert kinds(labelled, "a.srt", source) == []


def test_messages_say_what_and_where() -> None:
    source = document(("Ann", spoken("We met at the mill.", 1000)))
    text = export(source, "vtt", PODCAST).text.replace("met at", "meat")
    (problem,) = check_data(text.encode(), "a.vtt", PODCAST, source).problems
    assert problem.message == "“meat” should be “met at”."
    assert problem.cue == 0
    (problem,) = check_data((CUE + "a & b\n").encode(), "a.vtt", LOOSE).problems
    assert (problem.cue, problem.line) == (0, 4)


def test_a_vtt_that_is_not_utf_8_is_told_even_if_it_can_be_read() -> None:
    found = check_data(f"WEBVTT\n\n{CUE[8:]}hello\n".encode("utf-16"), "talk.vtt", LOOSE)
    assert [cue.text for cue in found.cues] == ["hello"]
    assert "encoding" in [problem.kind for problem in found.problems]
