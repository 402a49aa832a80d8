"""TTML, ASS, HTML and Word files: what is read, what is refused, and round trips."""

from __future__ import annotations

import contextlib
import io
import random
import re
import time
import zipfile

import pytest
from caption_documents import AD, dialogue, document, documents, spoken, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.formats import docx_read
from editor.formats.cue_options import AdPolicy, LabelStyle
from editor.formats.docx_write import write_docx
from editor.formats.errors import FormatError
from editor.formats.export import ExportOptions, export
from editor.formats.passages import Passage
from editor.formats.profile import Profile
from editor.formats.registry import SUFFIXES, read_data, read_text, read_transcript
from editor.formats.ttml_times import Rates, milliseconds
from editor.transcript.document import Transcript, check
from editor.transcript.words import words_of

PROFILE = Profile("podcast", "")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TTML = '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '


def timed(text: str, name: str = "talk") -> list[tuple[str | None, str, int, int]]:
    """Speaker, text, start and end of each turn."""
    return [
        (
            turn.speaker or None,
            " ".join(w.text for w in turn.words),
            turn.words[0].start,
            turn.words[-1].end,
        )
        for turn in read_text(text, name).turns
    ]


def ttml(body: str, root: str = "") -> str:
    return f'{TTML}{root}xml:lang="de-AT">{body}</tt>'


# --- TTML ----------------------------------------------------------------------------------


def test_ttml_with_agents_spans_and_breaks() -> None:
    head = (
        '<head><metadata><ttm:title>Show</ttm:title><ttm:agent xml:id="x" type="person">'
        "<ttm:name>Ann Lee</ttm:name></ttm:agent></metadata></head>"
    )
    body = (
        '<body><div><p begin="00:00:01.500" end="3s" ttm:agent="x">Hello <span>there,</span>'
        " all<br/>"
        'of\n   you. <metadata>not this</metadata></p><p begin="10s" dur="500ms">Yes &amp; no</p>'
        "</div></body>"
    )
    found = read_text('<?xml version="1.0" encoding="utf-16"?>\n' + ttml(head + body))
    assert (found.format, found.language, found.title) == ("ttml", "de", "Show")
    assert timed(ttml(head + body)) == [
        ("Ann Lee", "Hello there, all of you.", 1500, 3000),
        (None, "Yes & no", 10_000, 10_500),
    ]


def test_ttml_times_count_from_the_parent() -> None:
    body = (
        '<body begin="10s"><div begin="1s" end="5s"><p begin="1s" end="9s">a.</p></div>'
        '<div><p><span begin="20s" end="21s">b</span> <span begin="21s" end="22s">c</span></p>'
        "</div></body>"
    )
    assert [row[1:] for row in timed(ttml(body))] == [
        ("a.", 12_000, 15_000),
        ("b c", 30_000, 32_000),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:00:01", 1000), ("01:00:00.5", 3_600_500), ("00:00:01:12", 1480), ("1.5s", 1500),
        ("2h", 7_200_000), ("3m", 180_000), ("250ms", 250), ("25f", 1000), ("5000t", 500),
        ("", None), ("1", None), ("x", None), ("-1s", None), ("٣s", None),
        ("999999999999h", 400_000_000),
    ],
)  # fmt: skip
def test_ttml_time_expressions(text: str, expected: int | None) -> None:
    assert milliseconds(text, Rates(25, 10_000)) == expected


def test_ttml_rates_are_read() -> None:
    root = (
        'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="30" '
        'ttp:frameRateMultiplier="1000 1001" ttp:tickRate="100" '
    )
    body = '<body><div><p begin="30f" end="300t">a</p></div></body>'
    assert timed(ttml(body, root))[0][2:] == (1001, 3000)


def test_ttml_without_times_says_so() -> None:
    body = '<body><div><p>lost</p><p begin="1s" end="2s">found</p></div></body>'
    assert read_text(ttml(body)).notes == ("1 paragraphs without times were skipped.",)


