"""Exports without fillers: every format, with the times that everything else has anyway."""

from __future__ import annotations

import json

import pytest
from notation import document

from editor.formats.cue_options import AdPolicy, CueOptions, Wording
from editor.formats.cues import build_cues
from editor.formats.export import WRITERS, ExportOptions, FileKind, export
from editor.formats.profile import Profile
from editor.transcript.asides import mark_asides
from editor.transcript.document import Place
from editor.transcript.words import to_seconds

PROFILE = Profile("podcast", "Podcast")
CLEAN = ExportOptions(wording=Wording.CLEAN)
TALK = (
    "A: Um,@0 so@500 the@1000 the@1300 boat@1600 left,@2000 er.@2400 It@3000 was@3300 late.@3600 "
    "| B: [1 Buy@9000 um@9300 tea.@9600 1] Right.@12000"
)
FILLERS = (Place(0, 0), Place(0, 2), Place(0, 6), Place(1, 1))
READABLE = [row.id for row in WRITERS.values()
            if row.kind in (FileKind.CAPTIONS, FileKind.TRANSCRIPT, FileKind.DATA)]  # fmt: skip


@pytest.fixture
def talk():
    doc = document(TALK)
    return mark_asides(doc, FILLERS).apply_to(doc)


@pytest.mark.parametrize("name", READABLE)
def test_every_format_leaves_them_out_only_when_asked(name, talk):
    verbatim = export(talk, name, PROFILE).text
    clean = export(talk, name, PROFILE, CLEAN).text
    for filler in ("Um,", "er."):
        assert filler in verbatim
        assert filler not in clean
    assert "boat" in clean
    assert "Right." in clean


def test_the_text_reads_on(talk):
    text = export(talk, "txt", PROFILE, CLEAN).text
    assert text == "A: So the boat left. It was late.\n\nB: Buy tea. Right.\n"


def test_captions_keep_the_times_of_the_words_that_are_left(talk):
    clean = build_cues(talk, PROFILE, CueOptions(wording=Wording.CLEAN))
    assert clean.cues[0].first == Place(0, 1)
    assert clean.spoken[0][0] == 500
    texts = " ".join(cue.text for cue in clean.cues)
    assert texts == "So the boat left. It was late. Buy tea. Right."


def test_a_long_filler_is_no_silence_that_breaks_a_caption():
    doc = document("A: We@0-300 ummmm@350-1900 went@2000 home.@2300")
    doc = mark_asides(doc, [Place(0, 1)]).apply_to(doc)
    (cue,) = build_cues(doc, PROFILE, CueOptions(wording=Wording.CLEAN)).cues
    assert cue.text == "We went home."


def test_words_as_data_say_which_are_asides(talk):
    rows = json.loads(export(talk, "words", PROFILE).text)
    assert [row["text"] for row in rows if row.get("aside")] == ["Um,", "the", "er.", "um"]
    rows = json.loads(export(talk, "words", PROFILE, CLEAN).text)
    assert [row["text"] for row in rows][:3] == ["So", "the", "boat"]
    assert rows[0]["start"] == to_seconds(500)


@pytest.mark.parametrize("name", ["edl", "adcsv"])
def test_what_is_cut_with_an_ad_is_the_same_either_way(name, talk):
    assert export(talk, name, PROFILE, CLEAN) == export(talk, name, PROFILE)


def test_ads_are_cut_by_the_same_spans_and_fillers_go_as_well(talk):
    cut = ExportOptions(ads=AdPolicy.CUT)
    both = ExportOptions(ads=AdPolicy.CUT, wording=Wording.CLEAN)
    verbatim = json.loads(export(talk, "words", PROFILE, cut).text)
    clean = json.loads(export(talk, "words", PROFILE, both).text)
    assert clean[-1] == verbatim[-1]
    assert " ".join(row["text"] for row in clean) == "So the boat left. It was late. Right."
