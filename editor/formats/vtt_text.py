"""The text of a WebVTT cue: tags, voices, inline times and character references.

Follows the cue text tokenizer of the W3C recommendation (section 6.4): what a browser would show
is what is read, a raw `<` swallows everything up to the next `>`.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_TAG = re.compile(r"<([^>]*)(?:>|$)")
_VOICE = re.compile(r"v(?:\.[^\s]*)?(?:[ \t\n\f](.*))?", re.DOTALL)
_STAMP = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})")


class Span(NamedTuple):
    """A stretch of cue text with one voice. `time` (ms) is an inline time that begins it."""

    text: str
    voice: str | None = None
    time: int | None = None


def spans_of(payload: str) -> list[Span]:
    """The shown text of a payload in stretches of one voice each."""
    spans: list[Span] = []
    voice, time, position = None, None, 0
    voices: list[str] = []
    for tag in _TAG.finditer(payload):
        _append(spans, payload[position : tag.start()], voice, time)
        position = tag.end()
        name = _voice_of(tag[1])
        if name is not None:
            voices.append(name)
        elif tag[1] == "/v" and voices:
            voices.pop()
        time = _inline_time(tag[1], time)
        voice = voices[-1] if voices else None
    _append(spans, payload[position:], voice, time)
    return spans


def plain_text(payload: str) -> str:
    """The payload as a browser shows it."""
    return "".join(span.text for span in spans_of(payload))


def _append(spans: list[Span], text: str, voice: str | None, time: int | None) -> None:
    if text:
        spans.append(Span(html.unescape(text), voice, time))


def _voice_of(tag: str) -> str | None:
    match = _VOICE.fullmatch(tag)
    if not match:
        return None
    return " ".join(html.unescape(match[1] or "").split())


def _inline_time(tag: str, current: int | None) -> int | None:
    match = _STAMP.fullmatch(tag)
    if not match:
        return current
    hours, minutes, seconds, thousandths = (int(part or 0) for part in match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