# --- ASS -----------------------------------------------------------------------------------

ASS = """[Script Info]
Title: The Mill
[V4+ Styles]
Format: Name, Fontname
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:05.00,0:00:06.50,Default,Bo,0,0,0,,{\\an8\\i1}Second, with{\\i0} a comma
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,hidden
Dialogue: 0,0:00:01.00,0:00:02.00,Default,Ann,0,0,0,,First\\Nline\\hhere \\{x\\}
Dialogue: 0,0:00:08.00,0:00:09.00,Sign,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}shown
Dialogue: 0,soon,0:00:09.00,Default,,0,0,0,,broken
"""


def test_ass_is_read_in_order_of_time() -> None:
    assert timed(ASS) == [
        ("Ann", "First line here {x}", 1000, 2000),
        ("Bo", "Second, with a comma", 5000, 6500),
        (None, "shown", 8000, 9000),
    ]
    found = read_text(ASS)
    assert (found.title, found.format) == ("The Mill", "ass")
    assert found.notes == (
        "1 comments were skipped.", "1 damaged lines of dialogue were skipped.",
    )  # fmt: skip
    assert [turn.speaker or None for turn in found.turns] == ["Ann", "Bo", None]


def test_ssa_has_other_fields() -> None:
    text = (
        "[Script Info]\n[Events]\nFormat: Marked, Start, End, Style, Name, Text\n"
        "Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,Ann,Hi, you\n"
    )
    assert timed(text) == [("Ann", "Hi, you", 1000, 2000)]


# --- HTML ----------------------------------------------------------------------------------


def test_the_podcast_namespaces_html() -> None:
    page = (
        '<html lang="en-GB"><head><title>The  Mill</title><style>p{}</style></head><body>'
        "<h1>The Mill</h1><cite>Ann Lee:</cite><time>0:00</time>\n"
        "<p>Hello &amp; <b>wel</b>come.</p>"
        "<p>More.</p><cite>Bo:</cite><p>Yes<br>no</p><script>evil()</script></body></html>"
    )
    found = read_text(page)
    assert (found.title, found.language, found.format) == ("The Mill", "en", "html")
    assert [(t.speaker, " ".join(w.text for w in t.words)) for t in found.turns] == [
        ("Ann Lee", "Hello & welcome."), ("Ann Lee", "More."), ("Bo", "Yes"), ("Bo", "no"),
    ]  # fmt: skip
    assert found.notes == ("1 lines before the first speaker were left out.",)


def test_any_page_with_names() -> None:
    page = (
        "<!DOCTYPE html><body><nav><a>Home</a></nav><div>Ann: Hello there, everybody.</div>"
        "<div>Bo: Hi Ann.</div><div>Ann: How are you?</div><footer>(c) 2024</footer>"
    )
    assert [turn.speaker for turn in read_text(page).turns] == ["Ann", "Bo", "Ann"]


def test_a_page_with_open_tags_is_read() -> None:
    page = "<html><head><meta><body><p>one two<p>three <cite"
    assert "one two" in " ".join(texts(read_text(page)))


# --- Word ----------------------------------------------------------------------------------


