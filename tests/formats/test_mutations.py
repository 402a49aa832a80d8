"""Damaged files: read, or refused in one sentence; never a crash, never a hang.

`PROOFCAST_MUTATIONS` sets how many damaged inputs each reader gets (10,000 for a release).
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import time
import zipfile

import pytest
from caption_documents import TALK, dialogue

from editor.formats.errors import FormatError
from editor.formats.export import export
from editor.formats.profile import Profile
from editor.formats.registry import FORMATS, read_data
from editor.transcript.document import check

COUNT = int(os.environ.get("PROOFCAST_MUTATIONS", "300"))
SLOWEST = 1.0  # seconds of processor time

PROFILE = Profile("podcast", "")
DIALOGUE = dialogue(2)
ROWS = [
    {
        "start": word.start / 1000,
        "end": word.end / 1000,
        "word": f" {word.text}",
        "probability": 0.9,
    }
    for turn in DIALOGUE.turns
    for word in turn.words
]
SEEDS = {
    "vtt": export(DIALOGUE, "vtt", PROFILE).text,
    "srt": export(DIALOGUE, "srt", PROFILE).text,
    "whisper-json": json.dumps(
        {"segments": [{"start": 0, "end": 60, "text": TALK, "words": ROWS}], "language": "en"}
    ),
    "p20": export(DIALOGUE, "p20", PROFILE).text,
    "ttml": export(DIALOGUE, "ttml", PROFILE).text,
    "ass": export(DIALOGUE, "ass", PROFILE).text,
    "html": export(DIALOGUE, "html", PROFILE).text,
    "free-html": "<html><body><div>" + TALK.replace(". ", ".</div><div>Ann: ") + "</table>",
    "plain": "\n".join(f"Ann: {line}\nBo (00:12): yes." for line in TALK.split(". ")),
    "web-page": "My Show\nShare\nTranscript\n" + TALK.replace(", ", ",\n") + "\nNext episode\n",
}
SPLICES = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b"-->", b"<", b"&", b"[" * 50, b"]", b"{",
    b'"', b"9" * 40, b":", b"WEBVTT", b"<v ", b"\xe2\x80\xa8",
    b"<!ENTITY a 'b'>", b"<!--", b"]]>", b"<script>",
    b"begin=", b"&a;", b"{\\p1}", b"Format:", b"<title>", b"\\N", b"1e999", b"null", b" " * 300,
)  # fmt: skip


def mutated(seed: bytes, rng: random.Random) -> bytes:
    data = bytearray(seed)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice((1, 2, 10, 200)))
        action = rng.randrange(5)
        if action == 0:
            del data[at:end]
        elif action == 1:
            data[at:at] = rng.choice(SPLICES)
        elif action == 2:
            data[at:at] = data[at:end] * rng.choice((1, 3))
        elif action == 3 and at < len(data):
            data[at] = rng.randrange(256)
        else:
            other = rng.randrange(len(data) + 1)
            data[at:end] = data[other : other + rng.choice((1, 30))]
    return bytes(data[: rng.randrange(len(data) + 1)] if rng.random() < 0.1 else data)


def read_any(data: bytes) -> None:
    try:
        imported = read_data(data, "x")
    except FormatError as error:
        message = str(error)
        assert message.endswith(".")
        assert "\n" not in message
        assert len(message) < 300
    else:
        check(imported.to_transcript())


@pytest.mark.parametrize("id", SEEDS)
def test_damaged_files_are_read_or_refused(id: str) -> None:
    rng = random.Random(id)
    slowest = 0.0
    for _ in range(COUNT):
        data = mutated(SEEDS[id].encode(), rng)
        begin = time.process_time()
        read_any(data)
        slowest = max(slowest, time.process_time() - begin)
    assert slowest < SLOWEST


def repacked(data: bytes, rng: random.Random) -> bytes:
    """A Word document with damaged XML in it, or damaged itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if rng.random() < 0.3:
        return b"PK\x03\x04" + mutated(data[4:], rng)
    parts["word/document.xml"] = mutated(parts["word/document.xml"], rng)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_damaged_word_documents_are_read_or_refused() -> None:
    rng = random.Random("docx")
    seed = export(DIALOGUE, "docx", PROFILE).content
    slowest = 0.0
    for _ in range(COUNT):
        data = repacked(seed, rng)
        begin = time.process_time()
        read_any(data)
        slowest = max(slowest, time.process_time() - begin)
    assert slowest < SLOWEST


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.id)
@pytest.mark.parametrize("other", SEEDS)
def test_a_reader_takes_any_text_or_refuses_it(row, other: str) -> None:  # type: ignore[no-untyped-def]
    with contextlib.suppress(FormatError):
        check(row.read(SEEDS[other], "x").to_transcript())


@pytest.mark.quick
@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n" + "<" * 100_000,
        "WEBVTT\n\n00:00.000 --> 00:01.000\n" + "<v " * 50_000,
        "WEBVTT\n\n00:00.000 --> 00:01.000\n" + "&" * 100_000,
        "WEBVTT\n\n" + "-->\n" * 50_000,
        "WEBVTT\n\n" + "0" * 100_000 + ":00.000 --> 00:01.000\nx",
        "00:00:00,000 --> 00:00:01,000\n" + "<font " * 30_000,
        "00:00:00,000 --> 00:00:01,000\n" + "{\\" * 50_000,
        "0" * 200_000 + ":00:00,000 -->",
        "[" * 100_000,
        ">> " * 50_000,
        "Ann: " * 40_000,
        "[" + "A " * 50_000 + "]: x",
        "A" * 300_000 + ": x",
        "word " * 100_000,
        "1:00" * 60_000,
        "Episode Date: " * 20_000,
        "\n" * 500_000 + "x",
        "<html>" + "<div>" * 100_000,
        "<html>" + "<" * 200_000,
        "<html><p>" + "&" * 200_000,
        "<html><p " + "a " * 100_000,
        "<html>" + "<!--" * 50_000,
        "<html><script>" + "</" * 100_000,
        "<html>" + "<title>" * 50_000,
        "<html>" + "<nav>x</b>" * 30_000,
        '<tt xmlns="http://www.w3.org/ns/ttml">' + "<p>" * 100_000,
        '<tt xmlns="http://www.w3.org/ns/ttml"><p begin="1s">' + "<br/>" * 60_000 + "</p></tt>",
        '<tt xmlns="http://www.w3.org/ns/ttml">' + '<p begin="1s">x</p>' * 10_000 + "</tt>",
        "[Script Info]\nDialogue: 0,0:00:01.00,0:00:02.00,,,,,,," + "{" * 100_000,
        "[Script Info]\nDialogue: 0,0:00:01.00,0:00:02.00,,,,,,," + "{\\p" * 50_000,
        "[Script Info]\nDialogue: 0,0:00:01.00,0:00:02.00,,,,,,," + "\\" * 100_000,
        "[Script Info]\nFormat: Start, Text" + ", x" * 50_000,
        "[Script Info]\n" + "Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,x\n" * 10_000,
    ],
    ids=lambda text: text[:12].strip() or "blank",
)
def test_extreme_texts_take_no_time(text: str) -> None:
    begin = time.process_time()
    read_any(text.encode())
    assert time.process_time() - begin < SLOWEST
