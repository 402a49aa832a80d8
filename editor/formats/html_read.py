"""Read a transcript from a web page: the podcast namespace's form, or any page with the text."""

from __future__ import annotations

from dataclasses import replace

from editor.formats import plain, web_page
from editor.formats.errors import FormatError
from editor.formats.html_text import HtmlText, html_text
from editor.formats.imported import DraftTurn, Imported
from editor.formats.labelled_cues import AD_NOTICE
from editor.transcript.words import words_of

ID = "html"

_LONGEST_NAME = 80


def sniff(head: str) -> float:
    """How surely the beginning of a file is a web page, 0-1."""
    start = head.lstrip()[:2000].lower()
    if start.startswith(("<!doctype html", "<html")):
        return 0.99
    tags = sum(start.count(tag) for tag in ("<p>", "<p ", "<div", "<cite>", "<br", "<body", "</p>"))
    return 0.8 if start.startswith("<") and tags >= 2 else 0.0


def read(text: str, name: str) -> Imported:
    """Read a whole page.

    Raises:
        FormatError: There are no words in it.
    """
    page = html_text(text)
    found = _cited(page) if page.cited else _free(page, name)
    if not found.turns:
        raise FormatError(f"{name} is a web page without a transcript in it.")
    return replace(found, title=page.title or found.title, language=page.language, format=ID)


def _cited(page: HtmlText) -> Imported:
    """A page that names speakers in `cite`: each names who says what comes until the next one."""
    turns: list[DraftTurn] = []
    speaker: str | None = None
    before = notices = 0
    first = min(page.cited)
    for index, line in enumerate(page.lines):
        if index in page.cited:
            speaker = line.strip("[]> ").rstrip(":").strip()[:_LONGEST_NAME] or None
        elif not line or index in page.times:
            continue
        elif AD_NOTICE.fullmatch(line):
            notices += 1
        elif index < first:
            before += 1
        else:
            turns.append(DraftTurn(speaker, words_of(line)))
    skipped = (
        (before, f"{before} lines before the first speaker were left out."),
        (notices, f"{notices} [Advertisement] labels were left out; mark the ad reads again."),
    )
    return Imported(tuple(turns), notes=tuple(note for count, note in skipped if count))


def _free(page: HtmlText, name: str) -> Imported:
    """Any other page: as if its text had been copied."""
    lines = [line for index, line in enumerate(page.lines) if index not in page.times]
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is not None and " ".join(lines[first].split()) == page.title:
        del lines[first]  # the heading says what the title of the page does
    text = "\n".join(lines)
    read_as = plain.read if plain.sniff(text[:20_000]) else web_page.read
    return read_as(text, name)
