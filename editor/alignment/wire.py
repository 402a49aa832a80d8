"""The worker's language: one JSON object per line, each way.

Requests go in, events come out; `dump_*` and `load_*` are inverse to each other. What arrives is
never trusted: anything malformed raises `WireError` with one sentence.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editor.alignment.aligner import (
    HEARD_ALIKE,
    HEARD_DIFFERENTLY,
    SPEECH_WITHOUT_TEXT,
    AlignRequest,
    Done,
    Event,
    Failed,
    Heard,
    HeardWord,
    Language,
    Progress,
    Ready,
    Request,
    Segment,
    Settled,
    StopRequest,
    Text,
    TranscribeRequest,
    WordTime,
    WordTimes,
)
from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Callable


class WireError(ValueError):
    """A line is not of this language; the message is one sentence."""

    def __init__(self, message: str, job: int = 0) -> None:
        super().__init__(message)
        self.job = job


# --- requests -------------------------------------------------------------------------------

_OPS: dict[str, type[AlignRequest] | type[TranscribeRequest] | type[StopRequest]] = {
    "align": AlignRequest,
    "transcribe": TranscribeRequest,
    "stop": StopRequest,
}
_OP_OF = {kind: op for op, kind in _OPS.items()}


def dump_request(request: Request) -> str:
    """A request as one line, without the line break."""
    row: dict[str, Any] = {"op": _OP_OF[type(request)]}
    for field in fields(request):
        value = getattr(request, field.name)
        row[field.name] = str(value) if isinstance(value, Path) else value
    return _line(row)


def load_request(line: str) -> Request:
    """A request from its line; unknown keys are ignored, missing ones take their default.

    Raises:
        WireError: It is no request; its `job` is that of the line where it has one.
    """
    row = _object(line)
    job = row.get("job")
    if not isinstance(job, int) or isinstance(job, bool):
        raise WireError("The request has no job number.")
    kind = _OPS.get(str(row.get("op")))
    if kind is None:
        raise WireError(f"The request asks for something unknown: {row.get('op')!r}.", job)
    values: dict[str, Any] = {}
    for field in fields(kind):
        if field.name in row:
            values[field.name] = _field(field.name, row[field.name], job)
    try:
        return kind(**values)
    except TypeError as error:
        raise WireError(f"The request lacks something: {error}.", job) from error


def _field(name: str, value: Any, job: int) -> Any:
    read, what = _READERS[name]
    try:
        return read(value)
    except (TypeError, ValueError) as error:
        raise WireError(f'The request\'s "{name}" is not {what}.', job) from error


def _int(value: Any) -> int:
    if not _is_int(value):
        raise TypeError
    return int(value)


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _whole(value: Any) -> int:
    if _int(value) < 0:
        raise ValueError
    return int(value)


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _path(value: Any) -> Path:
    if not _str(value):
        raise ValueError
    return Path(value)


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _heads(value: Any) -> tuple[tuple[int, int], ...]:
    heads = [_list(head) for head in _list(value)]
    return tuple((_whole(layer), _whole(head)) for layer, head in heads)


_READERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "job": (_int, "a number"),
    "audio": (_path, "a path"),
    "model": (_path, "a path"),
    "words": (lambda value: tuple(_str(word) for word in _list(value)), "a list of words"),
    "heads": (_heads, "a list of pairs of numbers"),
    "shift_ms": (_int, "a number of milliseconds"),
    "language": (_or_none(_str), "a language code"),
    "from_ms": (_whole, "a number of milliseconds"),
    "to_ms": (_or_none(_whole), "a number of milliseconds"),
    "refine": (_bool, "true or false"),
    "prompt": (_str, "a text"),
    "device": (_str, "the name of a device"),
    "threads": (_whole, "a number"),
}


# --- events ---------------------------------------------------------------------------------


def dump_event(event: Event) -> str:
    """An event as one line, without the line break."""
    name, write, _ = _EVENTS[type(event)]
    return _line({"event": name, **write(event)})


def load_event(line: str) -> Event:
    """An event from its line.

    Raises:
        WireError: It is no event.
    """
    row = _object(line)
    reader = _EVENT_READERS.get(str(row.get("event")))
    if reader is None:
        raise WireError(f"The aligner said something unknown: {row.get('event')!r}.")
    try:
        return reader(row)
    except (KeyError, TypeError, ValueError) as error:
        raise WireError(f'The aligner\'s "{row["event"]}" event is malformed.') from error


def _write_times(event: WordTimes) -> dict[str, Any]:
    rows = [[t.start, t.end, t.confidence, t.match.value, t.likelihood] for t in event.times]
    return {"job": event.job, "first": event.first, "words": rows}


def _read_times(row: dict[str, Any]) -> WordTimes:
    times = [
        WordTime(_or_none(_int)(a), _or_none(_int)(b), _int(sure), Match(match), _int(likely))
        for a, b, sure, match, likely in _list(row["words"])
    ]
    return WordTimes(_int(row["job"]), _whole(row["first"]), tuple(times))


def _write_words(words: tuple[HeardWord, ...]) -> list[list[Any]]:
    return [list(word) for word in words]


def _read_words(value: Any) -> tuple[HeardWord, ...]:
    return tuple(HeardWord(_str(t), _int(a), _int(b), _int(p)) for t, a, b, p in _list(value))


def _write_heard(event: Heard) -> dict[str, Any]:
    return {
        "job": event.job, "kind": event.kind, "start": event.start, "end": event.end,
        "text": event.text, "words": _write_words(event.words),
        "first": event.first, "last": event.last,
    }  # fmt: skip


def _read_heard(row: dict[str, Any]) -> Heard:
    kind = _str(row["kind"])
    if kind not in {SPEECH_WITHOUT_TEXT, HEARD_DIFFERENTLY, HEARD_ALIKE}:
        raise ValueError
    return Heard(
        _int(row["job"]), kind, _int(row["start"]), _int(row["end"]),
        _read_words(row["words"]), _int(row["first"]), _int(row["last"]),
    )  # fmt: skip


def _write_text(event: Text) -> dict[str, Any]:
    rows = [
        {"start": part.start, "end": part.end, "words": _write_words(part.words)}
        for part in event.segments
    ]
    return {"job": event.job, "segments": rows, "until_ms": event.until}


def _read_text(row: dict[str, Any]) -> Text:
    parts = [
        Segment(_int(part["start"]), _int(part["end"]), _read_words(part["words"]))
        for part in _list(row["segments"])
    ]
    return Text(_int(row["job"]), tuple(parts), _whole(row.get("until_ms", 0)))


def _write_settled(event: Settled) -> dict[str, Any]:
    heard = [_write_heard(one) for one in event.heard]
    return {"job": event.job, "words": event.words, "until_ms": event.until, "heard": heard}


def _read_settled(row: dict[str, Any]) -> Settled:
    heard = tuple(map(_read_heard, _list(row["heard"])))
    return Settled(_int(row["job"]), _whole(row["words"]), _whole(row["until_ms"]), heard)


def _write_progress(event: Progress) -> dict[str, Any]:
    return {
        "job": event.job, "stage": event.stage,
        "position_ms": event.position, "total_ms": event.total,
    }  # fmt: skip


def _read_progress(row: dict[str, Any]) -> Progress:
    stage = _str(row["stage"])
    return Progress(_int(row["job"]), stage, _int(row["position_ms"]), _int(row["total_ms"]))


def _write_plain(event: Any) -> dict[str, Any]:
    return {field.name: getattr(event, field.name) for field in fields(event)}


def _read_language(row: dict[str, Any]) -> Language:
    return Language(_int(row["job"]), _str(row["code"]), _int(row["likelihood"]))


def _read_done(row: dict[str, Any]) -> Done:
    counts = {field.name: _int(row[field.name]) for field in fields(Done)[:-1]}
    return Done(**counts, seconds=float(row["seconds"]))


def _read_failed(row: dict[str, Any]) -> Failed:
    return Failed(_int(row["job"]), _str(row["message"]))


_EVENTS: dict[type, tuple[str, Callable[[Any], dict[str, Any]], Callable[[Any], Event]]] = {
    Ready: ("ready", _write_plain, lambda _: Ready()),
    Progress: ("progress", _write_progress, _read_progress),
    WordTimes: ("words", _write_times, _read_times),
    Heard: ("heard", _write_heard, _read_heard),
    Text: ("text", _write_text, _read_text),
    Settled: ("settled", _write_settled, _read_settled),
    Language: ("language", _write_plain, _read_language),
    Done: ("done", _write_plain, _read_done),
    Failed: ("failed", _write_plain, _read_failed),
}
_EVENT_READERS = {name: read for name, _, read in _EVENTS.values()}


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WireError("The line is not JSON.") from error
    if not isinstance(row, dict):
        raise WireError("The line is not a JSON object.")
    return row
