"""Markdown as plain text, as far as transcripts use it: escapes, bold names, headings."""

from __future__ import annotations

import re

SUFFIXES = (".md", ".markdown")

_HEADING = re.compile(r"^#{1,6}[ \t].*$", re.MULTILINE)
_BOLD = re.compile(r"(?<![\\*])(\*\*|__)(?=\S)((?:\\.|[^\\\n*_]){1,200}?)\1")
_NOTICE = re.compile(r"(?<![\\*])\*(\\?\[Advertisement(?:\\.|[^\\\n*]){0,200}\])\*")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def markdown_plain(text: str) -> str:
    """The text without headings and marks; characters that were escaped are themselves again."""
    text = _HEADING.sub("", text)
    text = _BOLD.sub(r"\2", _NOTICE.sub(r"\1", text))
    return _ESCAPE.sub(r"\1", text)
