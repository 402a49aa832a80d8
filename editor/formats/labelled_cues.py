"""Speakers in caption text: labels in cues carry on until the next label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.labels import Label, LabelKind, accepted, split_label
from editor.formats.timed_text import Piece, interpolate, trim_overlaps, turns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.formats.imported import DraftTurn

AD_NOTICE = re.compile(r"\[Advertisement(?::\s[^\[\]]{0,200})?\]\s*")
"""What the ad policy "label" shows at the start of an ad read; no spoken words."""


def without_notices(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the notices of ad reads, and a sentence if there were any."""
    text, count = AD_NOTICE.subn("", text)
    note = f"{count} [Advertisement] labels were left out; mark the ad reads again."
    return text, (note,) if count else ()


class RawCue(NamedTuple):
    """A cue as the file has it, times in ms.

    `speaker` is a name given outside of the text (a voice span), `text` may hold line feeds.
    `inside` says that this is the later part of a cue, begun by an inline time.
    """

    start: int
    end: int
    text: str
    speaker: str | None = None
    inside: bool = False


class _Line(NamedTuple):
    cue: int
    text: str
    label: Label | None


def turns_of_cues(cues: Sequence[RawCue]) -> tuple[tuple[DraftTurn, ...], tuple[str, ...]]:
    """Turns of timed words, and notes on what was skipped."""
    texts = [AD_NOTICE.sub("", cue.text) for cue in cues]
    pieces = _pieces(cues, texts)
    return turns_of(pieces), _notes(cues, texts)


def _notes(cues: Sequence[RawCue], texts: Sequence[str]) -> tuple[str, ...]:
    notices = sum(cue.text != text for cue, text in zip(cues, texts, strict=True))
    empty = sum(not text.strip() for text in texts)
    backwards = sum(cue.end <= cue.start for cue in cues)
    found = (
        (notices, f"{notices} [Advertisement] labels were left out; mark the ad reads again."),
        (empty, f"{empty} captions without text were skipped."),
        (backwards, f"{backwards} captions end before they start; only their starts were used."),
    )
    return tuple(note for count, note in found if count)


def spoken_parts(cues: Sequence[RawCue]) -> list[list[tuple[str | None, str]]]:
    """For each cue its spoken text without labels and notices, part by part with the speaker."""
    texts = [AD_NOTICE.sub("", cue.text) for cue in cues]
    return [
        [(speaker, " ".join(lines)) for speaker, _, lines in parts] for parts in _parts(cues, texts)
    ]


def _pieces(cues: Sequence[RawCue], texts: Sequence[str]) -> list[Piece]:
    times = trim_overlaps([(cue.start, cue.end) for cue in cues])
    pieces = []
    for cue, time, parts in zip(cues, times, _parts(cues, texts), strict=True):
        pieces += _share(time, parts, inside=cue.inside)
    return pieces


def _parts(
    cues: Sequence[RawCue], texts: Sequence[str]
) -> list[list[tuple[str | None, bool, list[str]]]]:
    """Each cue's lines by speaker: name, whether a label stands there, lines without it."""
    voiced = any(cue.speaker is not None for cue in cues)
    lines = _label_lines(texts) if not voiced else _plain_lines(texts)
    found, speaker = [], None
    for index, cue in enumerate(cues):
        parts: list[tuple[str | None, bool, list[str]]] = []
        speaker = cue.speaker if voiced else speaker
        for line in lines[index]:
            if line.label:
                speaker = line.label.speaker
            if not parts or line.label:
                parts.append((speaker, bool(line.label), []))
            parts[-1][2].append(line.label.rest if line.label else line.text)
        found.append(parts)
    return found


def _plain_lines(texts: Sequence[str]) -> list[list[_Line]]:
    return [[_Line(n, line, None) for line in text.split("\n")] for n, text in enumerate(texts)]


def _label_lines(texts: Sequence[str]) -> list[list[_Line]]:
    lines = [(n, line) for n, text in enumerate(texts) for line in text.split("\n") if line.strip()]
    labels = accepted([_cue_label(line) for _, line in lines])
    grouped: list[list[_Line]] = [[] for _ in texts]
    for (n, line), label in zip(lines, labels, strict=True):
        grouped[n].append(_Line(n, line, label))
    return grouped


def _cue_label(line: str) -> Label | None:
    label = split_label(line)
    return None if label and label.kind is LabelKind.HEADING else label


def _share(
    times: tuple[int, int],
    parts: Sequence[tuple[str | None, bool, list[str]]],
    *,
    inside: bool,
) -> list[Piece]:
    """Pieces of one cue; several speakers in it share its time by the length of their text."""
    start, end = times
    texts = [" ".join(lines) for _, _, lines in parts]
    total = sum(len(text) + 1 for text in texts) or 1
    pieces, done = [], 0
    for (speaker, change, _), text in zip(parts, texts, strict=True):
        begin = start + (end - start) * done // total
        done += len(text) + 1
        stop = start + (end - start) * done // total
        words = interpolate(text, begin, stop, inside=inside)
        pieces.append(Piece(begin, stop, speaker, words, change))
    return pieces
