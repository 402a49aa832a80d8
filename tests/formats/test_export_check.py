"""What is about to be written is read back first; our own files are found sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from caption_documents import AD, dialogue, document, spoken

from editor.formats.check import check_data
from editor.formats.cue_options import AdPolicy, LabelStyle
from editor.formats.export import WRITERS, Exported, ExportOptions, export
from editor.formats.export_check import WHOLE_FILE, checked
from editor.formats.profile import load_profiles

PODCAST = load_profiles(Path(__file__).parents[2] / "resources" / "profiles")["podcast"]
CAPTIONS = ("srt", "vtt", "wordvtt", "ttml", "ass", "p20")
SPONSORED = document(
    ("Ann", (*spoken("Welcome to the show."), *spoken("Buy bolts & nuts.", 30_000, ad=AD.id))),
    ("Bo", spoken("So, about the old mill.", 60_000)),
    ads=(AD,),
)


@pytest.mark.parametrize("id", CAPTIONS)
@pytest.mark.parametrize("policy", list(AdPolicy))
@pytest.mark.parametrize("labels", list(LabelStyle))
def test_what_we_write_is_sound(id: str, policy: AdPolicy, labels: LabelStyle) -> None:
    options = ExportOptions(ads=policy, srt_labels=labels)
    for source in (SPONSORED, dialogue(4, cps=24)):
        made = export(source, id, PODCAST, options)
        assert checked(made, id, source, PODCAST, options) is made


def test_srt_cannot_say_that_nobody_in_particular_goes_on() -> None:
    source = document(("Ann", spoken("We begin.", 1000)), (None, spoken("And we go on.", 9000)))
    made = export(source, "srt", PODCAST)
    assert checked(made, "srt", source, PODCAST, ExportOptions()) is made


def test_words_that_the_file_cannot_carry_are_told() -> None:
    source = document(("Ann", spoken("Say {\\an8} twice, please.", 1000)))
    made = export(source, "srt", PODCAST)
    found = checked(made, "srt", source, PODCAST, ExportOptions()).problems
    assert [row.kind for row in found if row not in made.problems] == ["lost-words"]


def test_a_file_that_nobody_could_read_is_told_as_a_whole() -> None:
    made = Exported("", data=b"\0\xff" * 400)
    (problem,) = checked(made, "vtt", SPONSORED, PODCAST, ExportOptions()).problems[:1]
    assert problem.kind == WHOLE_FILE


@pytest.mark.parametrize("id", [id for id in WRITERS if id not in CAPTIONS])
def test_other_files_stay_as_they_are(id: str) -> None:
    made = export(SPONSORED, id, PODCAST)
    assert checked(made, id, SPONSORED, PODCAST, ExportOptions()) is made


@pytest.mark.parametrize("id", ["txt", "md", "html", "docx"])
@pytest.mark.parametrize("times", [True, False])
@pytest.mark.parametrize("name", ["Ann", None])
def test_titles_and_times_of_transcripts_are_no_words(
    id: str, times: bool, name: str | None
) -> None:
    talk = dialogue(3)
    source = document(*((name and (name, "Bo")[n % 2], t.words) for n, t in enumerate(talk.turns)))
    options = ExportOptions(title="The old mill", text_times=times)
    data = export(source, id, PODCAST, options).content
    problems = check_data(data, f"talk{WRITERS[id].suffix}", PODCAST, source).problems
    assert [row.message for row in problems if row.kind.endswith("-words")] == []
