"""What a report of a defect needs to say: versions and the end of the log, and no word of the text.

Log lines and the messages of exceptions may quote what somebody was editing, and paths may tell
names. So nothing is copied that is not known to be harmless: of a traceback the places, of an
exception its type, of a message the words outside quotation marks.
"""

from __future__ import annotations

import platform
import re
import sys
from typing import TYPE_CHECKING

from editor import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LAST_LINES = 150
"""Lines of the log that are looked at; some 100 of them stay."""
_TAIL_BYTES = 60_000
_LONGEST = 240

_RECORD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S* (?:DEBUG|INFO|WARNING|ERROR|CRITICAL) ")
_CHILD = re.compile(r"(?P<head>.* editor\.jobs\.worker_link: aligner: )(?P<rest>.*)")
_PLACE = re.compile(
    r"\s*File \"(?P<path>[^\"]+)\", line (?P<line>\d+)(?:,? in (?P<name>[\w<>.]+))?"
)
_HEAD = re.compile(
    r"\s*(?:[|+-]+\s*)?(?:Traceback \(most recent call last\)|Fatal Python error: [\w ]+|"
    r"Current thread \w+|Thread \w+|The above exception|During handling)"
)
_EXCEPTION = re.compile(r"\s*(?P<type>(?:\w+\.)*\w*(?:Error|Exception|Warning|Interrupt|Exit))\b")
_KNOWN = {"editor", "site-packages", "benchmarks", "tests"}
_QUOTED = re.compile(r"“.*?”|‘.*?’|\"[^\"]*\"|'[^']*'|\(.*\)|\[.*\]|\{.*\}")
_PATH = re.compile(r"(?:[A-Za-z]:)?(?:[/\\][^\s:,;]+)+")


def details(log_file: Path, versions: Mapping[str, str]) -> str:
    """The text to paste into a report.

    Args:
        log_file: The program's log; one that cannot be read is left out.
        versions: Of the libraries that matter, by name.
    """
    rows = {
        "Proofcast": __version__,
        "System": platform.platform(),
        "Python": f"{sys.version.split()[0]} ({platform.machine()})",
        **versions,
    }
    head = "\n".join(f"{name}: {value}" for name, value in rows.items())
    lines = list(harmless(tail(log_file)))
    end = "\n".join(lines) if lines else "(the log is empty)"
    return f"{head}\n\nEnd of the log, without any text of the episode:\n{end}\n"


def tail(log_file: Path, count: int = LAST_LINES) -> list[str]:
    """The last lines of a file; none when it cannot be read."""
    try:
        with log_file.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL_BYTES))
            text = file.read(_TAIL_BYTES).decode("utf-8", "replace")
    except OSError:
        return []
    return text.splitlines()[-count:]


def harmless(lines: Iterable[str]) -> Iterable[str]:
    """Lines of a log without what may be text, names or places of the user."""
    for line in lines:
        child = _CHILD.match(line)
        if child:
            kept = _of_traceback(child["rest"])
            if kept:
                yield child["head"] + kept
        elif _RECORD.match(line):
            yield _PATH.sub("…", _QUOTED.sub("…", line))[:_LONGEST]
        else:
            kept = _of_traceback(line)
            if kept:
                yield kept


def _of_traceback(line: str) -> str:
    """What may be kept of a line of a traceback; "" when it may hold anything."""
    place = _PLACE.match(line)
    if place:
        name = f", in {place['name']}" if place["name"] else ""
        return f"  File {_inside(place['path'])}, line {place['line']}{name}"
    head = _HEAD.match(line)
    if head:
        return head[0]
    error = _EXCEPTION.match(line)
    return error["type"] if error else ""


def _inside(path: str) -> str:
    """The end of a path from a known folder on: the beginning may hold the user's name."""
    parts = path.replace("\\", "/").split("/")
    known = [index for index, part in enumerate(parts) if part in _KNOWN]
    return "/".join(parts[known[-1] :] if known else parts[-1:])
