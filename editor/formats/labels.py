"""Speaker labels in front of text: `Name:`, `NAME:`, `[Name]`, `>> NAME:`, beside times or not."""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.tables import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence


class LabelKind(Enum):
    """How a label is written."""

    COLON = "Name:"
    BRACKETS = "[Name]"
    CHEVRONS = ">>"
    HEADING = "Name 00:12"


class Label(NamedTuple):
    """A label and the text after it.

    `speaker` is None after bare chevrons: somebody else speaks, the file does not say who.
    """

    speaker: str | None
    rest: str
    kind: LabelKind


_TIME = r"[\[(<]?(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?[\])>]?"
_TIME_ONLY = re.compile(rf"{_TIME}(?:\s*(?:-->|-|–|—|to)\s*{_TIME})?")
_LEADING_TIME = re.compile(rf"{_TIME}\s*[-–—]?\s*")
_TRAILING_TIME = re.compile(rf"\s*[-–—|,]?\s*{_TIME}\s*$")
_COLON = re.compile(r":(?=\s|\*|$)")
_BRACKETED = re.compile(r"\[([^\[\]]{1,40})\]:?\s*")
_NAME_WORD = re.compile(r"\(?[^\W_][\w.'’&\-/]*\)?")
_MAX_NAME = 40
_MAX_NAME_WORDS = 5
_WINDOW = 90  # a label with its time is never longer

_PARTICLES = word_set("of the and de la le van von der den di da del el al bin ibn y e")
_NOT_NAMES = word_set(
    """note notes warning question answer example tip update edit source sources link links
    subject date episode title transcript summary description chapter part section step week day
    remember first second third finally also but so and or because this that here there now then
    well yes no ok okay http https re fact fiction true false plus ps p.s spoiler translation
    problem solution point bottom hint disclaimer welcome hello hi today tomorrow yesterday
    """
)
_SOUNDS = word_set(
    """music applause laughter laughs laughing laugh inaudible crosstalk silence pause noise sighs
    sigh coughs cough cheering sound background foreign blank_audio unintelligible beep bleep clip
    advertisement ad ads theme intro outro indistinct chuckles chuckle gasps whispers speaking
    singing music_playing phone ringing clears overlapping
    """
)


def is_time(text: str) -> bool:
    """Whether a line holds nothing but a time or a time range."""
    return bool(_TIME_ONLY.fullmatch(text.strip()))


def split_label(line: str) -> Label | None:
    """The label that a line begins with, as a candidate (see `accepted`), or None."""
    text = line.strip()
    if text.startswith(">>"):
        rest = text.lstrip("> ").strip()
        named = _colon_label(rest)
        return Label(
            named.speaker if named else None, named.rest if named else rest, LabelKind.CHEVRONS
        )
    text = _LEADING_TIME.sub("", text, count=1) if text[:1] in "0123456789[(<" else text
    had_time = len(text) < len(line.strip())
    return _colon_label(text) or _bracket_label(text) or _heading(text, had_time)


def is_name(text: str) -> bool:
    """Whether a text is shaped like the name of a person or a role."""
    words = text.split()
    if not words or len(text) > _MAX_NAME or len(words) > _MAX_NAME_WORDS:
        return False
    if not text[0].isalpha() or text[0].islower() or text.casefold() in _NOT_NAMES:
        return False
    return all(_is_name_word(word, first=index == 0) for index, word in enumerate(words))


def accepted(labels: Sequence[Label | None]) -> list[Label | None]:
    """The candidates that are believed; None elsewhere.

    A kind of label is believed when the first line has one (a labelled text begins with a
    label), or when it names the same speaker at least twice. Otherwise "Remember: ..." in the
    middle of a text would become a person.
    """
    leading = labels[0].kind if labels and labels[0] else None
    counts = Counter(_identity(label) for label in labels if label)
    return [
        label if label and (label.kind is leading or _is_sure(label, counts)) else None
        for label in labels
    ]


def _is_sure(label: Label, counts: Counter[tuple[LabelKind, str]]) -> bool:
    return label.kind is LabelKind.CHEVRONS or counts[_identity(label)] > 1


def _identity(label: Label) -> tuple[LabelKind, str]:
    return label.kind, (label.speaker or "").casefold()


def _is_name_word(word: str, *, first: bool) -> bool:
    if not _NAME_WORD.fullmatch(word):
        return False
    bare = word.strip("()")
    if word[0] == "(" or bare[0].isdigit():
        return not first
    return not bare[0].islower() or (not first and bare in _PARTICLES)


def _colon_label(text: str) -> Label | None:
    colon = _COLON.search(text, 0, _WINDOW)
    if not colon:
        return None
    name = _TRAILING_TIME.sub("", text[: colon.start()].strip().strip("*").strip())
    rest = text[colon.end() :].lstrip("*").strip()
    rest = _LEADING_TIME.sub("", rest, count=1) if rest[:1] in ("[", "(") else rest
    return Label(name, rest, LabelKind.COLON) if is_name(name) else None


def _bracket_label(text: str) -> Label | None:
    match = _BRACKETED.match(text)
    if not match or not is_name(match[1].strip()):
        return None
    if match[1].split()[0].casefold().strip(":") in _SOUNDS:
        return None
    return Label(match[1].strip(), text[match.end() :].strip(), LabelKind.BRACKETS)


def _heading(text: str, had_time: bool) -> Label | None:
    """A name alone on its line beside a time, as transcription services write it."""
    name = _TRAILING_TIME.sub("", text[:_WINDOW])
    if len(text) > _WINDOW or (name == text and not had_time) or not is_name(name.strip()):
        return None
    return Label(name.strip(), "", LabelKind.HEADING)
