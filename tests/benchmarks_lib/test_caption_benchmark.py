"""An hour of talk as captions: nothing lost, no limit exceeded, breaks that read well."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from benchmarks.captions.material import dialogue
from benchmarks.captions.run import ours
from benchmarks.captions.scoring import Goals, Shown, figures, kinds_of
from benchmarks.captions.systems import segments_of
from editor.formats.check import check_data
from editor.formats.cue_options import LabelStyle
from editor.formats.export import ExportOptions, export
from editor.formats.profile import load_profiles
from editor.formats.registry import read_data
from editor.settings.data_files import data_file

if TYPE_CHECKING:
    from editor.transcript.document import Transcript

PROFILES = load_profiles(data_file("resources/profiles"))
PODCAST = PROFILES["podcast"]


@pytest.fixture(scope="module")
def hour() -> Transcript:
    return dialogue(60)


def scores(cues: list[Shown], source: Transcript) -> dict[str, float]:
    found = figures("x", cues, source, PODCAST, Goals())
    return {figure.name.removeprefix("x, "): figure.median for figure in found}


def test_the_talk_is_paced_like_real_talk(hour: Transcript) -> None:
    last = hour.turns[-1].end
    assert last is not None
    assert 59 < last / 60_000 < 62
    rate = hour.word_count / (last / 60_000)
    assert 120 < rate < 200
    quick = [
        60_000 * len(turn.words) / (turn.end - turn.start)
        for turn in hour.turns
        if len(turn.words) > 15 and turn.end is not None and turn.start is not None
    ]
    assert max(quick) > 200


def test_an_hour_of_talk_keeps_every_promise(hour: Transcript) -> None:
    found = scores(ours(hour, PODCAST), hour)
    assert found["words lost or added"] == 0
    assert found["limits exceeded"] == 0
    assert found["cues that overlap"] == 0
    assert found["cues with two speakers"] == 0
    assert found["weak breaks"] <= 5
    assert found["lines that end on a function word"] <= 5


@pytest.mark.parametrize("id", ["vtt", "srt", "ttml", "ass", "p20"])
def test_an_hour_is_byte_equal_after_a_round(id: str, hour: Transcript) -> None:
    options = ExportOptions(srt_labels=LabelStyle.NAME)
    first = export(hour, id, PODCAST, options)
    again = export(read_data(first.content, f"x.{id}").to_transcript(), id, PODCAST, options)
    assert again.text == first.text
    found = check_data(first.content, f"x.{id}", PODCAST, hour).problems
    # In SRT the names are text, which cannot always be read in time: the writer says so too.
    assert [(p.cue, p.kind) for p in found] == [(p.cue, p.kind) for p in first.problems]
    assert id == "srt" or not found


def test_what_is_over_a_limit_is_only_what_is_impossible() -> None:
    for profile in (PROFILES["netflix"], PROFILES["p20-srt"], PROFILES["p20-vtt"]):
        source = dialogue(10, seed=3)
        assert kinds_of(ours(source, profile), profile) == {}, profile.id


def test_bad_captions_score_badly() -> None:
    source = dialogue(2)
    words = [word for _, word in source.places()]
    cues = [
        Shown(words[n].start, words[n].start + 300, (" ".join(w.text for w in words[n : n + 9]),))
        for n in range(0, len(words) - 9, 9)
    ]
    found = scores(cues, source)
    assert found["weak breaks"] > 25
    assert found["limits exceeded"] > 100
    assert found["cues with two speakers"] > 5
    assert 0 < found["words lost or added"] < 19


def test_segments_are_sentences() -> None:
    turns = [{"words": [["We", 0.0, 0.2], ["met.", 0.2, 0.5], ["So", 0.6, 0.7]]}]
    rows = segments_of(turns)
    assert [row["text"] for row in rows] == [" We met.", " So"]
    assert re.search("probability", json.dumps(rows))