def packed(body: str, name: str = "word/document.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return file.getvalue()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def test_a_word_document_with_names() -> None:
    body = (
        paragraph("Ann", ": Hello", " there.")
        + "<w:p><w:r><w:t>Bo:</w:t><w:tab/><w:t>Hi</w:t><w:br/><w:t>you.</w:t></w:r>"
        "<w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del></w:p>"
    )
    found = read_data(packed(body), "talk.docx")
    assert [(t.speaker, " ".join(w.text for w in t.words)) for t in found.turns] == [
        ("Ann", "Hello there."), ("Bo", "Hi you."),
    ]  # fmt: skip
    assert found.notes == ("1 deleted or embedded parts of the document were skipped.",)
    assert ".docx" in SUFFIXES


def test_what_is_no_word_document_is_one_sentence(tmp_path) -> None:  # type: ignore[no-untyped-def]
    for data, why in (
        (packed("", "other.xml"), "no Word document"),
        (packed(""), "holds no words"),
        (packed(paragraph("hi"))[:-30], "damaged or encrypted"),
        (packed("<w:p>"), "damaged XML"),
        (b"PK\x03\x04", "damaged or encrypted"),
    ):
        path = tmp_path / "talk.docx"
        path.write_bytes(data)
        with pytest.raises(FormatError, match=why) as caught:
            read_transcript(path)
        assert re.fullmatch(r"talk\.docx [^\n]+\.", str(caught.value))


# --- attacks -------------------------------------------------------------------------------


def bomb(levels: int = 12) -> str:
    entities = '<!ENTITY a0 "ha ">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)
    )
    return f"<!DOCTYPE x [{entities}]>"


def test_entity_bombs_are_refused() -> None:
    for text in (
        f'<?xml version="1.0"?>{bomb()}' + ttml('<body><div><p begin="1s">&a11;</p></div></body>'),
        '<!DOCTYPE tt [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + ttml('<body><div><p begin="1s">&x;</p></div></body>'),
    ):
        begin = time.process_time()
        with pytest.raises(FormatError, match="entities"):
            read_text(text, "talk.ttml")
        assert time.process_time() - begin < 1
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", bomb() + f'<w:p xmlns:w="{W}">&a11;</w:p>')
    with pytest.raises(FormatError, match="entities"):
        read_data(file.getvalue(), "talk.docx")


def test_zip_bombs_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("word/document.xml", b" " * (docx_read.LARGEST_PART + 1000))
    assert len(file.getvalue()) < 100_000
    begin = time.process_time()
    with pytest.raises(FormatError, match="far more text"):
        read_data(file.getvalue(), "talk.docx")
    assert time.process_time() - begin < 1


def test_a_size_that_lies_does_not_help() -> None:
    data = bytearray(packed(paragraph("x" * 5000)))
    size = (5000 + len(f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t></w:t></w:r></w:p>'
                       "</w:body></w:document>")).to_bytes(4, "little")  # fmt: skip
    assert data.count(size) == 2
    with pytest.raises(FormatError, match="damaged"):
        read_data(bytes(data).replace(size, (10).to_bytes(4, "little")), "talk.docx")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(FormatError, match="too deeply"):
        read_text(TTML + ">" + "<div>" * 300, "talk.ttml")


# --- round trips ---------------------------------------------------------------------------


def speakers_and_words(source: Transcript) -> list[tuple[str | None, str]]:
    names = {row.id: " ".join(row.name.replace(",", " ").split()) for row in source.speakers}
    return [
        (names[turn.speaker] if turn.speaker is not None else None, word.text)
        for turn in source.turns
        for word in turn.words
    ]


@pytest.mark.parametrize("id", ["p20", "ttml", "ass", "srt", "vtt", "wordvtt"])
def test_captions_come_back_as_they_were(id: str) -> None:
    source = dialogue(4)
    first = export(source, id, PROFILE)
    read = read_data(first.content, f"x.{id}").to_transcript()
    check(read)
    assert speakers_and_words(read) == speakers_and_words(source)
    if id != "wordvtt":  # its words have times of their own, so it is cut afresh
        assert export(read, id, PROFILE).text == first.text


@pytest.mark.parametrize("id", ["txt", "md", "html", "docx"])
@pytest.mark.parametrize("times", [False, True])
def test_texts_come_back_as_they_were(id: str, times: bool) -> None:
    source = dialogue(4)
    options = ExportOptions(text_times=times)
    read = read_data(export(source, id, PROFILE, options).content, f"x.{id}").to_transcript()
    assert speakers_and_words(read) == speakers_and_words(source)


