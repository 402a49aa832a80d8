"""Turns, words and tables as they stand in the project file: JSON, one text per turn.

A turn's words are stored by column, not by word: `{"text": "so it begins", "start": [0, 210, 290],
...}`. Words never hold white space, so their texts are joined by one space. A column whose values
are all the default is left out; one whose values are all equal is that value instead of a list.
This is about a third of the size of one object per word, and `json.loads` is the only slow step.
"""

from __future__ import annotations

import json
from itertools import repeat
from typing import TYPE_CHECKING, Any

from editor.transcript.document import (
    AdKind,
    AdRead,
    CueChange,
    CueException,
    Speaker,
    SpeakerId,
    Tables,
    Turn,
    TurnId,
)
from editor.transcript.words import AdId, Match, Timing, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = Any
"""What `json` reads and writes."""


class DecodeError(ValueError):
    """The stored text is not what this module writes."""


_MATCHES = (Match.UNKNOWN, Match.MATCHED, Match.NO_SOUND, Match.UNCERTAIN)
"""The stored number of a match is its index here. Append only: files hold these numbers."""
_TIMING_OF = {int(timing): timing for timing in Timing}
_MATCH_OF = dict(enumerate(_MATCHES))
_CODE_OF = {match: code for code, match in enumerate(_MATCHES)}

_LIMITS = {
    "start": 2**53,
    "end": 2**53,
    "timing": max(_TIMING_OF),
    "confidence": 100,
    "ad": 2**53,
    "match": len(_MATCHES) - 1,
    "likelihood": 100,
    "aside": 1,
}
"""The largest value of each column, in the order of the fields of `Word` after `text`."""
_COLUMNS = tuple(_LIMITS)


REVIEWED = "reviewed"

_ENCODE = json.JSONEncoder(separators=(",", ":")).encode  # `json.dumps` makes one for each call


def dump(value: Json) -> str:
    """A value as compact JSON in ASCII, which every text can become, broken Unicode included."""
    return _ENCODE(value)


def load(text: object) -> Json:
    """The value of a JSON text.

    Raises:
        DecodeError: It is not JSON, or nested so deeply that it can only be an attack.
    """
    try:
        return json.loads(text)  # type: ignore[arg-type]  # a wrong type is what we look for
    except (TypeError, ValueError, RecursionError) as error:
        raise DecodeError("not JSON") from error


def words_to_json(words: tuple[Word, ...]) -> dict[str, Json]:
    """The words of a turn by column."""
    if not words:
        return {}
    texts, starts, ends, timings, confidences, ads, matches, likelihoods, asides = zip(
        *words, strict=True
    )
    encoded: dict[str, Json] = {"text": " ".join(texts)}
    columns = (
        starts,
        ends,
        timings,
        confidences,
        ads,
        tuple(map(_CODE_OF.__getitem__, matches)),
        likelihoods,
        tuple(map(int, asides)),
    )
    for name, column in zip(_COLUMNS, columns, strict=True):
        first = column[0]
        if column.count(first) != len(column):
            encoded[name] = column
        elif first != _default(name):
            encoded[name] = first
    return encoded


def words_from_json(encoded: Json) -> tuple[Word, ...]:
    """The words of `words_to_json`.

    Raises:
        DecodeError: A column is missing, of the wrong length, or holds something else.
    """
    if not isinstance(encoded, dict):
        raise DecodeError("words are not an object")
    text = encoded.get("text", "")
    if not isinstance(text, str):
        raise DecodeError("the text is not a text")
    texts = text.split(" ") if text else []
    starts, ends, timings, confidences, ads, matches, likelihoods, asides = (
        _column(encoded, name, len(texts)) for name in _COLUMNS
    )
    rows = zip(
        texts,
        starts,
        ends,
        map(_TIMING_OF.__getitem__, timings),
        confidences,
        ads,
        map(_MATCH_OF.__getitem__, matches),
        likelihoods,
        map(bool, asides),
        strict=False,  # a column with one value for all words has no end
    )
    # What `Word(...)` comes down to, without a call of Python code for each of 35,000 words.
    return tuple(map(tuple.__new__, repeat(Word), rows))


def _default(name: str) -> int | None:
    return None if name == "ad" else 0


def _column(encoded: dict[str, Json], name: str, length: int) -> Iterable[Any]:
    value = encoded.get(name, _default(name))
    values = value if isinstance(value, list) else [value]
    if isinstance(value, list) and len(value) != length:
        raise DecodeError(f"{len(value)} values for {length} words in {name}")
    allowed = {int, type(None)} if name == "ad" else {int}
    if not set(map(type, values)) <= allowed:
        raise DecodeError(f"{name} holds something that is not a whole number")
    numbers = [number for number in values if number is not None] if name == "ad" else values
    # Times of untimed words mean nothing, so they may be below zero.
    lowest = -_LIMITS[name] if name in ("start", "end", "ad") else 0
    if numbers and (max(numbers) > _LIMITS[name] or min(numbers) < lowest):
        raise DecodeError(f"{name} is out of range")
    return values if isinstance(value, list) else repeat(value, length)


