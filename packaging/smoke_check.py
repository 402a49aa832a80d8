"""Check that exported captions hold every word of a transcript once, in order.

`python packaging/smoke_check.py BASE PAGE` reads `BASE.words.json`, `BASE.vtt` and `BASE.srt`, as
`./run --headless` writes them, with readers that are not Proofcast's, and compares them with the
sample's web page.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import srt
import webvtt

LAST_HEADER_LINE = "Discussion (0)"
"""What follows this line of the sample's page is spoken."""


def page_words(page: Path) -> list[str]:
    """The words of the sample's page below its header."""
    text = page.read_text(encoding="utf-8")
    return text[text.index(LAST_HEADER_LINE) + len(LAST_HEADER_LINE) :].split()


def check_words(exported: list[dict[str, object]], page: list[str]) -> list[str]:
    """What is wrong with the words and their times; empty if nothing."""
    problems = []
    if [word["text"] for word in exported] != page:
        problems.append("the words of the word file are not those of the transcript")
    starts = [word["start"] for word in exported if isinstance(word["start"], float | int)]
    if starts != sorted(starts):
        problems.append("word times go backwards")
    if len(starts) < 0.8 * len(page):
        problems.append(f"only {len(starts)} of {len(page)} words have a time")
    return problems


def check_captions(captions: str, exported: list[dict[str, object]]) -> list[str]:
    """Every word once and in order; only words without sound may be left out."""
    rest = iter([*captions.split(), ""])
    shown = next(rest)
    for word in exported:
        if word["text"] == shown:
            shown = next(rest)
        elif word["status"] != "text_without_sound":
            return [f"the word {word['text']!r} is missing before {shown!r}"]
    return [f"{shown!r} is too much"] if shown else []


def main() -> None:
    """Compare and report; exit code 1 if anything is wrong."""
    base, page = sys.argv[1], page_words(Path(sys.argv[2]))
    exported = json.loads(Path(f"{base}.words.json").read_text(encoding="utf-8"))
    vtt = " ".join(cue.text for cue in webvtt.read(f"{base}.vtt").captions)
    text = Path(f"{base}.srt").read_text(encoding="utf-8-sig")
    cues = " ".join(cue.content for cue in srt.parse(text))
    problems = {
        "words": check_words(exported, page),
        "VTT": check_captions(vtt, exported),
        "SRT": check_captions(cues, exported),
    }
    for name, found in problems.items():
        print(f"{name}: {'; '.join(found) or 'right'}")
    if any(problems.values()):
        raise SystemExit(1)
    print(f"{len(page)} words of the transcript are in the captions, once each and in order")


if __name__ == "__main__":
    main()