def clean(text: str) -> str:
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


@settings(max_examples=60, deadline=None)
@given(documents(), st.sampled_from(["ttml", "ass", "p20"]))
def test_any_document_comes_back_through_captions(source: Transcript, id: str) -> None:
    if not any(turn.speaker for turn in source.turns if turn.words):
        return  # without names of their own, words such as "Ann:" are taken for labels
    read = read_data(export(source, id, PROFILE).content, f"x.{id}").to_transcript()
    check(read)
    assert sorted(map(clean, texts(read))) == sorted(map(clean, texts(source)))
    assert [name or None for name, _ in speakers_and_words(read)] == [
        name for name, _ in speakers_and_words(source)
    ]


@settings(max_examples=60, deadline=None)
@given(documents())
def test_any_document_comes_back_through_html(source: Transcript) -> None:
    if not any(turn.speaker for turn in source.turns if turn.words):
        return
    page = export(source, "html", PROFILE).content
    found = texts(read_data(page, "x.html"))
    first = next(n for n, turn in enumerate(source.turns) if turn.words and turn.speaker)
    wanted = [word.text for turn in source.turns[first:] for word in turn.words]
    assert list(map(clean, found)) == list(map(clean, wanted))


@given(st.lists(st.sampled_from(["Ann", "Bo", ""]), min_size=1, max_size=6))
def test_word_documents_keep_their_words(names: list[str]) -> None:
    rows = [Passage(name, "", None, words_of("We met at the old mill.")) for name in names]
    read = read_data(write_docx(rows, LabelStyle.NONE, title="T"), "x.docx")
    assert texts(read) == [word.text for row in rows for word in row.words]
    assert read.title == "T"


@pytest.mark.parametrize("id", ["ttml", "ass", "p20", "txt", "html", "docx", "srt", "vtt"])
def test_notices_of_ads_do_not_become_words(id: str) -> None:
    source = document(
        ("Ann", (*spoken("We begin now."), *spoken("Buy bolts.", 3000, ad=AD.id))),
        ("Bo", spoken("And on we go.", 6000)),
        ("Ann", spoken("So we do.", 9000)),
        ads=(AD,),
    )
    data = export(source, id, PROFILE, ExportOptions(ads=AdPolicy.LABEL)).content
    assert texts(read_data(data, f"x.{id}")) == texts(source)


def test_random_bytes_behind_the_signature() -> None:
    rng = random.Random(5)
    for _ in range(200):
        data = bytearray(packed(paragraph("Ann: hi there")))
        for _ in range(rng.choice((1, 3, 10))):
            data[rng.randrange(4, len(data))] = rng.randrange(256)
        with contextlib.suppress(FormatError):
            check(read_data(bytes(data), "x.docx").to_transcript())


def test_rates_that_are_no_numbers_are_the_usual_ones() -> None:
    head = 'ttp:frameRate="{}" ttp:frameRateMultiplier="{}" xmlns:ttp="{}">'
    names = "http://www.w3.org/ns/ttml#parameter"
    body = '<body><div><p begin="10f" end="1s">one</p></div></body></tt>'
    for rate, factor, start in (("many", "1 1", 333), ("25", "1", 400), ("25", "1000 1001", 400)):
        assert timed(TTML + head.format(rate, factor, names) + body, "talk.ttml")[0][2] == start


def test_a_word_document_with_too_many_files_and_one_with_empty_paragraphs() -> None:
    file = io.BytesIO(packed(paragraph("Ann: Hello there.")))
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(10_000):
            archive.writestr(f"{number}", "")
    with pytest.raises(FormatError, match="too many files"):
        read_data(file.getvalue(), "talk.docx")
    body = paragraph("Ann: Hello there.") + paragraph() + paragraph(" ") + paragraph("Bo: Hi.")
    assert texts(read_data(packed(body), "talk.docx")) == ["Hello", "there.", "Hi."]
