"""Read the JSON of Whisper, faster-whisper, WhisperX and whisper.cpp, and podcast JSON.

They agree on a list of segments with text and times; words with times and probabilities may
stand in each. The names of the fields differ, so tables list them.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from editor.formats.encoding import clean_text
from editor.formats.errors import FormatError
from editor.formats.imported import Imported
from editor.formats.labelled_cues import AD_NOTICE
from editor.formats.timed_text import Piece, interpolate, turns_of
from editor.transcript.words import Timing, Word, from_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ID = "whisper-json"

_LISTS = ("segments", "transcription", "word_segments", "words")
_TEXT = ("text", "word", "body")
_START = ("start", "startTime")
_END = ("end", "endTime")
_SURE = ("probability", "score", "confidence")
_DEFAULT_SURE = 70
_MAX_SECONDS = 400_000.0  # more than four days


def sniff(head: str) -> float:
    """How surely the beginning of a file is such JSON, 0-1."""
    start = head.lstrip()
    if start[:1] not in ("{", "["):
        return 0.0
    if any(f'"{key}"' in head for key in (*_LISTS, "start", "startTime")):
        return 0.95
    return 0.4 if start[:2] in ('{"', "[{", "{\n") else 0.0


def read(text: str, name: str) -> Imported:
    """Read a whole file.

    Raises:
        FormatError: It is not JSON, or holds no segments with text.
    """
    data = _parsed(text, name)
    segments = _segments(data)
    pieces = [piece for segment in segments if (piece := _piece(segment)).words]
    if not pieces:
        raise FormatError(f"{name} is JSON, but holds no transcript that Whisper would write.")
    skipped = len(segments) - len(pieces)
    notes = (f"{skipped} segments without text were skipped.",) if skipped else ()
    return Imported(turns_of(_marked(pieces)), language=_language(data), notes=notes, format=ID)


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise FormatError(f"{name} is JSON, but nested too deeply to be a transcript.") from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise FormatError(
            f"{name} is damaged JSON (line {line}); export it again from the program that made it."
        ) from None


def segments_of(data: Any) -> list[tuple[int | None, int | None, str, str | None]]:
    """Start and end (ms), text and speaker of each segment that has text."""
    found = []
    for row in _segments(data):
        words = row.get("words")
        rows = [word for word in words if isinstance(word, dict)] if isinstance(words, list) else []
        text = clean_text(_text(row)) or " ".join(word.text for word in _words(rows))
        speaker = row.get("speaker")
        name = " ".join(clean_text(speaker).split()) if isinstance(speaker, str) else ""
        if text.split():
            found.append((*_times(row), " ".join(text.split()), name or None))
    return found


def _segments(data: Any) -> list[Mapping[str, Any]]:
    """The list of segments, wherever it stands."""
    if isinstance(data, dict):
        lists = (data.get(key) for key in _LISTS)
        data = next((found for found in lists if isinstance(found, list) and found), [])
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []


def _piece(segment: Mapping[str, Any]) -> Piece:
    start, end = _times(segment)
    speaker = segment.get("speaker")
    name = " ".join(clean_text(speaker).split()) if isinstance(speaker, str) else ""
    rows = segment.get("words")
    words = _words([row for row in rows if isinstance(row, dict)]) if isinstance(rows, list) else ()
    text = AD_NOTICE.sub("", clean_text(_text(segment)))
    if not words and text.split():
        words = interpolate(text, start or 0, end or start or 0)
        if start is None:
            words = tuple(word.without_times() for word in words)
    return Piece(start or 0, end or 0, name or None, _filled(words, start, end))


def _times(row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Start and end in ms; whisper.cpp has them as whole milliseconds under `offsets`."""
    offsets = row.get("offsets")
    if isinstance(offsets, dict):
        start, end = _number(offsets.get("from")), _number(offsets.get("to"))
        return (None if start is None else round(start)), (None if end is None else round(end))
    start, end = _first_number(row, _START), _first_number(row, _END)
    return (
        None if start is None else from_seconds(start),
        None if end is None else from_seconds(end),
    )


def _first_number(row: Mapping[str, Any], keys: Iterable[str]) -> float | None:
    return next((number for key in keys if (number := _number(row.get(key))) is not None), None)


def _number(value: Any) -> float | None:
    """A finite number that can be a time or a probability; else None."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return float(min(max(value, 0), 1000 * _MAX_SECONDS))


def _text(row: Mapping[str, Any]) -> str:
    return next((row[key] for key in _TEXT if isinstance(row.get(key), str)), "")


def _words(rows: list[dict[str, Any]]) -> tuple[Word, ...]:
    """The words of a segment. Whisper marks a new word by a space before it."""
    texts = [clean_text(_text(row)) for row in rows]
    spaced = any(text[:1].isspace() for text in texts)
    words: list[Word] = []
    for row, text in zip(rows, texts, strict=True):
        tokens = text.split()
        if tokens and spaced and words and not text[:1].isspace():
            words[-1] = _joined(words[-1], _timed(tokens[0], row))
            tokens = tokens[1:]
        words += [_timed(token, row) for token in tokens]
    return tuple(words)


def _timed(token: str, row: Mapping[str, Any]) -> Word:
    start, end = _times(row)
    if start is None or end is None:
        return Word(token)
    sure = _first_number(row, _SURE)
    percent = _DEFAULT_SURE if sure is None else min(100, round(100 * sure))
    return Word(token, start, max(start, end), Timing.MEASURED, percent, likelihood=percent)


def _joined(word: Word, more: Word) -> Word:
    joined = word._replace(text=word.text + more.text)
    return joined._replace(end=max(word.end, more.end)) if word.timed and more.timed else joined


def _filled(words: tuple[Word, ...], start: int | None, end: int | None) -> tuple[Word, ...]:
    """Give words without times (WhisperX: numbers) the room between their neighbours."""
    if start is None or all(word.timed for word in words):
        return words
    filled = list(words)
    at = 0
    while at < len(filled):
        if filled[at].timed:
            at += 1
            continue
        stop = next((n for n in range(at, len(filled)) if filled[n].timed), len(filled))
        left = filled[at - 1].end if at else start
        right = filled[stop].start if stop < len(filled) else max(end or left, left)
        run = " ".join(word.text for word in filled[at:stop])
        filled[at:stop] = interpolate(run, left, max(left, right), inside=True)
        at = stop
    return tuple(filled)


def _marked(pieces: list[Piece]) -> list[Piece]:
    """Pieces with the times of their words, where these say more than the segment."""
    return [
        piece._replace(start=timed[0].start, end=timed[-1].end)
        if (timed := [word for word in piece.words if word.timed])
        else piece
        for piece in pieces
    ]


def _language(data: Any) -> str | None:
    if not isinstance(data, dict):
        return None
    result = data.get("result")
    found = data.get("language") or (result.get("language") if isinstance(result, dict) else None)
    return found[:2].lower() if isinstance(found, str) and found[:2].isalpha() else None
