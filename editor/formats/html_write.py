"""Write the transcript as a web page, in the form that the podcast namespace describes.

Speakers stand in `cite`, times in `time`, what is said in `p`: readers of the namespace's HTML
transcripts know these three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.formats.cue_options import LabelStyle, speaker_label
from editor.formats.passages import clock
from editor.formats.xml_text import xml_attribute, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.formats.passages import Passage

_STYLE = (
    "body{max-width:42em;margin:2em auto;padding:0 1em;font:1.1em/1.6 serif}"
    "cite{font-weight:bold;font-style:normal}time{color:#666;font-size:.8em}"
    "p{margin:.2em 0 1.2em}.ad{font-style:italic}"
)


def write_html(
    passages: Iterable[Passage],
    style: LabelStyle,
    *,
    times: bool = True,
    title: str = "",
    language: str = "en",
) -> str:
    """A whole page in UTF-8; everything that comes from the transcript is escaped."""
    heading = " ".join(title.split()) or "Transcript"
    lines = [
        "<!DOCTYPE html>",
        f"<html lang={xml_attribute(language)}>",
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{xml_text(heading)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{xml_text(heading)}</h1>",
    ]
    for passage in passages:
        lines += _passage(passage, style, times=times)
    return "\n".join([*lines, "</body>", "</html>", ""])


def _passage(passage: Passage, style: LabelStyle, *, times: bool) -> list[str]:
    lines = []
    if passage.notice:
        lines.append(f'<p class="ad">{xml_text(passage.notice)}</p>')
    # On every passage: a paragraph without one would be read as the same speaker's.
    label = speaker_label(passage.speaker, style)
    if label:
        lines.append(f"<cite>{xml_text(label)}</cite>")
    if times and passage.start is not None:
        seconds = f"PT{max(passage.start, 0) / 1000:.3f}S"
        lines.append(f'<time datetime="{seconds}">{clock(passage.start)}</time>')
    return [*lines, f"<p>{xml_text(passage.text)}</p>"]
