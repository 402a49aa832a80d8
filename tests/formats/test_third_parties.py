"""Programs that we did not write, on what we write and on how we read.

Chromium's `<track>` is the truth about WebVTT; the W3C's parser and two strict readers say whether
files are well-formed. They are skipped with a reason where node or Chromium is not installed; with
PROOFCAST_THIRD_PARTIES=required, as in .ci/run, that is a failure.

PROOFCAST_WPT names a checkout of the web platform tests, whose WebVTT files are then read as well;
they are not ours, so they are not here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
import srt
from browser import BrowserCue, chromium, cues_in_browser
from caption_documents import AD, HOSTILE, dialogue, document, spoken, texts
from vtt_cases import CASES, TOPICS, wpt_cases

from editor.formats.cue_options import AdPolicy, LabelStyle
from editor.formats.encoding import decode
from editor.formats.errors import FormatError
from editor.formats.export import ExportOptions, export
from editor.formats.profile import load_profiles
from editor.formats.vtt_read import parse
from editor.formats.vtt_syntax import vtt_problems
from editor.formats.vtt_text import spans_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from editor.transcript.document import Transcript

pytestmark = [pytest.mark.thirdparty, pytest.mark.timeout(600)]

PROFILES = load_profiles(Path(__file__).parents[2] / "resources" / "profiles")
PACKAGING = Path(__file__).parents[2] / "packaging"
CHECKS = """
const {WebVTTParser} = require("webvtt-parser"), srt = require("srt-validator").default;
const ttml = require("imsc/src/main/js/doc.js");
const files = JSON.parse(require("fs").readFileSync(0, "utf8")), found = {};
for (const [name, text] of Object.entries(files)) {
  if (name.endsWith(".vtt")) {
    const parsed = new WebVTTParser().parse(text, "subtitles/captions/descriptions");
    found[name] = parsed.errors.map(e => `${e.line}: ${e.message}`);
  } else if (name.endsWith(".srt")) {
    found[name] = srt(text).map(e => `${e.lineNumber}: ${e.message}`);
  } else {
    const errors = [], tell = message => { errors.push(message); };
    ttml.fromXML(text, {info: () => {}, warn: tell, error: tell, fatal: tell});
    found[name] = errors;
  }
}
console.log(JSON.stringify(found));
"""


def missing(reason: str) -> NoReturn:
    if os.environ.get("PROOFCAST_THIRD_PARTIES") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> str:
    return chromium() or missing("Chromium is not installed.")


@pytest.fixture(scope="session")
def node_packages() -> Path:
    """A folder outside of the project in which the packages are installed."""
    done = subprocess.run(
        [sys.executable, PACKAGING / "third_parties.py"],
        capture_output=True, text=True, encoding="utf-8", timeout=400,
    )  # fmt: skip
    return Path(done.stdout.strip()) if done.returncode == 0 else missing(done.stderr.strip())


@pytest.fixture(scope="session")
def errors_by_file(node_packages: Path, exported: dict[str, str]) -> dict[str, list[str]]:
    """What the strict readers say about each exported file."""
    (node_packages / "check.js").write_text(CHECKS)
    done = subprocess.run(
        ["node", node_packages / "check.js"], input=json.dumps(exported), text=True,
        encoding="utf-8", capture_output=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def hostile() -> Transcript:
    words = " ".join(word for word in HOSTILE if "\0" not in word)
    return document(
        ("A & <B>", (*spoken(words), *spoken("Buy bolts & nuts.", 30_000, ad=AD.id))),
        (None, spoken(words, 40_000)),
        ("Zoë >", spoken("R&D &amp; 3 < 4 &lt; --> so.", 90_000)),
        ads=(AD,),
    )


ALL_CASES = CASES | wpt_cases(os.environ.get("PROOFCAST_WPT"))
DOCUMENTS = {"talk": dialogue(20), "quick": dialogue(8, cps=24), "hostile": hostile()}
OPTIONS = {
    **{policy.value: ExportOptions(ads=policy) for policy in AdPolicy},
    "unnamed": ExportOptions(vtt_voices=False, srt_labels=LabelStyle.NONE),
    "chevrons": ExportOptions(srt_labels=LabelStyle.CHEVRONS),
}


@pytest.fixture(scope="session")
def exported() -> dict[str, str]:
    """Every document in every caption format by every profile, and with every option."""
    files = {}
    for name, source in DOCUMENTS.items():
        for profile in PROFILES.values():
            for id in ("vtt", "wordvtt", "srt", "ttml"):
                text = export(source, id, profile).text
                files[f"{name}/{profile.id}/keep/{id}.{id.removeprefix('word')}"] = text
        for title, options in OPTIONS.items():
            for id in ("vtt", "wordvtt", "srt", "ttml"):
                text = export(source, id, PROFILES["podcast"], options).text
                files[f"{name}/podcast/{title}/{id}.{id.removeprefix('word')}"] = text
    return files


def wanted_words(name: str) -> list[str]:
    source, _, policy, _ = name.split("/")
    left_out = policy in ("omit", "cut")
    return [
        word.text
        for _, word in DOCUMENTS[source].places()
        if not (left_out and word.ad is not None)
    ]


def test_the_w3c_parser_finds_nothing(errors_by_file: Mapping[str, list[str]]) -> None:
    found = {name: errors for name, errors in errors_by_file.items() if name.endswith(".vtt")}
    assert len(found) > 60
    assert {name: errors for name, errors in found.items() if errors} == {}


def test_strict_readers_of_srt_find_nothing(
    errors_by_file: Mapping[str, list[str]], exported: Mapping[str, str]
) -> None:
    found = {name: errors for name, errors in errors_by_file.items() if name.endswith(".srt")}
    assert {name: errors for name, errors in found.items() if errors} == {}
    for name in found:
        rows = list(srt.parse(exported[name].replace("\r\n", "\n")))
        assert len(rows) == exported[name].count(" --> ")
        if "unnamed" in name:
            words = " ".join(row.content for row in rows).replace("<\u2060", "<").split()
            assert words == [word.replace("-->", "\u2192") for word in wanted_words(name)]


def test_a_strict_reader_of_ttml_finds_nothing(errors_by_file: Mapping[str, list[str]]) -> None:
    found = {name: errors for name, errors in errors_by_file.items() if name.endswith(".ttml")}
    assert found
    assert {name: errors for name, errors in found.items() if errors} == {}


def test_the_browser_shows_exactly_the_words(
    browser: str, exported: Mapping[str, str], tmp_path: Path
) -> None:
    files = {name: text.encode() for name, text in exported.items() if name.endswith(".vtt")}
    for name, cues in cues_in_browser(browser, files, tmp_path).items():
        assert cues, name
        shown = [word for cue in cues for word in cue.text.split()]
        if "/label/" in name:
            shown = " ".join(shown).replace("[Advertisement: Quist & Sons] ", "").split()
        assert shown == wanted_words(name), name
        assert all(cue.start < cue.end for cue in cues), name
        if "/unnamed/" not in name:
            assert voices(cues) == names_of(name), name


def voices(cues: list[BrowserCue]) -> list[str]:
    return [name for name, _ in groupby(voice for cue in cues for voice, _ in cue.spans)]


def names_of(name: str) -> list[str]:
    source, _, policy, _ = name.split("/")
    names = {row.id: row.name for row in DOCUMENTS[source].speakers}
    shown = (
        names[turn.speaker] if turn.speaker is not None else ""
        for turn in DOCUMENTS[source].turns
        if any(word.ad is None for word in turn.words) or policy not in ("omit", "cut")
    )  # fmt: skip
    return [name for name, _ in groupby(shown)]


@pytest.fixture(scope="session")
def in_browser(browser: str) -> dict[str, list[BrowserCue] | None]:
    with tempfile.TemporaryDirectory() as folder:
        return cues_in_browser(browser, ALL_CASES, Path(folder))


def read_by_us(data: bytes) -> list[BrowserCue]:
    """The cues as our reader has them, in the browser's order."""
    try:
        file = parse(decode(data).text)
    except FormatError:
        return []
    cues = [
        BrowserCue(
            cue.start, cue.end, [(span.voice or "", span.text) for span in spans_of(cue.payload)]
        )
        for cue in file.cues
    ]
    return sorted(cues, key=lambda cue: (cue.start, -cue.end))


