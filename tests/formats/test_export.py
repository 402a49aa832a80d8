"""Files as others read them: golden texts, independent readers, hostile words, round trips."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pysubs2
import pytest
import srt
import webvtt
from caption_documents import (
    AD,
    HOSTILE,
    dialogue,
    document,
    documents,
    plain_words,
    spoken,
    texts,
)  # fmt: skip
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.formats.cue_options import AdPolicy, LabelStyle
from editor.formats.errors import FormatError
from editor.formats.export import ExportOptions, export
from editor.formats.profile import load_profiles
from editor.formats.registry import read_text
from editor.formats.vtt_read import parse
from editor.formats.vtt_text import spans_of
from editor.transcript.document import Transcript, check
from editor.transcript.words import Match, Timing, Word

PROFILES = load_profiles(Path(__file__).parents[2] / "resources" / "profiles")
PODCAST = PROFILES["podcast"]


def said(*words: tuple[str, int, int]) -> tuple[Word, ...]:
    return tuple(Word(text, start, end, Timing.MEASURED, 90) for text, start, end in words)


SMALL = document(
    ("Ann & Co", said(("Hello", 3_599_000, 3_599_400), ("<everyone>,", 3_599_400, 3_600_200),
                      ("and", 3_600_200, 3_600_300), ("welcome.", 3_600_300, 3_601_000))),
    ("Bo", said(("R&D", 3_604_000, 3_604_500), ("-->", 3_604_500, 3_604_900),
                ("fine.", 3_605_000, 3_605_300))),
    (None, said(("Who", 3_605_600, 3_605_900), ("was", 3_605_900, 3_606_000),
                ("that?", 3_606_000, 3_607_000))),
)  # fmt: skip
# Worked out by hand: the first and last cue are held 0.5 s; the second one is followed after
# 0.3 s and so goes 83 ms before the third.


def test_golden_srt() -> None:
    assert export(SMALL, "srt", PODCAST).text.split("\r\n") == [
        "1",
        "00:59:59,000 --> 01:00:01,500",
        "Ann & Co: Hello <\u2060everyone>, and welcome.",
        "",
        "2",
        "01:00:04,000 --> 01:00:05,517",
        "Bo: R&D \u2192 fine.",
        "",
        "3",
        "01:00:05,600 --> 01:00:07,500",
        "Who was that?",
        "",
    ]


def test_golden_vtt() -> None:
    assert export(SMALL, "vtt", PODCAST).text == (
        "WEBVTT\n"
        "\n00:59:59.000 --> 01:00:01.500\n<v Ann &amp; Co>Hello &lt;everyone&gt;, and welcome.\n"
        "\n01:00:04.000 --> 01:00:05.517\n<v Bo>R&amp;D --&gt; fine.\n"
        "\n01:00:05.600 --> 01:00:07.500\nWho was that?\n"
    )


def test_what_srt_cannot_say_is_reported() -> None:
    risky = document((None, spoken("say {laughs} or a\\Nb --> c")))
    kinds = {row.kind for row in export(risky, "srt", PODCAST).problems}
    assert kinds == {"changed", "risky"}
    assert export(risky, "vtt", PODCAST).problems == ()


def test_options_of_the_writers() -> None:
    options = ExportOptions(srt_labels=LabelStyle.NONE, srt_newline="\n", vtt_voices=False)
    assert export(SMALL, "srt", PODCAST, options).text.startswith(
        "1\n00:59:59,000 --> 01:00:01,500\nHello <\u2060everyone>, and welcome.\n\n2\n"
    )
    assert "<v" not in export(SMALL, "vtt", PODCAST, options).text
    source = document(("Ann", spoken("Buy bolts.", ad=AD.id)), ads=(AD,))
    labelled = export(source, "vtt", PODCAST, ExportOptions(ads=AdPolicy.LABEL)).text
    assert "<v Ann>[Advertisement: Quist &amp; Sons]\nBuy bolts." in labelled.replace(
        " Buy", "\nBuy"
    )
    assert "bolts" not in export(source, "vtt", PODCAST, ExportOptions(ads=AdPolicy.OMIT)).text


def test_text_without_times_is_said_so() -> None:
    problems = export(document((None, plain_words("one two"))), "vtt", PODCAST).problems
    assert [row.kind for row in problems] == ["not-timed"]
    assert export(document((None, ())), "vtt", PODCAST)[:2] == ("WEBVTT\n", ())
    assert export(document((None, ())), "srt", PODCAST)[:2] == ("", ())


def test_an_unknown_format_is_one_sentence() -> None:
    with pytest.raises(FormatError, match="odt is no format to export to; use srt, vtt, words"):
        export(SMALL, "odt", PODCAST)


def test_words_json() -> None:
    words = (
        Word("a", 1500, 1750, Timing.HAND, 87, match=Match.MATCHED),
        Word("b", match=Match.NO_SOUND),
    )
    source = document(("Ann", words), (None, (Word("c", 1, 2, Timing.ESTIMATED, 5),)))
    assert json.loads(export(source, "words", PODCAST).text) == [
        {"text": "a", "start": 1.5, "end": 1.75, "speaker": "Ann", "timing": "hand",
         "confidence": 0.87, "status": "matched"},
        {"text": "b", "start": None, "end": None, "speaker": "Ann", "timing": "none",
         "confidence": 0.0, "status": "text_without_sound"},
        {"text": "c", "start": 0.001, "end": 0.002, "speaker": None, "timing": "estimated",
         "confidence": 0.05, "status": "unknown"},
    ]  # fmt: skip


def shown_by_vtt(text: str) -> list[str]:
    """Words and voices as a browser would show them."""
    return [
        word
        for cue in parse(text).cues
        for span in spans_of(cue.payload)
        for word in span.text.split()
    ]


@given(documents(), st.sampled_from(list(PROFILES.values())))
def test_every_word_is_in_the_vtt_once_in_order(source: Transcript, profile) -> None:  # type: ignore[no-untyped-def]
    text = export(source, "vtt", profile).text
    expected = [word.replace("\0", "\ufffd") for word in texts(source)]
    assert shown_by_vtt(text) == expected
    imported = read_text(text).to_transcript() if expected else source
    check(imported)
    if any(turn.speaker for turn in source.turns if turn.words):
        # Voices make speakers unambiguous: every word keeps its own.
        assert words_with_names(imported) == words_with_names(source)


def words_with_names(source: Transcript) -> list[tuple[str | None, str]]:
    names = {row.id: row.name for row in source.speakers}
    return [
        (names.get(turn.speaker) if turn.speaker else None, word.text.replace("\0", "\ufffd"))
        for turn in source.turns
        for word in turn.words
    ]


@given(documents())
def test_vtt_syntax_is_strict(source: Transcript) -> None:
    lines = export(source, "vtt", PODCAST).text.split("\n")
    assert lines[:2] == ["WEBVTT", ""]
    stamp = r"\d\d+:[0-5]\d:[0-5]\d\.\d{3}"
    for block in "\n".join(lines[2:]).split("\n\n"):
        if not block.strip("\n"):
            continue
        timing, *payload = block.rstrip("\n").split("\n")
        assert re.fullmatch(f"{stamp} --> {stamp}", timing)
        assert payload
        for line in payload:
            bare = re.sub(r"^<v [^<>]+>", "", line)
            assert "<" not in bare
            assert ">" not in bare
            assert bare
            assert not re.search(r"&(?!(amp|lt|gt);)", line)


@given(documents())
def test_srt_is_read_back_by_an_independent_parser(source: Transcript) -> None:
    options = ExportOptions(srt_labels=LabelStyle.NONE)
    exported = export(source, "srt", PODCAST, options).text
    # `srt` splits lines at more characters than SRT has; those are no line ends to players.
    found = list(srt.parse(exported.replace("\r\n", "\n")))
    words = [word for row in found for word in row.content.replace("<\u2060", "<").split()]
    assert words == [
        word.replace("\0", "\ufffd").replace("-->", "\u2192") for word in texts(source)
    ]
    assert [row.index for row in found] == list(range(1, len(found) + 1))
    assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize("format_id", ["srt", "vtt"])
def test_pysubs2_and_webvtt_agree_with_us(format_id: str, tmp_path: Path) -> None:
    source = dialogue(4)
    text = export(source, format_id, PODCAST, ExportOptions(srt_labels=LabelStyle.NONE)).text
    path = tmp_path / f"talk.{format_id}"
    path.write_text(text, encoding="utf-8", newline="")
    events = pysubs2.load(str(path))
    cues = webvtt.read(str(path)) if format_id == "vtt" else webvtt.from_srt(str(path))
    assert len(events) == len(cues) == text.count(" --> ")
    read = [word for row in events for word in row.plaintext.split()]
    assert read == texts(source)
    assert [word for row in cues for word in row.text.split()] == texts(source)
    assert {getattr(row, "voice", None) for row in cues} <= {"Ann Lee", "Bo", None}


@pytest.mark.parametrize("format_id", ["srt", "vtt"])
def test_hostile_words_survive(format_id: str) -> None:
    words = [word for word in HOSTILE if "\0" not in word and word not in ("Ann:", "[Bo]", ">>")]
    if format_id == "srt":
        words = [word for word in words if "-->" not in word and not word.startswith("{\\")]
    source = document(("Zoë", spoken("so " + " ".join(words) + " end.")))
    text = export(source, format_id, PODCAST).text
    assert texts(read_text(text)) == texts(source)


@settings(max_examples=60, deadline=None)
@given(
    documents(), st.sampled_from(["srt", "vtt"]), st.sampled_from(["podcast", "netflix", "p20-vtt"])
)
def test_export_import_export_is_byte_equal(
    source: Transcript, format_id: str, profile_id: str
) -> None:
    # Without speaker names a word such as "Ann:" is taken for a label, and SRT has no escapes for
    # markup, so only text that is read as it was written can come out as it was written.
    options = ExportOptions(srt_labels=LabelStyle.NONE)
    first = export(source, format_id, PROFILES[profile_id], options).text
    try:
        read = read_text(first).to_transcript()
    except FormatError:
        return
    expected = [text.replace("\0", "\ufffd") for text in texts(source)]
    if format_id == "vtt" and any(turn.speaker for turn in source.turns if turn.words):
        assert texts(read) == expected
    elif texts(read) != expected:
        return
    assert export(read, format_id, PROFILES[profile_id], options).text == first


@pytest.mark.parametrize("format_id", ["srt", "vtt"])
@pytest.mark.parametrize("style", [LabelStyle.NAME, LabelStyle.BRACKETS])
def test_labelled_dialogue_is_byte_equal_after_a_round(format_id: str, style: LabelStyle) -> None:
    options = ExportOptions(srt_labels=style)
    first = export(dialogue(6), format_id, PODCAST, options).text
    read = read_text(first).to_transcript()
    assert [row.name for row in read.speakers] == ["Ann Lee", "Bo"]
    assert export(read, format_id, PODCAST, options).text == first