def turn_to_json(turn: Turn) -> Json:
    """A whole turn, for the journal; the mark of a reviewed one is left out where there is none."""
    return [turn.id, turn.speaker, words_to_json(turn.words), *mark_to_json(turn)]


def turn_from_json(encoded: Json) -> Turn:
    """The turn of `turn_to_json`.

    Raises:
        DecodeError: It is something else.
    """
    if not isinstance(encoded, list) or len(encoded) not in (3, 4):
        raise DecodeError("not a turn")
    turn, speaker, words, *mark = encoded
    return Turn(
        TurnId(whole(turn)),
        speaker_from_json(speaker),
        words_from_json(words),
        mark_from_json(mark),
    )


def mark_to_json(turn: Turn) -> list[Json]:
    """What stands behind everything else of a turn in the journal."""
    return [REVIEWED] if turn.reviewed else []


def mark_from_json(encoded: list[Json]) -> bool:
    """Whether a turn is reviewed, from what `mark_to_json` gave.

    Raises:
        DecodeError: It is something else.
    """
    if encoded not in ([], [REVIEWED]):
        raise DecodeError("not the mark of a reviewed turn")
    return bool(encoded)


def reviewed_from_json(encoded: Json) -> frozenset[int]:
    """The ids of the reviewed turns.

    Raises:
        DecodeError: It is something else.
    """
    if not isinstance(encoded, list):
        raise DecodeError("not a list of turns")
    return frozenset(map(whole, encoded))


def speaker_from_json(value: Json) -> SpeakerId | None:
    """A turn's speaker: an id, or None.

    Raises:
        DecodeError: It is something else.
    """
    return None if value is None else SpeakerId(whole(value))


def tables_to_json(tables: Tables) -> Json:
    """The rows, for the journal; captions changed by hand are left out where there are none."""
    ads = [[row.id, row.kind.value, row.sponsor] for row in tables.ads]
    breaks = [[row.kind.value, row.turn, row.word, row.texts, row.ms] for row in tables.breaks]
    return [[list(row) for row in tables.speakers], ads, *([breaks] if breaks else ())]


def tables_from_json(encoded: Json) -> Tables:
    """The rows of `tables_to_json`.

    Raises:
        DecodeError: It is something else.
    """
    try:
        speakers, ads, *breaks = encoded
        return Tables(
            tuple(speaker_row(*row) for row in speakers),
            tuple(ad_row(*row) for row in ads),
            tuple(cue_row(*row) for rows in breaks for row in rows),
        )
    except (TypeError, ValueError) as error:
        raise DecodeError("not the rows of tables") from error


def speaker_row(key: Json, name: Json, colour: Json) -> Speaker:
    """One speaker.

    Raises:
        DecodeError: A value is of the wrong type.
    """
    return Speaker(SpeakerId(whole(key)), text_value(name), whole(colour))


def ad_row(key: Json, kind: Json, sponsor: Json) -> AdRead:
    """One ad read.

    Raises:
        DecodeError: A value is of the wrong type, or the kind is unknown.
    """
    try:
        return AdRead(AdId(whole(key)), AdKind(kind), text_value(sponsor))
    except ValueError as error:
        raise DecodeError("unknown kind of ad read") from error


def cue_row(kind: Json, turn: Json, word: Json, texts: Json, ms: Json) -> CueException:
    """One change of the captions by hand.

    Raises:
        DecodeError: A value is of the wrong type, or the kind is unknown.
    """
    if not isinstance(texts, list | tuple) or whole(word) < 0:
        raise DecodeError("not a word and its neighbours")
    try:
        two_before, before, text, after, two_after = map(text_value, texts)
        around = (two_before, before, text, after, two_after)
        return CueException(CueChange(kind), TurnId(whole(turn)), word, around, whole(ms))
    except ValueError as error:
        raise DecodeError("unknown kind of change, or not five words") from error


def whole(value: Json) -> int:
    """The value, if it is a whole number that SQLite can hold.

    Raises:
        DecodeError: It is something else.
    """
    if type(value) is not int or abs(value) >= 2**63:
        raise DecodeError("not a whole number")
    return value


def text_value(value: Json) -> str:
    """The value, if it is a text.

    Raises:
        DecodeError: It is something else.
    """
    if not isinstance(value, str):
        raise DecodeError("not a text")
    return value
