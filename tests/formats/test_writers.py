"""Files for other programs: golden texts, escapes, policies, and what independent readers see."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import time
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pysubs2
import pytest
from caption_documents import AD, HOSTILE, dialogue, document, documents, spoken, texts
from hypothesis import given

from editor.formats.chapters import (
    Chapter,
    moved,
    whole_show,
    write_ffmetadata,
    write_podcast_chapters,
    write_youtube_chapters,
)
from editor.formats.cue_options import AdPolicy, LabelStyle
from editor.formats.export import WRITERS, ExportOptions, FileKind, export
from editor.formats.profile import Profile
from editor.formats.vtt_read import parse
from editor.formats.vtt_text import plain_text
from editor.transcript.cut import Shift
from editor.transcript.words import Timing, Word

if TYPE_CHECKING:
    from editor.transcript.document import Transcript

PROFILE = Profile("podcast", "")
CAPTIONS = [row.id for row in WRITERS.values() if row.kind is FileKind.CAPTIONS]
READING = [row.id for row in WRITERS.values() if row.kind is FileKind.TRANSCRIPT]


def said(*words: tuple[str, int, int]) -> tuple[Word, ...]:
    return tuple(Word(text, start, end, Timing.MEASURED, 90) for text, start, end in words)


SMALL = document(
    ("Ann & Co", said(("Hello", 1000, 1400), ("<everyone>,", 1400, 2200), ("hi.", 2204, 2600))),
    ("Bo, Jr", said(("=R&D", 5000, 5500), ("{x}", 5500, 5800), ("fine.", 6000, 6300))),
    ("Bo, Jr", said(("Right.", 3_605_000, 3_605_500))),
)
WITH_AD = document(
    ("Ann", (*spoken("We begin.", 1000), *spoken("Buy bolts.", 3000, ad=AD.id))),
    ("Bo", spoken("And now on.", 6000)),
    ads=(AD,),
)


def text_of(id: str, source: Transcript = SMALL, **options: object) -> str:
    return export(source, id, PROFILE, ExportOptions(**options)).text  # type: ignore[arg-type]


def test_golden_podcast_json() -> None:
    assert json.loads(text_of("p20")) == {
        "version": "1.0.0",
        "language": "en",
        "segments": [
            {"speaker": "Ann & Co", "startTime": 1.0, "endTime": 3.1,
             "body": "Hello <everyone>, hi."},
            {"speaker": "Bo, Jr", "startTime": 5.0, "endTime": 6.8, "body": "=R&D {x} fine."},
            {"speaker": "Bo, Jr", "startTime": 3605.0, "endTime": 3606.0, "body": "Right."},
        ],
    }  # fmt: skip


def test_golden_text_and_markdown() -> None:
    assert text_of("txt") == (
        "Ann & Co: Hello <everyone>, hi.\n\nBo, Jr: =R&D {x} fine.\n\nRight.\n"
    )
    assert text_of("txt", text_times=True, text_labels=LabelStyle.BRACKETS) == (
        "[0:01] [Ann & Co] Hello <everyone>, hi.\n\n[0:05] [Bo, Jr] =R&D {x} fine.\n\n"
        "[1:00:05] Right.\n"
    )
    assert text_of("md", title="A_B") == (
        "# A\\_B\n\n**Ann \\& Co:** Hello \\<everyone\\>, hi.\n\n"
        "**Bo, Jr:** =R\\&D \\{x\\} fine.\n\nRight.\n"
    )
    assert text_of(
        "md", text_labels=LabelStyle.NONE, source=document((None, spoken("1. + x")))
    ) == ("1\\. + x\n")


def test_golden_ttml() -> None:
    lines = [line.strip() for line in text_of("ttml").split("\n")]
    assert '<ttm:agent xml:id="a0" type="person"><ttm:name type="full">Ann &amp; Co' in "".join(
        line.partition("</ttm:name>")[0] for line in lines
    )
    assert (
        '<p xml:id="c1" begin="00:00:01.000" end="00:00:03.100" ttm:agent="a0">'
        "Hello &lt;everyone&gt;, hi.</p>"
    ) in lines
    assert 'xml:lang="en">' in lines[3]
    assert "ttp:profile=" in lines[2]


def test_golden_ass() -> None:
    lines = text_of("ass").split("\n")
    assert lines[-4:] == [
        "Dialogue: 0,0:00:01.00,0:00:03.10,Default,Ann & Co,0,0,0,,Hello <everyone>, hi.",
        "Dialogue: 0,0:00:05.00,0:00:06.80,Default,Bo Jr,0,0,0,,=R&D \\{x\\} fine.",
        "Dialogue: 0,1:00:05.00,1:00:06.00,Default,Bo Jr,0,0,0,,Right.",
        "",
    ]
    kinds = {problem.kind for problem in export(SMALL, "ass", PROFILE).problems}
    assert kinds == {"risky", "changed"}


def test_golden_labels_and_tables() -> None:
    assert text_of("audacity").split("\n")[0] == (
        "1.000000\t3.100000\tAnn & Co: Hello <everyone>, hi."
    )
    rows = list(csv.reader(io.StringIO(text_of("csv"))))
    assert rows[0] == ["start", "end", "speaker", "text"]
    assert rows[2] == ["5.000", "6.800", "Bo, Jr", "'=R&D {x} fine."]
    assert re.fullmatch(r"\d\.\d{3}\t\d\.\d{3}\t3\n", text_of("edl", WITH_AD))
    assert text_of("edl", WITH_AD, ads=AdPolicy.CUT).endswith("\t0\n")
    kind, sponsor, *_ = text_of("adcsv", WITH_AD).split("\r\n")[1].split(",")
    assert (kind, sponsor) == ("mid-roll", "Quist & Sons")


@pytest.mark.parametrize("start", list("=+-@\t"))
def test_a_spreadsheet_never_sees_a_formula(start: str) -> None:
    source = document((f"{start}cmd", spoken(f"{start}1+1 is two.")))
    for row in csv.reader(io.StringIO(text_of("csv", source))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)


def test_golden_word_times() -> None:
    assert text_of("wordvtt").split("\n")[2:4] == [
        "00:00:01.000 --> 00:00:03.100",
        "<v Ann &amp; Co>Hello <00:00:01.400>&lt;everyone&gt;, <00:00:02.204>hi.",
    ]


@given(documents())
def test_word_times_only_ever_grow(source: Transcript) -> None:
    text = text_of("wordvtt", source)
    plain = text_of("vtt", source)
    assert [plain_text(c.payload) for c in parse(text).cues] == [
        plain_text(c.payload) for c in parse(plain).cues
    ]
    for cue in parse(text).cues:
        stamps = re.findall(r"<(\d\d+):(\d\d):(\d\d)\.(\d{3})>", cue.payload)
        times = [((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(ms) for h, m, s, ms in stamps]
        assert times == sorted(set(times))
        assert all(cue.start < time < cue.end for time in times)


@pytest.mark.parametrize("id", [*CAPTIONS, *READING])
def test_ad_policies(id: str) -> None:
    shown = {policy: text_of(id, WITH_AD, ads=policy) for policy in AdPolicy}
    assert "bolts." in shown[AdPolicy.KEEP]
    assert "[Advertisement" not in shown[AdPolicy.KEEP].replace("\\", "")
    label = re.sub(r"\\|<[^v][^>]*>|amp;", "", shown[AdPolicy.LABEL]).replace("\n", " ")
    assert "[Advertisement: Quist & Sons]" in label
    assert "bolts." in shown[AdPolicy.LABEL]
    for policy in (AdPolicy.OMIT, AdPolicy.CUT):
        assert "bolts." not in shown[policy]
    if id in CAPTIONS:
        assert "6" in shown[AdPolicy.OMIT]
        assert shown[AdPolicy.OMIT] != shown[AdPolicy.CUT]


@pytest.mark.parametrize("id", CAPTIONS)
def test_speakers_can_be_left_out(id: str) -> None:
    options = {"vtt_voices": False, "srt_labels": LabelStyle.NONE}
    assert "Ann Lee" in text_of(id, dialogue(1))
    assert "Ann Lee" not in text_of(id, dialogue(1), **options)


@pytest.mark.parametrize("id", READING)
def test_speakers_can_be_left_out_of_texts(id: str) -> None:
    assert "Ann Lee" in text_of(id, dialogue(1))
    assert "Ann Lee" not in text_of(id, dialogue(1), text_labels=LabelStyle.NONE)


class Shown(html.parser.HTMLParser):
    """What an independent parser takes for text, and every tag it sees."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_and_xml_are_escaped() -> None:
    words = " ".join(word for word in HOSTILE if "\0" not in word)
    source = document(
        ("<script>alert(1)</script>", spoken(words + " <img src=x onerror=alert(1)> end")),
    )
    page = text_of("html", source, title="</title><script>")
    shown = Shown()
    shown.feed(page)
    assert shown.tags == {"html", "head", "meta", "title", "style", "body", "h1", "cite", "p"}
    assert " ".join("".join(shown.text).split()).endswith("onerror=alert(1)> end")
    assert "alert" in "".join(ElementTree.fromstring(text_of("ttml", source)).itertext())


