"""The real aligner, killed in the middle of the sample episode."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from editor.alignment.aligner import Settled
from editor.alignment.models import find_folders, load_catalog, resolve
from editor.jobs import align_queue
from editor.jobs.align_queue import AlignQueue, Engine
from editor.jobs.worker_link import WorkerLink
from editor.media.episode import prepare
from editor.transcript.document import Transcript, Turn, TurnId, check
from editor.transcript.session import Session
from editor.transcript.words import Match, Timing, words_of

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
MISSING = range(20, 28)
"""Spoken words that the text lacks, in the part that is final when the child is killed."""


@pytest.mark.whisper
@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that ends a process at once")
def test_work_goes_on_where_a_killed_child_had_got_to(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(align_queue, "RETRIES", (5, 5))
    spoken = json.loads((SAMPLE / "truth.json").read_text("utf-8"))["words"]
    rows = [row for k, row in enumerate(spoken) if k not in MISSING]
    texts = ["share", "this", "page", "subscribe", "download", *(row["text"] for row in rows)]
    turns = [
        Turn(TurnId(1 + at // 30), None, words_of(" ".join(texts[at : at + 30])))
        for at in range(0, len(texts), 30)
    ]
    session = Session(Transcript(tuple(turns)))
    link = WorkerLink()
    queue = AlignQueue(session, link)
    model = resolve("tiny.en", catalog=load_catalog(), folders=find_folders(tmp_path))
    sound = prepare(SAMPLE / "episode.mp3", tmp_path)
    entry = model.entry
    queue.set_engine(
        Engine(
            sound.speech,
            model.path,
            entry.alignment_heads,
            entry.shift_ms,
            "en",
            sound.info.duration_ms,
        )
    )
    settled, heard, finished, progress = [], [], [], []

    def killed(event: object) -> None:
        if isinstance(event, Settled):
            if not settled:
                os.kill(link._process.processId(), signal.SIGKILL)
            settled.append(event)

    link.received.connect(killed)
    queue.heard.connect(heard.append)
    queue.progressed.connect(progress.append)
    queue.finished.connect(finished.append)
    queue.align_all()
    try:
        qtbot.waitUntil(lambda: bool(finished), timeout=240_000)
    finally:
        queue.close()
        link.kill()
        link.settle()
        queue.deleteLater()
        link.deleteLater()

    check(session.document)
    assert settled[0].words > 60
    (total,) = {event.total for event in progress}  # what is left is told of as part of it all
    assert abs(total - sound.info.duration_ms) <= 2
    words = [word for _, word in session.document.places()]
    assert [word.match for word in words[:5]] == [Match.NO_SOUND] * 5
    assert all(word.match is not Match.UNKNOWN for word in words)
    off = [
        abs(word.start - row["start_ms"])
        for word, row in zip(words[5:], rows, strict=True)
        if word.timing is not Timing.NONE
    ]
    assert len(off) >= len(rows) - 2
    assert sum(error <= 100 for error in off) >= 0.95 * len(off)
    done = finished[0]
    assert (done.words, done.without_sound) == (len(words), 5 + len(rows) - len(off))
    # What the text lacks was heard by the child that is gone; it is told, and told once.
    gaps = [
        " ".join(word.text for word in hearing.words)
        for row in heard[0].values()
        for hearing in row.hearings
        if not hearing.given and len(hearing.words) > 4
    ]
    assert len(gaps) == 1
