"""The rarer errors of a WebVTT file, each told by itself and in its line."""

from __future__ import annotations

import pytest

from editor.formats.cue_files import FileCue
from editor.formats.syntax import order_problems, syntax_problems
from editor.formats.vtt_syntax import vtt_problems

HEAD = "WEBVTT\n\n"
TIMES = "00:01.000 --> 00:02.000"
CUE = f"{HEAD}{TIMES}\n"


def told(text: str) -> list[tuple[str, int | None]]:
    return [(problem.kind, problem.line) for problem in vtt_problems(text)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("WEBVT", ("signature", 1)),
        (f"WEBVTTs\n\n{TIMES}\nx\n", ("signature", 1)),
        (CUE + "a\0b\n", ("character", None)),
        (f"{HEAD}STYLE\n{TIMES}\nx\n", ("late-block", 3)),
        (f"{HEAD}REGION\n{TIMES}\nx\n", ("late-block", 3)),
        (f"{HEAD}one\ntwo\nthree --> four\n", ("arrow", 3)),
        (f"{HEAD}{TIMES} align:up\nx\n", ("setting", 3)),
        (CUE + "a\nb --> c\n", ("arrow", 5)),
        (CUE + "<b Ann>x</b>\n", ("tag", 4)),
        (CUE + "<v A & B>x\n", ("ampersand", 4)),
        (CUE + "<v Ann>a <v Bo>b</v></v>\n", ("tag", 4)),
        (CUE + "a\nb</i>\n", ("tag", 5)),
    ],
)
def test_each_is_found_in_its_line_and_nothing_else(text: str, problem: tuple[str, int]) -> None:
    assert told(text) == [problem]


def test_a_byte_order_mark_is_no_error() -> None:
    assert told("\ufeff" + CUE + "x\n") == []


def test_a_note_is_no_stray_text_and_an_id_may_look_like_one() -> None:
    assert told(f"{CUE}x\n\nNOTE\nanything\n\nNOTE more\n\nNOTE\tagain\n") == []
    assert told(f"{CUE}x\n\nNOTES\n") == [("stray", 6)]


def test_a_region_before_the_first_cue_is_as_it_should_be() -> None:
    assert told(f"{HEAD}REGION\nid:a\n\n{TIMES} region:a\nx\n") == []


def cue(start: int | None, end: int | None) -> FileCue:
    return FileCue(start, end, "x", None, ())


def test_order_is_told_where_the_syntax_has_not_told_it() -> None:
    cues = [cue(5000, 6000), cue(1000, 1000), cue(None, None), cue(5500, 7000)]
    found = [(problem.kind, problem.cue) for problem in order_problems(cues, ordered=False)]
    assert found == [("duration", 1), ("order", 1), ("overlap", 3)]
    found = [(problem.kind, problem.cue) for problem in order_problems(cues, ordered=True)]
    assert found == [("overlap", 3)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[{"start": 1}]', []),
        ('{"segments": [{"start": 1, "text": "x"}]}', []),  # Whisper's own: free in its form
        ('{"version": "1", "segments": [{"startTime": 1, "endTime": 2, "body": "x"}]}', []),
        ('{"version": "1", "segments": [{"startTime": 1, "endTime": 2}]}', [("no-text", 0)]),
        ('{"version": "1", "segments": [{"startTime": 1, "endTime": 2, "body": "x"}, 7]}',
         [("timing", 1)]),
        ('{"version": "1", "segments": [{"startTime": true, "endTime": 2, "body": "x"}]}',
         [("timing", 0)]),
    ],
)  # fmt: skip
def test_a_transcript_of_the_podcast_namespace_has_times_and_text(
    text: str, told: list[tuple[str, int]]
) -> None:
    found = syntax_problems(text, "whisper-json", "talk.json")
    assert [(problem.kind, problem.cue) for problem in found] == told
