"""A child process that speaks the aligner's protocol and misbehaves on demand.

Its arguments are used up one per request that it gets: `answer` times each word 100 ms apart,
`crash` dies, `no-memory` is ended by the system, `hang` never answers, `garbage` writes nonsense
and then answers, `fail` reports a failure, `hear:WORD` hears WORD for the second word, `half`
answers for the first half, calls that final and dies, `unsettled` does the same without calling it
final; both hear "Hark" for the second word. State that must outlive a crash is kept by
`once:FILE:BEHAVIOUR`: that behaviour if FILE is not there yet (it is made), else `answer`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path


def write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def say(**row: object) -> None:
    write(json.dumps(row))


def answer(request: dict, until: float = 1.0, hears: str = "", settles: bool = True) -> None:
    job = request["job"]
    if request["op"] == "transcribe":
        write_down(job, request["from_ms"], half=until < 1)
        done(job, 0)
        return
    count = len(request["words"])
    stop = int(count * until)
    start = request.get("from_ms", 0)
    say(event="progress", job=job, stage="aligning", position_ms=500, total_ms=1000)
    times = [[start + i * 100, start + i * 100 + 80, 90, "matched", 95] for i in range(stop)]
    say(event="words", job=job, first=0, words=times)
    heard = [hearing(job, hears, start)] if hears else []
    if until < 1:
        if settles:
            say(event="settled", job=job, words=stop, until_ms=times[-1][1], heard=heard)
        os._exit(3)
    for row in heard:
        say(event="heard", **row)
    done(job, count)


def hearing(job: int, text: str, start: int) -> dict:
    word = [[text, start + 100, start + 180, 95]]
    return {"job": job, "kind": "heard_differently", "start": start + 100, "end": start + 180,
            "text": text, "words": word, "first": 1, "last": 1}  # fmt: skip


def write_down(job: int, start: int, *, half: bool) -> None:
    for text, first, last in (("Hello", 100, 400), ("there.", 400, 700)):
        if first < start:
            continue
        part = {"start": first, "end": last, "words": [[text, first, last, 90]]}
        say(event="text", job=job, segments=[part], until_ms=last)
        if half:
            os._exit(3)


def done(job: int, count: int) -> None:
    counts = {"words": count, "matched": count, "without_sound": 0, "uncertain": 0}
    say(event="done", job=job, **counts, speech_without_text_ms=0, seconds=0.0)


def hang() -> None:
    threading.Event().wait()


def main() -> None:
    behaviours = sys.argv[1:] or ["answer"]
    say(event="ready")
    for line in sys.stdin:
        behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        if behaviour.startswith("once:"):
            _, marker, then = behaviour.split(":")
            behaviour = "answer" if Path(marker).exists() else then
            Path(marker).touch()
        request = json.loads(line)
        if behaviour == "crash":
            sys.stderr.write("something native went wrong\n")
            sys.stderr.flush()
            os.abort()
        elif behaviour == "no-memory":
            os.kill(os.getpid(), signal.SIGKILL)  # as Linux does when memory runs out
        elif behaviour == "hang":
            hang()
        elif behaviour in {"half", "unsettled"}:
            answer(request, 0.5, "Hark", settles=behaviour == "half")
        elif behaviour.startswith("hear:"):
            answer(request, hears=behaviour.removeprefix("hear:"))
        elif behaviour == "fail":
            say(event="failed", job=request["job"], message="The model is broken: choose another.")
        else:
            if behaviour == "garbage":
                write("Loading weights… 100 %\n\n{\x00")
            answer(request)


if __name__ == "__main__":
    main()