def by_voice(cue: BrowserCue) -> list[tuple[str, str]]:
    """What each voice says. Chromium keeps the spaces in names, which the standard collapses."""
    spans = [(" ".join(voice.split()), text) for voice, text in cue.spans if text]
    groups = groupby(spans, key=lambda span: span[0])
    return [(voice, "".join(text for _, text in group)) for voice, group in groups]


@pytest.mark.parametrize("name", ALL_CASES)
def test_we_read_as_the_browser_does(
    name: str, in_browser: Mapping[str, list[BrowserCue] | None]
) -> None:
    ours, theirs = read_by_us(ALL_CASES[name]), in_browser[name] or []
    assert [(cue.start, cue.end) for cue in ours] == [(cue.start, cue.end) for cue in theirs]
    assert [by_voice(cue) for cue in ours] == [by_voice(cue) for cue in theirs]


def test_every_topic_of_the_web_platform_tests_has_cases() -> None:
    assert {case for cases in TOPICS.values() for case in cases} <= CASES.keys()
    theirs = {name.removeprefix("wpt ").removesuffix(".vtt") for name in ALL_CASES.keys() - CASES}
    # The signatures that are invalid have a file each.
    assert {name for name in theirs if not name.startswith("signature-")} <= TOPICS.keys()


def test_what_our_checker_passes_the_w3c_parser_passes(node_packages: Path) -> None:
    """On the odd files: no file that the W3C's parser faults is sound to our checker."""
    texts_of = {}
    for name, data in CASES.items():
        try:
            texts_of[f"{name}.vtt"] = decode(data).text
        except FormatError:
            continue
    (node_packages / "check.js").write_text(CHECKS)
    done = subprocess.run(
        ["node", node_packages / "check.js"], input=json.dumps(texts_of), text=True,
        encoding="utf-8", capture_output=True, timeout=300, check=True,
    )  # fmt: skip
    faulted = {name for name, errors in json.loads(done.stdout).items() if errors}
    passed = {name for name, text in texts_of.items() if not vtt_problems(text)}
    # It knows neither REGION blocks nor character references beyond the old six.
    unknown = {name for name, text in texts_of.items() if "\nREGION\n" in text}
    assert faulted & passed <= unknown | {"references.vtt", "other references.vtt"}


def test_words_are_there_at_all() -> None:
    assert all(len(texts(source)) > 50 for source in DOCUMENTS.values())
