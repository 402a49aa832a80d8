"""What the export dialogue offers to choose from, and which kinds of files each choice concerns."""

from __future__ import annotations

from editor.formats.cue_options import AdPolicy, LabelStyle, Unspoken, Wording

ADS = (
    (AdPolicy.KEEP.value, "Keep as ordinary text"),
    (AdPolicy.LABEL.value, "Label as [Advertisement]"),
    (AdPolicy.OMIT.value, "Leave out"),
    (AdPolicy.CUT.value, "Cut out of the audio too"),
)
SRT_SPEAKERS = (
    (LabelStyle.NAME.value, "Name: text"),
    (LabelStyle.CHEVRONS.value, ">> NAME: text"),
    (LabelStyle.BRACKETS.value, "[Name] text"),
    (LabelStyle.NONE.value, "Not at all"),
)
SRT_LINES = (("crlf", "As Windows does (CRLF)"), ("lf", "As Unix does (LF)"))
VTT_SPEAKERS = (("voice", "As voice, <v Name>"), ("none", "Not at all"))
TEXT_SPEAKERS = SRT_SPEAKERS
WORDING = (
    (Wording.VERBATIM.value, "Keep (verbatim)"),
    (Wording.CLEAN.value, "Leave out (clean)"),
)
UNSPOKEN = ((Unspoken.KEEP.value, "Keep"), (Unspoken.OMIT.value, "Leave out"))

VOICED = ("vtt", "wordvtt", "p20", "ttml", "ass", "audacity", "csv")
"""Formats with a place of their own for a cue's speaker."""
TEXTS = ("txt", "md", "html", "docx")
CHAPTERED = ("chapters", "youtube", "ffmeta")
TITLED = ("ttml", "ass", "md", "html", "docx", *CHAPTERED)
WORDED = ("srt", *VOICED, *TEXTS)