@given(documents())
def test_ttml_is_always_well_formed(source: Transcript) -> None:
    root = ElementTree.fromstring(text_of("ttml", source))
    found = [
        " ".join(paragraph.itertext()).split()
        for paragraph in root.iter("{http://www.w3.org/ns/ttml}p")
    ]
    wanted = [re.sub(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]", "\ufffd", t) for t in texts(source)]
    assert [word for words in found for word in words] == wanted


@given(documents())
def test_ass_is_read_back_by_an_independent_parser(source: Transcript) -> None:
    events = pysubs2.SSAFile.from_string(text_of("ass", source), format_="ass").events
    assert all(before.end <= after.start for before, after in pairwise(events))
    assert all(event.start < event.end for event in events)
    assert len(events) == text_of("vtt", source).count(" --> ")


def test_docx_is_a_package_with_everything_it_names() -> None:
    exported = export(SMALL, "docx", PROFILE, ExportOptions(title="A & B"))
    assert exported.content == exported.data
    with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        for name in names:
            ElementTree.fromstring(archive.read(name))
        types = archive.read("[Content_Types].xml").decode()
        assert all(part[1:] in names for part in re.findall(r'PartName="([^"]+)"', types))
        document_xml = archive.read("word/document.xml").decode()
    shown = "".join(ElementTree.fromstring(document_xml).itertext())
    assert shown == "A & BAnn & Co: Hello <everyone>, hi.Bo, Jr: =R&D {x} fine.Right."
    assert exported.content == export(SMALL, "docx", PROFILE, ExportOptions(title="A & B")).content


def test_chapters() -> None:
    rows = (Chapter("Talk", 60_000), Chapter("Hi", 0, url="https://example.org/"))
    told = json.loads(text_of("chapters", WITH_AD, chapters=rows))
    assert told["version"] == "1.2.0"
    ad = told["chapters"][1]
    assert [row["title"] for row in told["chapters"]] == [
        "Hi", "Advertisement: Quist & Sons", "Talk",
    ]  # fmt: skip
    assert ad["toc"] is False
    assert 0 < ad["startTime"] < ad["endTime"] < 6
    assert "toc" not in told["chapters"][0]
    assert json.loads(text_of("chapters", WITH_AD, title="The show"))["chapters"][0] == {
        "startTime": 0.0, "title": "The show",
    }  # fmt: skip
    cut = json.loads(text_of("chapters", WITH_AD, chapters=rows, ads=AdPolicy.CUT))
    assert [row["title"] for row in cut["chapters"]] == ["Hi", "Talk"]
    assert cut["chapters"][1]["startTime"] < 60


def test_youtube_chapters() -> None:
    rows = (Chapter("Hi", 500), Chapter("Ad", 5000, 6000, listed=False), Chapter("Talk", 70_000),
            Chapter("End", 3_700_000))  # fmt: skip
    assert write_youtube_chapters(rows) == ("0:00 Hi\n1:10 Talk\n1:01:40 End\n", ())
    _, problems = write_youtube_chapters((Chapter("A", 0), Chapter("B", 4000)))
    assert {row.kind for row in problems} == {"few-chapters", "short-chapter"}
    assert write_youtube_chapters(())[0] == ""


def test_chapters_move_with_the_cut() -> None:
    rows = (Chapter("A", 0), Chapter("Gone", 1000), Chapter("B", 1900), Chapter("C", 5000, 6000))
    assert moved(rows, Shift([(1000, 2000)])) == (
        Chapter("A", 0), Chapter("B", 1000), Chapter("C", 4000, 5000),
    )  # fmt: skip
    silent = (Chapter("Ad", 10, 20, listed=False),)
    assert whole_show(silent, "")[0] == Chapter("Episode", 0)


def test_ffmetadata() -> None:
    text = write_ffmetadata((Chapter("a=b", 0), Chapter("c\\", 2000)), 9000)
    assert text == (
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=a\\=b\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=2000\nEND=9000\ntitle=c\\\\ \n"
    )
    assert json.loads(write_podcast_chapters(())) == {"version": "1.2.0", "chapters": []}


def test_three_hours_are_exported_within_a_second() -> None:
    source = dialogue(140)
    turns = source.turns
    assert turns[-1].end is not None
    slowest = {}
    for id in WRITERS:
        begin = time.process_time()
        export(source, id, PROFILE)
        slowest[id] = time.process_time() - begin
    hours = turns[-1].end / 3_600_000
    assert max(slowest.values()) / hours * 3 < 3.0, slowest  # a slow machine gets three times that
