"""A stand-in for the aligner's child: the protocol on the wire, without any model.

Its argument says how it behaves. It imports nothing of ours: it runs as a script.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any


def say(event: str, **values: Any) -> None:
    sys.stdout.write(json.dumps({"event": event, "job": 1, **values}) + "\n")
    sys.stdout.flush()


def well(request: dict[str, Any], matched: float = 1.0) -> None:
    sys.stdout.write("a library greets you\n")
    sys.stderr.write("and complains\n")
    count = len(request.get("words", ()))
    say("language", code=request["language"] or "de", likelihood=77)
    say("progress", stage="listening", position_ms=0, total_ms=10_000)
    found = round(count * matched)
    rows = [[100 * k, 100 * k + 80, 90, "matched", 95] for k in range(found)]
    rows += [[None, None, 0, "text_without_sound", 0]] * (count - found)
    half = count // 2
    say("words", first=half, words=rows[half:])
    say("progress", stage="aligning", position_ms=9000, total_ms=10_000)
    say("words", first=0, words=rows[:half])
    if not count:
        heard = [["Hello", 100, 400, 90], ["there.", 450, 800, 80], ["Yes?", 4000, 4300, 70]]
        say("text", segments=[{"start": 100, "end": 4300, "words": heard}])
        count = found = 3
    say(
        "done",
        words=count,
        matched=found,
        without_sound=count - found,
        uncertain=0,
        speech_without_text_ms=1500,
        seconds=0.1,
    )


def wrong_episode(request: dict[str, Any]) -> None:
    well(request, matched=0.07)


def crash(request: dict[str, Any]) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def out_of_memory(request: dict[str, Any]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(request: dict[str, Any]) -> None:
    sys.exit(3)


def fail(request: dict[str, Any]) -> None:
    say("failed", message="This speech model cannot be loaded.")


def hang(request: dict[str, Any]) -> None:
    Path(sys.argv[2]).write_text(str(os.getpid()))
    threading.Event().wait()


def deaf(request: dict[str, Any]) -> None:
    say("done", words=0, matched=0, without_sound=0, uncertain=0, speech_without_text_ms=0,
        seconds=0.1)  # fmt: skip


if __name__ == "__main__":
    say("ready")
    globals()[sys.argv[1]](json.loads(sys.stdin.readline()))
